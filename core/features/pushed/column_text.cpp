#include "core/features/pushed/column_text.h"

#include "core/base/clock.h"
#include "core/base/messages.h"
#include "core/features/join/column_types.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

namespace slipway::features {

namespace {

using Text = std::optional<std::string>;

Error wrong(const Json &value, std::string_view expected)
{
    return failure("pushed.reason_wrong_value", {{"value", writeJson(value)}, {"expected", expected}});
}

bool isWholeText(std::string_view text)
{
    if (text.starts_with('-'))
        text.remove_prefix(1);
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return std::isdigit(static_cast<unsigned char>(c)) != 0;
    });
}

Result<Text> wholeText(const Json &value)
{
    if (value.is_boolean())
        return Text(value.get<bool>() ? "1" : "0");
    if (value.is_number_integer())
        return Text(value.dump());
    if (value.is_number_float()) {
        const double number = value.get<double>();
        if (number == std::floor(number) && std::abs(number) <= static_cast<double>(exactDouble))
            return Text(fmt::format("{}", static_cast<std::int64_t>(number)));
    }
    if (value.is_string() && isWholeText(value.get_ref<const std::string &>()))
        return Text(value.get<std::string>());
    return wrong(value, "a whole number");
}

Result<Text> numberText(const Json &value)
{
    if (value.is_boolean())
        return Text(value.get<bool>() ? "1" : "0");
    return value.is_number() ? Result<Text>(Text(value.dump())) : wrong(value, "a number");
}

/// A moment in the one spelling that all columns of times are compared in.
Result<Text> momentText(const Json &value)
{
    if (!value.is_string())
        return wrong(value, "a moment like 2026-01-20T00:00:00Z");
    const auto &text = value.get_ref<const std::string &>();
    const auto time = parseIsoTime(text);
    return Text(time ? isoTime(time.value()) : text); // other spellings are DuckDB's to read
}

/// Seconds since 1970, as times stand in columns of numbers.
Result<Text> secondsText(const Json &value, bool whole)
{
    const auto time = value.is_string() ? parseIsoTime(value.get_ref<const std::string &>())
                                        : Result<TimeMicros>(wrong(value, ""));
    if (!time)
        return wrong(value, "a moment like 2026-01-20T00:00:00Z");
    if (time.value() % microsPerSecond == 0)
        return Text(fmt::format("{}", time.value() / microsPerSecond));
    if (whole)
        return wrong(value, "a moment of whole seconds");
    return Text(fmt::format("{}", static_cast<double>(time.value()) / static_cast<double>(microsPerSecond)));
}

} // namespace

Result<Text> columnText(const Json &value, std::string_view type, bool isTime)
{
    if (value.is_null())
        return Text();
    if (isTimeType(type) || (isTime && type == "VARCHAR"))
        return momentText(value);
    if (isTime && (isWholeType(type) || isFractionType(type)))
        return secondsText(value, isWholeType(type));
    if (isWholeType(type))
        return wholeText(value);
    if (isFractionType(type))
        return numberText(value);
    if (type == "BOOLEAN") {
        SLIPWAY_ASSIGN(auto flag, wholeText(value));
        return *flag == "0" || *flag == "1" ? Result<Text>(std::move(flag)) : wrong(value, "0 or 1");
    }
    if (value.is_string())
        return Text(value.get<std::string>());
    return value.is_number() || value.is_boolean() ? Result<Text>(Text(value.dump()))
                                                   : wrong(value, "a text");
}

std::string castSql(std::string_view text, std::string_view type)
{
    if (type == "VARCHAR")
        return std::string(text);
    if (type == "TIMESTAMP WITH TIME ZONE")
        return fmt::format("TRY_CAST({} AS {})", text, type);
    if (isTimeType(type))
        return fmt::format("TRY_CAST({} AS {})", valueSql(text, "VARCHAR", ValueType::Time), type);
    return fmt::format("TRY_CAST({} AS {})", text, type);
}

std::string misfitSql(std::string_view text, std::string_view type)
{
    const auto cast = castSql(text, type);
    auto changed = fmt::format("{} IS NULL", cast);
    if (type == "DATE")
        changed +=
            fmt::format(" OR CAST({} AS TIMESTAMP) <> {}", cast, valueSql(text, "VARCHAR", ValueType::Time));
    else if (type.starts_with("DECIMAL"))
        changed += fmt::format(" OR CAST({} AS DOUBLE) <> CAST({} AS DOUBLE)", cast, text);
    return fmt::format("({} IS NOT NULL AND ({}))", text, changed);
}

} // namespace slipway::features
