#include "ui/pages/registry_decision.h"

#include "ui/theme/theme.h"
#include "ui/widgets/form_row.h"
#include "ui/widgets/glyph.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace slipway::ui {

namespace {

constexpr int longestReason = 500;

QString inkOf(Status status)
{
    switch (status) {
    case Status::Ok:
        return QStringLiteral("status.ok.solid");
    case Status::Failed:
        return QStringLiteral("status.bad.solid");
    case Status::Running:
        return QStringLiteral("status.running.solid");
    default:
        return QStringLiteral("status.neutral.solid");
    }
}

} // namespace

DecisionForm::DecisionForm(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_reason(new QLineEdit)
    , m_row(new FormRow(theme, tr("R&eason"), m_reason, LabelPlace::Left))
    , m_buttons(new QWidget)
    , m_outcome(new QWidget)
    , m_shape(new Glyph(theme, QStringLiteral("status-ok"), QStringLiteral("status.ok.solid"),
                        theme.pixels(u"icon.small")))
    , m_sentence(makeLabel(QStringLiteral("small")))
{
    m_reason->setObjectName(QStringLiteral("registry.reason"));
    m_reason->setMaxLength(longestReason);
    m_reason->setPlaceholderText(tr("Why this version should serve, or should not"));
    m_row->setHint(tr("The log keeps who, when and why."));
    m_outcome->setObjectName(QStringLiteral("registry.outcome"));
    m_sentence->setObjectName(QStringLiteral("registry.outcome_sentence"));
    m_sentence->setWordWrap(true);

    const int inner = theme.pixels(u"space.panel");
    const int gap = theme.pixels(u"space.2");
    auto *outcome = new QHBoxLayout(m_outcome);
    outcome->setContentsMargins(0, 0, 0, 0);
    outcome->setSpacing(gap);
    outcome->addWidget(m_shape);
    outcome->addWidget(m_sentence, 1);
    auto *buttons = new QHBoxLayout(m_buttons);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(gap);
    auto *line = new QHBoxLayout;
    line->setSpacing(inner);
    line->addWidget(m_row, 1);
    line->addWidget(m_buttons, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(inner, inner, inner, inner);
    column->setSpacing(gap);
    column->addLayout(line);
    column->addWidget(m_outcome);
    m_outcome->hide();
    connect(m_reason, &QLineEdit::textChanged, this, [this] { m_row->setError({}); });
}

void DecisionForm::addButton(QWidget *button)
{
    m_buttons->layout()->addWidget(button);
}

QString DecisionForm::requiredReason()
{
    const QString reason = m_reason->text().trimmed();
    m_row->setError(reason.isEmpty() ? tr("say why, the log keeps it.") : QString());
    if (reason.isEmpty())
        m_reason->setFocus(Qt::OtherFocusReason);
    return reason;
}

void DecisionForm::clearReason()
{
    m_reason->clear();
}

void DecisionForm::say(Status status, const QString &sentence)
{
    m_shape->setGlyph(statusIcon(status), inkOf(status));
    m_sentence->setText(sentence);
    m_outcome->setVisible(!sentence.isEmpty());
}

} // namespace slipway::ui
