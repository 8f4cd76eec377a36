#include "ui/models/features_model.h"

#include "ui/models/number_text.h"
#include "ui/models/same_number.h"
#include "ui/models/text.h"

#include <algorithm>
#include <cmath>

namespace slipway::ui {

namespace {

/// What an engine that knows no sets has written down about a feature.
FeatureDefinition definitionOf(const BuiltFeature &built)
{
    const bool isRequest = built.entity == QLatin1String("context");
    return {.name = built.name,
            .kind = isRequest       ? QStringLiteral("request")
                : built.fromHistory ? QStringLiteral("windowed")
                                    : QStringLiteral("column"),
            .type = built.number ? QStringLiteral("number") : QStringLiteral("text"),
            .entity = isRequest ? QString() : built.entity,
            .expression = built.formula,
            .unit = built.unit,
            .description = built.documentation};
}

FeatureRow describedRow(const FeatureDefinition &definition)
{
    FeatureRow row {{definition}};
    QStringList searched {row.name, row.description, row.owner, row.view, row.expression};
    searched << row.tags << row.columns;
    row.searched = searched.join(QLatin1Char('\n')).toCaseFolded();
    return row;
}

} // namespace

bool FeatureRow::operator==(const FeatureRow &other) const
{
    return sameNumber(blank, other.blank) && sameNumber(weight, other.weight) && from == other.from
        && static_cast<const FeatureDefinition &>(*this) == static_cast<const FeatureDefinition &>(other);
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
    m_reader.featureBuild(m_pending, m_set ? m_set->set : QString(),
                          [this](const Result<std::optional<FeatureBuild>> &build) {
                              if (!build) {
                                  Q_EMIT failed(build.error());
                                  return;
                              }
                              m_build = build.value();
                              showRows();
                              answered();
                              if (m_readAgain)
                                  refresh();
                          });
}

void FeaturesModel::setDefinitions(std::optional<FeatureSetAnswer> set)
{
    const bool another = (set ? set->set : QString()) != (m_set ? m_set->set : QString());
    m_set = std::move(set);
    if (another) {
        m_pending.cancel();
        m_blanksPending.cancel();
        m_build.reset();
        m_counted = 0;
    }
    if (m_set)
        showRows();
    refresh();
}

void FeaturesModel::setWeights(const ModelImportance &importance)
{
    m_weights.clear();
    for (const auto &feature : importance.features)
        m_weights.insert(feature.feature, feature.share);
    for (int row = 0; row < rowCount(); ++row)
        mutableRow(row).weight = m_weights.value(mutableRow(row).name, notKnown);
    if (rowCount() > 0)
        announceRows(0, rowCount() - 1);
}

QStringList FeaturesModel::tags() const
{
    QStringList tags;
    for (const auto &row : rows())
        tags << row.tags;
    tags.sort();
    tags.removeDuplicates();
    return tags;
}

void FeaturesModel::showRows()
{
    const bool counted = m_build && m_build->built == m_counted;
    if (!counted)
        m_blanks.clear();
    std::vector<FeatureRow> next;
    if (m_set) {
        for (const auto &feature : m_set->features) {
            next.push_back(describedRow(feature));
            next.back().from = FeatureNames::origin(feature, *m_set);
        }
    } else if (m_build) {
        for (const auto &feature : m_build->features) {
            next.push_back(describedRow(definitionOf(feature)));
            next.back().from = feature.movesWithClock && !feature.fromHistory
                ? tr("clock")
                : FeatureNames::kind(next.back().kind);
        }
    }
    for (auto &row : next) {
        row.blank = m_blanks.value(row.name, notKnown);
        row.weight = m_weights.value(row.name, notKnown);
    }
    replaceRows(std::move(next));
    if (m_build && !counted)
        countBlanks();
}

void FeaturesModel::countBlanks()
{
    m_counted = m_build->built; // from here on: another reading must not ask again
    m_reader.blankShares(
        m_blanksPending, m_set ? m_set->set : QString(), [this](const Result<BlankShares> &shares) {
            if (!shares || rowCount() == 0)
                return; // the column stays without numbers: the features themselves are known
            m_blanks = shares.value();
            for (int row = 0; row < rowCount(); ++row)
                mutableRow(row).blank = m_blanks.value(mutableRow(row).name, notKnown);
            announceRows(0, rowCount() - 1);
        });
}

QString FeaturesModel::typeName(const FeatureDefinition &feature)
{
    return FeatureNames::type(feature.type);
}

QString FeaturesModel::about(const FeatureDefinition &feature)
{
    if (feature.entity.isEmpty() && feature.kind == QLatin1String("derived"))
        return tr("row", "what a derived feature is about");
    return FeatureNames::entity(feature.entity);
}

int FeaturesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FeaturesModel::headerCell(int column, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(column == Blank || column == Weight ? numbers() : words());
    if (role == Qt::ToolTipRole) {
        switch (column) {
        case From:
            return tr("A table: as its rows say. A sum, a count or the like: over the events of a window. "
                      "Derived: from other features. Request: whoever asks says it.");
        case Blank:
            return tr("Share of the training rows without a value");
        case Weight:
            return tr("Share of the newest measured model's quality that rests on the feature (permutation "
                      "importance)");
        default:
            return {};
        }
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
    case Owner:
        return tr("Owner");
    case Blank:
        return tr("Blank");
    case Weight:
        return tr("Weight");
    case Documentation:
        return tr("What it says");
    default:
        return {};
    }
}

QVariant FeaturesModel::sorted(const FeatureRow &feature, int column) const
{
    if (column == Blank)
        return feature.blank;
    return column == Weight ? QVariant(std::isnan(feature.weight) ? -1.0 : feature.weight)
                            : QVariant(shown(feature, column));
}

QVariant FeaturesModel::cell(const FeatureRow &feature, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return shown(feature, column);
    case Qt::TextAlignmentRole:
        return headerCell(column, role);
    case Qt::ToolTipRole:
        return column == Documentation ? feature.description : QString();
    case SortRole:
        return sorted(feature, column);
    case Qt::AccessibleTextRole:
        return tr("%1, %2, about the %3, from the %4: %5.")
            .arg(feature.name, typeName(feature), about(feature), feature.from, feature.description);
    case IdRole:
        return keyOf(feature);
    case SearchRole:
        return feature.searched;
    case TagsRole:
        return feature.tags;
    case HiddenRole:
        return feature.hidden;
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
        return feature.from;
    case Owner:
        return feature.owner;
    case Blank:
        return NumberText::share(feature.blank);
    case Weight:
        return NumberText::share(feature.weight);
    case Documentation:
        return feature.description;
    default:
        return {};
    }
}

QString FeaturesModel::keyOf(const FeatureRow &feature) const
{
    return feature.name;
}

} // namespace slipway::ui
