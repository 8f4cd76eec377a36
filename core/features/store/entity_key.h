#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace slipway::features {

/// What the values of a key column are.
enum class KeyType { Whole, Text };

/// The keys of an entity as bytes: short, and in the order of the values, so that rows that arrive in that
/// order can be appended. Entities with a very long key are named by its hash. Reused, it does not allocate.
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
