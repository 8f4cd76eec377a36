#include "ui/pages/features_tab.h"

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

} // namespace slipway::ui
