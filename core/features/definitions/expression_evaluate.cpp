#include "core/features/definitions/expression.h"
#include "core/features/definitions/expression_cell.h"
#include "core/features/definitions/sql_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <forward_list>
#include <utility>

namespace slipway::features {

namespace {

Cell numberCell(double number)
{
    return {.present = true, .number = number};
}

Cell flagCell(bool flag)
{
    return numberCell(flag ? 1 : 0);
}

/// As DuckDB orders doubles: NaN equals itself and is greater than everything else.
int order(double a, double b)
{
    if (std::isnan(a) || std::isnan(b))
        return static_cast<int>(std::isnan(a)) - static_cast<int>(std::isnan(b));
    return a < b ? -1 : a > b ? 1 : 0;
}

int order(const Cell &a, const Cell &b, Kind kind)
{
    if (kind == Kind::Text)
        return a.text.compare(b.text);
    if (kind == Kind::Time)
        return a.time < b.time ? -1 : a.time > b.time ? 1 : 0;
    return order(a.number, b.number);
}

/// Three answers: no, yes, unknown.
using Truth = std::optional<bool>;

Cell truthCell(Truth truth)
{
    return truth ? flagCell(*truth) : Cell {};
}

bool holds(Op op, int order)
{
    switch (op) {
    case Op::Equal:
        return order == 0;
    case Op::NotEqual:
        return order != 0;
    case Op::Less:
        return order < 0;
    case Op::LessEqual:
        return order <= 0;
    case Op::Greater:
        return order > 0;
    default:
        return order >= 0;
    }
}

/// DuckDB's round(x, digits).
double roundTo(double number, double digits)
{
    const double factor = std::pow(10.0, std::fabs(digits));
    const double rounded =
        digits < 0 ? std::round(number / factor) * factor : std::round(number * factor) / factor;
    if (std::isfinite(rounded))
        return rounded;
    return digits < 0 ? 0 : number;
}

double sign(double number)
{
    return number > 0 ? 1 : number < 0 ? -1 : 0;
}

/// A part of a moment in UTC.
double timePart(Op op, TimeMicros time)
{
    using namespace std::chrono;
    constexpr std::int64_t cycle = 146'097; // days after which the calendar repeats, 400 years
    const std::int64_t day = static_cast<std::int64_t>(floor<days>(microseconds(time)).count());
    const std::int64_t within = (time - day * microsPerDay) / microsPerSecond;
    switch (op) {
    case Op::Hour:
        return static_cast<double>(within / 3600);
    case Op::Minute:
        return static_cast<double>(within / 60 % 60);
    case Op::Second:
        return static_cast<double>(within % 60);
    case Op::DayOfWeek:
        return static_cast<double>(((day + 4) % 7 + 7) % 7); // 1970 began with a Thursday
    case Op::IsoDayOfWeek:
        return static_cast<double>(((day + 3) % 7 + 7) % 7 + 1);
    default:
        break;
    }
    // The calendar of the standard library ends in the year 32767, so the day is taken to the cycle of 1970.
    const std::int64_t cycles = day / cycle - (day % cycle < 0 ? 1 : 0);
    const sys_days near {days(day - cycles * cycle)};
    const year_month_day date {near};
    const auto month = static_cast<unsigned>(date.month());
    switch (op) {
    case Op::Day:
        return static_cast<unsigned>(date.day());
    case Op::Month:
        return month;
    case Op::Quarter:
        return (month - 1) / 3 + 1;
    case Op::DayOfYear:
        return static_cast<double>((near - sys_days(date.year() / January / 1)).count() + 1);
    default:
        return static_cast<double>(static_cast<int>(date.year()) + cycles * 400);
    }
}

std::size_t letterLength(char first)
{
    const auto byte = static_cast<unsigned char>(first);
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

char32_t letterOf(std::string_view bytes)
{
    constexpr unsigned char masks[] {0, 0x7F, 0x1F, 0x0F, 0x07};
    char32_t letter = static_cast<unsigned char>(bytes[0]) & masks[bytes.size()];
    for (const char c : bytes.substr(1))
        letter = letter << 6 | (static_cast<unsigned char>(c) & 0x3F);
    return letter;
}

std::string inCase(std::string_view text, bool lower)
{
    const auto &cases = letterCases().value();
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const auto bytes = text.substr(at, letterLength(text[at]));
        at += bytes.size();
        const char32_t letter = letterOf(bytes);
        const auto found =
            std::lower_bound(cases.begin(), cases.end(), letter,
                             [](const LetterCase &each, char32_t wanted) { return each.letter < wanted; });
        if (found == cases.end() || found->letter != letter)
            result += bytes;
        else
            result += lower ? found->lower : found->upper;
    }
    return result;
}

/// A double as DuckDB writes it.
std::string realText(double number)
{
    auto text = fmt::format("{}", number);
    if (text.find_first_of(".e") == std::string::npos)
        text += ".0";
    return text;
}

class Evaluation
{
public:
    Evaluation(const RowInputs &inputs, std::forward_list<std::string> &texts)
        : m_inputs(inputs)
        , m_texts(texts)
    {
    }

    Cell of(const BoundNode &node)
    {
        switch (node.op) {
        case Op::Column: {
            const Value &value = m_inputs.at(node.input);
            return {.present = value.present, .number = value.number, .time = value.time, .text = value.text};
        }
        case Op::Number:
        case Op::Flag:
            return numberCell(node.number);
        case Op::Text:
            return {.present = true, .text = node.text};
        case Op::Time:
            return {.present = true, .time = node.time};
        case Op::Null:
            return {};
        case Op::And:
        case Op::Or:
            return logic(node);
        case Op::Case:
            return cases(node);
        case Op::Coalesce:
            return firstPresent(node);
        case Op::Least:
        case Op::Greatest:
            return extreme(node);
        case Op::Concat:
        case Op::Join:
            return joined(node);
        case Op::In:
        case Op::NotIn:
            return among(node);
        case Op::Pi:
            return numberCell(M_PI);
        default:
            break;
        }
        const Cell first = of(node.children[0]);
        if (node.children.size() == 1)
            return ofOne(node, first);
        return ofMore(node, first);
    }

private:
    Cell ofOne(const BoundNode &node, const Cell &cell)
    {
        if (node.op == Op::IsNull || node.op == Op::IsNotNull)
            return flagCell(cell.present == (node.op == Op::IsNotNull));
        if (!cell.present)
            return {};
        switch (node.op) {
        case Op::Not:
            return flagCell(cell.number == 0);
        case Op::ToFlag:
            return flagCell(cell.number != 0);
        case Op::ToReal:
            return cell;
        case Op::ToWhole:
            return whole(cell.number);
        case Op::ToText:
            return text(node.children[0].kind, cell.number);
        case Op::Lower:
        case Op::Upper:
            return kept(inCase(cell.text, node.op == Op::Lower));
        case Op::Length:
            return numberCell(static_cast<double>(std::count_if(cell.text.begin(), cell.text.end(),
                                                                [](char c) { return (c & 0xC0) != 0x80; })));
        default:
            break;
        }
        if (node.children[0].kind == Kind::Time)
            return numberCell(timePart(node.op, cell.time));
        return cellOfNumber(node.op, cell.number);
    }

    Cell ofMore(const BoundNode &node, const Cell &a)
    {
        const Kind kind = node.children[0].kind;
        const Cell b = of(node.children[1]);
        switch (node.op) {
        case Op::Between:
            return between(node, a, b);
        case Op::NullIf:
            return a.present && b.present && order(a, b, kind) == 0 ? Cell {} : a;
        case Op::Distinct:
        case Op::NotDistinct: {
            const bool same = a.present == b.present && (!a.present || order(a, b, kind) == 0);
            return flagCell(same == (node.op == Op::NotDistinct));
        }
        default:
            break;
        }
        if (!a.present || !b.present)
            return {};
        switch (node.op) {
        case Op::Add:
            return numberCell(a.number + b.number);
        case Op::Subtract:
            return numberCell(a.number - b.number);
        case Op::Multiply:
            return numberCell(a.number * b.number);
        case Op::Divide:
            return b.number == 0 ? Cell {} : numberCell(a.number / b.number);
        case Op::Modulo:
            return b.number == 0 ? Cell {} : numberCell(std::fmod(a.number, b.number));
        case Op::Power:
            return numberCell(std::pow(a.number, b.number));
        case Op::RoundTo:
            return numberCell(roundTo(a.number, b.number));
        case Op::DaysBetween:
            return numberCell((static_cast<double>(b.time) - static_cast<double>(a.time))
                              / static_cast<double>(microsPerDay));
        default:
            return flagCell(holds(node.op, order(a, b, kind)));
        }
    }

    Cell logic(const BoundNode &node)
    {
        const double decisive = node.op == Op::Or ? 1 : 0;
        bool unknown = false;
        for (const auto &child : node.children) {
            const Cell cell = of(child);
            if (!cell.present)
                unknown = true;
            else if (cell.number == decisive)
                return cell;
        }
        return unknown ? Cell {} : numberCell(1 - decisive);
    }

    Cell cases(const BoundNode &node)
    {
        for (std::size_t i = 0; i + 1 < node.children.size(); i += 2) {
            const Cell condition = of(node.children[i]);
            if (condition.present && condition.number != 0)
                return of(node.children[i + 1]);
        }
        return of(node.children.back());
    }

    Cell firstPresent(const BoundNode &node)
    {
        for (const auto &child : node.children) {
            if (const Cell cell = of(child); cell.present)
                return cell;
        }
        return {};
    }

    Cell extreme(const BoundNode &node)
    {
        Cell best;
        for (const auto &child : node.children) {
            const Cell cell = of(child);
            if (!cell.present)
                continue;
            const int way = best.present ? order(cell, best, node.kind) : 0;
            if (!best.present || (node.op == Op::Least ? way < 0 : way > 0))
                best = cell;
        }
        return best;
    }

    Cell joined(const BoundNode &node)
    {
        std::string text;
        for (const auto &child : node.children) {
            const Cell cell = of(child);
            if (cell.present)
                text += cell.text;
            else if (node.op == Op::Join)
                return {};
        }
        return kept(std::move(text));
    }

    Cell among(const BoundNode &node)
    {
        const Cell wanted = of(node.children[0]);
        Truth found = false;
        for (std::size_t i = 1; i < node.children.size() && found != Truth(true); ++i) {
            const Cell cell = of(node.children[i]);
            if (!wanted.present || !cell.present)
                found = std::nullopt;
            else if (order(wanted, cell, node.children[0].kind) == 0)
                found = true;
        }
        if (found && node.op == Op::NotIn)
            found = !*found;
        return truthCell(found);
    }

    Cell between(const BoundNode &node, const Cell &value, const Cell &least)
    {
        const Cell most = of(node.children[2]);
        const Kind kind = node.children[0].kind;
        const auto isAbove = value.present && least.present ? Truth(order(value, least, kind) >= 0) : Truth();
        const auto isBelow = value.present && most.present ? Truth(order(value, most, kind) <= 0) : Truth();
        if (isAbove == Truth(false) || isBelow == Truth(false))
            return flagCell(false);
        return isAbove && isBelow ? flagCell(true) : Cell {};
    }

    /// The nearest whole number, the even one of two; none beyond 64 bits.
    static Cell whole(double number)
    {
        constexpr double limit = 9'223'372'036'854'775'808.0;
        if (!(number >= -limit && number < limit))
            return {};
        return numberCell(static_cast<double>(static_cast<std::int64_t>(std::nearbyint(number))));
    }

    Cell text(Kind from, double number)
    {
        if (from == Kind::Flag)
            return {.present = true, .text = number != 0 ? "true" : "false"};
        if (from == Kind::Real)
            return std::isfinite(number) ? kept(realText(number)) : Cell {};
        const Cell digits = whole(number);
        return digits.present ? kept(fmt::format("{}", static_cast<std::int64_t>(digits.number))) : Cell {};
    }

    Cell kept(std::string text)
    {
        m_texts.push_front(std::move(text));
        return {.present = true, .text = m_texts.front()};
    }

    const RowInputs &m_inputs;
    std::forward_list<std::string> &m_texts;
};

} // namespace

Cell cellOfNumber(Op op, double x)
{
    const bool positive = std::isnan(x) || x > 0;
    switch (op) {
    case Op::Negate:
        return numberCell(-x);
    case Op::Abs:
        return numberCell(std::fabs(x));
    case Op::Ln:
        return positive ? numberCell(std::log(x)) : Cell {};
    case Op::Log10:
        return positive ? numberCell(std::log10(x)) : Cell {};
    case Op::Log2:
        return positive ? numberCell(std::log2(x)) : Cell {};
    case Op::Sqrt:
        return positive || x == 0 ? numberCell(std::sqrt(x)) : Cell {};
    case Op::Exp:
        return numberCell(std::exp(x));
    case Op::Floor:
        return numberCell(std::floor(x));
    case Op::Ceil:
        return numberCell(std::ceil(x));
    case Op::Trunc:
        return numberCell(std::trunc(x));
    case Op::Round:
        return numberCell(std::round(x));
    case Op::Sign:
        return numberCell(sign(x));
    case Op::Sin:
        return numberCell(std::sin(std::fmod(x, std::numeric_limits<double>::max())));
    default:
        return numberCell(std::cos(std::fmod(x, std::numeric_limits<double>::max())));
    }
}

Cell cellOf(const BoundNode &node, const RowInputs &inputs, std::forward_list<std::string> &texts)
{
    return Evaluation(inputs, texts).of(node);
}

void take(const Cell &cell, ValueType type, Value &value)
{
    value.present = cell.present;
    if (!cell.present)
        return;
    switch (type) {
    case ValueType::Number:
        value.present = std::isfinite(cell.number);
        value.number = value.present ? cell.number : 0;
        break;
    case ValueType::Text:
        value.text.assign(cell.text);
        break;
    case ValueType::Time:
        value.time = cell.time;
        break;
    }
}

Value BoundExpression::evaluate(std::span<const Value> inputs) const
{
    std::forward_list<std::string> texts;
    Value value;
    take(cellOf(*m_root, {.values = inputs.data()}, texts), m_type, value);
    return value;
}

} // namespace slipway::features
