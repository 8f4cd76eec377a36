#include "core/data/csv_dialect.h"

#include "core/data/cell.h"
#include "core/data/csv_tokens.h"

#include <algorithm>
#include <map>
#include <string>

namespace slipway::data {

namespace {

constexpr std::size_t mostRecords = 2000;

/// How well one dialect fits the sample.
struct Trial {
    CsvDialect dialect;
    std::size_t records = 0;
    std::size_t wellQuoted = 0;
    std::size_t problems = 0;
    std::size_t firstFields = 0;
    std::size_t delimited = 0; ///< records with more than one field
    double typed = 0; ///< share of the fields that are numbers, dates or flags

    double score() const { return dialect.agreement + 0.3 * typed; }
};

bool blank(const CsvRecord &record)
{
    return record.fields.size() == 1 && trimmed(record.fields.front().text).empty();
}

Trial tried(std::string_view sample, const CsvDialect &dialect)
{
    Trial trial {.dialect = dialect};
    std::map<std::size_t, std::size_t> sizes;
    std::size_t fields = 0;
    std::size_t typed = 0;
    CsvTokens tokens(sample, dialect, 1);
    for (CsvRecord record; trial.records < mostRecords && tokens.next(record);) {
        if (blank(record))
            continue;
        if (trial.records++ == 0)
            trial.firstFields = record.fields.size();
        trial.delimited += record.fields.size() > 1 ? 1 : 0;
        if (record.problem != CsvRecord::Problem::None)
            ++trial.problems;
        else
            ++sizes[record.fields.size()];
        for (const auto &field : record.fields) {
            trial.wellQuoted += field.quoted && record.problem == CsvRecord::Problem::None ? 1 : 0;
            const auto text = trimmed(field.text);
            typed += !text.empty() && formsOf(text).forms != 0 ? 1 : 0;
            fields += text.empty() ? 0 : 1;
        }
    }
    std::size_t most = 0;
    for (const auto &[size, count] : sizes) {
        if (count >= most) {
            most = count;
            trial.dialect.fields = size;
        }
    }
    trial.dialect.agreement =
        trial.records == 0 ? 1 : static_cast<double>(most) / static_cast<double>(trial.records);
    trial.typed = fields == 0 ? 0 : static_cast<double>(typed) / static_cast<double>(fields);
    return trial;
}

/// The way of quoting in which the lines agree best, for one delimiter. Double quotes are the rule; anything
/// else has to be strictly better.
Trial bestQuoting(std::string_view sample, char delimiter, const ReadOptions &options)
{
    CsvDialect dialect;
    dialect.delimiter = delimiter;
    dialect.trimBlanks = options.trimBlanks.value_or(false);
    dialect.quote = options.quote.value_or('"');
    dialect.escape = options.escape.value_or(dialect.quote);
    Trial best = tried(sample, dialect);
    const auto consider = [&](const CsvDialect &other) {
        auto trial = tried(sample, other);
        // An apostrophe is a quote only where it does enclose something.
        const bool used = other.quote != '\'' || trial.wellQuoted > 0;
        if (used && trial.dialect.agreement > best.dialect.agreement)
            best = std::move(trial);
    };
    const auto holds = [&](std::string text) { return sample.find(text) != std::string_view::npos; };
    const auto quoted = [&](char quote) {
        dialect.quote = quote;
        dialect.escape = options.escape.value_or(quote);
        consider(dialect);
        if (!options.escape && holds(std::string {'\\', quote})) {
            dialect.escape = '\\';
            consider(dialect);
        }
        if (!options.trimBlanks && delimiter != ' ' && holds(std::string {delimiter, ' ', quote})) {
            auto trimming = dialect;
            trimming.escape = options.escape.value_or(quote);
            trimming.trimBlanks = true;
            consider(trimming);
        }
    };
    if (dialect.quote != noCharacter)
        quoted(dialect.quote);
    if (!options.quote) {
        if (holds("'"))
            quoted('\'');
        // Quotes that are part of the text; not where most of them do enclose a field.
        if (best.problems > 0 && best.wellQuoted <= best.problems) {
            dialect.quote = dialect.escape = noCharacter;
            consider(dialect);
        }
    }
    return best;
}

bool convincing(const Trial &trial)
{
    const double agreement = trial.dialect.agreement;
    return trial.dialect.fields > 1
        && (agreement >= 0.6 || (agreement >= 0.5 && trial.firstFields == trial.dialect.fields));
}

CsvDialect guessedForm(std::string_view sample, const ReadOptions &options)
{
    if (options.delimiter)
        return bestQuoting(sample, *options.delimiter, options).dialect;
    std::vector<Trial> trials;
    for (const char delimiter : {',', ';', '\t', '|'}) {
        if (sample.find(delimiter) != std::string_view::npos)
            trials.push_back(bestQuoting(sample, delimiter, options));
    }
    const Trial *best = nullptr;
    for (const auto &trial : trials) {
        if (convincing(trial) && (!best || trial.score() > best->score()))
            best = &trial;
    }
    if (best)
        return best->dialect;
    auto single = bestQuoting(sample, noCharacter, options).dialect;
    single.clear = std::none_of(trials.begin(), trials.end(), [](const Trial &trial) {
        return trial.firstFields > 1 && 2 * trial.delimited > trial.records;
    });
    return single;
}

/// The sample's lines that have the usual number of fields.
std::vector<std::vector<std::string>> usualLines(std::string_view sample, const CsvDialect &dialect)
{
    std::vector<std::vector<std::string>> lines;
    CsvTokens tokens(sample, dialect, 1);
    for (CsvRecord record; lines.size() < mostRecords && tokens.next(record);) {
        if (blank(record))
            continue;
        const bool headOfTrailing =
            dialect.trailingDelimiter && lines.empty() && record.fields.size() + 1 == dialect.fields;
        if (record.fields.size() != dialect.fields && !headOfTrailing)
            continue;
        std::vector<std::string> texts;
        for (const auto &field : record.fields)
            texts.emplace_back(field.text);
        lines.push_back(std::move(texts));
    }
    return lines;
}

bool blanksBehindDelimiters(const std::vector<std::vector<std::string>> &lines)
{
    std::size_t fields = 0;
    std::size_t blanks = 0;
    for (const auto &line : lines) {
        for (std::size_t i = 1; i < line.size(); ++i) {
            fields += line[i].empty() ? 0 : 1;
            blanks += line[i].starts_with(' ') ? 1 : 0;
        }
    }
    return lines.size() > 1 && fields > 0 && blanks >= fields - fields / 50;
}

/// Whether the first line names the columns with years ("country,2019,2020"): numbers that are names.
bool yearsAsNames(const std::vector<std::string> &line)
{
    std::vector<std::int64_t> years;
    std::size_t words = 0;
    for (const auto &text : line) {
        if (const auto whole = wholeOf(trimmed(text), form::whole))
            years.push_back(*whole);
        else if (formsOf(trimmed(text)).forms == 0 && !trimmed(text).empty())
            ++words;
        else
            return false;
    }
    if (years.size() < 2 || words == 0)
        return false;
    for (std::size_t i = 0; i < years.size(); ++i) {
        if (years[i] < 1900 || years[i] > 2100 || (i > 0 && years[i] - years[i - 1] != years[1] - years[0]))
            return false;
    }
    return years[1] != years[0];
}

/// The first line is data where it has a number or a date in a column of such; or, in a table of texts, where
/// its texts come again below it.
bool looksLikeHeader(const std::vector<std::vector<std::string>> &lines)
{
    if (lines.empty() || yearsAsNames(lines.front()))
        return true;
    const auto &first = lines.front();
    std::size_t again = 0;
    bool typed = false;
    for (std::size_t i = 0; i < first.size(); ++i) {
        const auto name = trimmed(first[i]);
        std::size_t values = 0;
        std::size_t typedValues = 0;
        bool found = false;
        for (std::size_t row = 1; row < lines.size(); ++row) {
            const auto text = i < lines[row].size() ? trimmed(lines[row][i]) : std::string_view();
            values += text.empty() ? 0 : 1;
            typedValues += !text.empty() && formsOf(text).forms != 0 ? 1 : 0;
            found = found || (!text.empty() && text == name);
        }
        // A few stray words ("NA") do not make a column of numbers one of texts.
        const bool columnTyped = values > 0 ? 5 * typedValues >= 4 * values : lines.size() == 1;
        typed = typed || columnTyped;
        again += found && !name.empty() ? 1 : 0;
        if (columnTyped && !name.empty() && formsOf(name).forms != 0)
            return false;
    }
    return typed || 2 * again < first.size() || lines.size() < 3;
}

} // namespace

CsvDialect guessDialect(std::string_view sample, const ReadOptions &options)
{
    CsvDialect dialect = guessedForm(sample, options);
    auto lines = usualLines(sample, dialect);
    if (!options.trimBlanks && !dialect.trimBlanks && dialect.delimiter != ' ')
        dialect.trimBlanks = blanksBehindDelimiters(lines);

    // "a,b" above "1,2,": the last field of every line is empty and belongs to no name.
    if (dialect.fields > 1 && lines.size() > 1) {
        CsvTokens tokens(sample, dialect, 1);
        CsvRecord first;
        while (tokens.next(first) && blank(first)) { }
        const bool emptyEnds = std::all_of(lines.begin(), lines.end(),
                                           [](const auto &line) { return trimmed(line.back()).empty(); });
        dialect.trailingDelimiter = emptyEnds && first.fields.size() + 1 == dialect.fields;
        if (dialect.trailingDelimiter)
            lines = usualLines(sample, dialect);
    }
    dialect.header = options.header ? *options.header : looksLikeHeader(lines);
    return dialect;
}

} // namespace slipway::data
