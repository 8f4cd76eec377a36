#pragma once

#include "ui/models/text_table_model.h"
#include "ui/pages/features_tab.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace slipway::ui {

class ChartView;
class DataJobLine;
class ElidedLabel;
class FeaturesEntity;
class FormRow;
class TableView;

/// What a model could have known about an entity at a moment: nothing that happened afterwards.
class FeaturesKnown : public FeaturesTab
{
    Q_OBJECT
public:
    explicit FeaturesKnown(const FeaturesScene &scene, QWidget *parent = nullptr);

    QStringList command() const override;

protected:
    void make() override;
    void showShown() override;

private:
    QWidget *makeForm();
    QWidget *makeAnswer();
    QWidget *makeCurve();
    void ask();
    void take(const Json &answer);
    void showAnswer();
    void showHistory();
    void suggestTime();
    QString moment() const; ///< as commands write it; empty where it is none

    TextTableModel m_values;
    KnownAnswer m_answer;
    QString m_of; ///< the set that the form is for
    QString m_askedAbout;
    FeaturesEntity *m_entity = nullptr;
    FormRow *m_timeRow = nullptr;
    QLineEdit *m_time = nullptr;
    DataJobLine *m_line = nullptr;
    QCheckBox *m_withHistory = nullptr;
    QPushButton *m_ask = nullptr;
    ElidedLabel *m_said = nullptr;
    QLabel *m_nothing = nullptr;
    QStackedWidget *m_stack = nullptr;
    TableView *m_table = nullptr;
    ChartView *m_chart = nullptr;
    ElidedLabel *m_curveSaid = nullptr;
    QWidget *m_curve = nullptr; ///< with what is said above it
    QString m_suggestedTime;
};

} // namespace slipway::ui
