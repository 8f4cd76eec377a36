#include "core/data/csv.h"

#include "core/base/messages.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <regex>

namespace slipway::data {

namespace {

const std::string timeWithZone = "TIMESTAMP WITH TIME ZONE";

struct CsvColumn {
    std::string name;
    std::string type;
};

/// The form of a file, once for DuckDB's own guess and once for reading.
struct Dialect {
    std::string delimiter;
    std::string quote;
    std::string escape;
    std::string dateFormat;
    std::string timestampFormat;
    std::vector<CsvColumn> columns;
};

std::string text(const Table &table, std::string_view name)
{
    const Column *column = table.find(name);
    if (!column || column->kind != ColumnKind::Category || column->codes.empty() || column->codes.front() < 0)
        return {};
    return column->levels[static_cast<std::size_t>(column->codes.front())];
}

/// What guessing, checking and reading have in common.
std::string commonOptions(const FileHead &head, const ReadOptions &options)
{
    // Blank fields are missing, as spreadsheets write them; tokens may stand behind a blank ("39, ?,
    // Private").
    std::vector<std::string> tokens {data::quoted(""), data::quoted(" ")};
    for (const auto &token : options.nullTokens) {
        tokens.push_back(data::quoted(token));
        tokens.push_back(data::quoted(" " + token));
    }
    return fmt::format("header = {}, skip = 0, comment = '', hive_partitioning = false, nullstr = [{}]{}",
                       options.header, fmt::join(tokens, ", "),
                       head.kind == FileKind::GzipText ? ", compression = 'gzip'" : "");
}

Result<Dialect> guessedDialect(Duck &duck, const std::string &path, const FileHead &head,
                               const ReadOptions &options, const RunContext &context)
{
    auto arguments = path + ", " + commonOptions(head, options)
        + ", auto_type_candidates = ['BOOLEAN', 'BIGINT', 'DOUBLE', 'DATE', 'TIMESTAMP', 'TIMESTAMPTZ', "
          "'VARCHAR']";
    if (options.delimiter)
        arguments += ", delim = " + data::quoted({&*options.delimiter, 1});
    if (options.quote) {
        const std::string quote = *options.quote == '\0' ? std::string() : std::string(1, *options.quote);
        arguments += fmt::format(", quote = {0}, escape = {0}", data::quoted(quote));
    }
    SLIPWAY_ASSIGN(
        const Table guess,
        duck.query(fmt::format("SELECT d, q, e, df, tf, c.name AS name, c.type AS type FROM "
                               "(SELECT Delimiter AS d, Quote AS q, Escape AS e, DateFormat AS df, "
                               "TimestampFormat AS tf, unnest(Columns) AS c FROM sniff_csv({}))",
                               arguments),
                   context));
    const auto chosen = [&](std::string_view name) {
        const auto found = text(guess, name);
        return found == "(empty)" ? std::string() : found;
    };
    Dialect dialect {chosen("d"), chosen("q"), chosen("e"), text(guess, "df"), text(guess, "tf"), {}};
    if (options.delimiter)
        dialect.delimiter = std::string(1, *options.delimiter);
    if (options.quote)
        dialect.quote = dialect.escape =
            *options.quote == '\0' ? std::string() : std::string(1, *options.quote);
    else if (dialect.quote.empty() && head.bytes.find('"') == std::string::npos)
        dialect.quote = dialect.escape = "\""; // the first rows had none; later ones may
    const Column &names = *guess.find("name");
    const Column &types = *guess.find("type");
    for (std::size_t i = 0; i < names.rows(); ++i) {
        dialect.columns.push_back({names.levels[static_cast<std::size_t>(names.codes[i])],
                                   types.levels[static_cast<std::size_t>(types.codes[i])]});
    }
    return dialect;
}

std::string expression(const std::string &path, const FileHead &head, const ReadOptions &options,
                       const Dialect &dialect, bool allTexts)
{
    std::vector<std::string> columns;
    for (const auto &column : dialect.columns) {
        columns.push_back(fmt::format("{}: {}", data::quoted(column.name),
                                      data::quoted(allTexts ? std::string("VARCHAR") : column.type)));
    }
    auto out = fmt::format(
        "read_csv({}, auto_detect = false, {}, delim = {}, quote = {}, escape = {}, columns = {{{}}}", path,
        commonOptions(head, options), data::quoted(dialect.delimiter), data::quoted(dialect.quote),
        data::quoted(dialect.escape), fmt::join(columns, ", "));
    if (!dialect.dateFormat.empty())
        out += ", dateformat = " + data::quoted(dialect.dateFormat);
    if (!dialect.timestampFormat.empty())
        out += ", timestampformat = " + data::quoted(dialect.timestampFormat);
    return out + ")";
}

std::string parsed(const std::string &name, std::string_view type, const std::string &format)
{
    return format.empty() ? fmt::format("TRY_CAST({} AS {})", name, type)
                          : fmt::format("try_strptime({}, {})", name, data::quoted(format));
}

/// True in SQL where the text in `name` is not exactly a value of `type`; not asked where it is missing.
std::string misfit(const std::string &name, std::string_view type, const Dialect &dialect)
{
    if (type == "BOOLEAN")
        return fmt::format("lower({}) NOT IN ('true', 'false')", name);
    if (type == "BIGINT")
        return fmt::format("TRY_CAST({0} AS BIGINT)::VARCHAR IS DISTINCT FROM trim({0})", name);
    if (type == "DOUBLE")
        return fmt::format(R"((TRY_CAST({0} AS DOUBLE) IS NULL OR regexp_matches({0}, '^ *[+-]?0[0-9]')))",
                           name);
    if (type == "DATE") {
        if (!dialect.dateFormat.empty())
            return parsed(name, type, dialect.dateFormat) + " IS NULL";
        return fmt::format("TRY_CAST({0} AS TIMESTAMP) IS DISTINCT FROM TRY_CAST({0} AS DATE)::TIMESTAMP "
                           "OR TRY_CAST({0} AS DATE) IS NULL",
                           name);
    }
    if (type != "TIMESTAMP" || !dialect.timestampFormat.empty())
        return parsed(name, type, dialect.timestampFormat) + " IS NULL";
    // Read as a TIMESTAMP, "10:00+02" would silently lose its offset: no sign or letter may follow the hour.
    return fmt::format("TRY_CAST({0} AS TIMESTAMP) IS NULL OR regexp_matches({0}, ':.*[-+A-Za-z]')", name);
}

/// The next wider type of texts that are not all of `type`.
std::string wider(std::string_view type)
{
    if (type == "BIGINT")
        return "DOUBLE";
    if (type == "DATE")
        return "TIMESTAMP";
    return type == "TIMESTAMP" ? timeWithZone : "VARCHAR";
}

} // namespace

Result<std::string> csvExpression(Duck &duck, const std::filesystem::path &file, const FileHead &head,
                                  const ReadOptions &options, const RunContext &context)
{
    const auto path = data::quoted(literalPath(file));
    auto guess = guessedDialect(duck, path, head, options, context);
    if (!guess)
        return csvError(file, guess.error());
    Dialect dialect = std::move(guess).value();

    const auto texts = expression(path, head, options, dialect, true);
    std::vector<bool> settled(dialect.columns.size(), false);
    // Each round tries the types that the one before has widened; the first reads the whole file, also where
    // all columns are texts, so that a broken line is found here and named.
    for (int round = 0;; ++round) {
        std::vector<std::string> counts {"count(*)"};
        std::vector<std::size_t> asked;
        for (std::size_t i = 0; i < dialect.columns.size(); ++i) {
            const auto &column = dialect.columns[i];
            if (settled[i] || column.type == "VARCHAR")
                continue;
            const auto name = identifier(column.name);
            counts.push_back(fmt::format("count(*) FILTER ({0} IS NOT NULL AND ({1}))", name,
                                         misfit(name, column.type, dialect)));
            asked.push_back(i);
        }
        if (round > 0 && asked.empty())
            break;
        const auto answer =
            duck.query(fmt::format("SELECT {} FROM {}", fmt::join(counts, ", "), texts), context);
        if (!answer)
            return csvError(file, answer.error());
        for (std::size_t k = 0; k < asked.size(); ++k) {
            auto &column = dialect.columns[asked[k]];
            if (answer.value().columns[k + 1].numbers.at(0) == 0)
                settled[asked[k]] = true;
            else
                column.type = wider(column.type);
        }
    }
    return expression(path, head, options, dialect, false);
}

Error csvError(const std::filesystem::path &file, const Error &error)
{
    if (error.code == ErrorCode::Cancelled || error.id == "data.engine_memory"
        || error.id == "data.engine_forbidden")
        return error;
    const std::string &detail = error.detail;
    if (detail.find("nicode") != std::string::npos || detail.find("utf-8") != std::string::npos)
        return failure("data.file_not_utf8", {{"file", file.string()}}, detail);
    std::smatch line;
    std::smatch fields;
    std::string reason = error.args.value("reason", error.message);
    if (std::regex_search(detail, fields, std::regex("Expected Number of Columns: ([0-9]+) Found: ([0-9]+)")))
        reason = fmt::format("it has {} fields where the others have {}", fields[2].str(), fields[1].str());
    else if (detail.find("nterminated quote") != std::string::npos)
        reason = "a quote is opened and never closed, or closed in the middle of a field";
    if (std::regex_search(detail, line, std::regex("CSV Error on Line: ([0-9]+)"))) {
        return failure("data.line_unreadable",
                       {{"file", file.string()}, {"line", line[1].str()}, {"reason", reason}}, detail);
    }
    return failure("data.table_unreadable", {{"file", file.string()}, {"reason", reason}}, detail);
}

} // namespace slipway::data
