#pragma once

#include "core/data/read.h"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace slipway::engine {

/// The reading flags of every verb that takes FILE.
struct FileOptions {
    bool header = false;
    bool noHeader = false;
    std::string delimiter;
    std::string quote;
    std::string escape;
    std::string encoding;
    std::string decimal;
    std::string blanks;
    std::string table;
    std::vector<std::string> nullTokens;
    std::vector<std::string> types; ///< COL=TYPE
    std::vector<std::string> dateFormats; ///< COL=FORMAT
    std::int64_t skip = 0;
};

void addFileOptions(CLI::App *command, FileOptions &options);

/// The flags as the engine's rooms take them. What --help says was checked by the parser already.
data::ReadOptions readOptions(const FileOptions &options);

/// Whether the argument is a file on disk, and not the name of a data set.
bool namesFile(const std::string &argument);

} // namespace slipway::engine
