#pragma once

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/base/result.h"
#include "core/base/run_context.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace slipway::features {

/// How far into a file of pushed rows something goes.
struct PushedMark {
    std::uintmax_t bytes = 0; ///< of whole lines
    std::int64_t lines = 0;
    std::string sha256; ///< of these bytes
    std::string first; ///< of the first line: with another one it is another file
};

Json toJson(const PushedMark &mark);
PushedMark pushedMarkFrom(const Json &json); ///< what toJson() wrote

/// A file of rows that were pushed to a view of a set, one JSON object a line:
/// {"event_timestamp","created_timestamp",<key>...,<feature>...}. Servers append to it meanwhile.
struct PushedFile {
    std::filesystem::path path;
    std::string set;
    std::string view;
    PushedMark kept; ///< up to here the rows are in the data set
    PushedMark end; ///< the last whole line
    std::optional<TimeMicros> first; ///< event times of the others
    std::optional<TimeMicros> last;

    std::int64_t newRows() const { return end.lines - kept.lines; }
};

/// What its name, SET.VIEW.jsonl, says of a file.
PushedFile pushedFileNamed(const std::filesystem::path &path);

/// Reads a file through, whose name is SET.VIEW.jsonl. `kept` says which rows are in the data already; a file
/// that has taken the place of the one it speaks of has only new rows. Refused where those rows were changed.
Result<PushedFile> readPushedFile(const std::filesystem::path &path, const PushedMark &kept,
                                  const RunContext &context);

} // namespace slipway::features
