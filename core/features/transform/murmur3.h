#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace slipway::features {

/// MurmurHash3_x86_32 (Austin Appleby, public domain) of the bytes.
std::uint32_t murmur3(std::string_view bytes, std::uint32_t seed = 0);

/// Where a token goes among `slots` places, and with which sign: those of scikit-learn's FeatureHasher and
/// HashingVectorizer, from the hash of its UTF-8 with seed 0.
struct HashedPlace {
    std::size_t slot;
    float sign; ///< 1 or -1
};
HashedPlace hashedPlace(std::string_view token, std::size_t slots);

} // namespace slipway::features
