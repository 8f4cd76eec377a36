#include "core/features/propose/draft.h"

#include "core/features/definitions/expression.h"
#include "core/features/definitions/parts.h"

#include <boost/algorithm/string/case_conv.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace slipway::features::propose {

namespace {

constexpr std::int64_t manyLevels = 100;
constexpr double sentenceLength = 60; ///< texts that are longer are written by people
constexpr double secondsOfDay = 86'400;
constexpr double yearShown = 180; ///< days of data from which on the place in the year can matter
constexpr std::size_t levelsShown = 4;

std::string levelsText(const ColumnFacts &column)
{
    const auto shown = std::min(levelsShown, column.levels.size());
    const std::vector<std::string> first(column.levels.begin(),
                                         column.levels.begin() + static_cast<std::ptrdiff_t>(shown));
    return fmt::format("{}", fmt::join(first, ", "));
}

FeatureExpectation between(int least)
{
    return {.type = "expect_column_values_to_be_between", .arguments = {{"min_value", least}}};
}

} // namespace

Draft::Draft(const TableFacts &table, std::string target, const ColumnFacts *time, const std::string &owner)
    : m_table(table)
    , m_target(std::move(target))
    , m_time(time)
{
    m_set.name = nameFrom(table.name);
    m_set.description =
        fmt::format("What may be known about a row of {} before its {} is", table.name, m_target);
    m_set.owner = owner;
    m_set.labels = {.table = table.name, .time = time ? time->name : "", .target = m_target};
    m_set.labels.positive = table.positive;
    m_taken = {"now", boost::to_lower_copy(m_target), boost::to_lower_copy(m_set.labels.time)};
    m_comments["top"] = {
        "Proposed by Slipway from all rows of the data. Every choice is explained where it was made: read "
        "it,",
        "change what you know better, then put it in force with `slipway features apply FILE`."};
    addComment("labels",
               time ? fmt::format("Rows are asked about at {}: nothing that became known later may enter.",
                                  time->name)
                    : std::string("No column says when a row was, so rows have no moment, and no history."));
    if (table.task == "binary")
        addComment("labels",
                   fmt::format("{} has two values; the rarer one, {}, is the positive one.", m_target,
                               table.positive));
    else
        addComment("labels",
                   fmt::format("{} is predicted as {}.", m_target,
                               table.task == "regression" ? "an amount" : "one of several classes"));
    say(fmt::format("{} of {} is predicted.", m_target, table.name));
    if (time)
        say(fmt::format("{} is the moment of a row.", time->name));
}

std::string Draft::fresh(std::string_view wanted)
{
    const auto base = nameFrom(wanted);
    auto name = base;
    for (int i = 2; !m_taken.insert(boost::to_lower_copy(name)).second; ++i) {
        const auto ending = fmt::format("_{}", i);
        constexpr std::size_t longest = 60;
        name = base.substr(0, longest - ending.size()) + ending;
    }
    return name;
}

void Draft::say(std::string sentence)
{
    m_sentences.push_back(std::move(sentence));
}

/// Whatever a column is called, a comment stays one line.
void Draft::addComment(const std::string &part, std::string text)
{
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    m_comments[part].push_back(std::move(text));
}

void Draft::leaveOut(const ColumnFacts &column, std::string_view why)
{
    m_leftOut.push_back(fmt::format("{}: {}", column.name, why));
}

std::string Draft::whyNot(const ColumnFacts &column) const
{
    if (!column.leak.empty())
        return column.leak;
    if (column.kind == "empty" || column.distinct == 0)
        return "it has no values.";
    if (column.isConstant())
        return "it is the same in all rows.";
    if (column.idLike && column.longest <= sentenceLength)
        return "it has another value in every row, like a name of the row.";
    if (!isFeatureName(column.name) || m_taken.contains(boost::to_lower_copy(column.name)))
        return "its name cannot be that of a feature. Rename it (letters, digits and single underscores) and "
               "import the file again.";
    return {};
}

void Draft::addColumns(const std::vector<KeyChoice> &keys)
{
    const auto isKey = [&](const ColumnFacts &column) {
        return std::any_of(keys.begin(), keys.end(), [&](const KeyChoice &key) {
            return std::find(key.columns.begin(), key.columns.end(), column.name) != key.columns.end();
        });
    };
    for (const auto &column : m_table.columns) {
        if (column.name == m_target || (m_time && column.name == m_time->name))
            continue;
        const auto why = whyNot(column);
        if (why.empty()) {
            addColumn(column, isKey(column));
            continue;
        }
        leaveOut(column, why);
        if (!column.leak.empty())
            say(fmt::format("Warning: {} is left out. {}", column.name, column.leak));
        else if (column.idLike && m_set.labels.id.empty()) {
            m_set.labels.id = {column.name};
            m_taken.insert(boost::to_lower_copy(column.name));
            addComment("labels",
                       fmt::format("{} names the rows: kept in the files, never a feature.", column.name));
        }
    }
    if (!m_set.request.empty())
        addComment("request",
                   "Columns of the table that are known when somebody asks. Remove what is written down "
                   "only afterwards.");
}

/// What names something is a kind, even where it is written as a number.
void Draft::addKeyColumn(const ColumnFacts &column, bool isKey)
{
    if (column.distinct > manyLevels)
        return leaveOut(
            column, fmt::format("it names {} different things, too many to learn each.", column.distinct));
    if (!isKey) {
        m_taken.insert(boost::to_lower_copy(column.name));
        m_set.request.push_back(
            {.name = column.name,
             .kind = FeatureKind::Request,
             .type = ValueType::Text,
             .description = fmt::format("The column {} of {}", column.name, m_table.name)});
        addComment("request/" + column.name,
                   "A text, because it names something: its numbers are no amounts.");
        return;
    }
    m_taken.insert(boost::to_lower_copy(column.name));
    const auto name = fresh(column.name + "_kind");
    m_set.derived.push_back(
        {.name = name,
         .kind = FeatureKind::Derived,
         .type = ValueType::Text,
         .expression = column.name,
         .description = fmt::format("{} itself, as one of {} kinds", column.name, column.distinct)});
    addComment("derived/" + name, "The key as a feature: models may learn what is special about each.");
}

void Draft::addColumn(const ColumnFacts &column, bool isKey)
{
    if (column.isTime())
        return addMoment(column);
    if (soundsLikeKey(column.name) && (column.kind == "whole" || column.isText()))
        return addKeyColumn(column, isKey);
    m_taken.insert(boost::to_lower_copy(column.name));
    Feature feature {.name = column.name, .kind = FeatureKind::Request};
    feature.type = column.isText() ? ValueType::Text : ValueType::Number;
    feature.description = fmt::format("The column {} of {}", column.name, m_table.name);
    if (column.isText() && column.longest <= sentenceLength)
        feature.description += ", like " + levelsText(column);
    if (column.nulls == 0)
        feature.expectations.push_back({.type = "expect_column_values_to_not_be_null"});
    if (column.least && *column.least >= 0)
        feature.expectations.push_back(between(0));
    const auto part = "request/" + column.name;
    if (!column.suspicion.empty()) {
        addComment(part, "Warning: " + column.suspicion);
        addComment(part, "Kept, because it may be honest: make sure that it is known before the target is.");
        say(fmt::format("Warning: {} looks as if it might give the target away. {}", column.name,
                        column.suspicion));
    }
    if (column.isText() && column.longest > sentenceLength)
        addComment(part, "Written by people: models need a transformer of texts for it.");
    else if (column.isText() && column.distinct > manyLevels)
        addComment(
            part,
            fmt::format("{} different values: many of them are too rare to learn from.", column.distinct));
    m_set.request.push_back(std::move(feature));
}

/// Another date is no feature itself: how long ago it was is one, or else its month and year.
void Draft::addMoment(const ColumnFacts &column)
{
    m_taken.insert(boost::to_lower_copy(column.name));
    m_set.request.push_back({.name = column.name,
                             .kind = FeatureKind::Request,
                             .type = ValueType::Time,
                             .hidden = true,
                             .description = fmt::format("The column {} of {}", column.name, m_table.name)});
    addComment("request/" + column.name, "A step on the way: what is calculated from it is the feature.");
    if (m_time) {
        addDerived("days_since_" + column.name, fmt::format("days_between({}, now)", column.name), "days",
                   fmt::format("Days from {} to the moment asked about", column.name));
        return;
    }
    addDerived(column.name + "_year", fmt::format("year({})", column.name), "year",
               fmt::format("Year of {}", column.name));
    addDerived(column.name + "_month", fmt::format("month({})", column.name), "month",
               fmt::format("Month of {}", column.name));
}

void Draft::addDerived(std::string_view name, std::string expression, std::string unit,
                       std::string description)
{
    m_set.derived.push_back({.name = fresh(name),
                             .kind = FeatureKind::Derived,
                             .expression = std::move(expression),
                             .unit = std::move(unit),
                             .description = std::move(description)});
}

void Draft::addDateParts()
{
    if (!m_time)
        return;
    const double days = m_time->first && m_time->last ? (*m_time->last - *m_time->first) / secondsOfDay : 0;
    const auto add = [&](const char *name, const char *expression, const char *unit,
                         const char *description) {
        if (!m_table.find(name)) // the table says it already
            addDerived(name, expression, unit, description);
    };
    if (m_time->kind == "time")
        add("hour_of_day", "hour(now)", "hour", "Hour of the day in UTC, from 0 to 23");
    if (days >= 7) {
        add("weekday", "dayofweek(now)", "day", "Day of the week, Sunday is 0");
        add("day_of_month", "day(now)", "day", "Day of the month");
    }
    if (days >= yearShown) {
        add("month", "month(now)", "month", "Month, from 1 to 12");
        add("year_sin", "sin(2 * pi() * dayofyear(now) / 365.25)", "",
            "Sine of the place in the year, so that December lies beside January");
        add("year_cos", "cos(2 * pi() * dayofyear(now) / 365.25)", "", "Cosine of the place in the year");
    }
    addComment("derived",
               fmt::format("Parts of {}, and comparisons of the row with what was before.", m_time->name));
}

std::string Draft::entityFor(const std::vector<std::string> &keys, std::int64_t groups)
{
    for (const auto &entity : m_set.entities) {
        if (entity.keys == keys)
            return entity.name;
    }
    const auto joined = fmt::format("{}", fmt::join(keys, "_"));
    auto name = keys.empty() ? std::string("all_rows") : nameFrom(boost::to_lower_copy(joined));
    constexpr std::string_view ending = "_id";
    if (keys.size() == 1 && name.size() > ending.size() && name.ends_with(ending))
        name.resize(name.size() - ending.size());
    while (m_set.entity(name))
        name += "_key";
    m_set.entities.push_back(
        {name, keys,
         keys.empty() ? std::string("All rows together")
                      : fmt::format("{}, of which there are {}", fmt::join(keys, " and "), groups)});
    return name;
}

Proposal Draft::finish()
{
    if (!m_leftOut.empty()) {
        addComment("end", "");
        addComment("end", "Left out:");
        for (const auto &each : m_leftOut)
            addComment("end", "- " + each);
    }
    Proposal proposal {.set = m_set.name, .yaml = {}, .features = m_set.outputs().size(), .sentences = {}};
    proposal.sentences = m_sentences;
    if (!m_leftOut.empty())
        proposal.sentences.push_back(fmt::format("Left out: {}. The file says why.",
                                                 fmt::join(
                                                     [&] {
                                                         std::vector<std::string> names;
                                                         for (const auto &each : m_leftOut)
                                                             names.push_back(each.substr(0, each.find(':')));
                                                         return names;
                                                     }(),
                                                     ", ")));
    proposal.yaml = featureSetYaml(m_set, m_comments);
    return proposal;
}

} // namespace slipway::features::propose
