#pragma once

#include "ui/models/text_table_model.h"
#include "ui/pages/features_tab.h"

class QLabel;
class QStackedWidget;

namespace slipway::ui {

class ElidedLabel;
class TableView;

/// What is stored for servers: how old it is against what is promised, and how complete.
class FeaturesFreshness : public FeaturesTab
{
    Q_OBJECT
public:
    explicit FeaturesFreshness(const FeaturesScene &scene, QWidget *parent = nullptr);

    QStringList command() const override;

    /// How the views of a set stand, the worst one's state first.
    static Status state(const StoreStatus &status);
    static QString sentence(const StoreStatus &status);

protected:
    void make() override;
    void showShown() override;

private:
    void makeViews();
    void makeShares();
    void showViews();
    void showCompleteness();

    TextTableModel m_views;
    TextTableModel m_shares;
    TableView *m_viewsTable = nullptr;
    TableView *m_sharesTable = nullptr;
    ElidedLabel *m_said = nullptr;
    QLabel *m_nothing = nullptr;
    QStackedWidget *m_stack = nullptr;
};

} // namespace slipway::ui
