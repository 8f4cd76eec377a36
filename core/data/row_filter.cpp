#include "core/data/row_filter.h"

#include "core/base/messages.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

namespace slipway::data {

namespace {

constexpr int deepestNesting = 100; // a person writes a few; more would only fill the stack

enum class Kind { Number, Text, Flag, Time };

struct Token {
    enum class Form { End, Word, Name, Text, Number, Sign } form = Form::End;
    std::string text; ///< without quotes
    std::size_t place = 0; ///< of its first character, from 0
};

bool startsWord(char c)
{
    return std::isalpha(static_cast<unsigned char>(c)) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

std::string lower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

Kind kindOf(const SourceColumn &column)
{
    if (column.type == "BOOLEAN")
        return Kind::Flag;
    if (column.type == "DATE" || column.type.starts_with("TIMESTAMP"))
        return Kind::Time;
    const bool number = column.type.ends_with("INT") || column.type.ends_with("INTEGER")
        || column.type == "FLOAT" || column.type == "DOUBLE" || column.type.starts_with("DECIMAL");
    return number ? Kind::Number : Kind::Text;
}

std::string_view kindName(Kind kind)
{
    constexpr std::string_view names[] = {"numbers", "texts", "true or false", "times"};
    return names[static_cast<int>(kind)];
}

/// One side of a comparison as SQL; a literal has no column.
struct Operand {
    std::string sql;
    Kind kind = Kind::Number;
    const SourceColumn *column = nullptr;
    bool isNull = false;
    std::size_t place = 0;
};

/// Recursive descent, one function a level of binding: or, and, not, predicate, operand.
class Parser
{
public:
    Parser(std::string_view text, const std::vector<SourceColumn> &columns)
        : m_text(text)
        , m_columns(columns)
    {
    }

    Result<std::string> parse()
    {
        SLIPWAY_TRY(advance());
        if (m_token.form == Token::Form::End)
            return wrong("it is empty");
        SLIPWAY_ASSIGN(auto sql, disjunction());
        if (m_token.form != Token::Form::End)
            return wrong(fmt::format("\"{}\" is not expected here", m_token.text));
        return sql;
    }

private:
    Error wrongAt(std::size_t place, std::string_view reason) const
    {
        return failure("data.filter_invalid", {{"filter", m_text}, {"place", place + 1}, {"reason", reason}});
    }
    Error wrong(std::string_view reason) const { return wrongAt(m_token.place, reason); }

    bool isWord(std::string_view word) const
    {
        return m_token.form == Token::Form::Word && lower(m_token.text) == word;
    }
    bool isSign(std::string_view sign) const
    {
        return m_token.form == Token::Form::Sign && m_token.text == sign;
    }

    Status advance()
    {
        while (m_at < m_text.size() && std::isspace(static_cast<unsigned char>(m_text[m_at])))
            ++m_at;
        m_token = {Token::Form::End, {}, m_at};
        if (m_at == m_text.size())
            return done();
        const char c = m_text[m_at];
        if (c == '\'' || c == '"')
            return readQuoted(c);
        if (startsWord(c))
            return readWhile(Token::Form::Word, [](char next) {
                return startsWord(next) || std::isdigit(static_cast<unsigned char>(next));
            });
        if (std::isdigit(static_cast<unsigned char>(c)) || c == '.' || c == '-' || c == '+')
            return readNumber();
        return readSign();
    }

    template <typename Belongs>
    Status readWhile(Token::Form form, Belongs belongs)
    {
        const auto start = m_at;
        while (m_at < m_text.size() && belongs(m_text[m_at]))
            ++m_at;
        m_token = {form, std::string(m_text.substr(start, m_at - start)), start};
        return done();
    }

    Status readNumber()
    {
        const auto start = m_at;
        const bool plus = m_text[start] == '+';
        double value = 0;
        const char *from = m_text.data() + start + (plus ? 1 : 0);
        const auto read = std::from_chars(from, m_text.data() + m_text.size(), value);
        if (read.ec != std::errc())
            return wrongAt(start, "a number is expected here");
        m_at = static_cast<std::size_t>(read.ptr - m_text.data());
        m_token = {Token::Form::Number, std::string(from, read.ptr), start};
        return done();
    }

    Status readQuoted(char quote)
    {
        const auto start = m_at++;
        std::string text;
        for (; m_at < m_text.size(); ++m_at) {
            if (m_text[m_at] == quote) {
                if (m_at + 1 == m_text.size() || m_text[m_at + 1] != quote) {
                    ++m_at;
                    m_token = {quote == '"' ? Token::Form::Name : Token::Form::Text, text, start};
                    return done();
                }
                ++m_at;
            }
            text += m_text[m_at];
        }
        return wrongAt(start, "a quote is opened and never closed");
    }

    Status readSign()
    {
        for (const std::string_view sign : {"<=", ">=", "<>", "!=", "==", "<", ">", "=", "(", ")", ","}) {
            if (m_text.substr(m_at).starts_with(sign)) {
                m_token = {Token::Form::Sign, std::string(sign), m_at};
                m_at += sign.size();
                return done();
            }
        }
        return wrong(fmt::format("\"{}\" has no meaning", m_text[m_at]));
    }

    Result<std::string> disjunction()
    {
        if (++m_depth > deepestNesting)
            return wrong("the parentheses are nested too deeply");
        SLIPWAY_ASSIGN(std::string sql, conjunction());
        while (isWord("or")) {
            SLIPWAY_TRY(advance());
            SLIPWAY_ASSIGN(const std::string right, conjunction());
            sql = fmt::format("({} OR {})", sql, right);
        }
        --m_depth;
        return sql;
    }

    Result<std::string> conjunction()
    {
        SLIPWAY_ASSIGN(std::string sql, negation());
        while (isWord("and")) {
            SLIPWAY_TRY(advance());
            SLIPWAY_ASSIGN(const std::string right, negation());
            sql = fmt::format("({} AND {})", sql, right);
        }
        return sql;
    }

    Result<std::string> negation()
    {
        bool negated = false;
        while (isWord("not")) {
            negated = !negated;
            SLIPWAY_TRY(advance());
        }
        SLIPWAY_ASSIGN(const std::string sql, predicate());
        return negated ? fmt::format("(NOT {})", sql) : sql;
    }

    Result<std::string> predicate()
    {
        if (isSign("(")) {
            SLIPWAY_TRY(advance());
            SLIPWAY_ASSIGN(const std::string sql, disjunction());
            SLIPWAY_TRY(expectSign(")"));
            return sql;
        }
        SLIPWAY_ASSIGN(const Operand left, operand());
        if (m_token.form == Token::Form::Sign && m_token.text != ")" && m_token.text != ","
            && m_token.text != "(")
            return comparison(left);
        if (isWord("is"))
            return missing(left);
        bool negated = false;
        if (isWord("not")) {
            negated = true;
            SLIPWAY_TRY(advance());
        }
        const auto maybeNot = [&](std::string sql) { return negated ? "(NOT " + sql + ")" : sql; };
        if (isWord("in")) {
            SLIPWAY_ASSIGN(const std::string sql, membership(left));
            return maybeNot(sql);
        }
        if (isWord("between")) {
            SLIPWAY_ASSIGN(const std::string sql, between(left));
            return maybeNot(sql);
        }
        if (isWord("like")) {
            SLIPWAY_ASSIGN(const std::string sql, like(left));
            return maybeNot(sql);
        }
        if (!negated && left.kind == Kind::Flag && left.column)
            return left.sql;
        return wrong("a comparison like = or < is expected here");
    }

    Result<std::string> comparison(const Operand &left)
    {
        const std::string sign = m_token.text == "==" ? "=" : m_token.text == "!=" ? "<>" : m_token.text;
        SLIPWAY_TRY(advance());
        SLIPWAY_ASSIGN(const Operand right, operand());
        SLIPWAY_ASSIGN(const auto pair, comparable(left, right));
        return fmt::format("({} {} {})", pair.first, sign, pair.second);
    }

    Result<std::string> missing(const Operand &left)
    {
        SLIPWAY_TRY(advance());
        const bool negated = isWord("not");
        if (negated)
            SLIPWAY_TRY(advance());
        if (!isWord("null"))
            return wrong("null is expected here");
        SLIPWAY_TRY(advance());
        return fmt::format("({} IS {}NULL)", left.sql, negated ? "NOT " : "");
    }

    Result<std::string> membership(const Operand &left)
    {
        SLIPWAY_TRY(advance());
        SLIPWAY_TRY(expectSign("("));
        std::vector<std::string> values;
        std::string subject;
        for (;;) {
            SLIPWAY_ASSIGN(const Operand value, operand());
            if (value.column)
                return wrongAt(value.place, "a list holds values, not columns");
            SLIPWAY_ASSIGN(const auto pair, comparable(left, value));
            subject = pair.first;
            values.push_back(pair.second);
            if (!isSign(","))
                break;
            SLIPWAY_TRY(advance());
        }
        SLIPWAY_TRY(expectSign(")"));
        return fmt::format("({} IN ({}))", subject, fmt::join(values, ", "));
    }

    Result<std::string> between(const Operand &left)
    {
        SLIPWAY_TRY(advance());
        SLIPWAY_ASSIGN(const Operand least, operand());
        if (!isWord("and"))
            return wrong("and is expected here, with the greatest value behind it");
        SLIPWAY_TRY(advance());
        SLIPWAY_ASSIGN(const Operand greatest, operand());
        SLIPWAY_ASSIGN(const auto low, comparable(left, least));
        SLIPWAY_ASSIGN(const auto high, comparable(left, greatest));
        return fmt::format("({} BETWEEN {} AND {})", low.first, low.second, high.second);
    }

    Result<std::string> like(const Operand &left)
    {
        if (left.kind != Kind::Text)
            return wrong("like compares texts");
        SLIPWAY_TRY(advance());
        if (m_token.form != Token::Form::Text)
            return wrong("a text in single quotes is expected here");
        const std::string pattern = m_token.text;
        SLIPWAY_TRY(advance());
        return fmt::format("({} LIKE {})", left.sql, data::quoted(pattern));
    }

    Status expectSign(std::string_view sign)
    {
        if (!isSign(sign))
            return wrong(fmt::format("\"{}\" is expected here", sign));
        return advance();
    }

    Result<Operand> operand()
    {
        const Token token = m_token;
        SLIPWAY_TRY(advance());
        const std::string word = token.form == Token::Form::Word ? lower(token.text) : std::string();
        if (token.form == Token::Form::Number)
            return Operand {token.text, Kind::Number, nullptr, false, token.place};
        if (token.form == Token::Form::Text)
            return Operand {data::quoted(token.text), Kind::Text, nullptr, false, token.place};
        if (token.form == Token::Form::Name || token.form == Token::Form::Word) {
            if (const auto *column = find(token.text))
                return Operand {valueOf(*column), kindOf(*column), column, false, token.place};
            if (word == "true" || word == "false")
                return Operand {word, Kind::Flag, nullptr, false, token.place};
            if (word == "null")
                return wrongAt(token.place, "nothing is equal to null; write: is null");
            return unknownColumn(token.text);
        }
        return wrongAt(token.place, "a column or a value is expected here");
    }

    const SourceColumn *find(std::string_view name) const
    {
        const auto found = std::find_if(m_columns.begin(), m_columns.end(),
                                        [&](const auto &column) { return column.name == name; });
        return found == m_columns.end() ? nullptr : &*found;
    }

    /// The column as `selected` shows it: what is neither number, text nor time is compared as its text.
    static std::string valueOf(const SourceColumn &column)
    {
        const auto name = identifier(column.name);
        return kindOf(column) == Kind::Text && column.type != "VARCHAR" ? fmt::format("{}::VARCHAR", name)
                                                                        : name;
    }

    Error unknownColumn(const std::string &name) const
    {
        std::vector<std::string_view> known;
        for (const auto &column : m_columns)
            known.push_back(column.name);
        return failure(
            "data.column_missing",
            {{"place", "The table"}, {"column", name}, {"known", fmt::format("{}", fmt::join(known, ", "))}});
    }

    /// Both sides as SQL that compares without guessing: a text beside a time is that time.
    Result<std::pair<std::string, std::string>> comparable(const Operand &left, const Operand &right) const
    {
        const auto asTime = [](const Operand &side) {
            return fmt::format("CAST({} AS TIMESTAMP)", side.sql);
        };
        if (left.kind == right.kind)
            return std::pair(left.sql, right.sql);
        if (left.kind == Kind::Time && right.kind == Kind::Text && !right.column)
            return std::pair(asTime(left), asTime(right));
        if (right.kind == Kind::Time && left.kind == Kind::Text && !left.column)
            return std::pair(asTime(left), asTime(right));
        const auto &held = left.column ? left : right;
        const auto &other = left.column ? right : left;
        const std::string name = held.column ? held.column->name : held.sql;
        return wrongAt(other.place,
                       fmt::format("{} holds {}, and is compared with {}{}", name, kindName(held.kind),
                                   kindName(other.kind),
                                   held.kind == Kind::Text ? "; a text stands in single quotes" : ""));
    }

    std::string_view m_text;
    const std::vector<SourceColumn> &m_columns;
    std::size_t m_at = 0;
    int m_depth = 0;
    Token m_token;
};

} // namespace

Result<std::string> filterCondition(std::string_view filter, const std::vector<SourceColumn> &columns)
{
    return Parser(filter, columns).parse();
}

} // namespace slipway::data
