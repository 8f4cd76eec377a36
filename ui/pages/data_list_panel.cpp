#include "ui/pages/data_list_panel.h"

#include "ui/pages/data_versions.h"
#include "ui/theme/theme.h"
#include "ui/widgets/text.h"

#include <QItemSelectionModel>
#include <QLineEdit>
#include <QListView>
#include <QVBoxLayout>

namespace slipway::ui {

namespace {

constexpr int listWidth = 208;

} // namespace

DataListPanel::DataListPanel(const Theme &theme, DataVersions &versions, QWidget *parent)
    : Panel(theme, {}, parent)
    , m_versions(versions)
    , m_list(new QListView)
{
    setAccessibleName(tr("Data sets"));
    setFixedWidth(listWidth);
    auto *filter = new QLineEdit;
    filter->setObjectName(QStringLiteral("data.filter"));
    filter->setAccessibleName(tr("Filter data sets"));
    filter->setPlaceholderText(tr("Filter data sets"));
    filter->setClearButtonEnabled(true);
    filter->addAction(theme.icons().icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    connect(filter, &QLineEdit::textChanged, &versions, &QSortFilterProxyModel::setFilterFixedString);

    m_list->setObjectName(QStringLiteral("data.versions"));
    m_list->setAccessibleName(tr("Data sets"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setItemDelegate(new DataVersionDelegate(theme, m_list));
    m_list->setModel(&versions);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) {
                if (current.isValid())
                    Q_EMIT chosen(current.data(IdRole).toString());
            });
    connect(&theme, &Theme::changed, m_list->viewport(), qOverload<>(&QWidget::update));

    auto *count = makeLabel(QStringLiteral("small"));
    count->setObjectName(QStringLiteral("data.count"));
    count->setContentsMargins(theme.pixels(u"space.panel"), 5, theme.pixels(u"space.panel"), 5);
    connect(&versions.datasets(), &RowsModelBase::loaded, count,
            [this, count] { count->setText(tr("%n data sets", nullptr, m_versions.names())); });

    auto *above = new QVBoxLayout;
    above->setContentsMargins(8, 8, 8, 8);
    above->addWidget(filter);
    body()->setContentsMargins(0, 0, 0, 0);
    body()->setSpacing(0);
    body()->addLayout(above);
    body()->addWidget(makeHairline());
    body()->addWidget(m_list, 1);
    body()->addWidget(makeHairline());
    body()->addWidget(count);
}

void DataListPanel::setCurrent(const QString &id)
{
    if (const auto index = m_versions.indexOf(id); index.isValid())
        m_list->setCurrentIndex(index);
}

} // namespace slipway::ui
