#include "core/data/column_facts.h"

#include "core/base/messages.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <bit>

namespace slipway::data {

namespace {

constexpr std::array<std::string_view, 17> usualTokens {
    "NA",  "N/A", "n/a", "NULL", "null", "Null", "None", "none", "nan",
    "NaN", "NAN", "-",   "--",   "?",    "\\N",  "#N/A", "nil",
};

int tokenIndex(std::string_view text)
{
    if (text.size() > 4)
        return -1;
    const auto found = std::find(usualTokens.begin(), usualTokens.end(), text);
    return found == usualTokens.end() ? -1 : static_cast<int>(found - usualTokens.begin());
}

struct TypeName {
    std::string_view name;
    std::string_view type;
};

constexpr std::array typeNames {
    TypeName {"whole", "BIGINT"},
    TypeName {"integer", "BIGINT"},
    TypeName {"bigint", "BIGINT"},
    TypeName {"number", "DOUBLE"},
    TypeName {"double", "DOUBLE"},
    TypeName {"text", "VARCHAR"},
    TypeName {"varchar", "VARCHAR"},
    TypeName {"flag", "BOOLEAN"},
    TypeName {"boolean", "BOOLEAN"},
    TypeName {"date", "DATE"},
    TypeName {"time", "TIMESTAMP"},
    TypeName {"timestamp", "TIMESTAMP"},
    TypeName {"timestamptz", "TIMESTAMP WITH TIME ZONE"},
};

Result<std::string> typeNamed(std::string name, const std::string &column)
{
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    for (const auto &entry : typeNames) {
        if (entry.name == name)
            return std::string(entry.type);
    }
    return failure("import.type_unknown", {{"column", column}, {"type", name}});
}

/// Which decimal mark the file's other columns use beyond doubt.
struct Marks {
    bool dot = false;
    bool comma = false;
};

bool numeric(const ColumnFacts &facts)
{
    return facts.values > 0 && (facts.alive & form::numbers) && !(facts.alive & form::whole);
}

Marks marksOf(const std::vector<ColumnFacts> &facts, const ReadOptions &options)
{
    if (options.decimal)
        return {*options.decimal == '.', *options.decimal == ','};
    Marks marks;
    for (const auto &column : facts) {
        if (!numeric(column))
            continue;
        const bool dot = column.alive & form::dotNumbers;
        const bool comma = column.alive & form::commaNumbers;
        marks.dot = marks.dot || (dot && !comma);
        marks.comma = marks.comma || (comma && !dot);
    }
    return marks;
}

/// The form of a column of numbers; 0 where it is open between two.
std::uint32_t numberForm(const ColumnFacts &facts, const Marks &marks, const ReadOptions &options)
{
    if (facts.alive & form::whole)
        return form::whole;
    std::uint32_t left = facts.alive & form::numbers;
    const bool onlyDots = marks.dot && !marks.comma;
    const bool onlyCommas = marks.comma && !marks.dot;
    if (onlyCommas && (left & form::commaNumbers) && (options.decimal || (left & form::dot) == 0))
        left &= form::commaNumbers;
    else if (onlyDots && (left & form::dotNumbers))
        left &= form::dotNumbers;
    // "1 234" is the same number whatever the decimal mark would be.
    const auto blanks = form::groupedByBlankDot | form::groupedByBlankComma;
    if ((left & ~blanks) == 0 && ((left & blanks) != blanks || (facts.fractions & blanks) == 0))
        return (left & form::groupedByBlankDot) ? form::groupedByBlankDot : form::groupedByBlankComma;
    const bool dots = left & (form::dot | form::groupedByComma);
    const bool commas = left & (form::comma | form::groupedByDot);
    if ((left & form::dot) && !(onlyCommas && (left & form::groupedByDot)))
        return form::dot; // "1.234" is a number everywhere but among decimal commas
    if (dots && commas)
        return 0;
    return std::uint32_t {1} << std::countr_zero(left);
}

void becomeNumber(TextColumn &column, const ColumnFacts &facts, std::uint32_t chosen)
{
    column.form = chosen;
    column.type = chosen == form::whole || (facts.fractions & chosen) == 0 ? "BIGINT" : "DOUBLE";
}

void becomeDate(TextColumn &column, const ColumnFacts &facts, std::uint32_t chosen)
{
    column.form = chosen;
    column.type = facts.zone ? "TIMESTAMP WITH TIME ZONE" : facts.clock ? "TIMESTAMP" : "DATE";
}

std::vector<std::string> tokensOf(const ColumnFacts &facts)
{
    std::vector<std::string> tokens;
    for (std::size_t i = 0; i < usualTokens.size(); ++i) {
        if (facts.tokens >> i & 1)
            tokens.emplace_back(usualTokens[i]);
    }
    return tokens;
}

void say(TextColumn &column, const char *id)
{
    column.noticeId = id;
    column.notice = sentence(id, {{"column", column.name}});
}

void guess(TextColumn &column, const ColumnFacts &facts, const Marks &marks, const ReadOptions &options)
{
    if (facts.values == 0 || facts.alive == 0)
        return;
    if (facts.alive & form::numbers) {
        const auto chosen = numberForm(facts, marks, options);
        if (chosen == 0)
            say(column, "import.number_ambiguous");
        else
            becomeNumber(column, facts, chosen);
    } else if (const auto dates = facts.alive & form::dates) {
        if (std::has_single_bit(dates))
            becomeDate(column, facts, dates);
        else
            say(column, "import.date_ambiguous");
    } else if (facts.alive & form::flag) {
        column.type = "BOOLEAN";
        column.form = form::flag;
    }
    if (column.type != "VARCHAR")
        column.guessedNulls = tokensOf(facts);
}

Status force(TextColumn &column, const ColumnFacts &facts, const Marks &marks, const ReadOptions &options)
{
    column.forced = true;
    const auto format = options.dateFormats.find(column.name);
    if (format != options.dateFormats.end()) {
        if (!knownFormat(format->second)) {
            return failure("import.date_format_unknown",
                           {{"column", column.name}, {"format", format->second}});
        }
        column.dateFormat = format->second;
        const bool clock = format->second.starts_with("epoch")
            || format->second.find("%H") != std::string::npos
            || format->second.find("%I") != std::string::npos;
        column.type = format->second.find("%z") != std::string::npos ? "TIMESTAMP WITH TIME ZONE"
            : clock                                                  ? "TIMESTAMP"
                                                                     : "DATE";
    }
    if (const auto type = options.types.find(column.name); type != options.types.end()) {
        SLIPWAY_ASSIGN(column.type, typeNamed(type->second, column.name));
    }
    if (column.type == "BIGINT" || column.type == "DOUBLE") {
        const auto chosen = (facts.alive & form::numbers) ? numberForm(facts, marks, options) : 0;
        column.form = chosen != 0 ? chosen : marks.comma && !marks.dot ? form::comma : form::dot;
        if (column.type == "BIGINT" && (facts.fractions & column.form))
            column.form = form::whole; // what has a fraction is rejected, not rounded
        if (column.form == form::dot && column.type == "BIGINT")
            column.form = form::whole;
    } else if (column.type == "DATE" || column.type.starts_with("TIMESTAMP")) {
        const auto dates = facts.alive & form::dates;
        column.form = dates && std::has_single_bit(dates) ? dates : form::iso;
        if (column.dateFormat.empty() && dates && !std::has_single_bit(dates) && facts.values > 0)
            return failure("import.date_ambiguous", {{"column", column.name}});
    } else if (column.type == "BOOLEAN") {
        column.form = form::flag;
    }
    return done();
}

} // namespace

void ColumnFacts::see(std::string_view text, bool isText, bool guessTokens)
{
    if (alive == 0) {
        ++values;
        return;
    }
    const auto found = formsOf(text, isText ? alive & form::dates : alive);
    const auto left = found.forms & alive;
    if (left == 0) {
        const int token = guessTokens && !isText ? tokenIndex(text) : -1;
        if (token >= 0) {
            tokens |= 1U << token;
            ++tokenCount;
            return;
        }
        ++values;
        if (!forced)
            alive = 0;
        return;
    }
    ++values;
    alive = left;
    fractions |= found.fractions;
    if (left & form::dates) {
        dayOnly = dayOnly || found.dayOnly;
        clock = clock || !found.dayOnly;
        zone = zone || found.zone;
    }
}

void ColumnFacts::merge(const ColumnFacts &other)
{
    if (forced && (alive & other.alive) == 0)
        alive = std::max(alive, other.alive); // some of its values do not fit, and will be rejected
    else
        alive &= other.alive;
    fractions |= other.fractions;
    tokens |= other.tokens;
    values += other.values;
    tokenCount += other.tokenCount;
    dayOnly = dayOnly || other.dayOnly;
    clock = clock || other.clock;
    zone = zone || other.zone;
}

bool typeGiven(const ReadOptions &options, const std::string &column)
{
    return options.types.contains(column) || options.dateFormats.contains(column);
}

Result<std::vector<TextColumn>> resolveColumns(const std::vector<std::string> &names,
                                               const std::vector<ColumnFacts> &facts,
                                               const ReadOptions &options, const std::string &file)
{
    for (const auto *given : {&options.types, &options.dateFormats}) {
        for (const auto &[column, ignored] : *given) {
            if (std::find(names.begin(), names.end(), column) == names.end()) {
                return failure("data.column_missing",
                               {{"place", file},
                                {"column", column},
                                {"known", fmt::format("{}", fmt::join(names, ", "))}});
            }
        }
    }
    const Marks marks = marksOf(facts, options);
    std::vector<TextColumn> columns(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        columns[i].name = names[i];
        if (typeGiven(options, names[i])) {
            SLIPWAY_TRY(force(columns[i], facts[i], marks, options));
        } else {
            guess(columns[i], facts[i], marks, options);
        }
    }
    return columns;
}

std::string_view formText(std::uint32_t wanted)
{
    switch (wanted) {
    case form::comma:
        return "1,5";
    case form::groupedByComma:
        return "1,234.5";
    case form::groupedByDot:
        return "1.234,5";
    case form::groupedByBlankDot:
        return "1 234.5";
    case form::groupedByBlankComma:
        return "1 234,5";
    case form::iso:
        return "%Y-%m-%d";
    case form::yearSlash:
        return "%Y/%m/%d";
    case form::dayDot:
        return "%d.%m.%Y";
    case form::dayDash:
        return "%d-%m-%Y";
    case form::monthDash:
        return "%m-%d-%Y";
    case form::daySlash:
        return "%d/%m/%Y";
    case form::monthSlash:
        return "%m/%d/%Y";
    default:
        return "";
    }
}

} // namespace slipway::data
