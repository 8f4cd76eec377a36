#pragma once

#include "ui/models/text_table_model.h"
#include "ui/pages/features_tab.h"

class QLabel;
class QPushButton;
class QStackedWidget;

namespace slipway::ui {

class Chip;
class DataJobLine;
class ElidedLabel;

/// Whether what was served is what the tables knew at that moment, cell by cell.
class FeaturesSkew : public FeaturesTab
{
    Q_OBJECT
public:
    explicit FeaturesSkew(const FeaturesScene &scene, QWidget *parent = nullptr);

    QStringList command() const override;

protected:
    void make() override;
    void showShown() override;

private:
    void start();
    void take(const SkewAnswer &answer);

    TextTableModel m_cells;
    QString m_of; ///< the set whose answer is shown
    DataJobLine *m_line = nullptr;
    QPushButton *m_start = nullptr;
    Chip *m_chip = nullptr;
    ElidedLabel *m_said = nullptr;
    QLabel *m_nothing = nullptr;
    QStackedWidget *m_stack = nullptr;
};

} // namespace slipway::ui
