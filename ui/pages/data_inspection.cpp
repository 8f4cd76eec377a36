#include "ui/pages/data_inspection.h"

#include "ui/models/data_rows_model.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>

namespace slipway::ui {

namespace {

constexpr int digestLength = 12; ///< enough to tell two contents apart

QString digestText(const std::string &digest)
{
    return text(digest).left(digestLength);
}

/// What fits beside each other in the narrowest inspector.
bool fitsAcross(const QList<Fact> &facts)
{
    constexpr qsizetype mostLetters = 38;
    qsizetype letters = 0;
    for (const auto &fact : facts)
        letters += std::max(fact.key.size(), fact.value.size()) + 1;
    return letters <= mostLetters;
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

QString DataInspection::origin(const workspace::DatasetVersion &dataset)
{
    if (dataset.sourceType == "imported")
        return tr("imported from %1").arg(fileName(dataset.source));
    if (dataset.sourceType == "features")
        return tr("built from %1", "the beginning of a digest").arg(digestText(dataset.source));
    if (dataset.sourceType == "pushed")
        return tr("pushed rows on %1", "the beginning of a digest").arg(digestText(dataset.source));
    return tr("generated with %1").arg(text(dataset.source));
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
    if (checks->failed)
        return tr("%1 of %2 checks failed").arg(checks->failed).arg(checks->all());
    return checks->warns ? tr("%1 of %2 checks warn").arg(checks->warns).arg(checks->all())
                         : tr("%1 checks passed").arg(checks->passed);
}

Status DataInspection::checksStatus(const Validation *checks)
{
    if (!checks)
        return Status::Neutral;
    return checks->failed ? Status::Failed : checks->warns ? Status::Warns : Status::Ok;
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

FactSection DataInspection::histogram(const ColumnFacts &column)
{
    const auto &measures = column.measures;
    const double least = measures.quantiles.front();
    const double greatest = measures.quantiles.back();
    const double size = std::abs(measures.mean); // as exact as a picture is
    const double steps = size >= 100 ? 1 : size >= 1 ? 10 : 1000;
    const QString mean = tr("mean %1").arg(
        value(column,
              isNumber(valueKind(column.type)) ? std::round(measures.mean * steps) / steps : measures.mean));
    BarsPicture picture {.bars = column.bars,
                         .below = {value(column, least), value(column, greatest)},
                         .markerWord = mean,
                         .sentence =
                             tr("How %1 is spread, from %2 to %3, %4.")
                                 .arg(column.name, value(column, least), value(column, greatest), mean)};
    if (greatest > least && std::isfinite(measures.mean))
        picture.marker = (measures.mean - least) / (greatest - least);
    return {.id = QStringLiteral("data.spread"), .title = {}, .facts = {}, .picture = picture};
}

FactSection DataInspection::quantiles(const ColumnFacts &column)
{
    QList<Fact> facts;
    for (std::size_t i = 0; i < quantileShares.size(); ++i) {
        const double at = quantileShares[i];
        const QString name = at == 0 ? tr("min", "the least value")
            : at == 1                ? tr("max", "the greatest value")
                                     : tr("%1%").arg(NumberText::fixed(100 * at, 0));
        facts << Fact {name, value(column, column.measures.quantiles[i])};
    }
    // Moments are too long to stand side by side.
    return {.id = QStringLiteral("data.quantiles"),
            .title = tr("Quantiles"),
            .facts = facts,
            .isAcross = fitsAcross(facts)};
}

FactSection DataInspection::againstTarget(const AgainstTarget &against)
{
    const bool isShare = !against.positive.isEmpty();
    const auto shown = [&](double value) {
        return !std::isfinite(value) ? NumberText::missing()
            : isShare                ? NumberText::share(value)
                                     : NumberText::fixed(value, std::abs(value) < 10 ? 2 : 0);
    };
    BarsPicture picture {.bars = against.values, .series = 1};
    for (const double value : against.values)
        picture.above << shown(value);
    picture.below =
        against.groups.isEmpty() ? QStringList {tr("lowest"), tr("middle"), tr("highest")} : against.groups;
    const QString what = isShare ? tr("Share with %1 = %2").arg(against.target, against.positive)
                                 : tr("Mean of %1").arg(against.target);
    const QString note = against.groups.isEmpty() ? tr("%1, by fifth of this column").arg(what)
                                                  : tr("%1, by the most frequent values").arg(what);
    picture.sentence =
        tr("%1: %2.", "what is shown, and its numbers").arg(note, picture.above.join(QStringLiteral(", ")));
    return {.id = QStringLiteral("data.against"),
            .title = tr("Against the target"),
            .facts = {},
            .note = note,
            .picture = picture};
}

FactSection DataInspection::checksOf(const QString &column, const Validation &checks)
{
    QList<Fact> facts;
    for (const auto &check : checks.checks) {
        if (check.column != column)
            continue;
        switch (check.state()) {
        case CheckState::Passed:
            facts << Fact {check.words, tr("passed"), QStringLiteral("status.ok.text")};
            break;
        case CheckState::Warns:
            facts << Fact {check.words, tr("warns"), QStringLiteral("status.warn.text")};
            break;
        case CheckState::Failed:
            facts << Fact {check.words, tr("failed"), QStringLiteral("status.bad.text")};
            break;
        case CheckState::NotDone:
        case CheckState::NotSupported:
            facts << Fact {check.words, tr("not decided")};
            break;
        }
    }
    return {.id = QStringLiteral("data.column_checks"), .title = tr("Checks"), .facts = facts};
}

Inspection DataInspection::of(const ColumnFacts &column, const Validation *checks,
                              const AgainstTarget &against)
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
                           .name = column.name};
    if (!column.bars.empty())
        inspection.sections << histogram(column);
    inspection.sections << FactSection {QStringLiteral("data.column"), tr("Summary"), summary};
    if (measures.blank > 0) {
        inspection.status = Status::Neutral;
        inspection.statusWord = tr("%1 blank").arg(NumberText::count(measures.blank));
    }
    if (std::isfinite(measures.quantiles.front()))
        inspection.sections << quantiles(column);
    if (against.isKnown())
        inspection.sections << againstTarget(against);
    QList<Fact> frequent;
    for (const auto &count : column.frequent)
        frequent << Fact {isNumber(kind) ? value(column, count.value.toDouble()) : count.value,
                          tr("%1 rows").arg(NumberText::count(count.rows))};
    if (measures.blank > 0 && !frequent.isEmpty())
        frequent << Fact {tr("blank"), tr("%1 rows").arg(NumberText::count(measures.blank)),
                          QStringLiteral("status.bad.text")};
    if (!frequent.isEmpty())
        inspection.sections << FactSection {QStringLiteral("data.frequent"), tr("Most frequent"), frequent};
    if (const auto found = checks ? checksOf(column.name, *checks) : FactSection(); !found.facts.isEmpty())
        inspection.sections << found;
    return inspection;
}

} // namespace slipway::ui
