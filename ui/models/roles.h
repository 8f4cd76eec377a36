#pragma once

#include <Qt>

namespace slipway::ui {

/// What a model answers besides DisplayRole (for eyes) and AccessibleTextRole (a full sentence).
enum Role {
    SortRole = Qt::UserRole + 1, ///< the number or text itself, for sorting and for charts
    IdRole, ///< what the row is called by commands: a run's id, "feed-model/3", a job's id
    StatusRole, ///< a Status, for the chip with its shape
    FirstOwnRole, ///< where a model's own roles begin
};

/// The seven chips of the look: shape and colour belong to the theme, the word is the cell's text.
enum class Status { Neutral, Ok, Warns, Failed, Running, Queued, Stopped };

} // namespace slipway::ui
