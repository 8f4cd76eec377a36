#include "ui/models/features_model.h"

#include "ui/models/number_text.h"
#include "ui/models/same_number.h"
#include "ui/models/text.h"

#include <cmath>

namespace slipway::ui {

bool FeatureRow::operator==(const FeatureRow &other) const
{
    return sameNumber(blank, other.blank)
        && static_cast<const BuiltFeature &>(*this) == static_cast<const BuiltFeature &>(other);
}

FeaturesModel::FeaturesModel(WorkspaceReader &reader, QObject *parent)
    : RowsModel(parent)
    , m_reader(reader)
{
}

void FeaturesModel::refresh()
{
    if (m_pending.isWaiting()) {
        m_readAgain = true;
        return;
    }
    m_readAgain = false;
    m_reader.featureBuild(m_pending, [this](const Result<std::optional<FeatureBuild>> &build) {
        if (!build) {
            Q_EMIT failed(build.error());
            return;
        }
        take(build.value());
        answered();
        if (m_readAgain)
            refresh();
    });
}

void FeaturesModel::take(std::optional<FeatureBuild> build)
{
    m_build = std::move(build);
    const bool counted = m_build && m_build->built == m_counted;
    if (!counted)
        m_blanks.clear();
    std::vector<FeatureRow> next;
    if (m_build) {
        for (const auto &feature : m_build->features)
            next.push_back({{feature}, m_blanks.value(feature.name, notKnown)});
    }
    replaceRows(std::move(next));
    if (m_build && !counted)
        countBlanks();
}

void FeaturesModel::countBlanks()
{
    m_counted = m_build->built; // from here on: another reading must not ask again
    m_reader.blankShares(m_blanksPending, [this](const Result<BlankShares> &shares) {
        if (!shares || rowCount() == 0)
            return; // the column stays without numbers: the features themselves are known
        m_blanks = shares.value();
        for (int row = 0; row < rowCount(); ++row)
            mutableRow(row).blank = m_blanks.value(mutableRow(row).name, notKnown);
        announceRows(0, rowCount() - 1);
    });
}

QString FeaturesModel::typeName(const BuiltFeature &feature)
{
    return feature.number ? tr("number") : tr("category");
}

QString FeaturesModel::about(const BuiltFeature &feature)
{
    if (feature.entity == QLatin1String("user"))
        return tr("user");
    if (feature.entity == QLatin1String("user_category"))
        return tr("user and category");
    if (feature.entity == QLatin1String("item"))
        return tr("item");
    return feature.entity == QLatin1String("context") ? tr("request") : feature.entity;
}

QString FeaturesModel::from(const BuiltFeature &feature)
{
    if (feature.fromHistory)
        return tr("history");
    if (feature.movesWithClock)
        return tr("clock");
    return feature.entity == QLatin1String("context") ? tr("request") : tr("record");
}

int FeaturesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FeaturesModel::headerCell(int column, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(column == Blank ? numbers() : words());
    if (role == Qt::ToolTipRole) {
        if (column == From)
            return tr(
                "History: what happened strictly before the moment of the row. Clock: the time that has "
                "passed. Record: as the file of users or items says.");
        return column == Blank ? tr("Share of the training rows without a value") : QString();
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Name:
        return tr("Feature");
    case Type:
        return tr("Kind");
    case About:
        return tr("About");
    case From:
        return tr("Computed from");
    case Unit:
        return tr("Unit");
    case Blank:
        return tr("Blank");
    case Documentation:
        return tr("What it says");
    default:
        return {};
    }
}

QVariant FeaturesModel::cell(const FeatureRow &feature, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return shown(feature, column);
    case Qt::TextAlignmentRole:
        return headerCell(column, role);
    case Qt::ToolTipRole:
        return column == Documentation ? feature.documentation : QString();
    case SortRole:
        return column == Blank ? QVariant(feature.blank) : QVariant(shown(feature, column));
    case Qt::AccessibleTextRole:
        return tr("%1, %2, about the %3, from the %4: %5.")
            .arg(feature.name, typeName(feature), about(feature), from(feature), feature.documentation);
    case IdRole:
        return keyOf(feature);
    default:
        return {};
    }
}

QString FeaturesModel::shown(const FeatureRow &feature, int column) const
{
    switch (column) {
    case Name:
        return feature.name;
    case Type:
        return typeName(feature);
    case About:
        return about(feature);
    case From:
        return from(feature);
    case Unit:
        return feature.unit;
    case Blank:
        return NumberText::share(feature.blank);
    case Documentation:
        return feature.documentation;
    default:
        return {};
    }
}

QString FeaturesModel::keyOf(const FeatureRow &feature) const
{
    return feature.name;
}

} // namespace slipway::ui
