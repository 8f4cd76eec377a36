#include "ui/pages/features_tab.h"

#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>

namespace slipway::ui {

FeatureWanted FeaturesShown::wanted() const
{
    return {.set = setName(), .feature = feature.name, .time = set ? set->labels.time : QString()};
}

FeaturesTab::FeaturesTab(const FeaturesScene &scene, QWidget *parent)
    : QWidget(parent)
    , m_scene(scene)
{
}

void FeaturesTab::bringUpToDate()
{
    if (!m_made) {
        m_made = true;
        make();
    }
    showShown();
}

TableView *FeaturesTab::makeTable(const QString &objectName, const QString &what, QAbstractItemModel &model)
{
    auto *table = new TableView(theme());
    table->setObjectName(objectName);
    table->setAccessibleName(what);
    table->setModel(&model);
    table->setRowHeight(RowHeight::Dense);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->horizontalHeader()->setSortIndicatorShown(false);
    table->horizontalHeader()->setSectionsClickable(false);
    return table;
}

void FeaturesTab::chooseFrom(TableView &table, int column)
{
    connect(&table, &TableView::opened, this, [this, column](const QModelIndex &index) {
        Q_EMIT featureChosen(index.siblingAtColumn(column).data().toString());
    });
}

QLabel *FeaturesTab::makeNothing(const QString &objectName) const
{
    auto *nothing = makeLabel(QStringLiteral("small"));
    nothing->setObjectName(objectName);
    nothing->setAlignment(Qt::AlignCenter);
    nothing->setWordWrap(true);
    nothing->setMargin(theme().pixels(u"space.panel"));
    return nothing;
}

ElidedLabel *FeaturesTab::makeSaid(const QString &objectName) const
{
    auto *said = new ElidedLabel(QStringLiteral("small"));
    said->setObjectName(objectName);
    said->setContentsMargins(theme().pixels(u"space.panel"), 6, theme().pixels(u"space.panel"), 6);
    return said;
}

void FeaturesTab::layFormBeside(QWidget *form, QWidget *answer)
{
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    line->addWidget(form);
    auto *border = new QFrame;
    border->setProperty("role", QStringLiteral("hairline"));
    border->setFixedWidth(1);
    line->addWidget(border);
    line->addWidget(answer, 1);
}

} // namespace slipway::ui
