#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>

namespace slipway::data {

enum class FileKind { Parquet, Text, GzipText, Json, Sqlite };

/// What a file is, told by its content, and its first bytes.
struct FileHead {
    FileKind kind = FileKind::Text;
    std::string bytes; ///< up to 64 KiB
};

/// Looks into a file before anything reads it, so that what is no table is refused with a sentence that names
/// the file: a missing file, a folder, an empty file, a binary file, a Parquet file that is encrypted or
/// whose end is missing. Only for a text that could be either does the name's ending say that it is JSON.
Result<FileHead> fileHead(const std::filesystem::path &file);

} // namespace slipway::data
