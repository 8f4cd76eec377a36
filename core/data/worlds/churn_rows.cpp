#include "core/data/worlds/churn_rows.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace slipway::data {

namespace {

constexpr std::size_t recentWeeks = 4;
constexpr std::size_t outageWeeks = 12;
constexpr std::int64_t openDays = 56;

/// Writes one row, column after column.
class Row
{
public:
    Row(TableRows &rows, std::size_t row)
        : m_rows(rows)
        , m_row(row)
    {
    }

    Row &operator<<(std::int64_t value)
    {
        m_rows.columns[m_column++].whole[m_row] = value;
        return *this;
    }
    Row &real(double value)
    {
        m_rows.columns[m_column++].reals[m_row] = value;
        return *this;
    }
    /// A value, or none where `known` is false.
    Row &perhaps(std::int64_t value, bool known)
    {
        if (!known) {
            m_rows.columns[m_column].missing.resize(m_rows.rows);
            m_rows.columns[m_column].missing[m_row] = 1;
        }
        return *this << value;
    }

private:
    TableRows &m_rows;
    std::size_t m_row;
    std::size_t m_column = 0;
};

std::int64_t rounded(double value)
{
    return std::llround(value);
}

/// What the weeks, bills and tickets of a customer add up to.
struct Sums {
    double data = 0; ///< hundredths of a GB
    double recentData = 0;
    double minutes = 0;
    std::int64_t days = 0;
    std::int64_t outage = 0;
    double cents = 0;
    std::int64_t late = 0;
    std::int64_t satisfaction = 0;
    double weeks = 0;
    double recent = 0;

    explicit Sums(const ChurnCustomer &customer)
        : weeks(static_cast<double>(customer.weeks.size()))
        , recent(static_cast<double>(std::min(customer.weeks.size(), recentWeeks)))
    {
        std::size_t left = customer.weeks.size();
        for (const auto &week : customer.weeks) {
            data += week.data;
            minutes += week.minutes;
            recentData += left <= recentWeeks ? week.data : 0;
            days += left <= recentWeeks ? week.active : 0;
            outage += left <= outageWeeks ? week.outage : 0;
            --left;
        }
        for (const auto &bill : customer.bills) {
            cents += static_cast<double>(bill.cents);
            late += bill.daysLate > 0;
        }
        for (const auto &ticket : customer.tickets)
            satisfaction = ticket.satisfaction > 0 ? ticket.satisfaction : satisfaction;
    }

    double usageChange() const { return data > 0 ? recentData / recent / (data / weeks) - 1 : 0; }
};

void writeCustomer(const ChurnCustomer &customer, Row row)
{
    const Sums sums(customer);
    const bool used = sums.weeks > 0;
    const auto bills = static_cast<double>(customer.bills.size());
    const auto tickets = static_cast<std::int64_t>(customer.tickets.size());
    const std::int64_t segment = customer.seats < 20 ? 0 : customer.seats < 100 ? 1 : 2;
    row << customer.id << customer.snapshot << customer.age << customer.gender << customer.location << segment
        << customer.seats << customer.contract << customer.payment << customer.tenure;
    row.perhaps(used ? rounded(sums.data / sums.weeks) : 0, used)
        .perhaps(used ? rounded(sums.minutes / sums.weeks) : 0, used)
        .perhaps(sums.days, used)
        .perhaps(rounded(1000 * sums.usageChange()), used);
    row << (bills > 0 ? rounded(sums.cents / bills) : customer.priceCents) << sums.late
        << rounded(10 * customer.risePercent) << sums.outage << tickets << openTickets(customer);
    row.perhaps(sums.satisfaction, sums.satisfaction > 0);
    row << (customer.bills.empty() ? customer.priceCents : customer.bills.back().cents) << customer.leaves;
}

std::size_t contractsOf(const ChurnCustomer &customer)
{
    return customer.tenure > 24 ? 2 : 1;
}

std::size_t writeContracts(const ChurnCustomer &customer, TableRows &rows, std::size_t at)
{
    const bool two = contractsOf(customer) == 2;
    if (two) {
        Row(rows, at++) << customer.id << customer.signupDay << customer.before
                        << customer.priceCents * 19 / 20 << customer.seats << customer.includedGb;
    }
    constexpr std::int64_t yearLessNotice = 335;
    constexpr std::int64_t twoYearsLessNotice = 700;
    const auto present = !two
        ? customer.signupDay
        : customer.snapshot / microsPerDay - (customer.contract == 2 ? twoYearsLessNotice : yearLessNotice);
    Row(rows, at++) << customer.id << present << customer.contract << customer.priceCents << customer.seats
                    << customer.includedGb;
    return at;
}

} // namespace

int openTickets(const ChurnCustomer &customer)
{
    int open = 0;
    for (const auto &ticket : customer.tickets)
        open += ticket.hours < 0 && ticket.opened + openDays * microsPerDay > customer.snapshot;
    return open;
}

void writeChurnRows(const Scenario &scenario, const std::vector<ChurnCustomer> &customers, WorldBlock &into)
{
    std::array<std::size_t, 6> rows {customers.size(), 0, 0, 0, 0, customers.size()};
    for (const auto &customer : customers) {
        rows[1] += contractsOf(customer);
        rows[2] += customer.weeks.size();
        rows[3] += customer.bills.size();
        rows[4] += customer.tickets.size();
    }
    for (std::size_t i = 0; i < rows.size(); ++i)
        into[i].setRows(scenario.tables[i], rows[i]);

    std::array<std::size_t, 6> at {};
    for (const auto &customer : customers) {
        writeCustomer(customer, Row(into[0], at[0]++));
        at[1] = writeContracts(customer, into[1], at[1]);
        for (const auto &week : customer.weeks)
            Row(into[2], at[2]++) << customer.id << week.day << week.data << week.minutes << week.active
                                  << week.outage;
        for (const auto &bill : customer.bills)
            Row(into[3], at[3]++) << customer.id << bill.day << bill.cents << bill.daysLate;
        for (const auto &ticket : customer.tickets) {
            Row row(into[4], at[4]++);
            row << customer.id << ticket.opened << ticket.topic;
            row.perhaps(std::max(ticket.hours, 0), ticket.hours >= 0)
                .perhaps(ticket.satisfaction, ticket.satisfaction > 0);
        }
        Row(into[5], at[5]++)
            .
            operator<<(customer.id)
            .real(customer.probability)
            .real(customer.mood)
            .real(customer.stress);
    }
}

} // namespace slipway::data
