#include "ui/pages/retraining_verdict.h"

#include "ui/pages/retraining_rule_line.h"
#include "ui/pages/retraining_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace slipway::ui {

RetrainingVerdict::RetrainingVerdict(const Theme &theme, QWidget *parent)
    : Panel(theme, {}, parent)
    , m_shape(new StatusShape(theme, theme.pixels(u"icon.large")))
    , m_headline(makeLabel(QStringLiteral("section")))
    , m_proof(makeLabel(QStringLiteral("sentence")))
    , m_buttons(new QHBoxLayout)
{
    setObjectName(QStringLiteral("retraining.verdict"));
    setAccessibleName(tr("Verdict"));
    m_headline->setObjectName(QStringLiteral("retraining.headline"));
    m_proof->setObjectName(QStringLiteral("retraining.proof"));
    m_proof->setWordWrap(true);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_headline);
    words->addWidget(m_proof);
    m_buttons->setSpacing(theme.pixels(u"space.2"));
    auto *line = new QHBoxLayout;
    line->setSpacing(theme.pixels(u"space.3"));
    line->addWidget(m_shape, 0, Qt::AlignTop);
    line->addLayout(words, 1);
    line->addLayout(m_buttons);
    body()->addLayout(line);
}

void RetrainingVerdict::addButton(QWidget *button)
{
    m_buttons->addWidget(button, 0, Qt::AlignVCenter);
}

void RetrainingVerdict::show(const RetrainingAnswer &answer)
{
    m_shape->setStatus(RetrainingWords::status(answer));
    m_headline->setText(RetrainingWords::headline(answer));
    m_proof->setText(RetrainingWords::proof(answer));
    setEmphasis(RetrainingWords::emphasis(answer));
}

} // namespace slipway::ui
