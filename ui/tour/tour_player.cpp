#include "ui/tour/tour_player.h"

#include "ui/actions/action_registry.h"
#include "ui/settings/settings.h"
#include "ui/tour/tour_bubble.h"
#include "ui/tour/tour_overlay.h"

#include <QAction>
#include <QShortcut>
#include <QWidget>

namespace slipway::ui {

TourPlayer::TourPlayer(const Theme &theme, ActionRegistry &actions, Settings &settings, PageOpener openPage,
                       QWidget *window)
    : QObject(window)
    , m_actions(actions)
    , m_settings(settings)
    , m_openPage(std::move(openPage))
    , m_window(window)
    , m_overlay(new TourOverlay(theme, window))
    , m_bubble(new TourBubble(theme, window))
    , m_escape(new QShortcut(QKeySequence(Qt::Key_Escape), window))
{
    m_escape->setEnabled(false);
    connect(m_escape, &QShortcut::activated, this, &TourPlayer::leave);
    connect(m_bubble, &TourBubble::nextRequested, this, &TourPlayer::next);
    connect(m_bubble, &TourBubble::backRequested, this, &TourPlayer::back);
    connect(m_bubble, &TourBubble::leaveRequested, this, &TourPlayer::leave);
    connect(m_bubble, &TourBubble::tryRequested, this, &TourPlayer::tryIt);
    connect(m_overlay, &TourOverlay::moved, this, [this] { m_bubble->place(m_overlay->hole()); });
    connect(&actions, &ActionRegistry::triggered, this, &TourPlayer::notice);
}

TourPlayer::~TourPlayer() = default;

void TourPlayer::start(const Tour &tour, const QString &stepId)
{
    if (tour.steps.isEmpty())
        return;
    if (!m_tour)
        m_focusBefore = m_window->focusWidget();
    m_tour = tour;
    m_escape->setEnabled(true);
    qsizetype first = 0;
    for (qsizetype i = 0; i < tour.steps.size(); ++i) {
        if (tour.steps[i].id == stepId)
            first = i;
    }
    show(first);
}

bool TourPlayer::canResume() const
{
    return m_settings.has(kTourName);
}

bool TourPlayer::resume()
{
    QString problem;
    const auto tour = builtInTour(m_settings.value(kTourName).toString(), &problem);
    if (!tour)
        return false;
    start(*tour, m_settings.value(kTourStep).toString());
    return true;
}

const TourStep *TourPlayer::step() const
{
    return m_tour ? &m_tour->steps[m_step] : nullptr;
}

QStringList TourPlayer::problems(const Tour &tour) const
{
    QStringList problems;
    for (const TourStep &step : tour.steps) {
        if (!step.page.isEmpty() && !m_openPage(step.page))
            problems.append(tr("%1: there is no page %2.").arg(step.id, step.page));
        else if (!step.target.isEmpty() && !targetOf(step))
            problems.append(tr("%1: there is no %2 on the page.").arg(step.id, step.target));
        if (!step.action.isEmpty() && !m_actions.action(step.action))
            problems.append(tr("%1: there is no action %2.").arg(step.id, step.action));
    }
    return problems;
}

QWidget *TourPlayer::bubble() const
{
    return m_bubble;
}

void TourPlayer::next()
{
    if (!m_tour)
        return;
    if (m_step + 1 < m_tour->steps.size()) {
        show(m_step + 1);
        return;
    }
    m_settings.forget(kTourName);
    m_settings.forget(kTourStep);
    end();
    Q_EMIT finished();
}

void TourPlayer::back()
{
    if (m_tour && m_step > 0)
        show(m_step - 1);
}

void TourPlayer::leave()
{
    if (!m_tour)
        return;
    m_settings.set(kTourName, m_tour->id);
    m_settings.set(kTourStep, step()->id);
    end();
    Q_EMIT left();
}

void TourPlayer::tryIt()
{
    if (m_tour && !step()->action.isEmpty())
        m_actions.trigger(step()->action);
}

void TourPlayer::notice(const QString &event)
{
    if (m_tour && !event.isEmpty() && step()->awaited == event)
        next();
}

void TourPlayer::show(qsizetype number)
{
    m_step = number;
    const TourStep &shown = *step();
    if (!shown.page.isEmpty())
        m_openPage(shown.page);
    m_bubble->show(*m_tour, number);
    m_overlay->show();
    m_overlay->setTarget(targetOf(shown));
    m_overlay->raise();
    m_bubble->raise();
    m_bubble->focusNext();
    Q_EMIT stepShown(shown.id);
}

void TourPlayer::end()
{
    m_tour.reset();
    m_escape->setEnabled(false);
    m_overlay->setTarget(nullptr);
    m_overlay->hide();
    m_bubble->hide();
    if (m_focusBefore && m_focusBefore->isVisible())
        m_focusBefore->setFocus(Qt::OtherFocusReason);
}

/// The one that can be seen: a button of the same name may stand on a page that is not shown.
QWidget *TourPlayer::targetOf(const TourStep &step) const
{
    if (step.target.isEmpty())
        return nullptr;
    const QList<QWidget *> named = m_window->findChildren<QWidget *>(step.target);
    for (QWidget *widget : named) {
        if (widget->isVisibleTo(m_window))
            return widget;
    }
    return nullptr;
}

} // namespace slipway::ui
