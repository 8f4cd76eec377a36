#pragma once

#include "ui/jobs/question.h"
#include "ui/pages/features_tab.h"

#include <QObject>

namespace slipway::ui {

/// Asks the engine which feature sets there are, what the one that is chosen says, and how its values are
/// stored. It asks again when something has happened to features, and not at every change of the workspace.
class FeaturesSets : public QObject
{
    Q_OBJECT
public:
    FeaturesSets(WorkspaceSession &session, FeaturesShown &shown, QObject *parent = nullptr);

    void refresh(); ///< asks for what is out of date
    void choose(const QString &reference); ///< "feed@2"; stays chosen
    void askStatus();

    const QString &chosen() const { return m_chosen; }
    bool hasAnswered() const { return m_answered; } ///< what is shown is known, or that there is nothing
    const std::optional<Error> &problem() const { return m_problem; } ///< with the definitions

Q_SIGNALS:
    void listed();
    void described(); ///< shown.set is another one, or none
    void measured(); ///< shown.status

private:
    void takeList(const Result<Json> &answer);
    void takeSet(const Result<Json> &answer);
    void takeStatus(const Result<Json> &answer);
    QString best() const;
    QString successor(const QString &reference) const;
    bool isListed(const QString &reference) const;

    WorkspaceSession &m_session;
    FeaturesShown &m_shown;
    Question m_list;
    Question m_show;
    Question m_status;
    QString m_chosen;
    QString m_asked; ///< the set that the last question was about
    std::optional<Error> m_problem;
    bool m_stale = true;
    bool m_answered = false;
};

} // namespace slipway::ui
