#include "core/data/file_kind.h"

#include "core/base/messages.h"
#include "core/data/text_encoding.h"

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

/// Formats that people name by mistake, by how they begin.
struct Foreign {
    std::string_view magic;
    std::string_view kind;
};

constexpr Foreign foreign[] = {
    {"PK\x03\x04", "a ZIP archive, such as an Excel workbook"},
    {"\xd0\xcf\x11\xe0", "an old Excel or Word file"},
    {"%PDF", "a PDF"},
    {"Obj\x01", "an Avro file"},
    {"ORC", "an ORC file"},
    {"ARROW1", "an Arrow file"},
    {"\x28\xb5\x2f\xfd", "a Zstandard archive"},
    {"BZh", "a bzip2 archive"},
    {"\xfd"
     "7zXZ",
     "an XZ archive"},
    {"\x89HDF", "an HDF5 file"},
    {"<!DOCTYPE html", "a page of the web"},
    {"<!doctype html", "a page of the web"},
    {"<html", "a page of the web"},
};

/// Texts hold almost no control characters; a stray byte 0 is a line to reject, not a reason to refuse.
bool looksBinary(std::string_view head)
{
    if (guessEncoding(head).encoding == Encoding::Utf16Le
        || guessEncoding(head).encoding == Encoding::Utf16Be)
        return false;
    const auto control = std::count_if(head.begin(), head.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f';
    });
    const auto firstLine = head.substr(0, head.find('\n'));
    return firstLine.find('\0') != std::string_view::npos
        || (control > 4 && static_cast<std::size_t>(control) * 50 > head.size());
}

bool namedJson(const std::filesystem::path &file)
{
    auto ending = file.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return ending == ".json" || ending == ".jsonl" || ending == ".ndjson";
}

/// Whether a text begins as JSON does and no table would: an object, or an array of values.
bool beginsLikeJson(std::string_view head)
{
    std::string text;
    const auto guess = guessEncoding(head);
    decode(guess.encoding, head.substr(guess.markBytes), false, text);
    constexpr std::string_view blanks = " \t\r\n";
    const auto begin = text.find_first_not_of(blanks);
    if (begin == std::string::npos || (text[begin] != '{' && text[begin] != '['))
        return false;
    const auto next = text.find_first_not_of(blanks, begin + 1);
    if (next == std::string::npos)
        return false;
    if (text[begin] == '{')
        return text[next] == '"' || text[next] == '}';
    return text[next] == '{' || text[next] == '[' || text[next] == ']';
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
    if (head.bytes.starts_with("PARE"))
        return failure("import.parquet_encrypted", args);
    if (head.bytes.starts_with(std::string_view("SQLite format 3\0", 16))) {
        head.kind = FileKind::Sqlite;
        return head;
    }
    for (const auto &[magic, kind] : foreign) {
        // A table may begin with the word ORC; the short ones need a byte 0 behind them.
        const bool sure = magic.size() > 3 || head.bytes.find('\0') != std::string::npos;
        if (sure && head.bytes.starts_with(magic))
            return failure("import.foreign_kind", {{"file", file.string()}, {"kind", kind}});
    }
    if (head.bytes.starts_with("\x1f\x8b")) {
        head.kind = FileKind::GzipText;
        return head;
    }
    if (looksBinary(head.bytes))
        return failure("data.file_binary", args);
    if (std::all_of(head.bytes.begin(), head.bytes.end(),
                    [](char c) { return c != '\0' && std::strchr(" \t\r\n", c); })
        && size == head.bytes.size()) {
        return failure("data.file_empty", args);
    }
    if (namedJson(file) || beginsLikeJson(head.bytes))
        head.kind = FileKind::Json;
    return head;
}

} // namespace slipway::data
