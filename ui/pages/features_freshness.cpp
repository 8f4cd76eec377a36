#include "ui/pages/features_freshness.h"

#include "ui/jobs/workspace_session.h"
#include "ui/models/number_text.h"
#include "ui/pages/features_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/status_delegate.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace slipway::ui {

namespace {

enum Column { State, View, Rows, Age, Promised, Stored, Complete };
enum ShareColumn { Feature, Share };

Status stateOf(const StoredViewRow &view)
{
    return !view.current || !view.fresh ? Status::Warns : Status::Ok;
}

QString wordOf(const StoredViewRow &view)
{
    if (!view.current)
        return FeaturesFreshness::tr("Old definition");
    if (!view.fresh)
        return FeaturesFreshness::tr("Too old");
    return view.promised > 0 ? FeaturesFreshness::tr("Fresh") : FeaturesFreshness::tr("Stored");
}

/// The least complete feature decides.
double leastComplete(const StoredViewRow &view)
{
    double least = notKnown;
    for (const auto &[feature, share] : view.completeness)
        least = share >= least ? least : share; // the first one too: nothing is below NaN
    return least;
}

} // namespace

FeaturesFreshness::FeaturesFreshness(const FeaturesScene &scene, QWidget *parent)
    : FeaturesTab(scene, parent)
    , m_views({{tr("State")},
               {tr("View")},
               {tr("Rows"), true},
               {tr("Age"), true, tr("How old the newest event is that the stored values rest on")},
               {tr("Promised"), true, tr("The age that the definitions promise not to exceed")},
               {tr("Stored")},
               {tr("Complete"), true, tr("Share of values that are there, of the least complete feature")}})
    , m_shares({{tr("Feature")}, {tr("Complete"), true, tr("Share of the stored rows that have a value")}})
{
}

QStringList FeaturesFreshness::command() const
{
    if (!shown().set)
        return {};
    return {QStringLiteral("features"), QStringLiteral("status"), QStringLiteral("--set"), shown().set->set};
}

void FeaturesFreshness::makeViews()
{
    m_viewsTable = makeTable(QStringLiteral("features.freshness.views"), tr("Stored views"), m_views);
    auto *header = m_viewsTable->horizontalHeader();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(View, QHeaderView::Stretch);
    m_viewsTable->setItemDelegateForColumn(State, new StatusDelegate(theme(), m_viewsTable));
    for (const int number : {Rows, Age, Promised, Complete})
        m_viewsTable->setItemDelegateForColumn(number, new NumberDelegate(theme(), m_viewsTable));
}

void FeaturesFreshness::makeShares()
{
    m_sharesTable = makeTable(QStringLiteral("features.freshness.shares"),
                              tr("Completeness of the view's features"), m_shares);
    auto *header = m_sharesTable->horizontalHeader();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(Share, QHeaderView::ResizeToContents);
    header->setSectionResizeMode(Feature, QHeaderView::Stretch);
    m_sharesTable->setItemDelegateForColumn(Share, new NumberDelegate(theme(), m_sharesTable));
}

void FeaturesFreshness::make()
{
    makeViews();
    makeShares();
    connect(m_viewsTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &FeaturesFreshness::showCompleteness);
    chooseFrom(*m_sharesTable, Feature);

    m_said = makeSaid(QStringLiteral("features.freshness.said"));
    m_nothing = makeNothing(QStringLiteral("features.freshness.none"));
    auto *both = new QWidget;
    auto *line = new QHBoxLayout;
    line->setSpacing(0);
    auto *border = new QFrame;
    border->setProperty("role", QStringLiteral("hairline"));
    border->setFixedWidth(1);
    line->addWidget(m_viewsTable, 2);
    line->addWidget(border);
    line->addWidget(m_sharesTable, 1);
    auto *column = new QVBoxLayout(both);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_said);
    column->addWidget(makeHairline());
    column->addLayout(line, 1);
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_nothing);
    m_stack->addWidget(both);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_stack);
}

Status FeaturesFreshness::state(const StoreStatus &status)
{
    if (status.views.empty())
        return Status::Neutral;
    const bool good = std::all_of(status.views.begin(), status.views.end(),
                                  [](const auto &view) { return stateOf(view) == Status::Ok; });
    return good && status.missing.isEmpty() ? Status::Ok : Status::Warns;
}

QString FeaturesFreshness::sentence(const StoreStatus &status)
{
    const auto count = [&](auto is) {
        return static_cast<int>(std::count_if(status.views.begin(), status.views.end(), is));
    };
    const int old = count([](const auto &view) { return !view.fresh; });
    const int promising = count([](const auto &view) { return view.promised > 0; });
    const int all = static_cast<int>(status.views.size());
    QString sentence = old > 0 ? tr("%1 of %2 views are older than promised").arg(old).arg(all)
        : promising > 0        ? tr("%n views are stored, none older than promised", nullptr, all)
                               : tr("%n views are stored; no age is promised", nullptr, all);
    if (!status.missing.isEmpty())
        sentence += tr("; nothing is stored of %1").arg(status.missing.join(QLatin1String(", ")));
    return status.asked > 0
        ? tr("%1. As of %2, in %3.").arg(sentence, NumberText::time(status.asked), status.store)
        : tr("%1. Store: %2.").arg(sentence, status.store);
}

void FeaturesFreshness::showShown()
{
    const auto &status = shown().status;
    if (!status || status->views.empty()) {
        m_stack->setCurrentIndex(0);
        m_nothing->setText(
            !shown().set ? tr("Features have to be described in a set before they can be stored.")
                : !shown().statusProblem.isEmpty() ? shown().statusProblem
                : session().isReadOnly()
                ? tr("Nothing is stored yet, and this workspace is read only.")
                : tr("Nothing is stored yet. “Store values” keeps the latest value of every entity where "
                     "servers look it up."));
        return;
    }
    m_stack->setCurrentIndex(1);
    showViews();
}

void FeaturesFreshness::showViews()
{
    std::vector<TextRow> rows;
    for (const auto &view : shown().status->views) {
        const double complete = leastComplete(view);
        const QString promised = view.promised > 0 ? FeatureNames::spanShort(view.promised) : QString();
        rows.push_back({.key = view.view,
                        .cells = {wordOf(view), view.view, NumberText::count(view.rows),
                                  std::isfinite(view.age) ? FeaturesWords::age(view.age) : QString(),
                                  promised, NumberText::time(view.materialized),
                                  std::isfinite(complete) ? NumberText::share(complete) : QString()},
                        .status = stateOf(view),
                        .sentence = tr("%1: %2. %3 rows, latest event %4 old, promised %5.")
                                        .arg(view.view, wordOf(view), NumberText::count(view.rows),
                                             FeaturesWords::age(view.age),
                                             promised.isEmpty() ? tr("nothing") : promised),
                        .tip = view.current
                            ? QString()
                            : tr("These rows were made by definitions that are not in force any "
                                 "more. Store the values again.")});
    }
    for (const auto &view : shown().status->missing) {
        rows.push_back({.key = view,
                        .cells = {tr("Not stored"), view},
                        .status = Status::Queued,
                        .sentence = tr("%1: not stored.").arg(view)});
    }
    m_views.show(std::move(rows));
    m_said->setText(sentence(*shown().status));
    const int wanted = m_views.rowOf(shown().feature.view);
    if (wanted >= 0 && !m_viewsTable->hasFocus())
        m_viewsTable->selectRow(wanted);
    else if (!m_viewsTable->currentIndex().isValid())
        m_viewsTable->selectRow(0);
    showCompleteness();
}

void FeaturesFreshness::showCompleteness()
{
    std::vector<TextRow> rows;
    const QString name = m_viewsTable->currentIndex().siblingAtColumn(View).data().toString();
    const auto *view = shown().status ? shown().status->view(name) : nullptr;
    auto shares = view ? view->completeness : std::vector<std::pair<QString, double>>();
    std::stable_sort(shares.begin(), shares.end(),
                     [](const auto &left, const auto &right) { return left.second < right.second; });
    for (const auto &[feature, share] : shares) {
        rows.push_back(
            {.key = feature,
             .cells = {feature, NumberText::share(share)},
             .sentence = tr("%1: %2 of the values are there.").arg(feature, NumberText::share(share))});
    }
    m_shares.show(std::move(rows));
}

} // namespace slipway::ui
