#include "core/data/profile/duplicates.h"

#include "core/stats/sorting.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace slipway::data {

namespace {

constexpr std::size_t mostNamed = 20'000; ///< digests in one query

std::vector<std::string> names(const std::vector<SourceColumn> &columns)
{
    std::vector<std::string> all;
    for (const auto &column : columns)
        all.push_back(identifier(column.name));
    return all;
}

std::vector<std::int64_t> repeated(std::vector<std::uint64_t> &digests)
{
    std::vector<std::uint64_t> spare;
    stats::sortKeys(digests, spare);
    std::vector<std::int64_t> found;
    for (std::size_t i = 1; i < digests.size(); ++i) {
        const auto digest = static_cast<std::int64_t>(digests[i]);
        if (digests[i] == digests[i - 1] && (found.empty() || found.back() != digest))
            found.push_back(digest);
    }
    return found;
}

} // namespace

std::string digestExpression(const std::vector<SourceColumn> &columns)
{
    return fmt::format("CAST(hash({}) >> 1 AS BIGINT)", fmt::join(names(columns), ", "));
}

Result<std::int64_t> duplicateRows(Source &source, std::vector<std::uint64_t> digests,
                                   const RunContext &context)
{
    const auto digest = digestExpression(source.columns);
    std::string among =
        fmt::format("WHERE {0} IN (SELECT d FROM (SELECT {0} AS d FROM {1}) GROUP BY d HAVING count(*) > 1)",
                    digest, source.expression);
    if (!digests.empty()) {
        const auto suspects = repeated(digests);
        if (suspects.empty())
            return std::int64_t {0};
        if (suspects.size() <= mostNamed)
            among = fmt::format("WHERE {} IN ({})", digest, fmt::join(suspects, ", "));
    }
    SLIPWAY_ASSIGN(
        const double count,
        source.duck.number(
            fmt::format("SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM {} {} GROUP BY {})",
                        source.expression, among, fmt::join(names(source.columns), ", ")),
            context));
    return static_cast<std::int64_t>(count);
}

} // namespace slipway::data
