#include "ui/pages/features_store.h"

#include "ui/actions/action_registry.h"
#include "ui/pages/features_freshness.h"
#include "ui/pages/features_lookup.h"
#include "ui/pages/features_skew.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/segments.h"

#include <QAction>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <array>

namespace slipway::ui {

namespace {

const std::array parts {QLatin1String("freshness"), QLatin1String("lookup"), QLatin1String("skew")};

} // namespace

FeaturesStore::FeaturesStore(const FeaturesScene &scene, QWidget *parent)
    : FeaturesTab(scene, parent)
    , m_part(new Segments(QStringLiteral("features.store.part")))
    , m_store(makeButton(scene.theme,
                         {.objectName = QStringLiteral("features.store.materialize"),
                          .text = tr("Store values"),
                          .icon = QStringLiteral("download"),
                          .size = ButtonSize::Compact}))
{
    m_part->setAccessibleName(tr("What about the store"));
    m_part->setCompact(true);
    m_part->add(parts[0], tr("Freshness"));
    m_part->add(parts[1], tr("Look up"));
    m_part->add(parts[2], tr("Skew"));
    connect(m_part, &Segments::currentChanged, this, &FeaturesTab::bringUpToDate);
    auto *menu = new QMenu(m_store);
    menu->setObjectName(QStringLiteral("features.store.materialize.menu"));
    for (const char *id : {"features.materialize", "features.materialize_all"})
        menu->addAction(actions().action(QString::fromLatin1(id)));
    m_store->setMenu(menu);
    QAction *action = actions().action(QStringLiteral("features.materialize"));
    const auto follow = [this, action] {
        m_store->setEnabled(action->isEnabled());
        m_store->setToolTip(action->toolTip());
    };
    follow();
    connect(action, &QAction::changed, this, follow);
}

QList<QWidget *> FeaturesStore::tools() const
{
    return {m_part, m_store};
}

void FeaturesStore::make()
{
    m_parts = {new FeaturesFreshness(scene()), new FeaturesLookup(scene()), new FeaturesSkew(scene())};
    m_stack = new QStackedWidget;
    for (auto *part : std::as_const(m_parts)) {
        m_stack->addWidget(part);
        connect(part, &FeaturesTab::featureChosen, this, &FeaturesTab::featureChosen);
        connect(part, &FeaturesTab::pageWanted, this, &FeaturesTab::pageWanted);
    }
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
}

void FeaturesStore::showFreshness()
{
    m_part->setCurrent(parts[0]);
}

void FeaturesStore::showShown()
{
    const auto place = std::find(parts.begin(), parts.end(), m_part->current()) - parts.begin();
    auto *part = m_parts.value(place);
    part->bringUpToDate();
    m_stack->setCurrentWidget(part);
}

QStringList FeaturesStore::command() const
{
    const auto *part = m_stack ? static_cast<FeaturesTab *>(m_stack->currentWidget()) : nullptr;
    return part ? part->command() : QStringList();
}

} // namespace slipway::ui
