#include "core/data/feed_csv.h"

#include <charconv>
#include <chrono>
#include <cstring>

namespace slipway::data {

namespace {

/// More than the longest line: two numbers of 20 digits, a time of 23, two of 10, a device, a position and a
/// dwell time.
constexpr std::size_t longestLine = 128;

class Line
{
public:
    explicit Line(char *at)
        : m_at(at)
    {
    }

    void number(std::int64_t value) { m_at = std::to_chars(m_at, m_at + 20, value).ptr; }
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

void writeTime(TimeMicros time, DayText &days, Line &line)
{
    const auto day = time / microsPerDay - (time % microsPerDay < 0);
    const auto millis = (time - day * microsPerDay) / 1000;
    line.word(days.of(day));
    line.character(' ');
    line.digits(millis / 3'600'000, 2);
    line.character(':');
    line.digits(millis / 60'000 % 60, 2);
    line.character(':');
    line.digits(millis / 1000 % 60, 2);
    line.character('.');
    line.digits(millis % 1000, 3);
}

} // namespace

std::string feedCsvHeader()
{
    return "interaction_id,timestamp,user_id,item_id,device,position,click,dwell_time\n";
}

void writeFeedCsv(const std::vector<FeedRow> &rows, std::int64_t firstId, std::string &text)
{
    text.resize(rows.size()
                * longestLine); // stays that large from block to block, so nothing is cleared again
    DayText days;
    Line line(text.data());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const FeedRow &row = rows[i];
        line.number(firstId + static_cast<std::int64_t>(i));
        line.character(',');
        writeTime(row.time, days, line);
        line.character(',');
        line.number(row.user);
        line.character(',');
        line.number(row.item);
        line.character(',');
        line.word(feedDevices[row.device]);
        line.character(',');
        line.number(row.position);
        line.character(',');
        line.character(row.click ? '1' : '0');
        line.character(',');
        line.number(row.dwellTenths / 10);
        line.character('.');
        line.character(static_cast<char>('0' + row.dwellTenths % 10));
        line.character('\n');
    }
    text.resize(static_cast<std::size_t>(line.end() - text.data()));
}

} // namespace slipway::data
