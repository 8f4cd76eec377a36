#pragma once

#include "ui/pages/data_tabs.h"
#include "ui/pages/features_tab.h"

namespace slipway::ui {

class FeaturesStore;
class FeaturesVersions;

/// What there is to say about a feature and its set below the definitions. Each part reads when it is shown.
class FeaturesDetails : public DataTabs
{
    Q_OBJECT
public:
    explicit FeaturesDetails(const FeaturesScene &scene, QWidget *parent = nullptr);

    void bringUpToDate(); ///< another feature or set, or newer values
    QStringList command() const; ///< of the part that is shown
    void showStoreState(); ///< at the tab's name
    bool isStoreShown() const;

    void compareWithFile(const QString &file);

Q_SIGNALS:
    void featureChosen(const QString &name);
    void pageWanted(const QString &page);
    void applyWanted(const QString &named);
    void commandChanged();

private:
    void addTab(const QLatin1String &id, const QString &title, FeaturesTab *tab);

    const FeaturesShown &m_shown;
    QHash<QString, FeaturesTab *> m_tabs;
    FeaturesVersions *m_versions;
};

} // namespace slipway::ui
