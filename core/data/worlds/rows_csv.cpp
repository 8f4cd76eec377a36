#include "core/data/worlds/rows_csv.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstring>

namespace slipway::data {

namespace {

using Form = WorldColumn::Form;

constexpr std::size_t longestNumber = 32; // of any form but texts, with the sign that follows

constexpr std::array<std::int64_t, 10> powers {1,       10,        100,        1000,        10'000,
                                               100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};

class Line
{
public:
    explicit Line(char *at)
        : m_at(at)
    {
    }

    void whole(std::int64_t value) { m_at = std::to_chars(m_at, m_at + 20, value).ptr; }
    void real(double value) { m_at = std::to_chars(m_at, m_at + 30, value).ptr; }
    void character(char c) { *m_at++ = c; }
    void word(std::string_view word)
    {
        std::memcpy(m_at, word.data(), word.size());
        m_at += word.size();
    }
    void digits(std::int64_t value, int count)
    {
        for (int i = count - 1; i >= 0; --i) {
            m_at[i] = static_cast<char>('0' + value % 10);
            value /= 10;
        }
        m_at += count;
    }
    void quoted(std::string_view text)
    {
        character('"');
        for (const char c : text) {
            if (c == '"')
                character('"');
            character(c);
        }
        character('"');
    }

    char *end() const { return m_at; }

private:
    char *m_at;
};

/// Dates change once in many rows.
class DayText
{
public:
    std::string_view of(std::int64_t day)
    {
        if (day != m_day) {
            m_day = day;
            const std::chrono::year_month_day date {std::chrono::sys_days(std::chrono::days(day))};
            Line line(m_text);
            line.digits(static_cast<int>(date.year()), 4);
            line.character('-');
            line.digits(static_cast<unsigned>(date.month()), 2);
            line.character('-');
            line.digits(static_cast<unsigned>(date.day()), 2);
        }
        return {m_text, sizeof(m_text)};
    }

private:
    std::int64_t m_day = INT64_MIN;
    char m_text[10] {};
};

/// `digits` behind the seconds' point; -1 as many as it needs, which is how DuckDB writes it.
void writeTime(TimeMicros time, int digits, DayText &days, Line &line)
{
    const auto day = time / microsPerDay - (time % microsPerDay < 0);
    const auto inDay = time - day * microsPerDay;
    const auto seconds = inDay / microsPerSecond;
    auto fraction = inDay % microsPerSecond;
    line.word(days.of(day));
    line.character(' ');
    line.digits(seconds / 3600, 2);
    line.character(':');
    line.digits(seconds / 60 % 60, 2);
    line.character(':');
    line.digits(seconds % 60, 2);
    int count = digits < 0 ? 6 : digits;
    fraction /= powers[static_cast<std::size_t>(6 - count)];
    while (digits < 0 && count > 0 && fraction % 10 == 0) {
        fraction /= 10;
        --count;
    }
    if (count == 0)
        return;
    line.character('.');
    line.digits(fraction, count);
}

void writeDecimal(std::int64_t value, int digits, Line &line)
{
    if (value < 0)
        line.character('-');
    const auto magnitude = value < 0 ? -value : value;
    const auto power = powers[static_cast<std::size_t>(digits)];
    line.whole(magnitude / power);
    line.character('.');
    line.digits(magnitude % power, digits);
}

/// A level as it stands in the file.
std::string levelText(const std::string &level)
{
    if (level.find_first_of(",\"\n\r") == std::string::npos)
        return level;
    std::string text(2 * level.size() + 2, '\0');
    Line line(text.data());
    line.quoted(level);
    text.resize(static_cast<std::size_t>(line.end() - text.data()));
    return text;
}

/// A column with all that its values need to become text.
struct Cells {
    const WorldColumn *column;
    const ColumnRows *rows;
    std::vector<std::string> levels;
    DayText days;

    std::size_t longest() const
    {
        std::size_t length = longestNumber;
        for (const auto &level : levels)
            length = std::max(length, level.size() + 1);
        return length;
    }

    void write(std::size_t row, Line &line)
    {
        switch (column->form) {
        case Form::Whole:
            return line.whole(rows->whole[row]);
        case Form::Decimal:
            return writeDecimal(rows->whole[row], column->digits, line);
        case Form::Real:
            return line.real(rows->reals[row]);
        case Form::Level:
            return line.word(levels[static_cast<std::size_t>(rows->whole[row])]);
        case Form::FreeText:
            return line.quoted(rows->freeText(row));
        case Form::Time:
            return writeTime(rows->whole[row], column->digits, days, line);
        case Form::Date:
            return line.word(days.of(rows->whole[row]));
        }
    }
};

} // namespace

std::string csvHeader(const WorldTable &table)
{
    std::string header;
    for (const auto &column : table.columns)
        header += (header.empty() ? "" : ",") + column.name;
    return header + "\n";
}

void writeCsv(const WorldTable &table, TableRows &rows)
{
    std::vector<Cells> cells;
    std::size_t longest = 1;
    std::size_t texts = 0;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        Cells &made = cells.emplace_back(Cells {&table.columns[i], &rows.columns[i], {}, {}});
        for (const auto &level : table.columns[i].levels)
            made.levels.push_back(levelText(level));
        longest += made.longest();
        texts += 2 * rows.columns[i].text.size();
    }
    rows.csv.resize(rows.rows * longest + texts);
    Line line(rows.csv.data());
    for (std::size_t row = 0; row < rows.rows; ++row) {
        for (auto &each : cells) {
            if (!each.rows->isMissing(row))
                each.write(row, line);
            line.character(&each == &cells.back() ? '\n' : ',');
        }
    }
    rows.csv.resize(static_cast<std::size_t>(line.end() - rows.csv.data()));
}

} // namespace slipway::data
