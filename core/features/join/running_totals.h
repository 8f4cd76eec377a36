#pragma once

#include "core/features/join/key_numbers.h"
#include "core/features/join/whole_pages.h"
#include "core/features/join/window_plans.h"

#include <filesystem>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace slipway::features {

/// What each row of a source could know from the rows strictly before its moment: one pass in the order of
/// time with a counter for each entity, instead of a sort for each, for all views of the source together.
/// Memory grows with the entities; what is found for the rows goes to a file where it is much.
class RunningTotals
{
public:
    /// Whether every part of the query can be kept as a running whole number.
    static bool canAnswer(const WindowQuery &query);

    /// The parts of all queries, one behind the other, as columns by qid. A row that lacks a key sees
    /// nothing. `rows` is a FROM with qid, the keys, t, seen, v0, v1, ... of the one source of all queries.
    /// Null where a total grows beyond 64 bits.
    static Result<std::shared_ptr<WholePages>> over(data::Duck &duck, const std::vector<WindowQuery> &queries,
                                                    std::string_view rows,
                                                    const std::filesystem::path &temporaryFolder,
                                                    const RunContext &context);

private:
    enum class Kind { Count, Sum, Latest, Earliest };
    struct View {
        std::vector<std::size_t> keys; ///< columns of the rows
        std::size_t complete; ///< column that says whether a row has all keys
        std::size_t first; ///< column of what its first part adds
        std::size_t given; ///< column of its first part among those that are kept
        KeyNumbers numbers;
        std::vector<Kind> parts {};
        std::vector<std::int64_t> start {}; ///< of the parts, before any row
        std::vector<std::int64_t> totals {}; ///< all parts of an entity side by side
        std::vector<std::uint32_t> waiting {}; ///< entities of the rows of the present moment
        std::vector<std::int64_t> adding {}; ///< what those rows will add, part by part
    };

    RunningTotals(const std::vector<WindowQuery> &queries, const std::filesystem::path &temporaryFolder);
    Status take(const data::Block &block);
    void takeView(View &view, const data::Block &block, std::span<const std::size_t> starts);
    void addWaiting(View &view);

    std::vector<View> m_views;
    std::int64_t m_moment = INT64_MIN;
    bool m_disordered = false;
    bool m_tooLarge = false;
    WholePages::Columns m_block; ///< what the present block gives
    std::shared_ptr<WholePages> m_pages;
};

} // namespace slipway::features
