#include "core/data/text_file.h"

#include "core/base/messages.h"
#include "core/data/text_encoding.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

namespace slipway::data {

namespace {

constexpr std::size_t block = 1 << 20;
constexpr std::size_t headBytes = 1 << 16;

Error unreadable(const std::filesystem::path &path)
{
    return failure("data.file_unreadable", {{"file", path.string()}, {"reason", std::strerror(errno)}});
}

Result<std::size_t> readAt(int descriptor, std::uint64_t offset, char *into, std::size_t count,
                           const std::filesystem::path &path)
{
    std::size_t got = 0;
    while (got < count) {
        const auto bytes = ::pread(descriptor, into + got, count - got, static_cast<off_t>(offset + got));
        if (bytes < 0 && errno == EINTR)
            continue;
        if (bytes < 0)
            return unreadable(path);
        if (bytes == 0)
            break;
        got += static_cast<std::size_t>(bytes);
    }
    return got;
}

std::uint64_t sizeOf(int descriptor)
{
    struct stat facts {
    };
    return ::fstat(descriptor, &facts) == 0 ? static_cast<std::uint64_t>(facts.st_size) : 0;
}

struct CloseGzip {
    void operator()(gzFile_s *file) const { gzclose(file); }
};

Result<FileHandle> unpacked(const FileHandle &packed, const std::filesystem::path &path,
                            const ReadOptions &options, const RunContext &context)
{
    SLIPWAY_ASSIGN(FileHandle copy, unnamedFile(options.scratch));
    const std::unique_ptr<gzFile_s, CloseGzip> gzip(gzdopen(::dup(packed.get()), "rb"));
    if (!gzip)
        return unreadable(path);
    gzbuffer(gzip.get(), block);
    BufferedWriter out(copy.get());
    std::string piece(block, '\0');
    for (;;) {
        if (context.cancelled())
            return cancelled();
        const int bytes = gzread(gzip.get(), piece.data(), static_cast<unsigned>(piece.size()));
        int problem = Z_OK;
        gzerror(gzip.get(), &problem);
        if (bytes < 0 || (bytes == 0 && problem != Z_OK && problem != Z_STREAM_END))
            return failure("import.gzip_broken", {{"file", path.string()}});
        if (bytes == 0)
            break;
        out.buffer().append(piece.data(), static_cast<std::size_t>(bytes));
        SLIPWAY_TRY(out.flushIfFull());
    }
    SLIPWAY_TRY(out.flush());
    return copy;
}

Result<FileHandle> decoded(const FileHandle &source, const std::filesystem::path &path,
                           const EncodingGuess &guess, const ReadOptions &options, const RunContext &context)
{
    SLIPWAY_ASSIGN(FileHandle copy, unnamedFile(options.scratch));
    BufferedWriter out(copy.get());
    std::string piece(block, '\0');
    std::uint64_t offset = guess.markBytes;
    for (;;) {
        if (context.cancelled())
            return cancelled();
        SLIPWAY_ASSIGN(const std::size_t bytes,
                       readAt(source.get(), offset, piece.data(), piece.size(), path));
        const bool last = bytes < piece.size();
        offset += decode(guess.encoding, std::string_view(piece).substr(0, bytes), last, out.buffer());
        SLIPWAY_TRY(out.flushIfFull());
        if (last)
            break;
    }
    SLIPWAY_TRY(out.flush());
    return copy;
}

} // namespace

FileHandle::FileHandle(FileHandle &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

FileHandle &FileHandle::operator=(FileHandle &&other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

FileHandle::~FileHandle()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

Status BufferedWriter::flush()
{
    std::string_view rest = m_buffer;
    while (!rest.empty()) {
        const auto bytes = ::write(m_descriptor, rest.data(), rest.size());
        if (bytes < 0 && errno == EINTR)
            continue;
        if (bytes < 0)
            return failure("data.engine_files", {{"reason", std::strerror(errno)}});
        rest.remove_prefix(static_cast<std::size_t>(bytes));
    }
    m_buffer.clear();
    return done();
}

Result<FileHandle> unnamedFile(const std::filesystem::path &folder)
{
    std::error_code ignored;
    const auto where = folder.empty() ? std::filesystem::temp_directory_path(ignored) : folder;
    FileHandle file(::open(where.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
    if (file.get() >= 0)
        return file;
    // Not every file system has files without a name.
    std::string name = (where / "slipway-XXXXXX").string();
    FileHandle named(::mkostemp(name.data(), O_CLOEXEC));
    if (named.get() < 0)
        return failure("data.engine_files", {{"reason", where.string() + ": " + std::strerror(errno)}});
    ::unlink(name.c_str());
    return named;
}

Result<TextFile> TextFile::open(const std::filesystem::path &path, const ReadOptions &options,
                                const RunContext &context)
{
    TextFile file;
    file.m_path = path;
    file.m_handle = FileHandle(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.m_handle.get() < 0)
        return unreadable(path);
    char magic[2] {};
    SLIPWAY_ASSIGN(const std::size_t first, readAt(file.m_handle.get(), 0, magic, 2, path));
    if (first == 2 && std::memcmp(magic, "\x1f\x8b", 2) == 0) {
        SLIPWAY_ASSIGN(file.m_handle, unpacked(file.m_handle, path, options, context));
    }
    std::string head(headBytes, '\0');
    SLIPWAY_ASSIGN(const std::size_t bytes, readAt(file.m_handle.get(), 0, head.data(), head.size(), path));
    head.resize(bytes);
    EncodingGuess guess = guessEncoding(head);
    file.m_mark = guess.markBytes > 0;
    if (options.encoding) {
        const auto named = encodingNamed(*options.encoding);
        if (!named)
            return failure("import.encoding_unknown", {{"encoding", *options.encoding}});
        file.m_guessed = false;
        if (*named != guess.encoding)
            guess = {*named, 0};
    }
    file.m_encoding = encodingName(guess.encoding);
    file.m_begin = guess.markBytes;
    if (guess.encoding != Encoding::Utf8) {
        SLIPWAY_ASSIGN(file.m_handle, decoded(file.m_handle, path, guess, options, context));
        file.m_begin = 0;
    }
    file.m_end = sizeOf(file.m_handle.get());
    return file;
}

Result<TextFile> TextFile::over(FileHandle copy, const std::filesystem::path &path)
{
    TextFile file;
    file.m_path = path;
    file.m_handle = std::move(copy);
    file.m_guessed = false;
    file.m_end = sizeOf(file.m_handle.get());
    return file;
}

Result<std::size_t> TextFile::read(std::uint64_t offset, char *into, std::size_t count) const
{
    return readAt(m_handle.get(), offset, into, count, m_path);
}

Result<std::string> TextFile::read(std::uint64_t offset, std::size_t count) const
{
    std::string bytes(count, '\0');
    SLIPWAY_ASSIGN(const std::size_t got, read(offset, bytes.data(), count));
    bytes.resize(got);
    return bytes;
}

} // namespace slipway::data
