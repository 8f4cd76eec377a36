#include "ui/pages/data_inspection.h"

#include "ui/models/data_rows_model.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"

#include <QDateTime>

#include <cmath>

namespace slipway::ui {

namespace {

constexpr int digestLength = 12; ///< enough to tell two contents apart

QString digestText(const std::string &digest)
{
    return text(digest).left(digestLength);
}

QString fileName(const std::string &source)
{
    return text(std::filesystem::path(source).filename().string());
}

} // namespace

QString DataInspection::when(TimeMicros time)
{
    const auto moment = QDateTime::fromMSecsSinceEpoch(time / 1000);
    const auto days = moment.date().daysTo(QDate::currentDate());
    if (days == 0)
        return tr("today %1", "and the time of the day").arg(NumberText::time(time));
    return days == 1 ? tr("yesterday") : NumberText::time(time);
}

QString DataInspection::sentence(const DatasetRow &dataset)
{
    const QString rows = NumberText::count(static_cast<double>(dataset.rows));
    const QString columns = NumberText::count(static_cast<double>(dataset.schema.size()));
    const QString time = when(dataset.created);
    if (dataset.sourceType == "imported")
        return tr("%1 rows and %2 columns, imported %3 from %4.")
            .arg(rows, columns, time, fileName(dataset.source));
    if (dataset.sourceType == "features")
        return tr("%1 rows and %2 columns, computed %3 by the build of the features.")
            .arg(rows, columns, time);
    if (dataset.sourceType == "generated" && dataset.source.starts_with("seed "))
        return tr("%1 rows and %2 columns, generated %3 with %4.")
            .arg(rows, columns, time, text(dataset.source));
    return tr("%1 rows and %2 columns, made %3.").arg(rows, columns, time);
}

QString DataInspection::checksWord(const Validation *checks)
{
    if (!checks)
        return tr("Not checked");
    return checks->failed ? tr("%1 of %2 checks failed").arg(checks->failed).arg(checks->all())
                          : tr("%1 checks passed").arg(checks->passed);
}

Status DataInspection::checksStatus(const Validation *checks)
{
    if (!checks)
        return Status::Neutral;
    return checks->failed ? Status::Failed : Status::Ok;
}

Inspection DataInspection::of(const DatasetRow &dataset, const Validation *checks)
{
    QList<Fact> facts {{tr("Version"), NumberText::count(static_cast<double>(dataset.version))},
                       {tr("Rows"), NumberText::count(static_cast<double>(dataset.rows))},
                       {tr("Columns"), NumberText::count(static_cast<double>(dataset.schema.size()))},
                       {tr("Made"), when(dataset.created)}};
    QList<Fact> origin;
    if (dataset.sourceType == "imported") {
        origin << Fact {tr("How"), tr("imported")} << Fact {tr("File"), fileName(dataset.source)};
    } else if (dataset.sourceType == "features") {
        origin << Fact {tr("How"), tr("build of the features")}
               << Fact {tr("From content"), digestText(dataset.source)};
    } else {
        origin << Fact {tr("How"), text(dataset.sourceType)} << Fact {tr("From"), text(dataset.source)};
    }
    origin << Fact {tr("Content"), digestText(dataset.digest)};
    QList<Fact> columns;
    for (const auto &column : dataset.schema) {
        if (column.is_object())
            columns << Fact {text(column.value("name", std::string())),
                             DataRowsModel::typeWord(text(column.value("type", std::string())))};
    }
    return {.kind = tr("Data set"),
            .icon = QStringLiteral("data"),
            .name = text(dataset.name),
            .status = checksStatus(checks),
            .statusWord = checksWord(checks),
            .sections = {{QStringLiteral("data.facts"), tr("Summary"), facts},
                         {QStringLiteral("data.origin"), tr("Origin"), origin},
                         {QStringLiteral("data.columns"), tr("Columns"), columns}}};
}

Inspection DataInspection::ofColumn(const QString &name, const QString &engineType)
{
    return {.kind = tr("Column, %1").arg(DataRowsModel::typeName(engineType)),
            .icon = QStringLiteral("table"),
            .name = name,
            .sections = {{QStringLiteral("data.column"),
                          tr("Summary"),
                          {{tr("Type"), engineType}, {tr("Numbers"), tr("being counted…")}}}}};
}

QString DataInspection::value(const ColumnFacts &column, double value)
{
    if (!std::isfinite(value))
        return NumberText::missing();
    const auto kind = valueKind(column.type);
    if (kind == ValueKind::Date || kind == ValueKind::Moment) {
        const auto moment = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(value * 1000), Qt::UTC);
        return moment.toString(kind == ValueKind::Date ? QStringLiteral("yyyy-MM-dd")
                                                       : QStringLiteral("yyyy-MM-dd HH:mm"));
    }
    const double size = std::abs(value);
    return DataRowsModel::shown(size >= 1000 ? std::round(value * 100) / 100 : std::round(value * 1e4) / 1e4,
                                column.name);
}

Inspection DataInspection::of(const ColumnFacts &column, const Validation *checks)
{
    const auto &measures = column.measures;
    const auto kind = valueKind(column.type);
    const double share = measures.rows > 0 ? measures.blank / measures.rows : 0;
    const QString blank = measures.blank > 0
        ? tr("%1 (%2)").arg(NumberText::count(measures.blank), NumberText::share(share))
        : NumberText::count(0);
    QList<Fact> summary {{tr("Rows"), NumberText::count(measures.rows)},
                         {tr("Blank"), blank},
                         {tr("Distinct"), NumberText::count(measures.distinct)},
                         {tr("Type"), column.type}};
    if (isNumber(kind)) {
        summary << Fact {tr("Mean"), value(column, measures.mean)}
                << Fact {tr("Std. deviation"), value(column, measures.deviation)};
    }
    Inspection inspection {.kind = tr("Column, %1").arg(DataRowsModel::typeName(column.type)),
                           .icon = QStringLiteral("table"),
                           .name = column.name,
                           .sections = {{QStringLiteral("data.column"), tr("Summary"), summary}}};
    if (measures.blank > 0) {
        inspection.status = Status::Neutral;
        inspection.statusWord = tr("%1 blank").arg(NumberText::count(measures.blank));
    }
    if (std::isfinite(measures.quantiles.front())) {
        QList<Fact> quantiles;
        for (std::size_t i = 0; i < quantileShares.size(); ++i) {
            const double at = quantileShares[i];
            const QString name = at == 0 ? tr("Least")
                : at == 1                ? tr("Greatest")
                                         : tr("%1%").arg(NumberText::fixed(100 * at, 0));
            quantiles << Fact {name, value(column, measures.quantiles[i])};
        }
        inspection.sections << FactSection {QStringLiteral("data.quantiles"), tr("Quantiles"), quantiles};
    }
    QList<Fact> frequent;
    for (const auto &count : column.frequent)
        frequent << Fact {isNumber(kind) ? value(column, count.value.toDouble()) : count.value,
                          tr("%1 rows").arg(NumberText::count(count.rows))};
    if (!frequent.isEmpty())
        inspection.sections << FactSection {QStringLiteral("data.frequent"), tr("Most frequent"), frequent};
    QList<Fact> checked;
    for (const auto &check : checks ? checks->checks : std::vector<CheckRow>()) {
        if (check.column == column.name)
            checked << Fact {check.words, check.passed ? tr("passed") : tr("failed"),
                             check.passed ? QStringLiteral("status.ok.text")
                                          : QStringLiteral("status.bad.text")};
    }
    if (!checked.isEmpty())
        inspection.sections << FactSection {QStringLiteral("data.column_checks"), tr("Checks"), checked};
    return inspection;
}

} // namespace slipway::ui
