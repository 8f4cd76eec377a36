#include "ui/pages/features_sets.h"

#include "ui/jobs/workspace_session.h"
#include "ui/models/text.h"

#include <algorithm>

namespace slipway::ui {

FeaturesSets::FeaturesSets(WorkspaceSession &session, FeaturesShown &shown, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_shown(shown)
    , m_list(session.launcher())
    , m_show(session.launcher())
    , m_status(session.launcher())
{
    connect(&m_list, &Question::answered, this, &FeaturesSets::takeList);
    connect(&m_show, &Question::answered, this, &FeaturesSets::takeSet);
    connect(&m_status, &Question::answered, this, &FeaturesSets::takeStatus);
    connect(&session, &WorkspaceSession::happened, this,
            [this](const std::vector<workspace::LoggedEvent> &events) {
                m_stale = m_stale
                    || std::any_of(events.begin(), events.end(), [](const workspace::LoggedEvent &event) {
                              const auto &kind = event.change.kind;
                              return kind.starts_with("features.") || kind.starts_with("registry.")
                                  || kind.starts_with("report.");
                          });
            });
}

void FeaturesSets::refresh()
{
    if (!m_stale)
        return;
    m_stale = false;
    m_list.ask({QStringLiteral("features"), QStringLiteral("list")});
}

bool FeaturesSets::isListed(const QString &reference) const
{
    return std::any_of(m_shown.sets.begin(), m_shown.sets.end(),
                       [&](const FeatureSetRow &set) { return set.reference() == reference; });
}

/// The version of the same set that is in force now, else the best of all.
QString FeaturesSets::successor(const QString &reference) const
{
    const auto found = std::find_if(m_shown.sets.begin(), m_shown.sets.end(), [&](const FeatureSetRow &set) {
        return set.set == reference.section(QLatin1Char('@'), 0, 0);
    });
    return found == m_shown.sets.end() ? best() : found->reference();
}

/// The one that was built last, else the one that was applied last, else the first.
QString FeaturesSets::best() const
{
    if (m_shown.sets.empty())
        return {};
    const auto found = std::max_element(
        m_shown.sets.begin(), m_shown.sets.end(), [](const FeatureSetRow &left, const FeatureSetRow &right) {
            return std::pair(left.built, left.applied) < std::pair(right.built, right.applied);
        });
    return found->reference();
}

void FeaturesSets::takeList(const Result<Json> &answer)
{
    m_problem = answer ? std::optional<Error>() : answer.error();
    m_stale = m_stale || !answer; // it may be there the next time
    m_shown.sets = answer ? featureSetsFrom(answer.value()) : std::vector<FeatureSetRow>();
    m_shown.offers = answer ? featureOffersFrom(answer.value()) : std::vector<FeatureOffer>();
    if (!isListed(m_chosen))
        m_chosen = successor(m_chosen);
    Q_EMIT listed();
    if (m_chosen.isEmpty()) {
        m_answered = true;
        m_shown.set.reset();
        Q_EMIT described();
        return;
    }
    choose(m_chosen);
}

void FeaturesSets::choose(const QString &reference)
{
    m_chosen = reference;
    m_show.ask({QStringLiteral("features"), QStringLiteral("show"), reference});
}

void FeaturesSets::takeSet(const Result<Json> &answer)
{
    m_answered = true;
    m_problem = answer ? std::optional<Error>() : answer.error();
    m_stale = m_stale || !answer;
    m_shown.set = answer ? std::optional(featureSetFrom(answer.value())) : std::nullopt;
    Q_EMIT described();
    askStatus();
}

void FeaturesSets::askStatus()
{
    const QString set = m_shown.setName();
    if (set != m_asked) {
        m_shown.status.reset();
        m_asked = set;
        Q_EMIT measured();
    }
    if (m_shown.set)
        m_status.ask({QStringLiteral("features"), QStringLiteral("status"), QStringLiteral("--set"), set});
}

void FeaturesSets::takeStatus(const Result<Json> &answer)
{
    m_shown.status = answer ? std::optional(storeStatusFrom(answer.value())) : std::nullopt;
    if (m_shown.status)
        m_shown.status->asked = utcNow();
    m_shown.statusProblem = answer ? QString() : text(answer.error().message);
    Q_EMIT measured();
}

} // namespace slipway::ui
