// What the compare page asks of the records and of the engine.

#include "core/base/json_value.h"
#include "ui/actions/action_registry.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/text.h"
#include "ui/pages/compare_page.h"
#include "ui/pages/compare_pair.h"

namespace slipway::ui {

namespace {

constexpr std::int64_t runsLookedAt = 500; ///< newest first

} // namespace

void ComparePage::refresh()
{
    auto &reader = session().reader();
    reader.versions(m_versionsPending, [this](const Result<std::vector<registry::ModelVersion>> &versions) {
        if (!versions) {
            showReadingFailure(versions.error());
            return;
        }
        m_versions = versions.value();
    });
    reader.runs(m_runsPending, {.metrics = {"test_auc"}, .limit = runsLookedAt},
                [this](const Result<workspace::RunPage> &page) {
                    if (!page) {
                        showReadingFailure(page.error());
                        return;
                    }
                    m_runs = page.value().rows;
                });
    // The reader answers in order: this is the last of the three.
    reader.datasets(m_rowsPending, [this](const Result<std::vector<workspace::DatasetVersion>> &datasets) {
        if (!datasets) {
            showReadingFailure(datasets.error());
            return;
        }
        m_rowSets = comparableRows(datasets.value());
        takeAnswers();
    });
}

void ComparePage::takeAnswers()
{
    m_candidates = candidatesFrom(m_versions, m_runs);
    // A run that has been registered meanwhile is a version now.
    for (QString *chosen : {&m_a, &m_b}) {
        if (const auto *version = m_candidates.ofRun(*chosen))
            *chosen = version->reference;
    }
    if (!a() || !b()) {
        const auto ticked = m_candidates.pairOf(session().selection().runs());
        const auto pair = ticked.isEmpty() ? m_candidates.standardPair() : ticked;
        m_a = pair.value(0);
        m_b = pair.value(1);
    }
    fillChoices();
    fillRows();
    const bool isEmpty = m_candidates.all.size() < 2;
    if (isEmpty)
        offerWays();
    showContent(isEmpty);
    showPair();
}

void ComparePage::takeSelection()
{
    const auto pair = m_candidates.pairOf(session().selection().runs());
    if (!pair.isEmpty() && pair != QStringList {m_a, m_b})
        choose(pair);
}

void ComparePage::showPair()
{
    showVerdict();
    if (!a() || !b()) {
        showInspection(nullptr);
        return;
    }
    m_pair->read(a()->run, b()->run);
    if (isVisible() && !work() && rows() && !comparison() && !m_tried.contains(key()))
        compare();
}

QString ComparePage::key() const
{
    const auto *set = rows();
    return QStringList {m_a, m_b, m_rowSet, set ? QString::number(set->version) : QString()}.join(u' ');
}

const Comparison *ComparePage::comparison() const
{
    const auto found = m_comparisons.find(key());
    return found == m_comparisons.end() ? nullptr : &*found;
}

void ComparePage::compare()
{
    if (!a() || !b() || work())
        return;
    m_tried.insert(key());
    if (m_isExample)
        startBeside(command());
    else
        startWork(command());
    updateActions();
}

void ComparePage::takeComparison(const QString &asked, const Result<Json> &outcome)
{
    if (outcome)
        m_comparisons.insert(asked, comparisonFrom(outcome.value()));
    // By then the page knows that it works no longer.
    QMetaObject::invokeMethod(this, &ComparePage::showPair, Qt::QueuedConnection);
}

void ComparePage::registerB()
{
    if (!b() || b()->isVersion)
        return;
    const QString name = b()->shortLabel;
    Job *job = startBeside({QStringLiteral("registry"), QStringLiteral("register"), b()->run});
    if (!job)
        return;
    connect(job, &Job::finished, this, [this, name](const Result<Json> &outcome) {
        if (!outcome)
            return;
        const QString version = text(valueOr(outcome.value(), "version_name", std::string()));
        say(tr("%1 is registered as %2.").arg(name, version), tr("Open the registry"), [this, version] {
            session().selection().set(Selection::Kind::Version, version);
            openPage(QStringLiteral("registry"));
        });
        refresh();
    });
}

void ComparePage::decideAboutB()
{
    if (!b())
        return;
    session().selection().set(Selection::Kind::Version, m_b);
    openPage(QStringLiteral("registry"));
}

} // namespace slipway::ui
