#include "ui/models/versions_model.h"

#include "core/base/json_value.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"

namespace slipway::ui {

namespace {

constexpr qsizetype shortId = 13; ///< as many digits as the command line shows

double measured(const VersionRow &version, const char *key)
{
    const auto metrics = valueOr(version.metrics, "metrics", Json::object());
    return valueOr(metrics, key, std::numeric_limits<double>::quiet_NaN());
}

Status statusOf(const VersionRow &version)
{
    if (version.stage == "Production")
        return Status::Ok;
    return version.stage == "Archived" ? Status::Stopped : Status::Neutral;
}

QString stageText(const VersionRow &version)
{
    if (version.stage == "Production")
        return VersionsModel::tr("In production");
    if (version.stage == "Staging")
        return VersionsModel::tr("Staging");
    if (version.stage == "Archived")
        return VersionsModel::tr("Archived");
    return VersionsModel::tr("Registered");
}

} // namespace

bool VersionRow::operator==(const VersionRow &other) const
{
    return name == other.name && version == other.version && stage == other.stage && aliases == other.aliases
        && description == other.description && metrics == other.metrics;
}

VersionsModel::VersionsModel(WorkspaceReader &reader, QObject *parent)
    : RowsModel(parent)
    , m_reader(reader)
{
}

void VersionsModel::refresh()
{
    if (m_pending.isWaiting()) {
        m_readAgain = true;
        return;
    }
    m_readAgain = false;
    m_reader.versions(m_pending, [this](const Result<std::vector<registry::ModelVersion>> &versions) {
        if (!versions) {
            Q_EMIT failed(versions.error());
            return;
        }
        std::vector<VersionRow> next;
        for (const auto &version : versions.value())
            next.push_back({version});
        replaceRows(std::move(next));
        answered();
        if (m_readAgain)
            refresh();
    });
}

const VersionRow *VersionsModel::production() const
{
    const auto found = std::find_if(rows().begin(), rows().end(),
                                    [](const VersionRow &version) { return version.stage == "Production"; });
    return found == rows().end() ? nullptr : &*found;
}

int VersionsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant VersionsModel::headerCell(int column, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(column == Auc || column == Ndcg ? numbers() : words());
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Version:
        return tr("Version");
    case Stage:
        return tr("State");
    case Aliases:
        return tr("Aliases");
    case Auc:
        return NumberText::metricLabel("test_auc");
    case Ndcg:
        return NumberText::metricLabel("test_ndcg@10");
    case Run:
        return tr("Run");
    case Registered:
        return tr("Registered");
    default:
        return {};
    }
}

QVariant VersionsModel::cell(const VersionRow &version, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return shown(version, column);
    case Qt::TextAlignmentRole:
        return headerCell(column, role);
    case Qt::ToolTipRole:
        return column == Registered ? NumberText::fullTime(version.created) : QString();
    case SortRole:
        if (column == Version)
            return static_cast<qint64>(version.version);
        if (column == Auc)
            return measured(version, "auc");
        if (column == Ndcg)
            return measured(version, "ndcg@10");
        return column == Registered ? QVariant(static_cast<qint64>(version.created))
                                    : QVariant(shown(version, column));
    case Qt::AccessibleTextRole:
        return tr("%1, %2, AUC on test rows %3, registered %4.")
            .arg(text(version.reference()), stageText(version).toLower(),
                 NumberText::metric("auc", measured(version, "auc")), NumberText::time(version.created));
    case IdRole:
        return text(version.reference());
    case StatusRole:
        return column == Stage ? QVariant::fromValue(statusOf(version)) : QVariant();
    default:
        return {};
    }
}

QString VersionsModel::shown(const VersionRow &version, int column) const
{
    switch (column) {
    case Version:
        return text(version.reference());
    case Stage:
        return stageText(version);
    case Aliases:
        return version.aliases.empty() ? NumberText::missing()
                                       : texts(version.aliases).join(QStringLiteral(", "));
    case Auc:
        return NumberText::metric("auc", measured(version, "auc"));
    case Ndcg:
        return NumberText::metric("ndcg@10", measured(version, "ndcg@10"));
    case Run:
        return version.runId.empty() ? NumberText::missing() : text(version.runId).left(shortId);
    case Registered:
        return NumberText::time(version.created);
    default:
        return {};
    }
}

QString VersionsModel::keyOf(const VersionRow &version) const
{
    return text(version.reference());
}

} // namespace slipway::ui
