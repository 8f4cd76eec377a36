#include "core/data/file_kind.h"

#include "core/base/messages.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace slipway::data {

namespace {

constexpr std::size_t headBytes = 64 << 10;
constexpr std::string_view parquetMagic = "PAR1";
constexpr std::size_t parquetTail = 8; ///< the footer's length in four bytes, then the magic
constexpr std::size_t smallestParquet = 4 + parquetTail;

std::string readAt(std::ifstream &stream, std::uintmax_t offset, std::size_t count)
{
    std::string bytes(count, '\0');
    stream.seekg(static_cast<std::streamoff>(offset));
    stream.read(bytes.data(), static_cast<std::streamsize>(count));
    bytes.resize(static_cast<std::size_t>(stream.gcount()));
    return bytes;
}

/// Whether the file ends as a Parquet file does: a footer that fits into the file, its length, the magic.
bool hasParquetEnd(std::ifstream &stream, std::uintmax_t size)
{
    if (size < smallestParquet)
        return false;
    const auto tail = readAt(stream, size - parquetTail, parquetTail);
    if (tail.size() != parquetTail || !tail.ends_with(parquetMagic))
        return false;
    std::uint32_t footer = 0;
    for (int i = 3; i >= 0; --i)
        footer = footer << 8 | static_cast<unsigned char>(tail[static_cast<std::size_t>(i)]);
    return footer > 0 && footer <= size - smallestParquet;
}

} // namespace

Result<FileHead> fileHead(const std::filesystem::path &file)
{
    const Json args {{"file", file.string()}};
    std::error_code problem;
    const auto status = std::filesystem::status(file, problem);
    if (status.type() == std::filesystem::file_type::not_found)
        return failure("data.file_missing", args);
    if (status.type() == std::filesystem::file_type::directory)
        return failure("data.file_is_folder", args);
    if (status.type() != std::filesystem::file_type::regular)
        return failure("data.file_unreadable",
                       {{"file", file.string()}, {"reason", "it is not a plain file"}});
    errno = 0;
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return failure("data.file_unreadable", {{"file", file.string()}, {"reason", std::strerror(errno)}});
    const auto size = std::filesystem::file_size(file, problem);
    if (problem)
        return failure("data.file_unreadable", {{"file", file.string()}, {"reason", problem.message()}});
    if (size == 0)
        return failure("data.file_empty", args);

    FileHead head;
    head.bytes = readAt(stream, 0, std::min<std::uintmax_t>(size, headBytes));
    stream.clear();
    if (head.bytes.starts_with(parquetMagic)) {
        head.kind = FileKind::Parquet;
        if (!hasParquetEnd(stream, size))
            return failure("data.parquet_broken", args, "the end of the file is not a Parquet footer");
        return head;
    }
    if (head.bytes.starts_with("\x1f\x8b")) {
        head.kind = FileKind::GzipText;
        return head;
    }
    if (head.bytes.starts_with("\xff\xfe") || head.bytes.starts_with("\xfe\xff"))
        return failure("data.file_utf16", args);
    if (head.bytes.find('\0') != std::string::npos)
        return failure("data.file_binary", args);
    if (std::all_of(head.bytes.begin(), head.bytes.end(), [](char c) { return std::strchr(" \t\r\n", c); })
        && size == head.bytes.size()) {
        return failure("data.file_empty", args);
    }
    return head;
}

} // namespace slipway::data
