#pragma once

#include "core/data/row_window.h"
#include "core/data/source.h"

#include <QString>
#include <QStringList>
#include <QVariant>
#include <QVector>

#include <array>
#include <filesystem>
#include <list>
#include <utility>
#include <vector>

/// What DuckDB says about the tables of a workspace, as values. Everything here may take long and belongs on
/// the reader's thread.
namespace slipway::ui {

/// Some rows of a table, and of those some columns. A cell is a whole number (qint64), a real one (double), a
/// flag (bool), a QDate, a moment (QDateTime) or a text; an invalid one is blank.
struct RowBlock {
    qint64 offset = 0;
    std::vector<QVector<QVariant>> rows;
};

enum class ValueKind { Whole, Real, Flag, Date, Moment, Text };

/// Of a type as DuckDB spells it ("BIGINT").
ValueKind valueKind(const QString &type);
bool isNumber(ValueKind kind);

struct ValueCount {
    QString value;
    double rows = 0;
};

/// The shares of the quantiles that are asked for: 0 is the least value, 1 the greatest.
constexpr std::array quantileShares {0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0};

/// The numbers of one column, over all rows. Those that do not exist are NaN; of moments they are seconds
/// since 1970.
struct ColumnMeasures {
    double rows = 0;
    double blank = 0;
    double distinct = 0;
    double mean = 0;
    double deviation = 0;
    std::array<double, quantileShares.size()> quantiles {};

    double present() const { return rows - blank; }
};

struct ColumnFacts {
    QString name;
    QString type; ///< as DuckDB spells it
    ColumnMeasures measures;
    std::vector<ValueCount> frequent; ///< the most frequent first; none where every value is another one
    std::vector<double> bars; ///< of numbers and times: counts in bins of equal width; else none
};

/// How the values of a column are spread, small enough for a table's header.
struct ColumnShape {
    std::vector<double> bars; ///< of numbers: counts in bins of equal width from the least to the greatest
    std::vector<double> shares; ///< of other columns: the most frequent values' shares of the rows
    bool allDistinct = false;
};

/// The tables that were asked about last, open. Files are named by their content, so they never change.
class OpenTables
{
public:
    Result<data::Source *> open(const std::filesystem::path &file, const RunContext &context);

private:
    std::list<std::pair<std::filesystem::path, data::Source>> m_sources; ///< the newest first
};

Result<RowBlock> readRows(data::Source &source, const data::RowWindow &window, const RunContext &context);
Result<ColumnFacts> readColumn(data::Source &source, const QString &column, const RunContext &context);
Result<std::vector<ColumnShape>> readShapes(data::Source &source, const RunContext &context);
Result<ColumnMeasures> measure(data::Source &source, const data::SourceColumn &column,
                               const RunContext &context);

/// The column in SQL, NULL where there is no value. NaN is none.
std::string presentValue(const data::SourceColumn &column);

} // namespace slipway::ui
