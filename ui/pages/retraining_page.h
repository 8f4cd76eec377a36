#pragma once

#include "ui/models/retraining_rules_model.h"
#include "ui/models/trainings_model.h"
#include "ui/models/workspace_reader.h"
#include "ui/pages/workspace_page.h"

#include <QTimer>

#include <optional>

namespace slipway::ui {

class Chip;
class Panel;
class RetrainingSettings;
class RetrainingSteps;
class RetrainingVerdict;
class TableView;

/// Is it time to train again? What the policy says and why, and what became of the trainings so far.
class RetrainingPage : public WorkspacePage
{
    Q_OBJECT
public:
    RetrainingPage(const PageServices &services, const PageDescription &description, QWidget *parent = nullptr);
    ~RetrainingPage() override;

    QStringList command() const override;

protected:
    void refresh() override;

private:
    void addActions();
    QWidget *makeResult();
    QWidget *makeRules();
    QWidget *makeTrainings();
    void offerWays();
    void take(const RetrainingAnswer &answer);
    void showTraining();
    void inspectVerdict();
    void retrain();
    void checkAgain();
    Job *training() const; ///< that runs now; nullptr where none does

    RetrainingRulesModel m_rules;
    TrainingsModel m_trainings;
    std::optional<RetrainingAnswer> m_answer;
    Chip *m_chip;
    QWidget *m_result = nullptr;
    RetrainingVerdict *m_verdict = nullptr;
    RetrainingSettings *m_settings = nullptr;
    RetrainingSteps *m_steps = nullptr;
    QPushButton *m_retrain = nullptr;
    QPointer<Job> m_followed; ///< a training whose progress is shown
    QTimer m_hour; ///< a day more, and the policy may say something else
    bool m_readAgain = false;
    bool m_asked = false; ///< by a person, who waits for a word
    Pending m_pending;
};

} // namespace slipway::ui
