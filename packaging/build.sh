# shellcheck shell=bash
# Sourced by test.sh and demo.sh: how a preset is built. Leaves the shell in the project's folder.

set -euo pipefail
script=$(basename "$0" .sh)
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# What a person needs to run Slipway: the command, the learning module that it loads when it trains, and the window.
# shellcheck disable=SC2034  # used by demo.sh
programs=(slipway slipway_torch slipway_console)

fail() {
    echo "$script: $*" >&2
    exit 1
}

# Compile jobs at once: one a core, and at least 2 GB of memory for each, because LibTorch's headers take most of that.
# A container's own limit counts where there is one.
compile_jobs() {
    local kilobytes limit jobs
    kilobytes=$(awk '/^MemAvailable:/ { print $2 }' /proc/meminfo)
    limit=$(cat /sys/fs/cgroup/memory.max 2>/dev/null || true)
    if [[ $limit =~ ^[0-9]+$ ]] && [ $((limit / 1024)) -lt "$kilobytes" ]; then kilobytes=$((limit / 1024)); fi
    jobs=$((kilobytes / 2000000))
    if [ "$jobs" -gt "$(nproc)" ]; then jobs=$(nproc); fi
    if [ "$jobs" -lt 1 ]; then jobs=1; fi
    echo "$jobs"
}

# Passes on what a build or a test run prints, except for its lines of progress ("[12/340] ...", "12/34 Test ...
# Passed"). Of these a terminal shows the last one, in place; everything else gets one for each quarter of the way.
only_what_matters() {
    local line quarter shown=0 clear=''
    while IFS= read -r line; do
        if [[ $line =~ ^\[([0-9]+)/([0-9]+)\]\  || $line =~ ^\ *([0-9]+)/([0-9]+)\ Test\ .*\ Passed\  ]]; then
            if [ -t 1 ]; then
                printf '\r\033[K  %s of %s' "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"
                clear=$'\r\033[K'
                continue
            fi
            quarter=$((4 * BASH_REMATCH[1] / BASH_REMATCH[2]))
            if [ "$quarter" -gt "$shown" ]; then echo "  ${BASH_REMATCH[1]} of ${BASH_REMATCH[2]}"; fi
            shown=$quarter
        elif ! [[ $line =~ ^ninja:\ |^Test\ project\ |^\ *Start\ +[0-9]+: ]]; then
            printf '%s%s\n' "$clear" "$line"
            clear=''
        fi
    done
    printf '%s' "$clear"
}

# build_preset NAME [TARGET...]: installs what is missing, configures the preset and builds these targets, or all.
build_preset() {
    local preset=$1 jobs started=$SECONDS
    shift
    bash packaging/dependencies.sh || exit 1

    mkdir -p "build/$preset"
    if ! cmake --preset "$preset" >"build/$preset/configure.log" 2>&1; then
        tail -n 20 "build/$preset/configure.log" >&2
        fail "the preset $preset could not be configured; the lines above are from build/$preset/configure.log."
    fi
    jobs=$(compile_jobs)
    echo "Building ${*:-everything} (preset $preset, $jobs at a time)"
    if ! cmake --build --preset "$preset" -j "$jobs" ${1:+--target "$@"} 2>&1 | only_what_matters; then
        fail "the preset $preset could not be built; the lines above say where it stopped."
    fi
    echo "Built in $((SECONDS - started)) s"
}
