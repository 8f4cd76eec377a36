#include "ui/widgets/toast.h"

#include "ui/theme/theme.h"
#include "ui/widgets/text.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>

namespace slipway::ui {

Toast::Toast(const Theme &theme, QWidget *window, int bottom)
    : QFrame(window)
    , m_theme(theme)
    , m_bottom(bottom)
    , m_sentence(makeLabel(QStringLiteral("onTooltip"), {}, this))
    , m_link(new QPushButton(this))
{
    setObjectName(QStringLiteral("toast"));
    setProperty("role", QStringLiteral("toast"));
    m_link->setObjectName(QStringLiteral("toast.link"));
    m_link->setProperty("kind", QStringLiteral("onTooltip"));
    m_link->setCursor(Qt::PointingHandCursor);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(14, 7, 10, 7);
    line->setSpacing(8);
    line->addWidget(m_sentence);
    line->addWidget(m_link);
    m_timer.setSingleShot(true);
    m_timer.setInterval(theme.pixels(u"motion.toast"));
    connect(&m_timer, &QTimer::timeout, this, &QWidget::hide);
    connect(m_link, &QPushButton::clicked, this, [this] {
        hide();
        m_timer.stop();
        if (m_follow)
            m_follow();
    });
    window->installEventFilter(this);
    QWidget::hide();
}

void Toast::show(const QString &sentence, const QString &link, std::function<void()> follow)
{
    m_sentence->setText(sentence);
    m_link->setText(link);
    m_link->setAccessibleName(link);
    m_link->setVisible(!link.isEmpty());
    m_follow = std::move(follow);
    setAccessibleName(sentence);
    place();
    QWidget::show();
    raise();
    m_timer.start();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

QString Toast::sentence() const
{
    return m_sentence->text();
}

void Toast::place()
{
    adjustSize();
    const int gap = m_theme.pixels(u"space.gap");
    const auto *window = parentWidget();
    move(window->width() - width() - gap, window->height() - height() - gap - m_bottom);
}

bool Toast::eventFilter(QObject *, QEvent *event)
{
    if (event->type() == QEvent::Resize && isVisible())
        place();
    return false;
}

// Nobody should have to read faster than the clock: while the pointer is on it, it stays.
void Toast::enterEvent(QEnterEvent *)
{
    m_timer.stop();
}

void Toast::leaveEvent(QEvent *)
{
    m_timer.start();
}

} // namespace slipway::ui
