#include "core/data/checks/row_condition.h"

#include "core/data/checks/ask.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

namespace slipway::data {

namespace {

struct Token {
    enum class Kind { Name, Quoted, Column, Number, Sign, End };
    Kind kind = Kind::End;
    std::string text;
    std::size_t place = 0; ///< from 1
};

/// A part of a condition: a column, a value or something that is true or false.
struct Part {
    std::string sql;
    Family family = Family::Other;
    Json value; ///< of a value that stands in the text
    bool isValue = false;
    bool isTruth = false; ///< true or false in every row, never NULL
};

constexpr std::array signs {"==", "!=", "<=", ">=", "<>", "&&", "||", "<", ">", "=", "(", ")", "[",
                            "]",  ",",  "&",  "|",  "~",  "!",  "+",  "-", "*", "/", "%", "."};
constexpr int deepest = 100; ///< brackets inside each other

Error wrong(std::size_t place, const std::string &what)
{
    return impossible(fmt::format("row_condition, character {}: {}", place, what));
}

bool isNameStart(char c)
{
    return std::isalpha(static_cast<unsigned char>(c)) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

class Lexer
{
public:
    explicit Lexer(std::string_view text)
        : m_text(text)
    {
    }

    Result<std::vector<Token>> tokens()
    {
        std::vector<Token> all;
        for (;;) {
            while (m_at < m_text.size() && std::isspace(static_cast<unsigned char>(m_text[m_at])))
                ++m_at;
            SLIPWAY_ASSIGN(Token token, next());
            all.push_back(std::move(token));
            if (all.back().kind == Token::Kind::End)
                return all;
        }
    }

private:
    Result<Token> next()
    {
        const std::size_t place = m_at + 1;
        if (m_at == m_text.size())
            return Token {Token::Kind::End, {}, place};
        const char c = m_text[m_at];
        if (c == '"' || c == '\'' || c == '`')
            return enclosed(c);
        if (std::isdigit(static_cast<unsigned char>(c))
            || (c == '.' && m_at + 1 < m_text.size()
                && std::isdigit(static_cast<unsigned char>(m_text[m_at + 1]))))
            return Token {Token::Kind::Number, taken([](char each, char before) {
                              return std::isalnum(static_cast<unsigned char>(each)) || each == '.'
                                  || ((each == '+' || each == '-') && (before == 'e' || before == 'E'));
                          }),
                          place};
        if (isNameStart(c))
            return Token {Token::Kind::Name, taken([](char each, char) {
                              return isNameStart(each) || std::isdigit(static_cast<unsigned char>(each));
                          }),
                          place};
        for (const std::string_view sign : signs) {
            if (m_text.substr(m_at).starts_with(sign)) {
                m_at += sign.size();
                return Token {Token::Kind::Sign, std::string(sign), place};
            }
        }
        return wrong(place, fmt::format("\"{}\" is not understood", c));
    }

    template <typename Fits>
    std::string taken(Fits fits)
    {
        const std::size_t first = m_at;
        char before = 0;
        while (m_at < m_text.size() && fits(m_text[m_at], before))
            before = m_text[m_at++];
        return std::string(m_text.substr(first, m_at - first));
    }

    Result<Token> enclosed(char quote)
    {
        Token token {quote == '`' ? Token::Kind::Column : Token::Kind::Quoted, {}, m_at + 1};
        for (++m_at; m_at < m_text.size(); ++m_at) {
            if (m_text[m_at] == quote) {
                ++m_at;
                return token;
            }
            const bool escaped = m_text[m_at] == '\\' && quote != '`' && m_at + 1 < m_text.size();
            token.text += m_text[escaped ? ++m_at : m_at];
        }
        return wrong(token.place, "a quote is opened and never closed");
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

/// or, and, not, comparisons, sums, products, from the loosest to the tightest, as pandas reads them.
class Parser
{
public:
    Parser(std::vector<Token> tokens, const Source &source)
        : m_tokens(std::move(tokens))
        , m_source(source)
    {
    }

    Result<std::string> condition()
    {
        SLIPWAY_ASSIGN(Part part, anyOf());
        if (token().kind != Token::Kind::End)
            return wrong(token().place, fmt::format("\"{}\" is not expected here", token().text));
        SLIPWAY_ASSIGN(part, truth(std::move(part)));
        return part.sql;
    }

private:
    const Token &token() const { return m_tokens[m_at]; }

    bool isSign(std::string_view text) const
    {
        return token().kind == Token::Kind::Sign && token().text == text;
    }
    bool isWord(std::string_view text) const
    {
        return token().kind == Token::Kind::Name && token().text == text;
    }

    bool take(std::initializer_list<std::string_view> texts)
    {
        for (const auto text : texts) {
            if (isSign(text) || isWord(text)) {
                ++m_at;
                return true;
            }
        }
        return false;
    }

    Status expect(std::string_view sign)
    {
        if (!isSign(sign))
            return wrong(token().place, fmt::format("\"{}\" is missing", sign));
        ++m_at;
        return done();
    }

    Result<Part> truth(Part part)
    {
        if (part.isTruth)
            return part;
        if (part.family != Family::Flag)
            return wrong(token().place, "a comparison is missing");
        return Part {
            .sql = fmt::format("coalesce({}, false)", part.sql), .family = Family::Flag, .isTruth = true};
    }

    Result<Part> anyOf()
    {
        if (++m_depth > deepest)
            return wrong(token().place, "there are too many brackets");
        SLIPWAY_ASSIGN(Part left, allOf());
        while (take({"or", "|", "||"})) {
            SLIPWAY_ASSIGN(left, truth(std::move(left)));
            SLIPWAY_ASSIGN(Part right, allOf());
            SLIPWAY_ASSIGN(right, truth(std::move(right)));
            left.sql = fmt::format("({} OR {})", left.sql, right.sql);
        }
        --m_depth;
        return left;
    }

    Result<Part> allOf()
    {
        SLIPWAY_ASSIGN(Part left, opposite());
        while (take({"and", "&", "&&"})) {
            SLIPWAY_ASSIGN(left, truth(std::move(left)));
            SLIPWAY_ASSIGN(Part right, opposite());
            SLIPWAY_ASSIGN(right, truth(std::move(right)));
            left.sql = fmt::format("({} AND {})", left.sql, right.sql);
        }
        return left;
    }

    Result<Part> opposite()
    {
        bool negative = false;
        while (take({"not", "~", "!"}))
            negative = !negative;
        SLIPWAY_ASSIGN(Part part, comparison());
        if (!negative)
            return part;
        SLIPWAY_ASSIGN(part, truth(std::move(part)));
        part.sql = fmt::format("(NOT {})", part.sql);
        return part;
    }

    /// One or several: `1 < a < 5` holds where both do.
    Result<Part> comparison()
    {
        SLIPWAY_ASSIGN(Part left, sum());
        if (isWord("in") || (isWord("not") && m_tokens[m_at + 1].text == "in")) {
            const bool negative = take({"not"});
            ++m_at;
            return among(left, negative);
        }
        std::vector<std::string> all;
        while (token().kind == Token::Kind::Sign) {
            const std::string sign = token().text;
            if (!take({"==", "=", "!=", "<>", "<", "<=", ">", ">="}))
                break;
            SLIPWAY_ASSIGN(Part right, sum());
            SLIPWAY_ASSIGN(std::string sql, compared(left, sign, right));
            all.push_back(std::move(sql));
            left = std::move(right);
        }
        if (all.empty())
            return left;
        return Part {
            .sql = fmt::format("({})", fmt::join(all, " AND ")), .family = Family::Flag, .isTruth = true};
    }

    /// A value as SQL that compares with the other side.
    Result<std::string> sideOf(const Part &part, const Part &other)
    {
        if (!part.isValue)
            return part.sql;
        const auto sql = literal(part.value, other.isValue ? part.family : other.family);
        if (!sql)
            return wrong(token().place,
                         fmt::format("{} cannot be compared with {}", shownValue(part.value), other.sql));
        return *sql;
    }

    Result<std::string> compared(const Part &left, const std::string &sign, const Part &right)
    {
        const bool fits = left.isValue || right.isValue || left.family == right.family
            || (isNumber(left.family) && isNumber(right.family));
        if (!fits)
            return wrong(token().place, fmt::format("{} and {} cannot be compared", left.sql, right.sql));
        SLIPWAY_ASSIGN(const std::string a, sideOf(left, right));
        SLIPWAY_ASSIGN(const std::string b, sideOf(right, left));
        if (sign == "!=" || sign == "<>")
            return fmt::format("({} = {}) IS NOT TRUE", a, b);
        return fmt::format("({} {} {}) IS TRUE", a, sign == "==" ? "=" : sign, b);
    }

    Result<Part> among(const Part &left, bool negative)
    {
        const bool round = isSign("(");
        if (!round)
            SLIPWAY_TRY(expect("["));
        else
            ++m_at;
        std::vector<std::string> values;
        while (!isSign(round ? ")" : "]")) {
            SLIPWAY_ASSIGN(const Part value, sum());
            SLIPWAY_ASSIGN(std::string sql, sideOf(value, left));
            values.push_back(std::move(sql));
            if (!take({","}))
                break;
        }
        SLIPWAY_TRY(expect(round ? ")" : "]"));
        const std::string isIn =
            values.empty() ? "false" : fmt::format("({} IN ({}))", left.sql, fmt::join(values, ", "));
        return Part {.sql = fmt::format("({} IS {}TRUE)", isIn, negative ? "NOT " : ""),
                     .family = Family::Flag,
                     .isTruth = true};
    }

    Result<Part> sum()
    {
        SLIPWAY_ASSIGN(Part left, product());
        while (isSign("+") || isSign("-"))
            SLIPWAY_TRY(calculate(left, &Parser::product));
        return left;
    }

    Result<Part> product()
    {
        SLIPWAY_ASSIGN(Part left, signedPart());
        while (isSign("*") || isSign("/") || isSign("%"))
            SLIPWAY_TRY(calculate(left, &Parser::signedPart));
        return left;
    }

    Status calculate(Part &left, Result<Part> (Parser::*next)())
    {
        const std::string sign = m_tokens[m_at++].text;
        SLIPWAY_ASSIGN(const Part right, (this->*next)());
        if (!isNumber(left.family) || !isNumber(right.family))
            return wrong(token().place, fmt::format("\"{}\" needs numbers on both sides", sign));
        left = {.sql = fmt::format("(CAST({} AS DOUBLE) {} CAST({} AS DOUBLE))", left.sql, sign, right.sql),
                .family = Family::Real};
        return done();
    }

    Result<Part> signedPart()
    {
        const bool negative = isSign("-");
        if (negative || isSign("+"))
            ++m_at;
        SLIPWAY_ASSIGN(Part part, single());
        if (!negative)
            return part;
        if (!isNumber(part.family))
            return wrong(token().place, "\"-\" needs a number behind it");
        part.sql = "-" + part.sql;
        if (part.isValue)
            part.value = part.value.is_number_integer() ? Json(-part.value.get<std::int64_t>())
                                                        : Json(-part.value.get<double>());
        return part;
    }

    Result<Part> single()
    {
        const Token now = token();
        if (take({"("})) {
            SLIPWAY_ASSIGN(Part part, anyOf());
            SLIPWAY_TRY(expect(")"));
            return methodsOf(std::move(part));
        }
        ++m_at;
        switch (now.kind) {
        case Token::Kind::Number:
            return number(now);
        case Token::Kind::Quoted:
            return Part {
                .sql = data::quoted(now.text), .family = Family::Text, .value = now.text, .isValue = true};
        case Token::Kind::Column:
            return column(now.text, now.place);
        case Token::Kind::Name:
            return named(now);
        default:
            --m_at;
            return now.kind == Token::Kind::End
                ? wrong(now.place, "something is missing at the end")
                : wrong(now.place, fmt::format("\"{}\" is not expected here", now.text));
        }
    }

    Result<Part> number(const Token &now)
    {
        const Json value = Json::parse(now.text.starts_with('.') ? "0" + now.text : now.text, nullptr, false);
        if (!value.is_number())
            return wrong(now.place, fmt::format("{} is not a number", now.text));
        if (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX)
            return wrong(now.place, fmt::format("{} is too large", now.text));
        return Part {.sql = value.dump(),
                     .family = value.is_number_integer() ? Family::Integer : Family::Real,
                     .value = value,
                     .isValue = true};
    }

    Result<Part> named(const Token &now)
    {
        for (const std::string_view word : {"True", "true", "False", "false"}) {
            if (now.text == word && !m_source.find(now.text)) {
                const bool value = word == "True" || word == "true";
                return Part {
                    .sql = value ? "true" : "false", .family = Family::Flag, .value = value, .isValue = true};
            }
        }
        if (now.text == "col" && isSign("(")) {
            ++m_at;
            const Token name = token();
            if (name.kind != Token::Kind::Quoted)
                return wrong(name.place, "col(...) needs the name of a column in quotes");
            ++m_at;
            SLIPWAY_TRY(expect(")"));
            return column(name.text, name.place);
        }
        return column(now.text, now.place);
    }

    Result<Part> column(const std::string &name, std::size_t place)
    {
        const SourceColumn *found = m_source.find(name);
        if (!found)
            return wrong(place, fmt::format("there is no column {}", name));
        return methodsOf(Part {.sql = valueOf(*found), .family = familyOf(found->type)});
    }

    /// .isnull(), .notnull() and their other spellings, .isin([...])
    Result<Part> methodsOf(Part part)
    {
        while (isSign(".")) {
            ++m_at;
            const Token method = token();
            ++m_at;
            SLIPWAY_TRY(expect("("));
            const auto isOneOf = [&](std::initializer_list<std::string_view> names) {
                return std::find(names.begin(), names.end(), method.text) != names.end();
            };
            if (isOneOf({"isin"})) {
                SLIPWAY_ASSIGN(part, among(part, false));
            } else if (isOneOf({"isnull", "isna", "isNull", "is_null"})) {
                part = {
                    .sql = fmt::format("({} IS NULL)", part.sql), .family = Family::Flag, .isTruth = true};
            } else if (isOneOf({"notnull", "notna", "notNull", "isNotNull", "is_not_null"})) {
                part = {.sql = fmt::format("({} IS NOT NULL)", part.sql),
                        .family = Family::Flag,
                        .isTruth = true};
            } else {
                return wrong(method.place, fmt::format("{}() is not supported", method.text));
            }
            SLIPWAY_TRY(expect(")"));
        }
        return part;
    }

    std::vector<Token> m_tokens;
    const Source &m_source;
    std::size_t m_at = 0;
    int m_depth = 0;
};

} // namespace

Result<std::string> rowCondition(std::string_view text, const Source &source)
{
    SLIPWAY_ASSIGN(auto tokens, Lexer(text).tokens());
    return Parser(std::move(tokens), source).condition();
}

} // namespace slipway::data
