#pragma once

#include "core/data/provided_rows.h"
#include "core/features/join/key_numbers.h"
#include "core/features/join/whole_spool.h"
#include "core/features/join/window_plans.h"

#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

namespace slipway::features {

/// What each row of a source could know from the rows strictly before its moment: one pass in the order of
/// time with a counter for each entity, instead of a sort for each. The rows that it provides have qid, g and
/// the parts p0, p1, ... of the query; those that lack a key or a time are not among them.
class RunningTotals : public data::BlockProvider
{
public:
    /// Whether every part of the query can be kept as a running whole number.
    static bool canAnswer(const WindowQuery &query);

    /// `rows` is a FROM with qid, the keys, t, seen, v0, v1, ...
    static Result<std::shared_ptr<RunningTotals>> over(data::Duck &duck, const WindowQuery &query,
                                                       std::string_view rows,
                                                       const std::filesystem::path &temporaryFolder,
                                                       const RunContext &context);

    /// Gives its memory back; it must not be read afterwards.
    void release() { m_spool.reset(); }

    std::vector<ProvidedColumn> columns() const override;
    std::unique_ptr<data::BlockReader> read(const std::vector<std::size_t> &wanted) const override;

private:
    struct Part {
        enum class Kind { Count, Sum, Latest, Earliest } kind;
        std::vector<std::int64_t> totals {}; ///< one an entity
        std::vector<std::int64_t> waiting {}; ///< what the rows of the present moment will add
    };

    RunningTotals(const WindowQuery &query, const std::filesystem::path &temporaryFolder);
    Status take(const data::Block &block);
    void addWaiting();

    std::size_t m_keys;
    std::vector<Part> m_parts;
    KeyNumbers m_numbers;
    std::vector<std::uint32_t> m_waiting; ///< entities of the rows of the present moment
    std::int64_t m_moment = INT64_MIN;
    bool m_disordered = false;
    bool m_tooLarge = false;
    WholeSpool::Columns m_block; ///< what the present block gives
    std::unique_ptr<WholeSpool> m_spool;
};

} // namespace slipway::features
