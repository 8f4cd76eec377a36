#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/features/id_index.h"
#include "core/features/served.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::features {

/// One column of an entity's online values.
struct OnlineColumn {
    std::string name; ///< a feature's, or that of the start of an age
    data::ColumnKind kind = data::ColumnKind::Number;
    std::vector<std::string> levels; ///< of a category; its values are indices into this
};

/// The latest values of all entities of one kind, in memory. A missing value is NaN; a time is in
/// microseconds since 1970.
class OnlineTable
{
public:
    OnlineTable() = default;

    /// Row i of `columns` belongs to ids[i]. `unknown` has one value a column, by name; null is missing.
    OnlineTable(std::span<const std::int64_t> ids, std::span<const data::Column> columns,
                const Json &unknown);

    std::size_t size() const { return m_size; }
    const std::vector<OnlineColumn> &columns() const { return m_columns; }

    struct Row {
        const double *values; ///< one a column
        std::size_t index; ///< size() for the unknown
        bool known;
    };
    /// The values of an id, or those of the unknown.
    Row row(std::int64_t id) const;

private:
    IdIndex m_index;
    std::size_t m_size = 0;
    std::vector<OnlineColumn> m_columns;
    std::vector<double> m_values; ///< row by row; the last row is the unknown's
};

/// The values after the last interaction, as the feature build wrote them. Immutable: any number of threads
/// may read.
class OnlineFeatures
{
public:
    /// Reads online_users.parquet, online_user_categories.parquet, online_items.parquet and features.json.
    static Result<OnlineFeatures> load(const std::filesystem::path &folder, const RunContext &context = {});

    const OnlineTable &users() const { return m_users; }
    const OnlineTable &items() const { return m_items; }

    /// The values of a known user for the category of a known item; null where the user has seen nothing of
    /// it, and the user's own row says what holds.
    const double *userCategory(const OnlineTable::Row &user, const OnlineTable::Row &item) const;
    const std::vector<OnlineColumn> &userCategoryColumns() const { return m_userCategories.columns(); }

    TimeMicros asOf() const { return m_asOf; } ///< the moment after the last interaction that the values know

private:
    Status addUserCategories(const data::Table &pairs, const std::filesystem::path &file);
    std::int64_t userCategoryKey(std::size_t userIndex, std::size_t category) const;

    OnlineTable m_users;
    OnlineTable m_items;
    OnlineTable
        m_userCategories; ///< its ids: the user's row times the number of categories, plus the category
    std::size_t m_categoryColumn = 0; ///< of items
    TimeMicros m_asOf = 0;
};

} // namespace slipway::features
