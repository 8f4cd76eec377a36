#include "ui/pages/data_versions.h"

#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/status.h"

#include <QPainter>

#include <set>
#include <tuple>

namespace slipway::ui {

namespace {

constexpr int rowHeight = 54;
constexpr int lineGap = 4;

} // namespace

DataVersions::DataVersions(DatasetsModel &datasets, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_datasets(datasets)
{
    setSourceModel(&datasets);
    setFilterCaseSensitivity(Qt::CaseInsensitive);
    setFilterKeyColumn(DatasetsModel::Name);
    sort(0);
}

void DataVersions::setValidations(const Validations &validations)
{
    m_validations = validations;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

const Validation *DataVersions::validation(const QString &id) const
{
    const auto found = m_validations.constFind(id);
    return found == m_validations.constEnd() ? nullptr : &*found;
}

int DataVersions::names() const
{
    std::set<std::string> names;
    for (const auto &version : m_datasets.rows())
        names.insert(version.name);
    return static_cast<int>(names.size());
}

const DatasetRow *DataVersions::version(const QModelIndex &index) const
{
    return m_datasets.row(mapToSource(index));
}

QModelIndex DataVersions::indexOf(const QString &id) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (index(row, 0).data(IdRole).toString() == id)
            return index(row, 0);
    }
    return {};
}

QVariant DataVersions::data(const QModelIndex &index, int role) const
{
    const auto *dataset = version(index);
    if (!dataset)
        return {};
    const auto *checks = validation(QSortFilterProxyModel::data(index, IdRole).toString());
    switch (role) {
    case SizeTextRole:
        return tr("%1 × %2", "rows and columns")
            .arg(NumberText::count(static_cast<double>(dataset->rows)),
                 NumberText::count(static_cast<double>(dataset->schema.size())));
    case VersionTextRole:
        return tr("v%1").arg(dataset->version);
    case StatusRole:
        return static_cast<int>(!checks              ? Status::Neutral
                                    : checks->failed ? Status::Failed
                                    : checks->warns  ? Status::Warns
                                                     : Status::Ok);
    case ChecksTextRole:
        if (!checks)
            return tr("not checked");
        if (checks->failed)
            return tr("%1 failing").arg(NumberText::count(checks->failed));
        return checks->warns ? tr("%n warnings", nullptr, checks->warns)
                             : tr("%1 passed").arg(NumberText::count(checks->passed));
    case Qt::AccessibleTextRole:
        return tr("%1 Checks: %2.", "a sentence, then a state")
            .arg(QSortFilterProxyModel::data(index, role).toString(), data(index, ChecksTextRole).toString());
    default:
        return QSortFilterProxyModel::data(index, role);
    }
}

bool DataVersions::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const auto *one = m_datasets.row(left);
    const auto *other = m_datasets.row(right);
    if (!one || !other)
        return false;
    const auto key = [](const DatasetRow &dataset) {
        return std::tuple(dataset.sourceType == "features", dataset.name, -dataset.version);
    };
    return key(*one) < key(*other);
}

DataVersionDelegate::DataVersionDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QSize DataVersionDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, rowHeight};
}

void DataVersionDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                const QModelIndex &index) const
{
    painter->save();
    const bool selected = option.state & QStyle::State_Selected;
    const auto &rect = option.rect;
    if (selected) {
        painter->fillRect(
            rect,
            m_theme.colour(option.state & QStyle::State_Active ? u"selection.fill" : u"selection.inactive"));
        painter->fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), m_theme.colour(u"selection.bar"));
    } else if (option.state & QStyle::State_MouseOver) {
        painter->fillRect(rect, m_theme.colour(u"surface.hover"));
    }
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), m_theme.colour(u"border.subtle"));

    const auto room = rect.adjusted(cellPadding, 6, -cellPadding, -7);
    const int half = (room.height() - lineGap) / 2;
    const QRect above(room.left(), room.top(), room.width(), half);
    const QRect below(room.left(), room.bottom() - half + 1, room.width(), half);

    painter->setFont(m_theme.font(u"caption"));
    const auto version = index.data(DataVersions::VersionTextRole).toString();
    const int tagWidth = painter->fontMetrics().horizontalAdvance(version) + 12;
    const QRect tag(above.right() - tagWidth + 1, above.top(), tagWidth, above.height());
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(m_theme.colour(u"border.strong"));
    painter->setBrush(m_theme.colour(u"surface.raised"));
    painter->drawRoundedRect(QRectF(tag).adjusted(0.5, 0.5, -0.5, -0.5), m_theme.number(u"radius.chip"),
                             m_theme.number(u"radius.chip"));
    painter->setPen(m_theme.colour(u"text.secondary"));
    painter->drawText(tag, Qt::AlignCenter, version);

    painter->setFont(m_theme.font(selected ? u"strong" : u"body"));
    painter->setPen(m_theme.colour(selected ? u"selection.text" : u"text.primary"));
    const auto name = above.adjusted(0, 0, -tagWidth - 8, 0);
    painter->drawText(
        name, Qt::AlignVCenter,
        painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, name.width()));

    painter->setFont(m_theme.font(u"small"));
    painter->setPen(m_theme.colour(u"text.secondary"));
    const auto word = index.data(DataVersions::ChecksTextRole).toString();
    const int wordWidth = painter->fontMetrics().horizontalAdvance(word);
    painter->drawText(below, Qt::AlignVCenter | Qt::AlignRight, word);
    const int side = m_theme.pixels(u"icon.small");
    paintStatus(
        *painter,
        QRectF(below.right() - wordWidth - side - 4, below.center().y() - side / 2.0 + 0.5, side, side),
        m_theme, static_cast<Status>(index.data(StatusRole).toInt()));
    const auto size = below.adjusted(0, 0, -wordWidth - side - 10, 0);
    painter->drawText(size, Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(index.data(DataVersions::SizeTextRole).toString(),
                                                        Qt::ElideRight, size.width()));
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
        painter->setRenderHint(QPainter::Antialiasing, false);
        painter->setPen(QPen(m_theme.colour(u"focus.ring"), m_theme.number(u"stroke.focus")));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(QRectF(rect).adjusted(1, 1, -1, -2));
    }
    painter->restore();
}

} // namespace slipway::ui
