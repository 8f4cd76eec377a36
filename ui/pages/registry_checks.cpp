#include "ui/pages/registry_checks.h"

#include "core/base/json_value.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/text.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace slipway::ui {

namespace {

struct Known {
    const char *id;
    const char *title;
    const char *page;
    const char *link;
};

constexpr std::array known {
    Known {"data_checked", QT_TRANSLATE_NOOP("slipway::ui::GateChecks", "Training data checked"), "data",
           QT_TRANSLATE_NOOP("slipway::ui::GateChecks", "Data")},
    Known {"files_intact", QT_TRANSLATE_NOOP("slipway::ui::GateChecks", "Files intact"), "", ""},
    Known {"evaluation_fresh", QT_TRANSLATE_NOOP("slipway::ui::GateChecks", "Evaluated recently"), "evaluate",
           QT_TRANSLATE_NOOP("slipway::ui::GateChecks", "Evaluate")},
    Known {"auc", QT_TRANSLATE_NOOP("slipway::ui::GateChecks", "AUC on test rows"), "evaluate",
           QT_TRANSLATE_NOOP("slipway::ui::GateChecks", "Curve")},
    Known {"log_loss", QT_TRANSLATE_NOOP("slipway::ui::GateChecks", "Log loss on test rows"), "evaluate",
           QT_TRANSLATE_NOOP("slipway::ui::GateChecks", "Calibration")},
    Known {"not_worse_than_production",
           QT_TRANSLATE_NOOP("slipway::ui::GateChecks", "Not worse than production"), "compare",
           QT_TRANSLATE_NOOP("slipway::ui::GateChecks", "Compare")},
};

const Known *find(const QString &id)
{
    const auto found = std::find_if(known.begin(), known.end(),
                                    [&](const Known &gate) { return id == QLatin1String(gate.id); });
    return found == known.end() ? nullptr : &*found;
}

/// The engine writes for terminals.
QString withRealMinus(QString sentence)
{
    static const QRegularExpression minus(QStringLiteral("(?<![\\w.])-(?=\\d)"));
    return sentence.replace(minus, QStringLiteral("\u2212"));
}

/// Whether an event may open or shut a gate.
bool matters(const workspace::LoggedEvent &event)
{
    static constexpr std::array kinds {"model.",   "run.evaluated", "data.",
                                       "dataset.", "features.",     "config."};
    return std::any_of(kinds.begin(), kinds.end(),
                       [&](const char *kind) { return event.change.kind.starts_with(kind); });
}

} // namespace

QString GateVerdict::title() const
{
    if (const Known *gate = find(id))
        return GateChecks::tr(gate->title);
    return QString(id).replace(u'_', u' ');
}

QString GateVerdict::page() const
{
    const Known *gate = find(id);
    return gate ? QString::fromLatin1(gate->page) : QString();
}

QString GateVerdict::link() const
{
    const Known *gate = find(id);
    return gate && *gate->link ? GateChecks::tr(gate->link) : QString();
}

bool GateAnswer::passed() const
{
    return !gates.isEmpty() && passedCount() == gates.size();
}

int GateAnswer::passedCount() const
{
    return static_cast<int>(
        std::count_if(gates.begin(), gates.end(), [](const GateVerdict &gate) { return gate.passed; }));
}

QStringList GateAnswer::shut() const
{
    QStringList titles;
    for (const auto &gate : gates) {
        if (!gate.passed)
            titles << gate.title();
    }
    return titles;
}

GateAnswer gateAnswerFrom(const Json &result)
{
    GateAnswer answer;
    for (const auto &gate : valueOr(result, "gates", Json::array())) {
        answer.gates.append({text(valueOr(gate, "gate", std::string())), valueOr(gate, "passed", false),
                             withRealMinus(text(valueOr(gate, "sentence", std::string())))});
    }
    return answer;
}

GateChecks::GateChecks(WorkspaceSession &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&session, &WorkspaceSession::happened, this, &GateChecks::forgetAfter);
}

void GateChecks::ask(const QString &reference)
{
    if (m_answers.contains(reference) || m_failures.contains(reference) || m_jobs.contains(reference))
        return;
    const auto started = m_session.start({QStringLiteral("registry"), QStringLiteral("gates"), reference});
    if (!started) {
        m_failures.insert(reference, started.error());
        Q_EMIT answered(reference);
        return;
    }
    m_jobs.insert(reference, started.value());
    connect(started.value(), &Job::finished, this,
            [this, reference, generation = m_generation](const Result<Json> &outcome) {
                take(reference, generation, outcome);
            });
}

void GateChecks::askAgain(const QString &reference)
{
    m_answers.remove(reference);
    m_failures.remove(reference);
    ask(reference);
}

void GateChecks::take(const QString &reference, int generation, const Result<Json> &outcome)
{
    m_jobs.remove(reference);
    if (generation != m_generation) {
        ask(reference); // something has happened meanwhile
        return;
    }
    if (outcome)
        m_answers.insert(reference, gateAnswerFrom(outcome.value()));
    else
        m_failures.insert(reference, outcome.error());
    Q_EMIT answered(reference);
}

void GateChecks::forgetAfter(const std::vector<workspace::LoggedEvent> &events)
{
    if (std::none_of(events.begin(), events.end(), matters))
        return;
    ++m_generation;
    m_answers.clear();
    m_failures.clear();
    Q_EMIT outdated();
}

const GateAnswer *GateChecks::answer(const QString &reference) const
{
    const auto found = m_answers.find(reference);
    return found == m_answers.end() ? nullptr : &*found;
}

const Error *GateChecks::failure(const QString &reference) const
{
    const auto found = m_failures.find(reference);
    return found == m_failures.end() ? nullptr : &*found;
}

} // namespace slipway::ui
