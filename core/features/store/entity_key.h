#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace slipway::features {

/// The keys of an entity as bytes: short, and in the order of the values, so that rows that arrive in that
/// order can be appended. A text that is a whole number as one writes it is that number, so that it does not
/// matter which of them a request has. Entities with a very long key are named by its hash. Reused, it does
/// not allocate.
class EntityKey
{
public:
    void clear() { m_bytes.clear(); }
    void add(std::int64_t value);
    void add(std::string_view value);

    /// What was added, in order; valid until the next change. Never longer than mostBytes.
    std::string_view bytes();

    static constexpr std::size_t mostBytes = 400;

private:
    std::string m_bytes;
};

} // namespace slipway::features
