#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace slipway::ui {

/// One stop of a tour.
struct TourStep {
    QString id; ///< "compare": by this word the tour is resumed
    QString page; ///< id of the page to open; empty: stay
    QString target; ///< object name of the widget to show; empty: the bubble stands alone in the middle
    QString name; ///< a word for the button that leads here: "Next: compare"
    QString title; ///< a question
    QString text; ///< about three sentences; **bold** is understood
    QString tryIt; ///< what to do now; empty where there is only something to see
    QString action; ///< id of an action that does it for the person; may be empty
    QString awaited; ///< the event that moves the tour on by itself ("page.compare"); may be empty
};

struct Tour {
    QString id; ///< "feed"
    QString title;
    int minutes = 0; ///< for the whole tour
    QList<TourStep> steps;
};

/// Reads a tour from YAML. Without one, `problem` says in a sentence what is wrong and where.
std::optional<Tour> readTour(const QString &id, const QByteArray &yaml, QString *problem);

/// The tour of this name among the built-in ones (resources/tours).
std::optional<Tour> builtInTour(const QString &id, QString *problem);
QStringList builtInTours();

} // namespace slipway::ui
