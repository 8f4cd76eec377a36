#include "core/features/propose/table_facts.h"

#include "core/base/clock.h"
#include "core/base/messages.h"
#include "core/data/profile/profile.h"
#include "core/data/reading_json.h"
#include "core/features/definitions/parts.h"
#include "core/features/definitions/source_expression.h"

#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/predicate.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace slipway::features::propose {

namespace {

constexpr std::size_t longestName = 60;

std::optional<double> secondsOf(const Json &text)
{
    if (!text.is_string())
        return std::nullopt;
    constexpr std::size_t dayOnly = 10;
    auto words = text.get<std::string>();
    if (words.size() == dayOnly)
        words += "T00:00:00";
    const auto time = parseIsoTime(words);
    if (!time)
        return std::nullopt;
    return static_cast<double>(time.value()) / static_cast<double>(microsPerSecond);
}

ColumnFacts factsOf(const std::string &name, const Json &column)
{
    ColumnFacts facts;
    facts.name = name;
    facts.kind = column.value("kind", "");
    facts.distinct = column.value("distinct", std::int64_t(0));
    facts.nulls = column.value("nulls", std::int64_t(0));
    facts.idLike = column.value("id_like", false);
    for (const auto &each : column.value("top", Json::array())) {
        const auto &value = each.at("value");
        facts.levels.push_back(value.is_string() ? value.get<std::string>() : writeJson(value));
    }
    if (facts.isText())
        facts.longest = column.value("lengths", Json::object()).value("max", 0.0);
    if (facts.isNumber() && column.value("min", Json()).is_number())
        facts.least = column.at("min").get<double>();
    if (facts.isTime()) {
        facts.first = secondsOf(column.value("min", Json()));
        facts.last = secondsOf(column.value("max", Json()));
    }
    return facts;
}

void addWarning(const Json &warning, TableFacts &table, const std::string &target)
{
    const auto id = warning.value("id", "");
    if (!id.starts_with("leak_"))
        return;
    const auto sentence = warning.value("sentence", "");
    const auto blame = [&](const Json &name) {
        if (!name.is_string() || boost::iequals(name.get<std::string>(), target))
            return;
        for (auto &column : table.columns) {
            if (column.name == name.get<std::string>())
                (warning.value("severity", "") == "high" ? column.leak : column.suspicion) = sentence;
        }
    };
    blame(warning.value("column", Json()));
    // Of a sum, each part gives the target away together with the other one.
    for (const auto *part : {"result", "first", "second"})
        blame(warning.value("numbers", Json::object()).value(part, Json()));
}

/// How well a name suits a column that says when a row was.
int timeRank(const std::string &name)
{
    const auto lower = boost::to_lower_copy(name);
    constexpr std::array bad {"birth", "dob", "signup", "joined",   "created", "updated",
                              "start", "end", "issued", "released", "expir",   "due"};
    constexpr std::array good {"timestamp", "event_time", "snapshot", "datetime", "date",
                               "time",      "day",        "week",     "month"};
    for (const auto *word : bad) {
        if (lower.find(word) != std::string::npos)
            return 0;
    }
    for (const auto *word : good) {
        if (lower.find(word) != std::string::npos)
            return 2;
    }
    return 1;
}

} // namespace

const ColumnFacts *TableFacts::find(std::string_view column) const
{
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const ColumnFacts &each) {
        return boost::iequals(each.name, column);
    });
    return found == columns.end() ? nullptr : &*found;
}

Result<TableFacts> lookAt(const ProposalTable &table, const std::string &target, const std::string &time,
                          const ProposalOptions &options, const RunContext &context)
{
    SLIPWAY_ASSIGN(
        const Json profile,
        data::profile(table.file, table.reading,
                      {.target = target, .time = time, .ranks = {}, .spillFolder = options.spillFolder},
                      context));
    SLIPWAY_ASSIGN(auto source, data::openSource(table.file, table.reading, context));
    TableFacts facts {.name = table.name,
                      .rows = profile.value("rows", std::int64_t(0)),
                      .columns = {},
                      .task = {},
                      .positive = {},
                      .relation = source.expression,
                      .source = std::move(source)};
    for (const auto &name : profile.at("order"))
        facts.columns.push_back(
            factsOf(name.get<std::string>(), profile.at("columns").at(name.get<std::string>())));
    if (const auto found = profile.find("target"); found != profile.end() && found->is_object()) {
        facts.task = found->value("task", "");
        facts.positive = found->value("positive", "");
    }
    for (const auto &warning : profile.at("warnings"))
        addWarning(warning, facts, target);
    return facts;
}

const ColumnFacts *timeOf(const TableFacts &table, const std::string &given)
{
    if (!given.empty())
        return table.find(given);
    const ColumnFacts *best = nullptr;
    for (const auto &column : table.columns) {
        if (!column.isTime() || column.isConstant() || column.nulls > 0)
            continue;
        const auto better = [&] {
            const auto rank = timeRank(column.name);
            const auto other = timeRank(best->name);
            return rank > other || (rank == other && column.distinct > best->distinct);
        };
        if (!best || better())
            best = &column;
    }
    return best;
}

bool soundsLikeKey(std::string_view name)
{
    const auto lower = boost::to_lower_copy(std::string(name));
    if (lower == "id" || lower.ends_with("_id") || lower.ends_with("id_") || name.ends_with("Id")
        || name.ends_with("ID"))
        return true;
    constexpr std::array words {"customer", "user",     "client",  "account", "card",   "store",
                                "shop",     "item",     "product", "device",  "sensor", "machine",
                                "patient",  "merchant", "station", "site",    "branch", "member",
                                "article",  "sku",      "vehicle", "driver",  "symbol"};
    return std::any_of(words.begin(), words.end(), [&](const char *word) {
        return lower == word || lower == std::string(word) + "s"
            || lower.starts_with(std::string(word) + "_no") || lower.starts_with(std::string(word) + "_num")
            || lower.starts_with(std::string(word) + "_code")
            || lower.starts_with(std::string(word) + "_key");
    });
}

std::string nameFrom(std::string_view text)
{
    std::string name;
    for (const char c : text) {
        const bool fits =
            std::isalnum(static_cast<unsigned char>(c)) != 0 && static_cast<unsigned char>(c) < 128;
        if (fits)
            name += c;
        else if (!name.empty() && name.back() != '_')
            name += '_';
    }
    while (!name.empty() && name.back() == '_')
        name.pop_back();
    if (name.empty() || std::isdigit(static_cast<unsigned char>(name.front())))
        name.insert(0, "t_");
    if (name.size() > longestName)
        name.resize(longestName);
    return name;
}

std::string columnSql(std::string_view name)
{
    if (isFeatureName(name) && readSourceExpression(name))
        return std::string(name);
    return data::identifier(name);
}

} // namespace slipway::features::propose
