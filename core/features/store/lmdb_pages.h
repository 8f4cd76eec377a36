#pragma once

#include <cstdint>
#include <filesystem>

namespace slipway::features {

/// How far the pages of an LMDB file can be trusted.
enum class LmdbPages {
    Whole,
    Foreign, ///< not one of ours: for LMDB, or for the entry of the format to tell
    CutShort,
    Damaged,
};

/// Looks at the pages of an LMDB file before the library does. LMDB believes what stands on them: one bit
/// that has turned around there hides rows, gives a page to two tables, or ends the process.
///
/// Checked are both meta pages, each page's header and where its entries lie, the order of the keys, how many
/// entries there are, and that no page is used twice or is in the list of free ones. What the entries hold is
/// known by their seals. Of a file of more than `mostBytes` the last level of a table is left out, which
/// keeps opening quick.
LmdbPages checkLmdbPages(const std::filesystem::path &file, std::uintmax_t mostBytes = 256 << 20);

} // namespace slipway::features
