#pragma once

#include "core/data/read.h"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace slipway::engine {

/// The reading flags of every verb that takes FILE.
struct FileOptions {
    bool noHeader = false;
    std::string delimiter;
    std::string quote;
    std::vector<std::string> nullTokens;
};

void addFileOptions(CLI::App *command, FileOptions &options);
data::ReadOptions readOptions(const FileOptions &options);

/// Whether the argument is a file on disk, and not the name of a data set.
bool namesFile(const std::string &argument);

} // namespace slipway::engine
