#include "ui/pages/monitoring_decision.h"

#include "ui/models/retraining_rules_model.h"
#include "ui/pages/retraining_rule_line.h"
#include "ui/pages/retraining_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/glyph.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace slipway::ui {

MonitoringDecision::MonitoringDecision(const Theme &theme, QWidget *parent)
    : Panel(theme, {}, parent)
    , m_theme(theme)
    , m_headline(makeLabel(QStringLiteral("section")))
    , m_proof(makeLabel(QStringLiteral("small")))
    , m_rules(new QVBoxLayout)
    , m_open(makeButton(theme,
                        {.objectName = QStringLiteral("monitoring.to_retraining"),
                         .text = tr("Open Retraining")}))
{
    setObjectName(QStringLiteral("monitoring.decision"));
    setAccessibleName(tr("Decision"));
    m_headline->setObjectName(QStringLiteral("monitoring.decision.headline"));
    m_headline->setWordWrap(true);
    m_proof->setObjectName(QStringLiteral("monitoring.decision.proof"));
    m_proof->setWordWrap(true);

    auto *head = new QHBoxLayout;
    head->setSpacing(theme.pixels(u"space.2"));
    head->addWidget(
        new Glyph(theme, QStringLiteral("retrain"), QStringLiteral("accent.text"), theme.pixels(u"icon.default")));
    head->addWidget(makeLabel(QStringLiteral("accent"), tr("Decision")));
    head->addStretch();
    m_rules->setSpacing(theme.pixels(u"space.2"));
    m_rules->setContentsMargins(0, theme.pixels(u"space.1"), 0, 0);

    auto *words = new QWidget;
    auto *column = new QVBoxLayout(words);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.pixels(u"space.1"));
    column->addWidget(m_headline);
    column->addWidget(m_proof);
    column->addLayout(m_rules);
    column->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("monitoring.decision.rules"));
    scroll->setAccessibleName(tr("What the policy says"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(words);
    scroll->viewport()->setAutoFillBackground(false);
    words->setAutoFillBackground(false);

    body()->addLayout(head);
    body()->addWidget(scroll, 1);
    body()->addWidget(m_open, 0, Qt::AlignLeft);
    connect(m_open, &QPushButton::clicked, this, &MonitoringDecision::retrainingWanted);
}

void MonitoringDecision::setLines(int count)
{
    while (m_lines.size() < count) {
        if (!m_lines.isEmpty())
            m_rules->addWidget(makeHairline());
        m_lines << new RuleLine(m_theme);
        m_rules->addWidget(m_lines.last());
    }
    for (int i = 0; i < m_lines.size(); ++i)
        m_lines[i]->setVisible(i < count);
}

void MonitoringDecision::show(const RetrainingAnswer &answer)
{
    m_headline->setText(RetrainingWords::headline(answer));
    m_proof->setText(RetrainingWords::proof(answer));
    setLines(static_cast<int>(answer.rules.size()));
    for (std::size_t i = 0; i < answer.rules.size(); ++i) {
        const auto &rule = answer.rules[i];
        m_lines[static_cast<qsizetype>(i)]->say(
            RetrainingRulesModel::status(rule), RetrainingRulesModel::title(rule),
            RetrainingRulesModel::value(rule), RetrainingRulesModel::why(rule));
    }
    setButtonKind(*m_open,
                  answer.verdict == RetrainingAnswer::Verdict::Retrain ? ButtonKind::Primary : ButtonKind::Normal);
    setEmphasis(QStringLiteral("accent"));
}

void MonitoringDecision::showProblem(const QString &sentence)
{
    m_headline->setText(tr("The policy cannot be read."));
    m_proof->setText(sentence);
    setLines(0);
    setEmphasis({});
}

} // namespace slipway::ui
