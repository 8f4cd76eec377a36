#pragma once

#include "ui/jobs/question.h"
#include "ui/models/text_table_model.h"
#include "ui/pages/features_tab.h"

#include <QPointer>

class QCheckBox;
class QDateTimeEdit;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace slipway::ui {

class ChartView;
class ElidedLabel;
class FeaturesEntity;
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
    void ask();
    void take(const Result<Json> &answer);
    void showAnswer();
    void showHistory();
    void suggestTime();

    Question m_question;
    TextTableModel m_values;
    KnownAnswer m_answer;
    QString m_of; ///< the set that the form is for
    QString m_askedAbout;
    FeaturesEntity *m_entity = nullptr;
    QDateTimeEdit *m_time = nullptr;
    QCheckBox *m_withHistory = nullptr;
    QPushButton *m_ask = nullptr;
    ElidedLabel *m_said = nullptr;
    QLabel *m_nothing = nullptr;
    QStackedWidget *m_stack = nullptr;
    TableView *m_table = nullptr;
    ChartView *m_chart = nullptr;
    QWidget *m_chartBox = nullptr;
    bool m_timeTouched = false;
};

} // namespace slipway::ui
