#include "ui/pages/features_details.h"

#include "ui/models/number_text.h"
#include "ui/pages/features_about.h"
#include "ui/pages/features_distribution.h"
#include "ui/pages/features_freshness.h"
#include "ui/pages/features_known.h"
#include "ui/pages/features_lineage.h"
#include "ui/pages/features_screening.h"
#include "ui/pages/features_store.h"
#include "ui/pages/features_versions.h"

#include <algorithm>

namespace slipway::ui {

namespace {

const QLatin1String storeTab("store");
const QLatin1String versionsTab("versions");

} // namespace

FeaturesDetails::FeaturesDetails(const FeaturesScene &scene, QWidget *parent)
    : DataTabs(scene.theme, QStringLiteral("features.tabs"), parent)
    , m_shown(scene.shown)
    , m_versions(new FeaturesVersions(scene))
{
    setAccessibleName(tr("Details"));
    setBarName(tr("What is shown of the feature"));
    addTab(QLatin1String("distribution"), tr("Values"), new FeaturesDistribution(scene));
    addTab(QLatin1String("about"), tr("Definition"), new FeaturesAbout(scene));
    addTab(QLatin1String("lineage"), tr("Lineage"), new FeaturesLineage(scene));
    addTab(QLatin1String("known"), tr("Known then"), new FeaturesKnown(scene));
    addTab(storeTab, tr("Store"), new FeaturesStore(scene));
    addTab(QLatin1String("screening"), tr("Screening"), new FeaturesScreening(scene));
    addTab(versionsTab, tr("Versions"), m_versions);
    connect(this, &DataTabs::currentChanged, this, &FeaturesDetails::bringUpToDate);
    connect(m_versions, &FeaturesVersions::applyWanted, this, &FeaturesDetails::applyWanted);
}

void FeaturesDetails::addTab(const QLatin1String &id, const QString &title, FeaturesTab *tab)
{
    m_tabs.insert(id, tab);
    add(id, title, tab, tab->tools());
    connect(tab, &FeaturesTab::featureChosen, this, &FeaturesDetails::featureChosen);
    connect(tab, &FeaturesTab::pageWanted, this, &FeaturesDetails::pageWanted);
}

void FeaturesDetails::bringUpToDate()
{
    if (auto *tab = m_tabs.value(current()))
        tab->bringUpToDate();
    Q_EMIT commandChanged();
}

QStringList FeaturesDetails::command() const
{
    const auto *tab = m_tabs.value(current());
    return tab ? tab->command() : QStringList();
}

void FeaturesDetails::showStoreState()
{
    const auto &status = m_shown.status;
    if (!status || status->views.empty()) {
        setChip(storeTab, Status::Neutral, {});
        return;
    }
    const auto old = std::count_if(status->views.begin(), status->views.end(),
                                   [](const auto &view) { return !view.fresh; });
    setChip(storeTab, old > 0 ? Status::Warns : Status::Neutral,
            old > 0 ? tr("%1 too old").arg(old) : QString(), FeaturesFreshness::sentence(*status));
}

bool FeaturesDetails::isStoreShown() const
{
    return current() == storeTab;
}

void FeaturesDetails::compareWithFile(const QString &file)
{
    setCurrent(versionsTab);
    m_versions->compareWithFile(file);
}

} // namespace slipway::ui
