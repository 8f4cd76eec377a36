#pragma once

#include "ui/models/text_table_model.h"
#include "ui/pages/features_tab.h"

class QLabel;
class QPlainTextEdit;
class QStackedWidget;

namespace slipway::ui {

class TableView;

/// The definition of the selected feature, and what models make of it.
class FeaturesAbout : public FeaturesTab
{
    Q_OBJECT
public:
    explicit FeaturesAbout(const FeaturesScene &scene, QWidget *parent = nullptr);

protected:
    void make() override;
    void showShown() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeDefinition();
    QWidget *makeWeights();
    void showDefinition();
    void fitFormula();
    void showInputs();
    void showWeights();

    QLabel *m_says = nullptr;
    QLabel *m_facts = nullptr;
    QPlainTextEdit *m_formula = nullptr;
    QWidget *m_inputs = nullptr;
    QStringList m_shownInputs;
    QLabel *m_noWeights = nullptr;
    QStackedWidget *m_weights = nullptr;
    TableView *m_table = nullptr;
    TextTableModel m_models;
};

} // namespace slipway::ui
