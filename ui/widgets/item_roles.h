#pragma once

#include "ui/models/roles.h"

namespace slipway::ui {

/// What the delegates of tables ask for beside SortRole, StatusRole and Qt's own roles. They stand far above
/// a model's own roles.
enum ItemRole {
    FractionRole = Qt::UserRole + 1000, ///< double from 0 to 1: a bar before the text
    IntervalLowRole, ///< double: the ends of an interval around SortRole
    IntervalHighRole,
    NoteRole, ///< QString: stands in grey before a number ("±0.003")
    StrongRole, ///< bool: the number that decides
};

} // namespace slipway::ui
