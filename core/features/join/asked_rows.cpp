#include "core/features/join/asked_rows.h"

#include "core/base/messages.h"

#include <fmt/format.h>

#include <algorithm>

namespace slipway::features {

using data::identifier;

std::string userColumn(std::string_view name)
{
    return identifier(fmt::format("u_{}", name));
}

AskedRows::AskedRows(JoinState &state, JoinTables &tables, const Questions &questions,
                     const RunContext &context)
    : m_state(state)
    , m_tables(tables)
    , m_questions(questions)
    , m_context(context)
{
}

Status AskedRows::read()
{
    const bool own = !m_questions.rowsOf.empty();
    std::string from = fmt::format("({})", m_questions.query);
    if (own) {
        const auto &tables = m_state.tables;
        const auto table = std::find_if(tables.begin(), tables.end(),
                                        [&](const auto &each) { return each.name == m_questions.rowsOf; });
        from = fmt::format("(SELECT __row, {} FROM {})", m_questions.query, table->relation);
    }
    auto described = describe(m_state.duck, "SELECT * FROM " + from, m_context);
    if (!described && described.error().id == "data.query_invalid")
        return failure("feature_join.questions_wrong",
                       {{"reason", described.error().args.value("reason", "")}});
    SLIPWAY_TRY(described);
    m_columns = std::move(described).value();
    if (own)
        m_columns.erase(m_columns.begin());

    std::string columns;
    const auto find = [&](std::string_view name) {
        return std::find_if(m_columns.begin(), m_columns.end(),
                            [&](const auto &column) { return column.name == name; });
    };
    const auto time = find(m_questions.time);
    if (time == m_columns.end())
        return failure("feature_join.no_time", {{"column", m_questions.time}});
    columns = momentSql(identifier(time->name), time->type) + " AS __t";
    for (const auto &entity : m_state.set.entities) {
        for (const auto &key : entity.keys) {
            const auto column = find(key);
            if (column == m_columns.end() || m_keys.contains(key))
                continue;
            m_keys[key] = keyTypeOf(column->type);
            SLIPWAY_TRY(checkWholeKey(m_state.duck, *column, own ? m_questions.rowsOf : "the rows that ask",
                                      from, m_context));
            columns += fmt::format(", {} AS {}", keySql(identifier(key), column->type), keyColumn(key));
        }
    }
    for (const auto &column : m_columns)
        columns += fmt::format(", {} AS {}", identifier(column.name), userColumn(column.name));

    if (own) {
        m_own = fmt::format("(SELECT __row AS qid, {} FROM {})", columns, from);
        m_from = m_own;
        m_bare = m_own;
    } else {
        const auto table = m_tables.name("questions");
        SLIPWAY_TRY(m_tables.make(table, fmt::format("SELECT {} FROM {}", columns, from)));
        m_from = fmt::format("(SELECT rowid AS qid, * FROM {})", table);
    }
    SLIPWAY_ASSIGN(
        const double timeless,
        m_state.duck.number(fmt::format("SELECT count(*) FROM {} WHERE __t IS NULL", m_from), m_context));
    if (timeless > 0) {
        return failure("feature_join.question_without_time",
                       {{"rows", static_cast<std::int64_t>(timeless)}, {"column", m_questions.time}});
    }
    return done();
}

Status AskedRows::checkKeys(const FeatureView &view) const
{
    const auto &source = m_state.source(view);
    for (const auto &key : m_state.keys(view)) {
        const auto found = m_keys.find(key);
        const auto *feature = m_state.set.feature(key);
        if (found == m_keys.end() && !feature)
            return failure("feature_join.no_key", {{"key", key}, {"view", view.name}});
        const auto type = found != m_keys.end()  ? found->second
            : feature->type == ValueType::Number ? KeyType::Whole
                                                 : KeyType::Text;
        const auto mine = std::find_if(source.keys().begin(), source.keys().end(),
                                       [&](const auto &each) { return each.name == key; });
        if (mine->type != type && !source.empty()) {
            return failure("feature_join.key_types",
                           {{"key", key},
                            {"one", keyTypeName(mine->type)},
                            {"table", source.source().table},
                            {"other", keyTypeName(type)},
                            {"other_table",
                             found == m_keys.end()            ? "the feature"
                                 : m_questions.rowsOf.empty() ? "the rows that ask"
                                                              : m_questions.rowsOf}});
        }
    }
    return done();
}

bool AskedRows::hasKeys(const FeatureView &view) const
{
    const auto &keys = m_state.keys(view);
    return std::all_of(keys.begin(), keys.end(), [&](const auto &key) { return m_keys.contains(key); });
}

const data::SourceColumn *AskedRows::column(std::string_view name) const
{
    const auto found = std::ranges::find(m_columns, name, &data::SourceColumn::name);
    return found == m_columns.end() ? nullptr : &*found;
}

std::string AskedRows::columnsSql() const
{
    std::string columns;
    for (const auto &column : m_columns)
        columns += fmt::format("{}{} AS {}", columns.empty() ? "" : ", ", userColumn(column.name),
                               identifier(column.name));
    return fmt::format("SELECT {} FROM {}", columns, own() ? m_bare : m_from);
}

Status AskedRows::add(Layer layer)
{
    if (own()) {
        m_layers.push_back(std::move(layer));
        stack();
        return done();
    }
    const auto table = m_tables.name("questions");
    SLIPWAY_TRY(
        m_tables.make(table, fmt::format("SELECT q.*{} FROM {} q{}", layer.columns, m_from, layer.joins)));
    m_from = table;
    return done();
}

void AskedRows::addByRow(std::string_view found, std::string_view made)
{
    m_own = fmt::format("(SELECT *{} FROM (SELECT *{} FROM {}))", made, found, m_own);
    stack();
}

void AskedRows::stack()
{
    m_from = m_own;
    for (const auto &layer : m_layers)
        m_from = fmt::format("(SELECT q.*{} FROM {} q{})", layer.columns, m_from, layer.joins);
}

bool AskedRows::joined() const
{
    return std::ranges::any_of(m_layers, [](const auto &layer) { return !layer.joins.empty(); });
}

} // namespace slipway::features
