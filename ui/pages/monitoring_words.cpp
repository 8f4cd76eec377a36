#include "ui/pages/monitoring_words.h"

#include "ui/models/drift_model.h"
#include "ui/models/number_text.h"
#include "ui/pages/retraining_words.h"

namespace slipway::ui {

namespace {

constexpr int decimals = 3;

QString rowsOf(qint64 rows, const QString &name)
{
    const QString count = NumberText::count(static_cast<double>(rows));
    return name.isEmpty() ? MonitoringWords::tr("%1 rows").arg(count)
                          : MonitoringWords::tr("%1 rows of %2").arg(count, name);
}

QString beforeAndNow(const QString &before, const QString &now)
{
    return QStringLiteral("%1 → %2").arg(before, now);
}

} // namespace

QString MonitoringWords::referenceName(const DriftReport &report)
{
    return report.reference.isEmpty() ? tr("reference") : report.reference;
}

QString MonitoringWords::currentName(const DriftReport &report)
{
    return report.current.isEmpty() ? tr("current") : report.current;
}

QString MonitoringWords::sentence(const DriftReport &report)
{
    QString sentence = tr("%1 compared with %2 %3.")
                           .arg(rowsOf(report.currentRows, report.current),
                                rowsOf(report.referenceRows, report.reference),
                                RetrainingWords::when(report.measured));
    if (report.undecidedColumns > 0)
        sentence += QLatin1Char(' ')
            + (report.undecidedColumns == 1
                   ? tr("One feature could not be judged.")
                   : tr("%1 features could not be judged.").arg(report.undecidedColumns));
    return sentence;
}

Status MonitoringWords::status(const DriftReport &report)
{
    if (report.driftedColumns > 0)
        return Status::Warns;
    return report.undecidedColumns > 0 || report.columns == 0 ? Status::Neutral : Status::Ok;
}

QString MonitoringWords::chip(const DriftReport &report)
{
    const int judged = report.columns - report.undecidedColumns;
    if (report.driftedColumns > 0)
        return tr("%1 of %2 features drifted").arg(report.driftedColumns).arg(report.columns);
    if (judged <= 0)
        return tr("Drift is not known");
    return report.undecidedColumns > 0
        ? tr("%1 of %2 features stable, the rest not known").arg(judged).arg(report.columns)
        : tr("All %1 features stable").arg(report.columns);
}

Status MonitoringWords::status(const DriftRow &row)
{
    if (!row.drifted)
        return Status::Neutral;
    return *row.drifted ? Status::Warns : Status::Ok;
}

QString MonitoringWords::word(const DriftRow &row)
{
    if (!row.drifted)
        return tr("Not known");
    return *row.drifted ? tr("Drifted") : tr("Stable");
}

Inspection MonitoringWords::inspection(const DriftRow &row, const DriftReport &report)
{
    const auto number = [](double value) { return NumberText::fixed(value, decimals); };
    QList<Fact> verdict {
        {tr("Decided by"), DriftModel::testText(row.test)},
        {tr("Change"), number(row.statistic)},
        {tr("Limit"), number(row.threshold)},
        {tr("Noise floor"), number(row.noiseFloor)},
        {tr("p-value"), NumberText::pValue(row.pValue)}};
    if (!row.why.isEmpty())
        verdict << Fact {tr("Not known because"), row.why};
    QList<Fact> rows {{referenceName(report), NumberText::count(static_cast<double>(report.referenceRows))},
                      {currentName(report), NumberText::count(static_cast<double>(report.currentRows))},
                      {tr("Blank"),
                       beforeAndNow(NumberText::share(row.missingBefore), NumberText::share(row.missingNow))}};
    if (!row.newLevels.isEmpty())
        rows << Fact {tr("New values"), row.newLevels.join(QStringLiteral(", ")), QStringLiteral("status.warn.text")};
    if (!row.vanishedLevels.isEmpty())
        rows << Fact {tr("Gone values"), row.vanishedLevels.join(QStringLiteral(", "))};
    return {.kind = row.numeric ? tr("Feature, number") : tr("Feature, category"),
            .icon = QStringLiteral("features"),
            .name = row.column,
            .status = status(row),
            .statusWord = word(row),
            .sections = {{QStringLiteral("monitoring.verdict"), tr("Verdict"), verdict},
                         {QStringLiteral("monitoring.measures"),
                          tr("Measures"),
                          {{tr("PSI"), number(row.psi)},
                           {tr("KS"), number(row.ks)},
                           {tr("JS distance"), number(row.jensenShannon)}}},
                         {QStringLiteral("monitoring.rows"), tr("Rows"), rows}}};
}

} // namespace slipway::ui
