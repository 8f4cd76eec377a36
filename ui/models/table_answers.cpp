#include "ui/models/table_answers.h"

#include "core/base/clock.h"
#include "core/base/messages.h"
#include "ui/models/text.h"

#include <QDateTime>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <cmath>

namespace slipway::ui {

namespace {

using data::BlockColumn;

constexpr std::size_t mostOpen = 4; // a data set, and the three parts of the features
constexpr int frequentValues = 6;
constexpr int headerBars = 16;
constexpr int headerShares = 4;

QVariant cellOf(const BlockColumn &column, std::size_t row)
{
    if (column.missing(row))
        return {};
    switch (column.form) {
    case BlockColumn::Form::Text:
        return text(column.texts[row]);
    case BlockColumn::Form::Real:
        return std::isnan(column.reals[row]) ? QVariant() : QVariant(column.reals[row]);
    case BlockColumn::Form::Whole:
        break;
    }
    const auto whole = static_cast<qint64>(column.whole[row]);
    if (column.isDate())
        return QDate(1970, 1, 1).addDays(whole);
    if (column.isTime())
        return QDateTime::fromMSecsSinceEpoch(whole / 1000, Qt::UTC);
    return column.type == "BOOLEAN" ? QVariant(whole != 0) : QVariant(whole);
}

double numberAt(const data::Table &table, std::size_t column)
{
    const auto &numbers = table.columns.at(column).numbers;
    return numbers.empty() ? std::nan("") : numbers.front();
}

/// The texts and counts of a query of two columns.
std::vector<ValueCount> countsOf(const data::Table &table)
{
    std::vector<ValueCount> counts;
    const auto &values = table.columns.at(0);
    for (std::size_t i = 0; i < table.rows(); ++i) {
        const bool known = values.kind == data::ColumnKind::Category && values.codes[i] >= 0;
        counts.push_back({known ? text(values.levels[static_cast<std::size_t>(values.codes[i])]) : QString(),
                          table.columns.at(1).numbers[i]});
    }
    return counts;
}

std::string numberOf(const data::SourceColumn &column)
{
    const auto kind = valueKind(text(column.type));
    if (kind == ValueKind::Date || kind == ValueKind::Moment)
        return fmt::format("epoch({})", presentValue(column));
    return fmt::format("CAST({} AS DOUBLE)", presentValue(column));
}

bool canBeMeasured(const data::SourceColumn &column)
{
    const auto kind = valueKind(text(column.type));
    return isNumber(kind) || kind == ValueKind::Date || kind == ValueKind::Moment;
}

Status readBars(data::Source &source, const data::SourceColumn &column, double least, double greatest,
                std::vector<double> &bars, const RunContext &context)
{
    bars.assign(headerBars, 0);
    const double width = greatest > least ? (greatest - least) / headerBars : 1;
    const auto bin =
        fmt::format("least(floor(({} - {}) / {}), {})", numberOf(column), least, width, headerBars - 1);
    SLIPWAY_ASSIGN(const auto counted,
                   source.duck.query(fmt::format("SELECT {}::BIGINT AS bin, count(*) FROM {} WHERE {} IS NOT "
                                                 "NULL GROUP BY bin",
                                                 bin, source.expression, presentValue(column)),
                                     context));
    for (std::size_t i = 0; i < counted.rows(); ++i) {
        const double place = counted.columns[0].numbers[i];
        if (place >= 0 && place < headerBars)
            bars[static_cast<std::size_t>(place)] = counted.columns[1].numbers[i];
    }
    return done();
}

} // namespace

ValueKind valueKind(const QString &type)
{
    if (type == QLatin1String("BOOLEAN"))
        return ValueKind::Flag;
    if (type == QLatin1String("DATE"))
        return ValueKind::Date;
    if (type.startsWith(QLatin1String("TIMESTAMP")))
        return ValueKind::Moment;
    if (type.endsWith(QLatin1String("INT")) || type == QLatin1String("INTEGER")
        || type == QLatin1String("UINTEGER"))
        return ValueKind::Whole;
    if (type == QLatin1String("FLOAT") || type == QLatin1String("DOUBLE")
        || type.startsWith(QLatin1String("DECIMAL")))
        return ValueKind::Real;
    return ValueKind::Text;
}

bool isNumber(ValueKind kind)
{
    return kind == ValueKind::Whole || kind == ValueKind::Real;
}

std::string presentValue(const data::SourceColumn &column)
{
    const auto name = data::identifier(column.name);
    return column.type == "FLOAT" || column.type == "DOUBLE"
        ? fmt::format("nullif({0}, 'NaN'::{1})", name, column.type)
        : name;
}

Result<data::Source *> OpenTables::open(const std::filesystem::path &file, const RunContext &context)
{
    for (auto at = m_sources.begin(); at != m_sources.end(); ++at) {
        if (at->first == file) {
            m_sources.splice(m_sources.begin(), m_sources, at);
            return &m_sources.front().second;
        }
    }
    SLIPWAY_ASSIGN(auto source, data::openSource(file, {}, context));
    m_sources.emplace_front(file, std::move(source));
    while (m_sources.size() > mostOpen)
        m_sources.pop_back();
    return &m_sources.front().second;
}

Result<RowBlock> readRows(data::Source &source, const data::RowWindow &window, const RunContext &context)
{
    RowBlock read {.offset = window.first, .rows = {}};
    SLIPWAY_TRY(data::readWindow(
        source, window,
        [&](const data::Block &block) -> Status {
            for (std::size_t row = 0; row < block.rows; ++row) {
                QVector<QVariant> cells;
                cells.reserve(static_cast<qsizetype>(block.columns.size()));
                for (const auto &column : block.columns)
                    cells << cellOf(column, row);
                read.rows.push_back(std::move(cells));
            }
            return done();
        },
        context));
    return read;
}

Result<ColumnMeasures> measure(data::Source &source, const data::SourceColumn &column,
                               const RunContext &context)
{
    const auto number = canBeMeasured(column) ? numberOf(column) : std::string("NULL::DOUBLE");
    std::vector<std::string> quantiles;
    for (std::size_t i = 0; i < quantileShares.size(); ++i)
        quantiles.push_back(fmt::format("quantiles[{}]", i + 1)); // SQL counts from 1
    SLIPWAY_ASSIGN(
        const auto answer,
        source.duck.query(
            fmt::format(
                "SELECT all_rows, present, different, mean, deviation, {3} FROM (SELECT count(*) AS "
                "all_rows, count({0}) AS present, count(DISTINCT {0}) AS different, avg({1}) AS mean, "
                "stddev_samp({1}) AS deviation, quantile_cont({1}, [{4}]) AS quantiles FROM {2})",
                presentValue(column), number, source.expression, fmt::join(quantiles, ", "),
                fmt::join(quantileShares, ", ")),
            context));
    ColumnMeasures measures;
    measures.rows = numberAt(answer, 0);
    measures.blank = measures.rows - numberAt(answer, 1);
    measures.distinct = numberAt(answer, 2);
    measures.mean = numberAt(answer, 3);
    measures.deviation = numberAt(answer, 4);
    for (std::size_t i = 0; i < quantileShares.size(); ++i)
        measures.quantiles[i] = numberAt(answer, 5 + i);
    return measures;
}

Result<ColumnFacts> readColumn(data::Source &source, const QString &name, const RunContext &context)
{
    const auto *column = source.find(name.toStdString());
    if (!column)
        return failure("data.check_column_missing", {{"column", name.toStdString()}});
    ColumnFacts facts {.name = name, .type = text(column->type)};
    SLIPWAY_ASSIGN(facts.measures, measure(source, *column, context));
    const double least = facts.measures.quantiles.front();
    const double greatest = facts.measures.quantiles.back();
    if (canBeMeasured(*column) && std::isfinite(least) && std::isfinite(greatest))
        SLIPWAY_TRY(readBars(source, *column, least, greatest, facts.bars, context));
    if (facts.measures.distinct < facts.measures.present()) {
        SLIPWAY_ASSIGN(
            const auto counted,
            source.duck.query(fmt::format("SELECT {0}::VARCHAR AS value, count(*) AS n FROM {1} "
                                          "WHERE {0} IS NOT NULL GROUP BY value ORDER BY n DESC, "
                                          "value LIMIT {2}",
                                          presentValue(*column), source.expression, frequentValues),
                              context));
        facts.frequent = countsOf(counted);
    }
    return facts;
}

Result<std::vector<ColumnShape>> readShapes(data::Source &source, const RunContext &context)
{
    std::vector<std::string> asked {"count(*)"};
    for (const auto &column : source.columns) {
        const bool measured = canBeMeasured(column);
        asked.push_back(measured ? fmt::format("min({})", numberOf(column)) : "0");
        asked.push_back(measured ? fmt::format("max({})", numberOf(column)) : "0");
        asked.push_back(fmt::format("approx_count_distinct({})", presentValue(column)));
    }
    SLIPWAY_ASSIGN(const auto ends,
                   source.duck.query(
                       fmt::format("SELECT {} FROM {}", fmt::join(asked, ", "), source.expression), context));
    const double rows = numberAt(ends, 0);
    std::vector<ColumnShape> shapes;
    for (std::size_t i = 0; i < source.columns.size(); ++i) {
        const auto &column = source.columns[i];
        ColumnShape shape;
        const double least = numberAt(ends, 1 + 3 * i);
        const double greatest = numberAt(ends, 2 + 3 * i);
        const bool maybeDistinct = rows > 1 && numberAt(ends, 3 + 3 * i) > 0.9 * rows;
        const auto kind = valueKind(text(column.type));
        if (maybeDistinct && (kind == ValueKind::Whole || kind == ValueKind::Text)) {
            SLIPWAY_ASSIGN(const double distinct,
                           source.duck.number(fmt::format("SELECT count(DISTINCT {}) FROM {}",
                                                          presentValue(column), source.expression),
                                              context));
            shape.allDistinct = distinct == rows;
        }
        if (!shape.allDistinct && canBeMeasured(column) && std::isfinite(least) && std::isfinite(greatest)) {
            SLIPWAY_TRY(readBars(source, column, least, greatest, shape.bars, context));
        } else if (!shape.allDistinct && !canBeMeasured(column) && rows > 0 && !maybeDistinct) {
            SLIPWAY_ASSIGN(
                const auto counted,
                source.duck.query(fmt::format("SELECT {0}::VARCHAR AS value, count(*) AS n FROM "
                                              "{1} WHERE {0} IS NOT NULL GROUP BY value ORDER BY "
                                              "n DESC, value LIMIT {2}",
                                              presentValue(column), source.expression, headerShares),
                                  context));
            for (const auto &count : countsOf(counted))
                shape.shares.push_back(count.rows / rows);
        }
        shapes.push_back(std::move(shape));
    }
    return shapes;
}

} // namespace slipway::ui
