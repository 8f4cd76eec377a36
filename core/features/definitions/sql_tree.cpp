#include "core/features/definitions/sql_tree.h"

#include "core/base/messages.h"
#include "core/base/text_hash.h"
#include "core/data/duckdb.h"
#include "core/data/text_encoding.h"

#include <fmt/format.h>

#include <charconv>
#include <mutex>

namespace slipway::features {

namespace {

constexpr std::size_t longest = 20'000;
constexpr std::string_view before = "SELECT (\n";

/// The DuckDB that parses: it holds no data, so that one for the whole process is enough.
class ParserDuck
{
public:
    /// The answer's columns of texts; empty where it failed.
    static Result<data::Table> ask(const std::string &query)
    {
        static ParserDuck shared;
        const std::lock_guard lock(shared.m_mutex);
        if (!shared.m_duck) {
            SLIPWAY_ASSIGN(data::Duck opened, data::Duck::open({.memoryBytes = 256 << 20, .threads = 1}));
            shared.m_duck = std::move(opened);
        }
        return shared.m_duck->query(query);
    }

private:
    std::mutex m_mutex;
    std::optional<data::Duck> m_duck;
};

/// Trees of expressions that have been read. Each question to a feature set asks for those of all its
/// features again, and to parse one takes longer than to answer most of them.
class KnownTrees
{
public:
    static std::optional<Json> find(std::string_view sql)
    {
        const std::lock_guard lock(shared().m_mutex);
        const auto found = shared().m_trees.find(sql);
        return found == shared().m_trees.end() ? std::nullopt : std::optional(found->second);
    }

    static void keep(std::string_view sql, const Json &tree)
    {
        if (sql.size() > longestKept)
            return;
        const std::lock_guard lock(shared().m_mutex);
        if (shared().m_trees.size() >= most)
            shared().m_trees.clear();
        shared().m_trees.emplace(sql, tree);
    }

private:
    static constexpr std::size_t most = 4096;
    static constexpr std::size_t longestKept = 1000;

    static KnownTrees &shared()
    {
        static KnownTrees trees;
        return trees;
    }

    std::mutex m_mutex;
    TextMap<Json> m_trees;
};

/// The one text of an answer with one row and one column.
Result<std::string> oneText(const std::string &query)
{
    SLIPWAY_ASSIGN(const data::Table table, ParserDuck::ask(query));
    const auto &column = table.columns.front();
    return column.levels.empty() ? std::string() : column.levels.front();
}

bool isEmpty(const Json &node, std::string_view key)
{
    const auto found = node.find(key);
    return found == node.end() || found->is_null() || found->empty();
}

/// That the statement is a SELECT of one expression, without anything behind it.
bool isOneExpression(const Json &statements)
{
    if (statements.size() != 1)
        return false;
    const Json &node = statements.front().at("node");
    if (node.value("type", "") != "SELECT_NODE" || node.at("select_list").size() != 1)
        return false;
    for (const auto key :
         {"modifiers", "where_clause", "group_expressions", "group_sets", "having", "sample", "qualify"}) {
        if (!isEmpty(node, key))
            return false;
    }
    return node.at("from_table").value("type", "") == "EMPTY" && isEmpty(node.at("cte_map"), "map")
        && node.at("select_list").front().value("alias", "").empty();
}

Result<std::vector<LetterCase>> readLetterCases()
{
    SLIPWAY_ASSIGN(const data::Table table,
                   ParserDuck::ask("SELECT i, lower(c) AS low, upper(c) AS up FROM (SELECT i, "
                                   "chr(i::INTEGER) AS c FROM (SELECT i FROM range(1, 55296) r(i) UNION ALL "
                                   "SELECT i FROM range(57344, 1114112) r(i))) "
                                   "WHERE low <> c OR up <> c ORDER BY i"));
    const auto textAt = [](const data::Column &column, std::size_t row) {
        return column.levels.at(static_cast<std::size_t>(column.codes.at(row)));
    };
    std::vector<LetterCase> list;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        list.push_back({static_cast<char32_t>(table.columns[0].numbers[row]), textAt(table.columns[1], row),
                        textAt(table.columns[2], row)});
    }
    return list;
}

/// Whether it looks like the name of a column, and nothing else.
bool isName(std::string_view sql)
{
    return sql.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")
        == std::string_view::npos;
}

/// The beginning of a long expression, cut between letters, and always UTF-8.
std::string shortened(std::string_view sql)
{
    constexpr std::size_t most = 80;
    if (sql.size() <= most)
        return data::printable(sql);
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(sql[end]) & 0xC0) == 0x80)
        --end;
    return data::printable(sql.substr(0, end)) + "...";
}

} // namespace

Error expressionWrong(std::string_view sql, std::string_view reason, std::string_view remedy)
{
    return failure("definitions.expression_wrong",
                   {{"expression", shortened(sql)}, {"reason", reason}, {"remedy", remedy}});
}

namespace {

Result<Json> parsedTree(std::string_view sql)
{
    if (sql.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return expressionWrong(sql, "the expression is empty", "Write one, like clicks / impressions");
    if (sql.size() > longest)
        return expressionWrong(sql, fmt::format("the expression is longer than {} characters", longest),
                               "Divide it into several features");
    if (sql.find('\0') != std::string_view::npos || data::utf8Signs(sql).broken > 0)
        return expressionWrong(sql, "the expression holds bytes that are no text", "Write it as UTF-8");
    const auto asked = fmt::format("SELECT json_serialize_sql({})::VARCHAR",
                                   data::quoted(fmt::format("{}{}\n)", before, sql)));
    const auto text = oneText(asked);
    if (!text)
        return expressionWrong(sql, text.error().message, "Correct the expression");
    const Json answer = Json::parse(text.value(), nullptr, false);
    if (answer.is_discarded())
        return expressionWrong(sql, "the expression could not be read", "Write it in a simpler way");
    if (answer.value("error", true) && isName(sql))
        return expressionWrong(sql, fmt::format("{} is a word of SQL itself", sql),
                               fmt::format("If a column is called so, write it as '\"{}\"'", sql));
    if (answer.value("error", true)) {
        std::size_t place = 0;
        const auto position = answer.value("position", "");
        std::from_chars(position.data(), position.data() + position.size(), place);
        const auto where = place >= before.size() && place < before.size() + sql.size()
            ? fmt::format(", at character {}", place - before.size() + 1)
            : "";
        return expressionWrong(
            sql, fmt::format("this is no SQL expression: {}{}", answer.value("error_message", "?"), where),
            "Correct it");
    }
    if (!isOneExpression(answer.at("statements")))
        return expressionWrong(sql, "this is more than one expression",
                               "Write one value, without FROM, AS or a semicolon");
    return answer.at("statements").front().at("node").at("select_list").front();
}

} // namespace

Result<Json> sqlTree(std::string_view sql)
{
    if (auto known = KnownTrees::find(sql))
        return std::move(*known);
    SLIPWAY_ASSIGN(Json tree, parsedTree(sql));
    KnownTrees::keep(sql, tree);
    return tree;
}

std::optional<TimeMicros> sqlTime(std::string_view text)
{
    const auto micros = oneText(fmt::format("SELECT CASE WHEN isfinite(t) THEN epoch_us(t) END::VARCHAR FROM "
                                            "(SELECT TRY_CAST({} AS TIMESTAMP) AS t)",
                                            data::quoted(text)));
    TimeMicros time = 0;
    if (!micros || micros.value().empty())
        return std::nullopt;
    const auto &digits = micros.value();
    if (std::from_chars(digits.data(), digits.data() + digits.size(), time).ec != std::errc())
        return std::nullopt;
    return time;
}

const Result<std::vector<LetterCase>> &letterCases()
{
    static const Result<std::vector<LetterCase>> all = readLetterCases();
    return all;
}

} // namespace slipway::features
