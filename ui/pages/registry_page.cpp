#include "ui/pages/registry_page.h"

#include "ui/actions/action_registry.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/text.h"
#include "ui/models/versions_model.h"
#include "ui/pages/registry_checks.h"
#include "ui/pages/registry_decision.h"
#include "ui/pages/registry_gates.h"
#include "ui/pages/registry_lineage.h"
#include "ui/pages/registry_rows.h"
#include "ui/pages/registry_story.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/table_view.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace slipway::ui {

namespace {

constexpr std::int64_t runsLookedAt = 500; ///< newest first
constexpr int fewestRows = 3; ///< of the table, so that the page does not jump with the first versions
constexpr int mostRows = 6; ///< more are scrolled to

} // namespace

RegistryPage::RegistryPage(const PageServices &services, const PageDescription &description, QWidget *parent)
    : WorkspacePage(services, description, parent)
    , m_versions(new VersionsModel(session().reader(), this))
    , m_rows(new RegistryRows(this))
    , m_checks(new GateChecks(session(), this))
    , m_story(new StoryReader(session().reader(), this))
    , m_production(new Chip(theme()))
    , m_decision(new DecisionForm(theme()))
    , m_gates(new GatesPanel(theme(), m_decision))
{
    m_rows->setSourceModel(m_versions);
    m_production->setObjectName(QStringLiteral("registry.production"));
    titleLine().addBadge(m_production);
    m_production->hide();
    registerActions();
    makeFilterLine();

    auto *result = new QWidget;
    auto *column = new QVBoxLayout(result);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme().pixels(u"space.gap"));
    column->addWidget(makeTable());
    auto *below = new QHBoxLayout;
    below->setSpacing(theme().pixels(u"space.gap"));
    below->addWidget(m_gates, 8);
    below->addWidget(makeLineage(), 5);
    column->addLayout(below, 1);
    m_decision->addButton(makeDecisionButton(promoteId, true));
    m_decision->addButton(makeDecisionButton(rollbackId, false));

    views().setResult(result);
    offerWays();
    connect(m_versions, &VersionsModel::loaded, this, &RegistryPage::takeVersions);
    showContentOf(*m_versions);
    connect(m_checks, &GateChecks::answered, this, &RegistryPage::showGates);
    connect(m_checks, &GateChecks::outdated, this, &RegistryPage::showGates);
    connect(m_story, &StoryReader::told, this, [this] {
        showLineage();
        showInspection();
    });
    connect(m_gates, &GatesPanel::checkAgainWanted, this, [this] {
        m_checks->askAgain(m_selected);
        showGates();
    });
    connect(m_gates, &GatesPanel::pageWanted, this, [this](const QString &page) {
        if (page == QLatin1String("compare") && actions().trigger(compareId))
            return;
        openPage(page);
    });
    connect(&session().server(), &ServerHandle::changed, this, &RegistryPage::showLineage);
    connect(&session().edits(), &Edits::done, this, &RegistryPage::takeDone);
    connect(&session().edits(), &Edits::refused, this, &RegistryPage::takeRefused);
    connect(&session().edits(), &Edits::failed, this, &RegistryPage::takeFailed);
    connect(&session().edits(), &Edits::busyChanged, this, &RegistryPage::updateActions);
}

RegistryPage::~RegistryPage() = default;

void RegistryPage::registerActions()
{
    registerAction({.id = compareId,
                    .text = tr("Compare with production"),
                    .icon = QStringLiteral("compare"),
                    .toolTip = tr("Puts the selected version and the one in production side by side"),
                    .run = [this] { compareWithProduction(); },
                    .enabled = [this] { return selected() && production() && selected() != production(); }});
    registerAction({.id = registerId,
                    .text = tr("Register newest run"),
                    .icon = QStringLiteral("plus"),
                    .toolTip = tr("Gives the newest evaluated run a version number"),
                    .run = [this] { registerNewest(); },
                    .enabled = [this] { return !m_candidate.isEmpty() && !session().isReadOnly(); }});
    registerAction({.id = promoteId,
                    .text = tr("Promote"),
                    .icon = QStringLiteral("check"),
                    .toolTip = tr("Puts the selected version into production"),
                    .run = [this] { promote(); },
                    .enabled = [this] { return whyNotPromote().isEmpty(); }});
    registerAction({.id = rollbackId,
                    .text = tr("Roll back…"),
                    .icon = QStringLiteral("undo"),
                    .toolTip = tr("Goes back to a version that served before"),
                    .run = [this] { chooseRollback(); },
                    .enabled = [this] { return whyNotRollBack().isEmpty(); }});
    m_compare = addTitleButton(compareId);
    auto policy = m_compare->sizePolicy();
    policy.setRetainSizeWhenHidden(true); // the title line keeps its height
    m_compare->setSizePolicy(policy);
}

void RegistryPage::makeFilterLine()
{
    m_models = new QComboBox;
    m_models->setObjectName(QStringLiteral("registry.model"));
    m_models->setAccessibleName(tr("Model"));
    m_models->setMinimumWidth(200);
    m_models->hide(); // until there is a choice
    filterLine()->addWidget(m_models);
    connect(m_models, &QComboBox::activated, this, [this] {
        session().selection().clear(); // it is of the other model
        m_model = m_models->currentText();
        takeVersions();
    });
    m_filter = new Segments(QStringLiteral("registry.filter"));
    m_filter->add(QStringLiteral("all"), tr("All"));
    m_filter->add(QStringLiteral("alias"), tr("With an alias"));
    connect(m_filter, &Segments::currentChanged, this, [this](const QString &id) {
        m_rows->setOnlyWithAlias(id == QLatin1String("alias"));
        select(m_selected);
    });
    filterLine()->addWidget(m_filter);
    filterLine()->addStretch();
    m_register = makeButton(
        theme(),
        {.objectName = registerId, .text = tr("Register newest run"), .icon = QStringLiteral("plus")});
    filterLine()->addWidget(m_register);
    connect(m_register, &QPushButton::clicked, this, [this] { actions().trigger(registerId); });
}

void RegistryPage::offerWays()
{
    const WayOn experiments {.objectName = QStringLiteral("registry.to_experiments"),
                             .verb = tr("Go to Experiments"),
                             .run = [this] { openPage(QStringLiteral("experiments")); }};
    if (m_candidate.isEmpty()) {
        views().setEmpty(
            {.icon = QStringLiteral("registry"),
             .title = tr("No versions yet"),
             .sentence = tr("A version is a trained model with a number that can be served. Train "
                            "a run and evaluate it; then it can be registered here."),
             .ways = {experiments}});
        return;
    }
    views().setEmpty(
        {.icon = QStringLiteral("registry"),
         .title = tr("No versions yet"),
         .sentence = tr("A version is a trained model with a number that can be served. The newest "
                        "evaluated run is %1.")
                         .arg(m_candidateName),
         .ways = {{.objectName = QStringLiteral("registry.register_first"),
                   .verb = tr("Register %1").arg(m_candidateName),
                   .run = [this] { registerNewest(); }},
                  experiments}});
}

QWidget *RegistryPage::makeTable()
{
    m_table = new TableView(theme());
    m_table->setObjectName(QStringLiteral("registry.versions"));
    m_table->setAccessibleName(tr("Versions"));
    m_table->setModel(m_rows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(VersionsModel::Version, Qt::DescendingOrder);
    m_table->setItemDelegateForColumn(VersionsModel::Version, new StrongDelegate(theme(), m_table));
    m_table->setItemDelegateForColumn(VersionsModel::Stage, new ChipDelegate(theme(), m_table));
    m_table->setItemDelegateForColumn(VersionsModel::Aliases, new AliasDelegate(theme(), m_table));
    for (const int column : {VersionsModel::Auc, VersionsModel::Ndcg})
        m_table->setItemDelegateForColumn(column, new NumberDelegate(theme(), m_table));
    struct {
        int column;
        int width;
    } constexpr widths[] = {{VersionsModel::Version, 90},  {VersionsModel::Stage, 140},
                            {VersionsModel::Aliases, 190}, {VersionsModel::Auc, 100},
                            {VersionsModel::Ndcg, 120},    {VersionsModel::Run, 140}};
    for (const auto &[column, width] : widths)
        m_table->setColumnWidth(column, width);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &index) {
                const QString reference = index.data(IdRole).toString();
                if (reference.isEmpty() || reference == m_selected)
                    return;
                m_selected = reference;
                m_decision->say(Status::Neutral, {});
                showSelected();
            });
    auto *panel = new Panel(theme(), {});
    panel->setAccessibleName(tr("Versions"));
    panel->body()->setContentsMargins(0, 0, 0, 0);
    panel->body()->addWidget(m_table);
    return panel;
}

QWidget *RegistryPage::makeLineage()
{
    auto *panel = new Panel(theme(), tr("Lineage"));
    m_lineage = new GraphView(theme(), Qt::Vertical);
    m_lineage->setObjectName(QStringLiteral("registry.lineage"));
    panel->body()->addWidget(m_lineage);
    connect(m_lineage, &GraphView::chosen, this, &RegistryPage::openNode);
    return panel;
}

QPushButton *RegistryPage::makeDecisionButton(const QString &id, bool primary)
{
    QAction *action = actions().action(id);
    auto *button = makeButton(theme(),
                              {.objectName = id,
                               .text = action->text(),
                               .icon = actions().description(id)->icon,
                               .kind = primary ? ButtonKind::Primary : ButtonKind::Danger});
    const auto follow = [button, action] {
        button->setText(u' ' + action->text());
        button->setAccessibleName(action->text());
        button->setEnabled(action->isEnabled());
        button->setToolTip(action->toolTip());
    };
    follow();
    connect(action, &QAction::changed, button, follow);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    return button;
}

QStringList RegistryPage::command() const
{
    return m_selected.isEmpty()
        ? QStringList {QStringLiteral("registry"), QStringLiteral("list")}
        : QStringList {QStringLiteral("registry"), QStringLiteral("gates"), m_selected};
}

void RegistryPage::refresh()
{
    m_versions->refresh();
    session().reader().runs(m_runs, {.metrics = {"test_auc"}, .limit = runsLookedAt},
                            [this](const Result<workspace::RunPage> &page) {
                                if (!page)
                                    return;
                                m_newestRuns = page.value();
                                takeRuns();
                            });
}

void RegistryPage::takeVersions()
{
    const auto &chosen = session().selection();
    const int chosenRow = chosen.kind() == Selection::Kind::Version ? m_versions->rowOf(chosen.id()) : -1;
    if (chosenRow >= 0) {
        m_selected = chosen.id();
        m_model = text(m_versions->rows()[static_cast<std::size_t>(chosenRow)].name);
    }
    QStringList names;
    for (const auto &version : m_versions->rows()) {
        if (!names.contains(text(version.name)))
            names << text(version.name);
    }
    if (!names.contains(m_model))
        m_model = names.value(0);
    m_models->clear();
    m_models->addItems(names);
    m_models->setCurrentText(m_model);
    m_models->setVisible(names.size() > 1);
    titleLine().setName(m_model.isEmpty() ? title() : m_model);
    m_rows->setModelName(m_model);
    const auto count =
        std::count_if(m_versions->rows().begin(), m_versions->rows().end(),
                      [this](const VersionRow &version) { return text(version.name) == m_model; });
    const int shown = std::clamp(static_cast<int>(count), fewestRows, mostRows);
    m_table->setFixedHeight((shown + 1) * theme().pixels(u"row.default") + 1);
    m_filter->setText(QStringLiteral("all"), tr("All %1").arg(count));
    const VersionRow *serving = production();
    m_production->setStatus(serving ? Status::Ok : Status::Neutral,
                            serving ? tr("v%1 in production").arg(serving->version)
                                    : tr("None in production"));
    m_production->setVisible(count > 0);
    filterLine()->parentWidget()->setVisible(count > 0);
    takeRuns(); // one may have been registered
    select(m_selected);
    showSelected();
}

void RegistryPage::takeRuns()
{
    QHash<QString, qint64> numbers;
    const QString before = std::exchange(m_candidate, {});
    for (const auto &run : m_newestRuns.rows) {
        numbers.insert(text(run.id), run.number);
        const bool isEvaluated = !run.metrics.empty() && std::isfinite(run.metrics.front());
        const bool isRegistered =
            std::any_of(m_versions->rows().begin(), m_versions->rows().end(),
                        [&](const VersionRow &version) { return version.runId == run.id; });
        if (m_candidate.isEmpty() && isEvaluated && !isRegistered) {
            m_candidate = text(run.id);
            m_candidateName = tr("run %1").arg(run.number);
        }
    }
    m_rows->setRunNumbers(numbers);
    if (m_candidate != before)
        offerWays();
    updateActions();
}

/// The row of that version; where it is not shown, the newest one.
void RegistryPage::select(const QString &reference)
{
    QModelIndex wanted = m_rows->index(0, 0);
    for (int row = 0; row < m_rows->rowCount(); ++row) {
        if (m_rows->index(row, 0).data(IdRole).toString() == reference)
            wanted = m_rows->index(row, 0);
    }
    if (wanted.isValid())
        m_table->setCurrentIndex(wanted);
    else
        m_selected.clear();
}

} // namespace slipway::ui
