#include "ui/pages/registry_rows.h"

#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/models/versions_model.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace slipway::ui {

namespace {

constexpr int tagPadding = 6;
constexpr int tagGap = 6;

QStringList aliasesIn(const QModelIndex &index)
{
    const QString shown = index.data().toString();
    return shown == NumberText::missing() ? QStringList()
                                          : shown.split(QStringLiteral(", "), Qt::SkipEmptyParts);
}

bool isLocked(const QString &alias)
{
    return alias == text(registry::productionAlias);
}

} // namespace

RegistryRows::RegistryRows(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(SortRole);
}

void RegistryRows::setModelName(const QString &name)
{
    if (name == m_name)
        return;
    m_name = name;
    invalidateFilter();
}

void RegistryRows::setOnlyWithAlias(bool only)
{
    m_onlyWithAlias = only;
    invalidateFilter();
}

void RegistryRows::setRunNumbers(const QHash<QString, qint64> &numbers)
{
    if (numbers == m_runNumbers)
        return;
    m_runNumbers = numbers;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, VersionsModel::Run), index(rowCount() - 1, VersionsModel::Run));
}

QString RegistryRows::shortName(const QString &reference)
{
    return QStringLiteral("v") + reference.section(u'/', -1);
}

QVariant RegistryRows::data(const QModelIndex &index, int role) const
{
    if (role == Qt::DisplayRole && index.column() == VersionsModel::Version)
        return shortName(index.data(IdRole).toString());
    if (role == Qt::DisplayRole && index.column() == VersionsModel::Run) {
        const auto *versions = static_cast<const VersionsModel *>(sourceModel());
        const auto *version = versions->row(mapToSource(index));
        const auto number = version ? m_runNumbers.value(text(version->runId)) : 0;
        if (number > 0)
            return tr("Run %1").arg(number);
    }
    return QSortFilterProxyModel::data(index, role);
}

QVariant RegistryRows::headerData(int section, Qt::Orientation orientation, int role) const
{
    // Through the table's own header the columns keep their order, whatever the sorting.
    return sourceModel() ? sourceModel()->headerData(section, orientation, role) : QVariant();
}

bool RegistryRows::filterAcceptsRow(int row, const QModelIndex &) const
{
    const auto &version =
        static_cast<const VersionsModel *>(sourceModel())->rows()[static_cast<std::size_t>(row)];
    return (m_name.isEmpty() || text(version.name) == m_name)
        && (!m_onlyWithAlias || !version.aliases.empty());
}

void StrongDelegate::content(QPainter &painter, const QRect &room, const QModelIndex &index) const
{
    painter.setFont(theme().font(u"strong"));
    RowDelegate::content(painter, room, index);
}

int StrongDelegate::contentWidth(const QModelIndex &index) const
{
    return QFontMetrics(theme().font(u"strong")).horizontalAdvance(textOf(index)) + 1;
}

void AliasDelegate::content(QPainter &painter, const QRect &room, const QModelIndex &index) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(theme().font(u"caption"));
    const int height = theme().lineHeight(u"caption") + 4;
    const int side = theme().pixels(u"icon.small");
    const double radius = theme().number(u"radius.chip");
    int left = room.left();
    for (const auto &alias : aliasesIn(index)) {
        const bool locked = isLocked(alias);
        const int width =
            painter.fontMetrics().horizontalAdvance(alias) + 2 * tagPadding + 2 + (locked ? side + 4 : 0);
        if (left + width > room.right() + 1)
            return;
        const QRectF frame(left + 0.5, room.top() + (room.height() - height) / 2 + 0.5, width - 1,
                           height - 1);
        painter.setPen(QPen(theme().colour(u"border.strong"), 1));
        painter.setBrush(theme().colour(u"surface.panel"));
        painter.drawRoundedRect(frame, radius, radius);
        int inside = left + tagPadding + 1;
        if (locked) {
            theme().icons().paint(painter, QRectF(inside, frame.center().y() - side / 2.0, side, side),
                                  QStringLiteral("lock"), theme().colour(u"text.secondary"));
            inside += side + 4;
        }
        painter.setPen(theme().colour(u"text.primary"));
        painter.drawText(QRectF(inside, frame.top(), width, frame.height()), Qt::AlignVCenter | Qt::AlignLeft,
                         alias);
        left += width + tagGap;
    }
}

int AliasDelegate::contentWidth(const QModelIndex &index) const
{
    const QFontMetrics metrics(theme().font(u"caption"));
    int width = 0;
    for (const auto &alias : aliasesIn(index))
        width += metrics.horizontalAdvance(alias) + 2 * tagPadding + 2 + tagGap
            + (isLocked(alias) ? theme().pixels(u"icon.small") + 4 : 0);
    return width;
}

} // namespace slipway::ui
