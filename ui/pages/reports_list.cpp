#include "ui/pages/reports_list.h"

#include "ui/models/reports_model.h"
#include "ui/theme/theme.h"
#include "ui/widgets/delegates.h"

#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace slipway::ui {

namespace {

constexpr int listWidth = 188;
constexpr int rowHeight = 50;

/// Two lines: title and format, then time and size.
class ReportDelegate : public QStyledItemDelegate
{
public:
    ReportDelegate(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {0, rowHeight}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        const bool selected = option.state & QStyle::State_Selected;
        const auto &rect = option.rect;
        if (selected) {
            painter->fillRect(rect, m_theme.colour(option.state & QStyle::State_Active ? u"selection.fill"
                                                                                       : u"selection.inactive"));
            painter->fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), m_theme.colour(u"selection.bar"));
        } else if (option.state & QStyle::State_MouseOver) {
            painter->fillRect(rect, m_theme.colour(u"surface.hover"));
        }
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), m_theme.colour(u"border.subtle"));

        auto room = rect.adjusted(cellPadding, 6, -cellPadding, -7);
        const QRect above(room.left(), room.top(), room.width(), room.height() / 2);
        const QRect below(room.left(), above.bottom() + 1, room.width(), room.height() / 2);
        painter->setFont(m_theme.font(u"caption"));
        painter->setPen(m_theme.colour(u"text.secondary"));
        const auto format = index.sibling(index.row(), ReportsModel::Format).data().toString();
        painter->drawText(above, Qt::AlignRight | Qt::AlignVCenter, format);
        const int formatWidth = painter->fontMetrics().horizontalAdvance(format) + 8;
        painter->setFont(m_theme.font(selected ? u"strong" : u"body"));
        painter->setPen(m_theme.colour(selected ? u"selection.text" : u"text.primary"));
        painter->drawText(above, Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(index.data(ReportsModel::TitleRole).toString(),
                                                            Qt::ElideRight, above.width() - formatWidth));
        painter->setFont(m_theme.font(u"small"));
        painter->setPen(m_theme.colour(u"text.secondary"));
        painter->drawText(below, Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(index.data(ReportsModel::NoteRole).toString(),
                                                            Qt::ElideRight, below.width()));
        if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
            painter->setPen(QPen(m_theme.colour(u"focus.ring"), m_theme.number(u"stroke.focus")));
            painter->setBrush(Qt::NoBrush);
            painter->drawRect(QRectF(rect).adjusted(1, 1, -1, -2));
        }
        painter->restore();
    }

private:
    const Theme &m_theme;
};

} // namespace

ReportsList::ReportsList(const Theme &theme, ReportsModel &reports, QWidget *parent)
    : Panel(theme, tr("Written reports"), parent)
    , m_list(new QListView)
{
    setFixedWidth(listWidth);
    m_list->setObjectName(QStringLiteral("reports.list"));
    m_list->setAccessibleName(tr("Reports, newest first"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setItemDelegate(new ReportDelegate(theme, m_list));
    m_list->setModel(&reports);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        if (index.isValid())
            Q_EMIT chosen(index.data(IdRole).toString());
    });
    connect(m_list, &QListView::activated, this,
            [this](const QModelIndex &index) { Q_EMIT opened(index.data(IdRole).toString()); });
    connect(&theme, &Theme::changed, m_list->viewport(), qOverload<>(&QWidget::update));
    body()->setContentsMargins(0, 0, 0, 0);
    body()->addWidget(m_list);
}

QString ReportsList::current() const
{
    return m_list->currentIndex().data(IdRole).toString();
}

void ReportsList::choose(const QString &name)
{
    const auto *reports = static_cast<const ReportsModel *>(m_list->model());
    const int row = reports->rowOf(name);
    if (row >= 0)
        m_list->setCurrentIndex(reports->index(row, 0));
}

} // namespace slipway::ui
