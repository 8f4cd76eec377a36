#include "core/data/worlds/table_writer.h"

#include "core/base/messages.h"
#include "core/data/duckdb.h"
#include "core/data/worlds/rows_csv.h"

#include <algorithm>
#include <cmath>

namespace slipway::data {

namespace {

using Form = WorldColumn::Form;
using Kind = NewColumn::Kind;

Kind kindOf(Form form)
{
    switch (form) {
    case Form::Whole:
        return Kind::Whole;
    case Form::Decimal:
    case Form::Real:
        return Kind::Real;
    case Form::Level:
    case Form::FreeText:
        return Kind::Text;
    case Form::Time:
        return Kind::Time;
    case Form::Date:
        return Kind::Date;
    }
    return Kind::Whole;
}

/// Rows `from` to `from + count` of one column.
struct Part {
    const ColumnRows &rows;
    std::size_t from;
    std::size_t count;
};

void fillColumn(const WorldColumn &column, const Part &part, std::size_t place, NewRows &into)
{
    const auto *whole = part.rows.whole.data() + part.from;
    switch (column.form) {
    case Form::Whole:
    case Form::Time:
        std::copy_n(whole, part.count, into.whole(place));
        break;
    case Form::Date:
        std::transform(whole, whole + part.count, into.days(place),
                       [](std::int64_t day) { return static_cast<std::int32_t>(day); });
        break;
    case Form::Decimal: {
        const double power = std::pow(10, column.digits);
        std::transform(whole, whole + part.count, into.reals(place),
                       [&](std::int64_t value) { return static_cast<double>(value) / power; });
        break;
    }
    case Form::Real:
        std::copy_n(part.rows.reals.data() + part.from, part.count, into.reals(place));
        break;
    case Form::Level:
        for (std::size_t i = 0; i < part.count; ++i)
            into.setText(place, i, column.levels[static_cast<std::size_t>(whole[i])]);
        break;
    case Form::FreeText:
        for (std::size_t i = 0; i < part.count; ++i)
            into.setText(place, i, part.rows.freeText(part.from + i));
        break;
    }
    if (part.rows.missing.empty())
        return;
    for (std::size_t i = 0; i < part.count; ++i) {
        if (part.rows.missing[part.from + i] != 0)
            into.setMissing(place, i);
    }
}

/// Gives DuckDB the rows of all blocks, of which a chunk takes a part.
class Feeder
{
public:
    Feeder(const WorldTable &table, const NextRows &next, const RunContext &context)
        : m_table(table)
        , m_next(next)
        , m_context(context)
    {
    }

    Result<std::size_t> operator()(NewRows &into)
    {
        while (!m_rows || m_at == m_rows->rows) {
            if (m_context.cancelled())
                return cancelled();
            m_rows = m_next();
            m_at = 0;
            if (!m_rows)
                return m_context.cancelled() ? Result<std::size_t>(cancelled()) : std::size_t(0);
        }
        const std::size_t count = std::min(into.capacity(), m_rows->rows - m_at);
        for (std::size_t i = 0; i < m_table.columns.size(); ++i)
            fillColumn(m_table.columns[i], {m_rows->columns[i], m_at, count}, i, into);
        m_at += count;
        return count;
    }

private:
    const WorldTable &m_table;
    const NextRows &m_next;
    const RunContext &m_context;
    const TableRows *m_rows = nullptr;
    std::size_t m_at = 0;
};

} // namespace

Status writeCsvFile(const WorldTable &table, workspace::NewFile &file, const NextRows &next,
                    const RunContext &context)
{
    SLIPWAY_TRY(file.write(csvHeader(table)));
    while (const TableRows *rows = next()) {
        if (context.cancelled())
            return cancelled();
        SLIPWAY_TRY(file.write(rows->csv));
    }
    return context.cancelled() ? Status(cancelled()) : done();
}

Status writeParquetFile(const WorldTable &table, const workspace::NewFile &file, const NextRows &next,
                        const RunContext &context)
{
    std::vector<NewColumn> columns;
    for (const auto &column : table.columns)
        columns.push_back({column.name, kindOf(column.form)});
    SLIPWAY_ASSIGN(Duck duck, Duck::open({.allowed = {file.temporaryPath()}, .threads = 1}));
    return duck.write(file.temporaryPath(), "parquet", columns, Feeder(table, next, context), context);
}

} // namespace slipway::data
