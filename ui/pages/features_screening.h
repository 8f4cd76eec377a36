#pragma once

#include "ui/models/text_table_model.h"
#include "ui/pages/features_tab.h"

#include <QSortFilterProxyModel>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace slipway::ui {

class DataJobLine;
class ElidedLabel;
class TableView;

/// Which features could be left out before any model sees them, each with its reason.
class FeaturesScreening : public FeaturesTab
{
    Q_OBJECT
public:
    explicit FeaturesScreening(const FeaturesScene &scene, QWidget *parent = nullptr);

    QStringList command() const override;
    QList<QWidget *> tools() const override;

protected:
    void make() override;
    void showShown() override;

private:
    void start();
    void take(const ScreeningAnswer &answer);
    void select();

    TextTableModel m_columns;
    QSortFilterProxyModel m_sorted;
    QPushButton *m_start;
    QString m_of; ///< set and build whose answer is shown
    DataJobLine *m_line = nullptr;
    ElidedLabel *m_said = nullptr;
    QLabel *m_nothing = nullptr;
    TableView *m_table = nullptr;
    QStackedWidget *m_stack = nullptr;
};

} // namespace slipway::ui
