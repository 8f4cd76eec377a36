#include "core/base/hash.h"

#include "core/base/messages.h"

#include <openssl/evp.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <vector>

namespace slipway {

struct Sha256::State {
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    ~State() { EVP_MD_CTX_free(context); }
};

Sha256::Sha256()
    : m_state(std::make_unique<State>())
{
    EVP_DigestInit_ex(m_state->context, EVP_sha256(), nullptr);
}

Sha256::~Sha256() = default;
Sha256::Sha256(Sha256 &&) noexcept = default;
Sha256 &Sha256::operator=(Sha256 &&) noexcept = default;

void Sha256::update(std::span<const std::byte> bytes)
{
    EVP_DigestUpdate(m_state->context, bytes.data(), bytes.size());
}

void Sha256::update(std::string_view text)
{
    EVP_DigestUpdate(m_state->context, text.data(), text.size());
}

std::string Sha256::finish()
{
    std::array<unsigned char, 32> digest {};
    unsigned length = 0;
    EVP_DigestFinal_ex(m_state->context, digest.data(), &length);
    constexpr std::string_view hex = "0123456789abcdef";
    std::string text;
    for (const unsigned char byte : digest) {
        text.push_back(hex[byte >> 4]);
        text.push_back(hex[byte & 15]);
    }
    return text;
}

std::string sha256(std::string_view text)
{
    Sha256 hash;
    hash.update(text);
    return hash.finish();
}

Result<std::string> sha256OfFile(const std::filesystem::path &path, const RunContext &context)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return failure("file.unreadable", {{"file", path.string()}, {"reason", std::strerror(errno)}});
    Sha256 hash;
    std::vector<char> block(1 << 20);
    while (file) {
        if (context.cancelled())
            return cancelled();
        file.read(block.data(), static_cast<std::streamsize>(block.size()));
        hash.update(std::string_view(block.data(), static_cast<std::size_t>(file.gcount())));
    }
    if (file.bad())
        return failure("file.unreadable", {{"file", path.string()}, {"reason", std::strerror(errno)}});
    return hash.finish();
}

} // namespace slipway
