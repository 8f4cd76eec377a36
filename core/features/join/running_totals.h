#pragma once

#include "core/data/provided_rows.h"
#include "core/features/join/key_numbers.h"
#include "core/features/join/whole_spool.h"
#include "core/features/join/window_plans.h"

#include <filesystem>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace slipway::features {

/// What each row of a source could know from the rows strictly before its moment: one pass in the order of
/// time with a counter for each entity, instead of a sort for each, for all views of the source together.
///
/// The rows that it provides have "__qid" and "__p<v>_<i>", part i of query v; they are those of the source
/// in their order where that is the order of time. A row that lacks a key sees nothing.
class RunningTotals : public data::BlockProvider
{
public:
    /// Whether every part of the query can be kept as a running whole number.
    static bool canAnswer(const WindowQuery &query);

    /// `rows` is a FROM with qid, the keys, t, seen, v0, v1, ... of the one source of all queries. Null where
    /// a total grows beyond 64 bits.
    static Result<std::shared_ptr<RunningTotals>> over(data::Duck &duck,
                                                       const std::vector<WindowQuery> &queries,
                                                       std::string_view rows,
                                                       const std::filesystem::path &temporaryFolder,
                                                       const RunContext &context);

    /// Whether row i of what is provided is row i of the source.
    bool inPlace() const { return m_inPlace; }

    /// Gives its memory back; it must not be read afterwards.
    void release() { m_spool.reset(); }

    std::vector<ProvidedColumn> columns() const override;
    std::unique_ptr<data::BlockReader> read(const std::vector<std::size_t> &wanted) const override;

private:
    struct Part {
        enum class Kind { Count, Sum, Latest, Earliest } kind;
        std::vector<std::int64_t> totals {}; ///< one an entity
        std::vector<std::int64_t> waiting {}; ///< what the rows of the present moment will add

        std::int64_t start() const;
    };
    struct View {
        std::vector<std::size_t> keys; ///< columns of the rows
        std::size_t complete; ///< column that says whether a row has all keys
        std::size_t first; ///< column of what its first part adds
        KeyNumbers numbers;
        std::vector<Part> parts {};
        std::vector<std::uint32_t> waiting {}; ///< entities of the rows of the present moment
    };

    RunningTotals(const std::vector<WindowQuery> &queries, const std::filesystem::path &temporaryFolder);
    Status take(const data::Block &block);
    void takeView(View &view, const data::Block &block, std::span<const std::size_t> starts,
                  std::size_t column);
    void addWaiting(View &view);

    std::vector<View> m_views;
    std::int64_t m_moment = INT64_MIN;
    std::int64_t m_rows = 0;
    bool m_inPlace = true;
    bool m_disordered = false;
    bool m_tooLarge = false;
    WholeSpool::Columns m_block; ///< what the present block gives
    std::unique_ptr<WholeSpool> m_spool;
};

} // namespace slipway::features
