#include "core/features/pushed/pushed_file.h"

#include "core/base/hash.h"
#include "core/base/messages.h"

#include <algorithm>
#include <fstream>

namespace slipway::features {

namespace {

constexpr std::int64_t linesBetweenLooks = 1000; ///< whether it shall stop

void takeMoment(std::string_view line, PushedFile &file)
{
    const auto json = Json::parse(line, nullptr, false);
    const auto found = json.is_object() ? json.find("event_timestamp") : json.end();
    if (!json.is_object() || found == json.end() || !found->is_string())
        return;
    const auto time = parseIsoTime(found->get_ref<const std::string &>());
    if (!time)
        return;
    file.first = std::min(file.first.value_or(time.value()), time.value());
    file.last = std::max(file.last.value_or(time.value()), time.value());
}

} // namespace

Json toJson(const PushedMark &mark)
{
    return {{"bytes", mark.bytes}, {"lines", mark.lines}, {"sha256", mark.sha256}, {"first", mark.first}};
}

PushedMark pushedMarkFrom(const Json &json)
{
    return {json.value("bytes", std::uintmax_t {0}), json.value("lines", std::int64_t {0}),
            json.value("sha256", ""), json.value("first", "")};
}

PushedFile pushedFileNamed(const std::filesystem::path &path)
{
    const auto name = path.stem().string();
    const auto dot = name.find('.');
    return {.path = path,
            .set = name.substr(0, dot),
            .view = dot == std::string::npos ? std::string() : name.substr(dot + 1)};
}

Result<PushedFile> readPushedFile(const std::filesystem::path &path, const PushedMark &kept,
                                  const RunContext &context)
{
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        return failure("file.missing", {{"file", path.string()}});
    auto file = pushedFileNamed(path);
    Sha256 whole;
    Sha256 before;
    bool isKnown = false; ///< the rows that are kept are those of the mark
    std::string line;
    while (std::getline(stream, line) && !stream.eof()) { // what has no end yet is being written
        if (file.end.lines % linesBetweenLooks == 0 && context.cancelled())
            return cancelled();
        line += '\n';
        if (file.end.lines == 0) {
            file.end.first = sha256(line);
            if (file.end.first == kept.first)
                file.kept = kept;
        }
        whole.update(line);
        file.end.bytes += line.size();
        ++file.end.lines;
        if (file.end.bytes <= file.kept.bytes)
            before.update(line);
        else
            takeMoment(line, file);
        if (file.end.bytes == file.kept.bytes)
            isKnown = before.finish() == file.kept.sha256;
    }
    if (file.kept.bytes > 0 && !isKnown)
        return failure("pushed.changed", {{"file", path.string()}});
    file.end.sha256 = whole.finish();
    return file;
}

} // namespace slipway::features
