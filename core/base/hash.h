#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace slipway {

/// SHA-256 of what was given to update(), in order.
class Sha256
{
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256 &&) noexcept;
    Sha256 &operator=(Sha256 &&) noexcept;

    void update(std::span<const std::byte> bytes);
    void update(std::string_view text);

    /// 64 lowercase hex digits. The object is spent afterwards.
    std::string finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

std::string sha256(std::string_view text);

/// The hash of a file's bytes, read in blocks.
Result<std::string> sha256OfFile(const std::filesystem::path &path, const RunContext &context = {});

} // namespace slipway
