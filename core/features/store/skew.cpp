#include "core/features/store/skew.h"

#include "core/base/messages.h"
#include "core/features/store/needed_part.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace slipway::features {

namespace {

using data::identifier;

constexpr std::string_view questions = "slipway_questions";
constexpr std::string_view answers = "slipway_answers";
constexpr std::string_view rowColumn = "slipway_row";
constexpr std::string_view timeColumn = "slipway_asked_at";

/// Texts as a column of a table.
class TextColumn
{
public:
    explicit TextColumn(std::string name)
    {
        column.name = std::move(name);
        column.kind = data::ColumnKind::Category;
        column.sourceType = "VARCHAR";
    }
    void add(const Json &value)
    {
        if (value.is_null())
            return column.codes.push_back(-1);
        auto text = value.is_string() ? value.get<std::string>() : writeJson(value);
        const auto [known, isNew] =
            m_codes.try_emplace(text, static_cast<std::int32_t>(column.levels.size()));
        if (isNew)
            column.levels.push_back(std::move(text));
        column.codes.push_back(known->second);
    }
    data::Column column;

private:
    std::unordered_map<std::string, std::int32_t> m_codes;
};

const Json &valueOf(const std::map<std::string, Json> &values, const std::string &name)
{
    static const Json none;
    const auto found = values.find(name);
    return found == values.end() ? none : found->second;
}

std::vector<std::string> namesOf(const std::map<std::string, Json> &values)
{
    std::vector<std::string> names;
    for (const auto &[name, _] : values)
        names.push_back(name);
    return names;
}

std::string_view sqlType(ValueType type)
{
    return type == ValueType::Number ? "DOUBLE" : type == ValueType::Time ? "TIMESTAMP" : "VARCHAR";
}

Json jsonOf(const data::BlockColumn &column, std::size_t row, ValueType type)
{
    if (column.missing(row))
        return {};
    switch (column.form) {
    case data::BlockColumn::Form::Text:
        return column.texts[row];
    case data::BlockColumn::Form::Real:
        return std::isfinite(column.reals[row]) ? Json(column.reals[row]) : Json();
    case data::BlockColumn::Form::Whole:
        break;
    }
    return type == ValueType::Time ? Json(isoTime(column.whole[row]))
                                   : Json(static_cast<double>(column.whole[row]));
}

/// 0 for equal ones; infinity where they cannot be compared.
double differenceOf(const Json &served, const Json &offline)
{
    constexpr double apart = std::numeric_limits<double>::infinity();
    if (served.is_number() && offline.is_number()) {
        const double a = served.get<double>();
        const double b = offline.get<double>();
        return a == b ? 0 : std::abs(a - b) / std::max(std::abs(a), std::abs(b));
    }
    return served == offline ? 0 : apart;
}

} // namespace

SkewTest::SkewTest(FeatureSet set, OfflineOptions options)
    : m_set(std::move(set))
    , m_options(std::move(options))
{
}

SkewTest::~SkewTest() = default;

Result<SkewTest::Group *> SkewTest::groupOf(const ServedRow &row, const RunContext &context)
{
    Group group;
    group.wanted = namesOf(row.features);
    group.given = namesOf(row.entities);
    const auto more = namesOf(row.given);
    group.given.insert(group.given.end(), more.begin(), more.end());
    const auto name = Json({group.wanted, group.given}).dump();
    if (const auto known = m_groups.find(name); known != m_groups.end())
        return &known->second;
    for (const auto &feature : group.wanted) {
        if (!m_set.feature(feature))
            return failure("store.unknown_feature", {{"feature", feature}, {"set", m_set.name}});
        for (const auto &view : neededPart(m_set, {&feature, 1}, group.given).views)
            group.viewsOf[feature].push_back(view.name);
    }
    SLIPWAY_ASSIGN(auto offline,
                   OfflineFeatures::open(neededPart(m_set, group.wanted, group.given), m_options, context));
    group.offline.emplace(std::move(offline));
    return &m_groups.emplace(name, std::move(group)).first->second;
}

Status SkewTest::add(std::span<const ServedRow> rows, const RunContext &context)
{
    std::map<Group *, std::vector<const ServedRow *>> byGroup;
    for (const auto &row : rows) {
        if (row.set != m_set.name)
            return failure("skew.other_set", {{"set", row.set}, {"expected", m_set.name}});
        SLIPWAY_ASSIGN(auto *group, groupOf(row, context));
        byGroup[group].push_back(&row);
        m_report.requests += row.request != m_lastRequest;
        m_lastRequest = row.request;
    }
    for (const auto &[group, own] : byGroup)
        SLIPWAY_TRY(compare(*group, own, context));
    std::ranges::stable_sort(m_report.listed, {}, &SkewCell::stale);
    return done();
}

/// Puts the questions into a table and asks. Whether a key is a number or a text is the offline tables'
/// matter: they say so where it was guessed wrongly.
Status SkewTest::ask(Group &group, const std::vector<const ServedRow *> &rows, const RunContext &context)
{
    data::Table table;
    data::Column number {std::string(rowColumn), data::ColumnKind::Number, "DOUBLE"};
    TextColumn time {std::string(timeColumn)};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        number.numbers.push_back(static_cast<double>(i));
        time.add(isoTime(rows[i]->time).substr(0, 26)); // without the Z
    }
    table.columns = {std::move(number), std::move(time.column)};
    for (const auto &name : group.given) {
        TextColumn column(name);
        for (const auto *row : rows)
            column.add(row->entities.contains(name) ? row->entities.at(name) : valueOf(row->given, name));
        table.columns.push_back(std::move(column.column));
    }
    auto &duck = group.offline->duck();
    SLIPWAY_TRY(duck.load(questions, table, context));
    for (std::size_t attempt = 0;; ++attempt) {
        std::string columns = fmt::format("CAST({} AS BIGINT) AS {}, CAST({} AS TIMESTAMP) AS {}", rowColumn,
                                          rowColumn, timeColumn, timeColumn);
        for (const auto &name : group.given) {
            const auto *feature = m_set.feature(name);
            const auto type = feature        ? sqlType(feature->type)
                : group.texts.contains(name) ? std::string_view("VARCHAR")
                                             : std::string_view("BIGINT");
            columns += fmt::format(", TRY_CAST({0} AS {1}) AS {0}", identifier(name), type);
        }
        for (const auto &feature : group.offline->set().request) {
            if (std::ranges::find(group.given, feature.name) == group.given.end())
                columns +=
                    fmt::format(", CAST(NULL AS {}) AS {}", sqlType(feature.type), identifier(feature.name));
        }
        const auto status = group.offline->answer(
            {.query = fmt::format("SELECT {} FROM {}", columns, questions), .time = std::string(timeColumn)},
            answers, context);
        const bool otherType = !status && status.error().id == "feature_join.key_types";
        if (!otherType || attempt >= group.given.size())
            return status;
        const auto key = status.error().args.value("key", "");
        if (!group.texts.emplace(key, true).second)
            return status;
    }
}

Status SkewTest::compare(Group &group, const std::vector<const ServedRow *> &rows, const RunContext &context)
{
    SLIPWAY_TRY(ask(group, rows, context));
    std::string columns(rowColumn);
    for (const auto &feature : group.wanted)
        columns += ", " + identifier(feature);
    const auto &views = group.offline->set().views;
    for (const auto &view : views)
        columns += ", " + identifier(view.name + "__time");
    return group.offline->duck().stream(
        fmt::format("SELECT {} FROM {} ORDER BY {}", columns, answers, rowColumn),
        [&](const data::Block &block) -> Status {
            for (std::size_t i = 0; i < block.rows; ++i) {
                const auto &row = *rows[static_cast<std::size_t>(block.columns[0].whole[i])];
                std::map<std::string, std::optional<TimeMicros>> times;
                for (std::size_t k = 0; k < views.size(); ++k) {
                    const auto &column = block.columns[1 + group.wanted.size() + k];
                    times[views[k].name] = column.missing(i) ? std::nullopt : std::optional(column.whole[i]);
                }
                for (std::size_t k = 0; k < group.wanted.size(); ++k) {
                    const auto &name = group.wanted[k];
                    compareCell(group, row, name, jsonOf(block.columns[1 + k], i, m_set.feature(name)->type),
                                times);
                }
            }
            return done();
        },
        context);
}

void SkewTest::compareCell(const Group &group, const ServedRow &row, const std::string &feature,
                           const Json &offline,
                           const std::map<std::string, std::optional<TimeMicros>> &viewTimes)
{
    ++m_report.cells;
    const auto &served = valueOf(row.features, feature);
    const double difference = differenceOf(served, offline);
    if (difference <= tolerance) {
        m_report.largestDifference = std::max(m_report.largestDifference, difference);
        return;
    }
    SkewCell cell {.request = row.request,
                   .time = row.time,
                   .entity = row.entities,
                   .feature = feature,
                   .served = served,
                   .offline = offline,
                   .reason = sentence("skew.no_reason", {})};
    const auto views = group.viewsOf.find(feature);
    for (const auto &name : views == group.viewsOf.end() ? std::vector<std::string>() : views->second) {
        const auto known = viewTimes.find(name);
        const auto stored = row.views.find(name);
        if (known == viewTimes.end() || stored == row.views.end())
            continue;
        const auto now = known->second;
        const auto then = stored->second.eventTime;
        const Json args {{"view", name},
                         {"stored", then ? Json(isoTime(*then)) : Json("nothing")},
                         {"as_of", isoTime(stored->second.asOf)},
                         {"offline", now ? Json(isoTime(*now)) : Json("nothing")}};
        // An entity that is not stored may have come after the view was materialized.
        if (now && (then ? *then < *now : *now > stored->second.asOf)) {
            cell.stale = true;
            cell.reason = sentence("skew.stored_earlier", args);
            break;
        }
        if (then && (!now || *then > *now))
            cell.reason = sentence("skew.stored_later", args);
    }
    ++(cell.stale ? m_report.stale : m_report.different);
    if (!cell.stale && std::isfinite(difference))
        m_report.largestDifference = std::max(m_report.largestDifference, difference);
    if (m_report.listed.size() < SkewReport::mostListed)
        m_report.listed.push_back(std::move(cell));
}

} // namespace slipway::features
