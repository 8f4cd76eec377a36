#include "core/features/feed_online.h"

#include "core/features/served.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace slipway::features {

namespace {

using data::identifier;

/// The columns of an entity's file besides its keys; a user's row also has those of its categories.
std::vector<std::string> columnsOf(FeatureEntity entity)
{
    std::vector<std::string> columns;
    for (const auto &feature : servedFeatures()) {
        const bool ofUser = entity == FeatureEntity::User && feature.entity == FeatureEntity::UserCategory;
        if (feature.entity == entity || ofUser)
            columns.emplace_back(feature.since.empty() ? feature.name : feature.since);
    }
    return columns;
}

std::string listOf(const std::vector<std::string> &columns)
{
    std::vector<std::string> texts;
    for (const auto &column : columns)
        texts.push_back(identifier(column));
    return fmt::format("{}", fmt::join(texts, ", "));
}

class FeedOnline
{
public:
    FeedOnline(OfflineFeatures &offline, TimeMicros asOf, OutputFiles &output, Json &document,
               const RunContext &context)
        : m_offline(offline)
        , m_asOf(asOf)
        , m_output(output)
        , m_document(document)
        , m_context(context)
    {
    }

    Status write()
    {
        constexpr std::string_view users =
            "SELECT DISTINCT CAST(user_id AS BIGINT) AS user_id, NULL::BIGINT AS item_id FROM (SELECT "
            "user_id FROM "
            "users UNION ALL SELECT user_id FROM interactions) WHERE user_id IS NOT NULL";
        constexpr std::string_view items =
            "SELECT DISTINCT NULL::BIGINT AS user_id, CAST(item_id AS BIGINT) AS item_id FROM (SELECT "
            "item_id FROM "
            "items UNION ALL SELECT item_id FROM interactions) WHERE item_id IS NOT NULL";
        // One item stands for its category.
        constexpr std::string_view pairs = "SELECT CAST(user_id AS BIGINT) AS user_id, "
                                           "CAST(min(interactions.item_id) AS BIGINT) AS item_id FROM "
                                           "interactions JOIN items USING (item_id) WHERE category IS NOT "
                                           "NULL AND user_id IS NOT NULL GROUP BY "
                                           "user_id, category";
        constexpr std::string_view nobody = "SELECT NULL::BIGINT AS user_id, NULL::BIGINT AS item_id";
        SLIPWAY_TRY(unknown(FeatureEntity::User, std::string(nobody)));
        SLIPWAY_TRY(unknown(FeatureEntity::Item, std::string(nobody)));
        SLIPWAY_TRY(file("users", FeatureEntity::User, users, "user_id"));
        SLIPWAY_TRY(file("items", FeatureEntity::Item, items, "item_id"));
        return file("user_categories", FeatureEntity::UserCategory, pairs,
                    "user_id, item_category AS category");
    }

private:
    Status ask(std::string_view who, FeatureEntity entity)
    {
        auto wanted = columnsOf(entity);
        if (entity == FeatureEntity::UserCategory)
            wanted.emplace_back("item_category");
        const Questions questions {
            .query = fmt::format("SELECT *, make_timestamp({}) AS asked_at FROM ({})", m_asOf, who),
            .time = "asked_at",
            .times = false,
            .features = std::move(wanted)};
        return m_offline.answer(questions, "online_answers", m_context);
    }

    Status file(std::string_view name, FeatureEntity entity, std::string_view who, std::string_view keys)
    {
        SLIPWAY_TRY(ask(who, entity));
        SLIPWAY_TRY(m_output.writeQuery(
            m_offline.duck(), fmt::format("online_{}.parquet", name),
            fmt::format("SELECT {}, {} FROM online_answers ORDER BY ALL", keys, listOf(columnsOf(entity)))));
        SLIPWAY_ASSIGN(const double rows,
                       m_offline.duck().number("SELECT count(*) FROM online_answers", m_context));
        m_document["online"][std::string(name)] = static_cast<std::int64_t>(rows);
        return done();
    }

    Status unknown(FeatureEntity entity, const std::string &nobody)
    {
        SLIPWAY_TRY(ask(nobody, entity));
        SLIPWAY_ASSIGN(
            const data::Table table,
            m_offline.duck().query(fmt::format("SELECT {} FROM online_answers", listOf(columnsOf(entity))),
                                   m_context));
        Json row = Json::object();
        for (const auto &column : table.columns) {
            const bool number = column.kind == data::ColumnKind::Number;
            row[column.name] = number && std::isfinite(column.numbers[0]) ? Json(column.numbers[0]) : Json();
        }
        m_document["unknown_values"][std::string(entityName(entity))] = std::move(row);
        return done();
    }

    OfflineFeatures &m_offline;
    TimeMicros m_asOf;
    OutputFiles &m_output;
    Json &m_document;
    const RunContext &m_context;
};

} // namespace

bool servesFeed(const FeatureSet &set)
{
    const auto tables = set.tables();
    const auto reads = [&](std::string_view name) {
        return std::find(tables.begin(), tables.end(), name) != tables.end();
    };
    const auto features = servedFeatures();
    return set.name == "feed" && reads("users") && reads("items") && reads("interactions")
        && std::all_of(features.begin(), features.end(), [&](const auto &feature) {
               return set.feature(feature.name) && (feature.since.empty() || set.feature(feature.since));
           });
}

Status writeFeedOnline(OfflineFeatures &offline, TimeMicros asOf, OutputFiles &output, Json &document,
                       const RunContext &context)
{
    return FeedOnline(offline, asOf, output, document, context).write();
}

} // namespace slipway::features
