#include "core/features/definitions/parts.h"

#include "core/features/definitions/duration.h"
#include "core/features/definitions/source_expression.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace slipway::features {

namespace {

constexpr std::size_t longestName = 60;

/// SQL over a source's columns that may be missing.
Result<std::string> optionalSql(const YamlSection &section, const std::string &key)
{
    SLIPWAY_ASSIGN(auto sql, optionalText(section, key));
    if (sql.empty())
        return sql;
    if (const auto read = readSourceExpression(sql); !read)
        return section.wrong(key, "cannot be used: " + read.error().args.at("reason").get<std::string>(),
                             read.error().args.at("remedy").get<std::string>());
    return sql;
}

Result<Lookup> readLookup(const YamlSection &section)
{
    SLIPWAY_TRY(section.allowOnly({"table", "on", "columns"}));
    Lookup lookup;
    SLIPWAY_ASSIGN(lookup.table, section.text("table"));
    SLIPWAY_ASSIGN(lookup.on, section.texts("on"));
    SLIPWAY_ASSIGN(lookup.columns, section.texts("columns"));
    for (const auto &column : lookup.columns) {
        const auto [from, to] = lookupColumn(column);
        if (from.empty() || to.empty())
            return section.wrong("columns", fmt::format("holds \"{}\"", column),
                                 "Write a column, or a column as a new name");
    }
    return lookup;
}

} // namespace

bool isFeatureName(std::string_view text)
{
    const auto isLetter = [](char c) { return c == '_' || std::isalpha(static_cast<unsigned char>(c)); };
    const auto fits = [&](char c) { return isLetter(c) || std::isdigit(static_cast<unsigned char>(c)); };
    return !text.empty() && text.size() <= longestName && isLetter(text.front())
        && std::all_of(text.begin(), text.end(), fits) && text.find("__") == std::string_view::npos;
}

Result<std::string> readName(const YamlSection &section, const std::string &key)
{
    SLIPWAY_ASSIGN(auto name, section.text(key));
    if (!isFeatureName(name))
        return section.wrong(
            key, fmt::format("is \"{}\"", name),
            fmt::format("Use letters, digits and single underscores, at most {}, and begin with a letter",
                        longestName));
    return name;
}

Result<std::string> optionalText(const YamlSection &section, const std::string &key)
{
    return section.has(key) ? section.text(key) : Result<std::string>(std::string());
}

Result<std::vector<std::string>> optionalTexts(const YamlSection &section, const std::string &key)
{
    return section.has(key) ? section.texts(key, true)
                            : Result<std::vector<std::string>>(std::vector<std::string>());
}

Result<Entity> readEntity(const YamlSection &section)
{
    SLIPWAY_TRY(section.allowOnly({"name", "keys", "description"}));
    Entity entity;
    SLIPWAY_ASSIGN(entity.name, readName(section));
    SLIPWAY_ASSIGN(entity.keys, section.texts("keys", true));
    SLIPWAY_ASSIGN(entity.description, optionalText(section, "description"));
    for (auto key = entity.keys.begin(); key != entity.keys.end(); ++key) {
        if (!isFeatureName(*key))
            return section.wrong("keys", fmt::format("holds \"{}\"", *key),
                                 "Use letters, digits and single underscores");
        if (std::find(entity.keys.begin(), key, *key) != key)
            return section.wrong("keys", fmt::format("holds {} twice", *key), "Keep one of the two");
    }
    return entity;
}

Result<EventSource> readSource(const YamlSection &section)
{
    SLIPWAY_TRY(section.allowOnly(
        {"name", "table", "event_time", "created_time", "where", "visible", "lookups", "description"}));
    EventSource source {.line = section.line()};
    SLIPWAY_ASSIGN(source.name, readName(section));
    SLIPWAY_ASSIGN(source.table, section.text("table"));
    SLIPWAY_ASSIGN(source.description, optionalText(section, "description"));
    SLIPWAY_ASSIGN(source.eventTime, optionalSql(section, "event_time"));
    SLIPWAY_ASSIGN(source.createdTime, optionalSql(section, "created_time"));
    SLIPWAY_ASSIGN(source.where, optionalSql(section, "where"));
    if (section.has("visible")) {
        constexpr std::array<std::string_view, 2> choices {"at", "before"};
        SLIPWAY_ASSIGN(const std::size_t choice, section.choice("visible", choices));
        source.before = choice == 1;
    }
    if (source.before && source.eventTime.empty())
        return section.wrong("visible", "needs the time of the rows", "Add event_time: with the column");
    if (!source.createdTime.empty() && source.eventTime.empty())
        return section.wrong("created_time", "needs the time of the rows", "Add event_time: with the column");
    if (section.has("lookups")) {
        SLIPWAY_ASSIGN(const auto lookups, section.sections("lookups"));
        for (const auto &each : lookups) {
            SLIPWAY_ASSIGN(auto lookup, readLookup(each));
            source.lookups.push_back(std::move(lookup));
        }
    }
    return source;
}

Result<Labels> readLabels(const YamlSection &section)
{
    SLIPWAY_TRY(section.allowOnly({"table", "time", "target", "positive", "id", "horizon"}));
    Labels labels;
    SLIPWAY_ASSIGN(labels.table, section.text("table"));
    SLIPWAY_ASSIGN(labels.time, optionalText(section, "time"));
    SLIPWAY_ASSIGN(labels.target, section.text("target"));
    SLIPWAY_ASSIGN(labels.positive, optionalText(section, "positive"));
    SLIPWAY_ASSIGN(labels.id, optionalTexts(section, "id"));
    SLIPWAY_ASSIGN(const auto horizon, optionalText(section, "horizon"));
    if (!horizon.empty()) {
        const auto duration = parseDuration(horizon);
        if (!duration)
            return section.wrong("horizon", fmt::format("is \"{}\"", horizon), "Write it like 30d, 12h or 0");
        labels.horizon = *duration;
    }
    return labels;
}

} // namespace slipway::features
