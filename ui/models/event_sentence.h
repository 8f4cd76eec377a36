#pragma once

#include "core/workspace/event_log.h"
#include "ui/models/roles.h"

#include <QCoreApplication>

namespace slipway::ui {

/// What people read about an event of the log, in their language.
class EventSentence
{
    Q_DECLARE_TR_FUNCTIONS(slipway::ui::EventSentence)
public:
    static QString what(const workspace::LoggedEvent &event); ///< "feed-model/2 was promoted: demo"
    static QString who(const workspace::LoggedEvent &event); ///< "ada, in a terminal"
    static Status status(const workspace::LoggedEvent &event);
};

} // namespace slipway::ui
