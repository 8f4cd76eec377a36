#pragma once

#include "ui/models/retraining_answer.h"
#include "ui/widgets/status.h"

#include <QCoreApplication>

namespace slipway::ui {

/// What people read about the retraining policy's verdict.
class RetrainingWords
{
    Q_DECLARE_TR_FUNCTIONS(slipway::ui::RetrainingWords)
public:
    static QString headline(const RetrainingAnswer &answer); ///< "Retraining is advised."
    static QString proof(const RetrainingAnswer &answer); ///< why, in one or two sentences
    static QString chip(const RetrainingAnswer &answer); ///< "Advised"
    static Status status(const RetrainingAnswer &answer);
    static QString emphasis(const RetrainingAnswer &answer); ///< of the panel

    /// "feed-model/2 in production was trained at 21:21 and promoted at 21:22."
    static QString sentence(const RetrainingAnswer &answer);

    /// "21:21", "yesterday", "on 18 Nov": inside a sentence.
    static QString when(TimeMicros time);

private:
    static QString unknownRules(const RetrainingAnswer &answer);
};

} // namespace slipway::ui
