#pragma once

#include "core/pipeline/job_process.h"
#include "tests/support/temporary_folder.h"

#include <filesystem>
#include <string_view>

namespace slipway::testing {

/// A stand-in for the engine: a script whose verbs are the ways in which a job can behave.
class FakeEngine
{
public:
    FakeEngine()
    {
        const auto script = m_folder.write("slipway", text);
        std::filesystem::permissions(script, std::filesystem::perms(0755));
        m_command = {.program = script, .workspace = m_folder / "workspace"};
        std::filesystem::create_directory(m_command.workspace);
    }

    const pipeline::EngineCommand &command() const { return m_command; }

    /// What the jobs were started with, a line each.
    std::string started() const { return readText(m_command.workspace / "started"); }

    std::string file(std::string_view name) const { return readText(m_command.workspace / name); }

private:
    static constexpr std::string_view text = R"sh(#!/bin/sh
echo "$*" | sed "s,$2,WORKSPACE," >> "$2/started"
workspace=$2
shift 5
verb=$1
shift
stopped='{"event":"error","error":{"code":"cancelled","id":"base.cancelled","args":{},"message":"Stopped."}}'
case "$verb" in
say) echo "{\"event\":\"result\",\"result\":{\"text\":\"$*\",\"number\":7,\"list\":[1,2]}}" ;;
learn)
    echo '{"event":"started"}'
    echo '{"event":"progress","fraction":0.5,"stage":"Epoch 1"}'
    echo '{"event":"metric","run":"r","key":"auc","step":1,"value":0.7}'
    echo '{"event":"result","result":{"run_id":"r1"}}' ;;
refuse) echo '{"event":"result","result":{"passed":false}}'; exit 1 ;;
fail)
    echo '{"event":"error","error":{"code":"bad_input","id":"json.malformed","args":{"line":3},"message":"Line 3 is wrong."}}'
    exit 4 ;;
die) echo '{"event":"started"}'; kill -s SEGV $$; sleep 10 ;;
say_and_die) echo '{"event":"result","result":{"run_id":"r1"}}'; kill -s KILL $$; sleep 10 ;;
silent) exit 0 ;;
garbage)
    printf 'loading...\n\n[1,2]\nnull\n"text"\n{"event":5}\n{"event":"progress","fraction":"half","stage":[]}\n'
    printf '\377\376\n{"half":\n{"event":"result","result":{"text":"survived"}}\nbye\n' ;;
error_of_no_form) echo '{"event":"error"}' ;;
result_of_no_form) echo '{"event":"result"}' ;;
result_of_another_form) echo '{"event":"result","result":[1,2]}' ;;
close_early) echo '{"event":"result","result":{"text":"early"}}'; exec >&-; sleep 0.05; echo > "$workspace/finished" ;;
close_without_a_word) exec >&-; sleep 0.05; echo > "$workspace/finished" ;;
long) i=0; while [ $i -lt 3000 ]; do echo '{"event":"progress","fraction":0.1,"stage":"'$i'"}'; i=$((i + 1)); done
    echo '{"event":"result","result":{"text":"all"}}' ;;
wait)
    trap 'echo interrupted >> "$workspace/interrupted"; echo "$stopped"; exit 130' INT
    echo '{"event":"started"}'
    while :; do sleep 0.02; done ;;
wait_with_a_helper)
    trap 'echo interrupted >> "$workspace/interrupted"; echo "$stopped"; exit 130' INT
    "$0" -w "$workspace" --events --origin helper wait ;;
wait_without_a_word) echo '{"event":"started"}'; sleep 10 ;;
talk_when_stopped)
    trap 'while :; do echo "{\"event\":\"log\",\"message\":\"and another thing\"}"; done' INT
    echo '{"event":"started"}'
    while :; do sleep 0.02; done ;;
errors_go_elsewhere) echo 'a warning' >&2; echo '{"event":"result","result":{}}' ;;
esac
)sh";

    TemporaryFolder m_folder;
    pipeline::EngineCommand m_command;
};

} // namespace slipway::testing
