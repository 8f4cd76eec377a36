// What the compare page shows of the two models that are chosen.

#include "ui/actions/action_registry.h"
#include "ui/charts/chart_view.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/number_text.h"
#include "ui/models/setting_pairs_model.h"
#include "ui/models/text.h"
#include "ui/pages/compare_charts.h"
#include "ui/pages/compare_page.h"
#include "ui/pages/compare_pair.h"
#include "ui/pages/compare_verdict.h"
#include "ui/theme/theme.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/table_view.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>

#include <algorithm>

namespace slipway::ui {

namespace {

constexpr int mostSettings = 4; ///< rows shown; more are scrolled to

} // namespace

void ComparePage::showFacts()
{
    const auto &facts = m_pair->facts();
    const Comparison *found = comparison();
    m_metrics->show(facts.evaluationA, facts.evaluationB, found ? std::optional(*found) : std::nullopt);
    const double reach = m_metrics->reach();
    m_intervals->setReach(-reach, reach);
    m_metricsTable->viewport()->update();
    m_metricsPanel->setNote(measuredOn(facts.evaluationA, facts.evaluationB));
    m_roc->setChart(rocOf(facts.evaluationA, facts.evaluationB));
    m_calibration->setChart(calibrationOf(facts.evaluationA, facts.evaluationB));
    m_settings->show(facts.runA.params, facts.runB.params);
    const int shown = std::min(m_settings->rowCount(), mostSettings);
    m_settingsTable->setFixedHeight((shown + 1) * theme().pixels(u"row.default") + 1);
    m_settingsTable->setVisible(shown > 0);
    m_settingsPanel->setNote(m_settings->rowCount() > 0
                                 ? tr("%1 others are the same").arg(m_settings->alike())
                                 : tr("all %1 are the same").arg(m_settings->alike()));
    showInspection(found);
}

void ComparePage::showVerdict()
{
    const Comparison *found = comparison();
    if (found)
        m_verdict->showComparison(*found);
    else
        m_verdict->showNotCompared();
    setSentence(!a() || !b() ? QString()
                    : found
                    ? VerdictPanel::sentence(*found, a()->shortLabel, b()->name)
                    : tr("Two models on the same rows: what is different, and is the difference real?"));
    updateActions();
}

void ComparePage::showInspection(const Comparison *found)
{
    if (!a() || !b()) {
        inspect({});
        return;
    }
    Inspection inspection {.kind = tr("Comparison"),
                           .icon = QStringLiteral("compare"),
                           .name = tr("%1 against %2").arg(b()->shortLabel, a()->shortLabel),
                           .actions = {actions().action(QStringLiteral("compare.run"))}};
    FactSection models {
        QStringLiteral("models"), tr("Models"), {{tr("A"), a()->label}, {tr("B"), b()->label}}};
    if (const auto *set = rows())
        models.facts << Fact {tr("Rows"),
                              tr("%1 v%2, %3")
                                  .arg(text(set->name))
                                  .arg(set->version)
                                  .arg(NumberText::count(static_cast<double>(set->rows)))};
    inspection.sections << models;
    if (found) {
        inspection.status = VerdictPanel::status(*found);
        inspection.statusWord = found->verdict == Comparison::Verdict::BBetter ? tr("B is better")
            : found->verdict == Comparison::Verdict::ABetter                   ? tr("A is better")
            : found->verdict == Comparison::Verdict::NoDifference              ? tr("No difference")
                                                                               : tr("Cannot tell");
        inspection.sections << FactSection {
            QStringLiteral("test"),
            tr("Difference in AUC"),
            {{tr("B minus A"), changeText(found->difference)},
             {tr("95% interval"), tr("%1 to %2").arg(changeText(found->low), changeText(found->high))},
             {tr("DeLong p"), NumberText::pValue(found->p)},
             {tr("Only A is right"), tr("%1 rows").arg(NumberText::count(found->onlyA))},
             {tr("Only B is right"), tr("%1 rows").arg(NumberText::count(found->onlyB))},
             {tr("McNemar p"), NumberText::pValue(found->mcNemarP)}}};
    }
    inspect(inspection);
}

void ComparePage::updateActions()
{
    const bool isRun = b() && !b()->isVersion;
    m_register->setVisible(isRun);
    m_decide->setVisible(b() && !isRun);
    if (b()) {
        m_register->setText(u' ' + tr("Register %1").arg(b()->shortLabel));
        m_decide->setText(u' ' + tr("Open %1 in Registry").arg(b()->shortLabel));
        m_register->setAccessibleName(m_register->text().trimmed());
        m_decide->setAccessibleName(m_decide->text().trimmed());
    }
    for (auto *choice : {m_choiceA, m_choiceB, m_choiceRows})
        choice->setEnabled(!work());
    filterLine()->parentWidget()->setVisible(m_candidates.all.size() > 1);
    actions().refresh();
}

} // namespace slipway::ui
