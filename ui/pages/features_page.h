#pragma once

#include "ui/models/features_model.h"
#include "ui/pages/workspace_page.h"

#include <QSortFilterProxyModel>
#include <QTimer>

class QLabel;

namespace slipway::ui {

class FeaturesDistribution;
class Segments;
class TableView;

/// What a model is told about each row: the definitions, and how their values are spread.
class FeaturesPage : public WorkspacePage
{
    Q_OBJECT
public:
    FeaturesPage(const PageServices &services, const PageDescription &description, QWidget *parent = nullptr);
    ~FeaturesPage() override;

    QStringList command() const override;

protected:
    void refresh() override;

private:
    void addActions();
    void addFilterLine();
    QWidget *makeResult();
    void take();
    void showCount();
    void showFeature(const QModelIndex &current);
    void showEmptyText();
    void showSentence();
    bool mayBuild() const;

    FeaturesModel m_features;
    QSortFilterProxyModel m_shown;
    QWidget *m_result = nullptr;
    TableView *m_table = nullptr;
    FeaturesDistribution *m_distribution = nullptr;
    QLabel *m_count = nullptr;
    bool m_hasData = false; ///< whether there is what features are computed from
    bool m_dataKnown = false;
    QTimer m_minute; ///< "6 min ago" grows old
    Pending m_dataPending;
};

} // namespace slipway::ui
