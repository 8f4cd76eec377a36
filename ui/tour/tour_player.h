#pragma once

#include "ui/tour/tour.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <optional>

class QShortcut;

namespace slipway::ui {

class ActionRegistry;
class Settings;
class Theme;
class TourBubble;
class TourOverlay;

/// Plays a tour on the window itself, and remembers where it was left.
class TourPlayer : public QObject
{
    Q_OBJECT
public:
    using PageOpener = std::function<bool(const QString &page)>;

    /// All of it outlives the player, apart from the window, whose child it is.
    TourPlayer(const Theme &theme, ActionRegistry &actions, Settings &settings, PageOpener openPage,
               QWidget *window);
    ~TourPlayer() override;

    void start(const Tour &tour, const QString &stepId = {}); ///< an unknown step: from the beginning

    /// Goes on with the tour that was left, where it was left. False if there is none.
    bool resume();
    bool canResume() const;

    bool isPlaying() const { return m_tour.has_value(); }
    const TourStep *step() const; ///< nullptr while nothing plays

    /// What cannot be shown: pages, targets and actions that do not exist, one sentence each. Goes through
    /// all pages of the tour.
    QStringList problems(const Tour &tour) const;

    /// Has its own place in the order of Tab: give it to the window as a region.
    QWidget *bubble() const;

public Q_SLOTS:
    void next();
    void back();
    void leave(); ///< and remember the step
    void tryIt(); ///< runs the step's action

    /// Something has happened: "page.compare", "job.finished", the id of an action. If the step waits for it,
    /// the tour moves on.
    void notice(const QString &event);

Q_SIGNALS:
    void stepShown(const QString &stepId);
    void finished();
    void left();

private:
    void show(qsizetype step);
    void end();
    QWidget *targetOf(const TourStep &step) const;

    ActionRegistry &m_actions;
    Settings &m_settings;
    PageOpener m_openPage;
    QWidget *m_window;
    QPointer<TourOverlay> m_overlay;
    QPointer<TourBubble> m_bubble;
    QPointer<QWidget> m_focusBefore;
    QShortcut *m_escape = nullptr;
    std::optional<Tour> m_tour;
    qsizetype m_step = 0;
};

} // namespace slipway::ui
