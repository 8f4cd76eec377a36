#pragma once

#include "ui/jobs/question.h"
#include "ui/models/text_table_model.h"
#include "ui/pages/features_tab.h"

#include <QElapsedTimer>
#include <QTimer>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace slipway::ui {

class ElidedLabel;
class FeaturesEntity;
class TableView;

/// Asks the online store for the latest values, as a server would, once or again and again.
class FeaturesLookup : public FeaturesTab
{
    Q_OBJECT
public:
    explicit FeaturesLookup(const FeaturesScene &scene, QWidget *parent = nullptr);

    QStringList command() const override;

protected:
    void make() override;
    void showShown() override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeForm();
    QWidget *makeAnswer();
    void ask();
    void take(const Result<Json> &answer);
    void showAnswer(const LookupAnswer &answer, double took);
    bool isOfRequest(const QString &feature) const;

    Question m_question;
    TextTableModel m_cells;
    QString m_of; ///< the set that the form is for
    FeaturesEntity *m_entity = nullptr;
    QLineEdit *m_wanted = nullptr;
    QPushButton *m_ask = nullptr;
    QCheckBox *m_again = nullptr;
    ElidedLabel *m_said = nullptr;
    QLabel *m_nothing = nullptr;
    QStackedWidget *m_stack = nullptr;
    QElapsedTimer m_took;
    QTimer m_repeat;
    int m_answers = 0; ///< since the question was last changed
};

} // namespace slipway::ui
