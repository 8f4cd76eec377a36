#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/data/file_kind.h"
#include "core/data/read.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace slipway::data {

/// A file descriptor that closes itself.
class FileHandle
{
public:
    explicit FileHandle(int descriptor = -1)
        : m_descriptor(descriptor)
    {
    }
    FileHandle(FileHandle &&other) noexcept;
    FileHandle &operator=(FileHandle &&other) noexcept;
    ~FileHandle();

    int get() const { return m_descriptor; }

private:
    int m_descriptor;
};

/// A text file as UTF-8, whatever its encoding and packing. Plain UTF-8 is read where it lies; anything else
/// is turned into a copy that has no name and vanishes with the process.
class TextFile
{
public:
    static Result<TextFile> open(const std::filesystem::path &path, const ReadOptions &options,
                                 const RunContext &context);

    /// Over an unnamed copy that somebody else has written as UTF-8.
    static Result<TextFile> over(FileHandle copy, const std::filesystem::path &path);

    /// Up to `count` bytes from `offset` on; shorter only at the end. Safe from several threads.
    Result<std::string> read(std::uint64_t offset, std::size_t count) const;
    /// The same into memory of the caller; how many bytes there were.
    Result<std::size_t> read(std::uint64_t offset, char *into, std::size_t count) const;

    std::uint64_t begin() const { return m_begin; } ///< behind a byte order mark
    std::uint64_t end() const { return m_end; }
    const std::filesystem::path &path() const { return m_path; }
    const std::string &encoding() const { return m_encoding; }
    bool byteOrderMark() const { return m_mark; }
    bool encodingGuessed() const { return m_guessed; }

private:
    TextFile() = default;

    FileHandle m_handle;
    std::filesystem::path m_path;
    std::uint64_t m_begin = 0;
    std::uint64_t m_end = 0;
    std::string m_encoding = "utf-8";
    bool m_mark = false;
    bool m_guessed = true;
};

/// A new file without a name in `folder`, for a copy that nobody else sees.
Result<FileHandle> unnamedFile(const std::filesystem::path &folder);

/// Writes through a buffer to a descriptor that the caller keeps.
class BufferedWriter
{
public:
    explicit BufferedWriter(int descriptor)
        : m_descriptor(descriptor)
    {
    }
    std::string &buffer() { return m_buffer; }
    Status flushIfFull() { return m_buffer.size() < (1U << 20) ? done() : flush(); }
    Status flush();

private:
    int m_descriptor;
    std::string m_buffer;
};

} // namespace slipway::data
