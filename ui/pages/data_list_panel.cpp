#include "ui/pages/data_list_panel.h"

#include "ui/pages/data_versions.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QVBoxLayout>

namespace slipway::ui {

namespace {

constexpr int listWidth = 208;

} // namespace

DataListPanel::DataListPanel(const Theme &theme, DataVersions &versions, QWidget *parent)
    : Panel(theme, {}, parent)
    , m_versions(versions)
    , m_list(new QListView)
    , m_count(makeLabel(QStringLiteral("small")))
    , m_cleanUp(makeButton(theme,
                           {.objectName = QStringLiteral("data.cleanup"),
                            .text = tr("Clean up…"),
                            .kind = ButtonKind::Quiet,
                            .size = ButtonSize::Compact}))
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

    m_count->setObjectName(QStringLiteral("data.count"));
    m_count->setWordWrap(true);
    m_cleanUp->setToolTip(tr("Shows what nothing needs any more, before it is removed"));
    connect(&versions.datasets(), &RowsModelBase::loaded, this, &DataListPanel::describe);
    connect(m_cleanUp, &QPushButton::clicked, this, &DataListPanel::cleanUpWanted);
    auto *below = new QHBoxLayout;
    below->setContentsMargins(theme.pixels(u"space.panel"), 5, 4, 5);
    below->addWidget(m_count, 1);
    below->addWidget(m_cleanUp);

    auto *above = new QVBoxLayout;
    above->setContentsMargins(8, 8, 8, 8);
    above->addWidget(filter);
    body()->setContentsMargins(0, 0, 0, 0);
    body()->setSpacing(0);
    body()->addLayout(above);
    body()->addWidget(makeHairline());
    body()->addWidget(m_list, 1);
    body()->addWidget(makeHairline());
    body()->addLayout(below);
}

void DataListPanel::setBytes(double bytes)
{
    m_bytes = bytes;
    describe();
}

void DataListPanel::setMayCleanUp(bool may)
{
    m_cleanUp->setEnabled(may);
}

void DataListPanel::describe()
{
    const QString count = tr("%n data sets", nullptr, m_versions.names());
    m_count->setText(m_bytes < 0 ? count
                                 : tr("%1,\n%2 on disk", "number of data sets and their size")
                                       .arg(count,
                                            QLocale().formattedDataSize(static_cast<qint64>(m_bytes), 0,
                                                                        QLocale::DataSizeSIFormat)));
}

void DataListPanel::setCurrent(const QString &id)
{
    if (const auto index = m_versions.indexOf(id); index.isValid())
        m_list->setCurrentIndex(index);
}

} // namespace slipway::ui
