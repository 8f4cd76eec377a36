#include "ui/pages/retraining_rule_line.h"

#include "ui/theme/theme.h"
#include "ui/widgets/text.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>

#include <algorithm>

namespace slipway::ui {

StatusShape::StatusShape(const Theme &theme, int size, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_size(size)
{
    setFixedSize(size, std::max(size, theme.lineHeight(u"body")));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void StatusShape::setStatus(Status status)
{
    m_status = status;
    update();
}

void StatusShape::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintStatus(painter, QRectF(0, (height() - m_size) / 2.0, m_size, m_size), m_theme, m_status);
}

RuleLine::RuleLine(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_shape(new StatusShape(theme, theme.pixels(u"icon.small"), this))
    , m_title(makeLabel(QStringLiteral("body"), {}, this))
    , m_value(makeLabel(QStringLiteral("strong"), {}, this))
    , m_note(makeLabel(QStringLiteral("small"), {}, this))
{
    m_title->setWordWrap(true); // a longer language must not widen a narrow panel
    m_note->setWordWrap(true);
    m_value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(theme.pixels(u"space.2"));
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_shape, 0, 0, Qt::AlignTop);
    grid->addWidget(m_title, 0, 1);
    grid->addWidget(m_value, 0, 2);
    grid->addWidget(m_note, 1, 1, 1, 2);
}

void RuleLine::say(Status status, const QString &title, const QString &value, const QString &note)
{
    m_shape->setStatus(status);
    m_title->setText(title);
    m_value->setText(value);
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    setAccessibleName(QStringLiteral("%1: %2. %3").arg(title, value, note));
}

} // namespace slipway::ui
