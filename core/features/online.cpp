#include "core/features/online.h"

#include "core/base/messages.h"
#include "core/data/duckdb.h"
#include "core/data/read.h"
#include "core/workspace/vault.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace slipway::features {

namespace {

namespace fs = std::filesystem;

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

Error damaged(const fs::path &file, std::string_view what)
{
    return failure("features.snapshot_damaged", {{"file", file.string()}, {"what", what}});
}

/// The columns of the entity's file besides its id. Times come as whole microseconds, which a double holds
/// exactly.
std::vector<std::string> expressionsFor(FeatureEntity entity)
{
    std::vector<std::string> expressions;
    for (const auto &feature : servedFeatures()) {
        const bool ofUser = entity == FeatureEntity::User && feature.entity == FeatureEntity::UserCategory;
        if (feature.entity != entity && !ofUser)
            continue;
        const auto name = data::identifier(feature.since.empty() ? feature.name : feature.since);
        expressions.push_back(
            feature.since.empty() ? name : fmt::format("CAST(epoch_us({0}) AS DOUBLE) AS {0}", name));
    }
    return expressions;
}

/// The entity's file; `ids` are its first columns. Its number of rows must be the one in features.json: files
/// of two builds would mix two moments.
Result<data::Table> readSnapshot(const fs::path &file, FeatureEntity entity, std::string_view ids,
                                 const Json &expectedRows, const RunContext &context)
{
    SLIPWAY_ASSIGN(data::Duck duck, data::Duck::open({.allowed = {file}, .temporaryFolder = {}}));
    SLIPWAY_ASSIGN(const std::string source, data::readExpression(duck, file, {}, context));
    auto table = duck.query(
        fmt::format("SELECT {}, {} FROM {}", ids, fmt::join(expressionsFor(entity), ", "), source), context);
    if (!table && table.error().id == "data.query_invalid")
        return damaged(file, table.error().args.value("reason", ""));
    if (table && expectedRows != table.value().rows())
        return damaged(file, "its number of rows is not the one in features.json");
    return table;
}

std::vector<std::int64_t> wholeNumbers(const data::Column &column)
{
    std::vector<std::int64_t> numbers;
    numbers.reserve(column.numbers.size());
    for (const double number : column.numbers)
        numbers.push_back(static_cast<std::int64_t>(number));
    return numbers;
}

double valueAt(const data::Column &column, std::size_t row)
{
    if (column.kind == data::ColumnKind::Number)
        return column.numbers[row];
    return column.codes[row] < 0 ? missing : static_cast<double>(column.codes[row]);
}

double unknownValue(const OnlineColumn &column, const Json &unknown)
{
    const auto value = unknown.value(column.name, Json());
    if (column.kind == data::ColumnKind::Number)
        return value.is_number() ? value.get<double>() : missing;
    const auto level = std::find(column.levels.begin(), column.levels.end(), value);
    return level == column.levels.end() ? missing : static_cast<double>(level - column.levels.begin());
}

} // namespace

OnlineTable::OnlineTable(std::span<const std::int64_t> ids, std::span<const data::Column> columns,
                         const Json &unknown)
    : m_index(ids)
    , m_size(ids.size())
    , m_values((ids.size() + 1) * columns.size())
{
    for (std::size_t i = 0; i < columns.size(); ++i) {
        m_columns.push_back({columns[i].name, columns[i].kind, columns[i].levels});
        for (std::size_t row = 0; row < m_size; ++row)
            m_values[row * columns.size() + i] = valueAt(columns[i], row);
        m_values[m_size * columns.size() + i] = unknownValue(m_columns.back(), unknown);
    }
}

OnlineTable::Row OnlineTable::row(std::int64_t id) const
{
    const auto found = m_index.find(id);
    const auto index = found.value_or(m_size);
    return {m_values.data() + index * m_columns.size(), index, found.has_value()};
}

Result<OnlineFeatures> OnlineFeatures::load(const fs::path &folder, const RunContext &context)
{
    const auto documentFile = folder / "features.json";
    SLIPWAY_ASSIGN(const std::string text, workspace::readFile(documentFile));
    SLIPWAY_ASSIGN(const Json document, parseJson(text, documentFile.string()));
    if (!document.is_object())
        return damaged(documentFile, "it is not an object");
    const auto unknown = document.value("unknown_values", Json::object());
    const auto rows = document.value("online", Json::object());

    OnlineFeatures online;
    SLIPWAY_ASSIGN(online.m_asOf, parseIsoTime(document.value("as_of", "")));
    const auto read = [&](FeatureEntity entity, const char *plural) -> Result<OnlineTable> {
        const std::string name(entityName(entity));
        SLIPWAY_ASSIGN(const data::Table table,
                       readSnapshot(folder / fmt::format("online_{}.parquet", plural), entity, name + "_id",
                                    rows.value(plural, Json()), context));
        return OnlineTable(wholeNumbers(table.columns.front()), std::span(table.columns).subspan(1),
                           unknown.value(name, Json::object()));
    };
    SLIPWAY_ASSIGN(online.m_users, read(FeatureEntity::User, "users"));
    SLIPWAY_ASSIGN(online.m_items, read(FeatureEntity::Item, "items"));
    const auto file = folder / "online_user_categories.parquet";
    SLIPWAY_ASSIGN(const data::Table pairs,
                   readSnapshot(file, FeatureEntity::UserCategory, "user_id, category",
                                rows.value("user_categories", Json()), context));
    SLIPWAY_TRY(online.addUserCategories(pairs, file));
    return online;
}

Status OnlineFeatures::addUserCategories(const data::Table &pairs, const fs::path &file)
{
    const auto &columns = m_items.columns();
    const auto category = std::find_if(columns.begin(), columns.end(),
                                       [](const auto &column) { return column.name == "item_category"; });
    m_categoryColumn = static_cast<std::size_t>(category - columns.begin());
    const auto &levels = category->levels;
    const auto users = wholeNumbers(pairs.columns[0]);
    const auto &codes = pairs.columns[1];
    std::vector<std::int64_t> keys;
    for (std::size_t row = 0; row < pairs.rows(); ++row) {
        const auto user = m_users.row(users[row]);
        const auto level = codes.codes[row] < 0
            ? levels.end()
            : std::find(levels.begin(), levels.end(),
                        codes.levels[static_cast<std::size_t>(codes.codes[row])]);
        if (!user.known || level == levels.end())
            return damaged(file, "it has a user or a category that the others have not");
        keys.push_back(userCategoryKey(user.index, static_cast<std::size_t>(level - levels.begin())));
    }
    m_userCategories = OnlineTable(keys, std::span(pairs.columns).subspan(2), Json::object());
    return done();
}

std::int64_t OnlineFeatures::userCategoryKey(std::size_t userIndex, std::size_t category) const
{
    return static_cast<std::int64_t>(userIndex * m_items.columns()[m_categoryColumn].levels.size()
                                     + category);
}

const double *OnlineFeatures::userCategory(const OnlineTable::Row &user, const OnlineTable::Row &item) const
{
    const double category = item.values[m_categoryColumn];
    if (!user.known || std::isnan(category))
        return nullptr;
    const auto row = m_userCategories.row(userCategoryKey(user.index, static_cast<std::size_t>(category)));
    return row.known ? row.values : nullptr;
}

} // namespace slipway::features
