#include "ui/shell/page_preparation.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEvent>

#include <chrono>

namespace slipway::ui {

namespace {

using namespace std::chrono_literals;

constexpr auto betweenSteps = 16ms;
constexpr auto afterInput = 400ms; // whoever has just clicked waits for something else
constexpr qint64 budgetMs = 6;

bool isInput(QEvent::Type type)
{
    return type == QEvent::MouseButtonPress || type == QEvent::KeyPress || type == QEvent::Wheel
        || type == QEvent::MouseMove;
}

} // namespace

PagePreparation::PagePreparation(QObject *parent, std::function<QWidget *(const QString &id)> make)
    : QObject(parent)
    , m_make(std::move(make))
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &PagePreparation::step);
}

void PagePreparation::start(const QStringList &ids)
{
    m_ids = ids;
    qApp->installEventFilter(this);
    m_pause.start(afterInput);
}

bool PagePreparation::eventFilter(QObject *watched, QEvent *event)
{
    if (m_pause.isActive() && isInput(event->type()))
        m_pause.start(afterInput);
    return QObject::eventFilter(watched, event);
}

void PagePreparation::step()
{
    if (!m_undressed.isEmpty()) {
        dress();
    } else if (!m_ids.isEmpty()) {
        if (QWidget *page = m_make(m_ids.takeFirst())) {
            m_undressed.append(page);
            for (QWidget *part : page->findChildren<QWidget *>())
                m_undressed.append(part);
        }
    } else {
        qApp->removeEventFilter(this);
        return;
    }
    m_pause.start(betweenSteps);
}

/// Matching the style sheet is half of what a first opening takes. Outer widgets come before those in them,
/// whose style follows from theirs.
void PagePreparation::dress()
{
    QElapsedTimer timer;
    timer.start();
    while (!m_undressed.isEmpty() && timer.elapsed() < budgetMs) {
        if (const QPointer<QWidget> part = m_undressed.takeFirst())
            part->ensurePolished();
    }
}

} // namespace slipway::ui
