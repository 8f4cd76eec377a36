#include "ui/pages/compare_verdict.h"

#include "ui/models/number_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/glyph.h"
#include "ui/widgets/status.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <cmath>

namespace slipway::ui {

namespace {

QString rowsText(double rows)
{
    return rows == 1 ? VerdictPanel::tr("1 row") : VerdictPanel::tr("%1 rows").arg(NumberText::count(rows));
}

} // namespace

VerdictPanel::VerdictPanel(const Theme &theme, QWidget *parent)
    : Panel(theme, {}, parent)
    , m_theme(theme)
    , m_shape(new Glyph(theme, statusIcon(Status::Neutral), QStringLiteral("status.neutral.solid"),
                        theme.pixels(u"icon.large")))
    , m_headline(makeLabel(QStringLiteral("section")))
    , m_proof(makeLabel(QStringLiteral("sentence")))
    , m_rule(makeLabel(QStringLiteral("small")))
    , m_how(makeButton(theme,
                       {.objectName = QStringLiteral("compare.how"),
                        .text = tr("How this is decided"),
                        .icon = QStringLiteral("help"),
                        .kind = ButtonKind::Quiet}))
{
    setObjectName(QStringLiteral("compare.verdict"));
    setAccessibleName(tr("Verdict"));
    m_headline->setObjectName(QStringLiteral("compare.headline"));
    m_proof->setObjectName(QStringLiteral("compare.proof"));
    m_proof->setWordWrap(true);
    m_rule->setObjectName(QStringLiteral("compare.rule"));
    m_rule->setWordWrap(true);
    m_rule->hide();
    m_how->setCheckable(true);

    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_headline);
    words->addWidget(m_proof);
    words->addWidget(m_rule);
    auto *line = new QHBoxLayout;
    line->setSpacing(theme.pixels(u"space.3"));
    line->addWidget(m_shape, 0, Qt::AlignTop);
    line->addLayout(words, 1);
    line->addWidget(m_how, 0, Qt::AlignTop);
    body()->addLayout(line);
    connect(m_how, &QPushButton::toggled, m_rule, &QWidget::setVisible);
}

Status VerdictPanel::status(const Comparison &comparison)
{
    if (comparison.verdict == Comparison::Verdict::BBetter)
        return Status::Ok;
    return comparison.verdict == Comparison::Verdict::ABetter ? Status::Failed : Status::Neutral;
}

QString VerdictPanel::headline(const Comparison &comparison)
{
    switch (comparison.verdict) {
    case Comparison::Verdict::BBetter:
        return tr("B ranks better than A.");
    case Comparison::Verdict::ABetter:
        return tr("B ranks worse than A.");
    case Comparison::Verdict::NoDifference:
        return tr("No difference was found.");
    case Comparison::Verdict::Inconclusive:
        break;
    }
    return tr("These rows cannot tell A and B apart.");
}

QString VerdictPanel::sentence(const Comparison &comparison, const QString &a, const QString &b)
{
    switch (comparison.verdict) {
    case Comparison::Verdict::BBetter:
        return tr("%1 ranks better than %2.").arg(b, a);
    case Comparison::Verdict::ABetter:
        return tr("%1 ranks worse than %2.").arg(b, a);
    case Comparison::Verdict::NoDifference:
        return tr("%1 and %2 rank alike: no difference was found.").arg(b, a);
    case Comparison::Verdict::Inconclusive:
        break;
    }
    return tr("%1 and %2 cannot be told apart on these rows.").arg(b, a);
}

QString VerdictPanel::proof(const Comparison &comparison)
{
    const QString rows = tr("the same %1").arg(rowsText(comparison.rows));
    if (!comparison.hasInterval())
        return std::isfinite(comparison.aucA)
            ? tr("AUC %1 against %2 on %3. The difference has no interval.")
                  .arg(NumberText::metric("auc", comparison.aucB), NumberText::metric("auc", comparison.aucA),
                       rows)
            : tr("There is no AUC on %1: every row has the same label.").arg(rows);
    const QString interval =
        tr("95% interval %1 to %2, DeLong p %3")
            .arg(changeText(comparison.low), changeText(comparison.high), NumberText::pValue(comparison.p));
    const bool crosses = comparison.low <= 0 && comparison.high >= 0;
    const QString difference =
        crosses ? tr("no difference") : tr("difference %1").arg(changeText(comparison.difference));
    return tr("AUC %1 against %2, %3 (%4) on %5.")
        .arg(NumberText::metric("auc", comparison.aucB), NumberText::metric("auc", comparison.aucA),
             difference, interval, rows);
}

QString VerdictPanel::rule(const Comparison &comparison)
{
    const QString smallest = NumberText::fixed(comparison.smallest, 3);
    return tr("Both models score the same rows of %1. The difference is the AUC of B minus that of A, and "
              "its "
              "95% interval is DeLong's. Above zero throughout: B is better. Below zero throughout: A is "
              "better. "
              "Around zero and within ±%2: no difference that anybody would act on. Around zero and wider: "
              "these rows cannot tell.\n"
              "At the threshold 0.5 only A is right about %3 and only B about %4 (McNemar p %5).")
        .arg(comparison.data, smallest, rowsText(comparison.onlyA), rowsText(comparison.onlyB),
             NumberText::pValue(comparison.mcNemarP));
}

void VerdictPanel::showComparison(const Comparison &comparison)
{
    say(status(comparison), headline(comparison), proof(comparison), rule(comparison));
}

void VerdictPanel::showNotCompared()
{
    say(Status::Neutral, tr("These two have not been compared yet."),
        tr("A comparison scores the same rows with both models and says whether the difference is real."),
        {});
}

void VerdictPanel::say(Status status, const QString &headline, const QString &proof, const QString &rule)
{
    m_shape->setGlyph(statusIcon(status),
                      status == Status::Ok           ? QStringLiteral("status.ok.solid")
                          : status == Status::Failed ? QStringLiteral("status.bad.solid")
                                                     : QStringLiteral("status.neutral.solid"));
    m_headline->setText(headline);
    m_proof->setText(proof);
    m_rule->setText(rule);
    m_how->setVisible(!rule.isEmpty());
    m_rule->setVisible(!rule.isEmpty() && m_how->isChecked());
    setEmphasis(status == Status::Ok           ? QStringLiteral("ok")
                    : status == Status::Failed ? QStringLiteral("bad")
                                               : QString());
}

} // namespace slipway::ui
