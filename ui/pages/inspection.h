#pragma once

#include "ui/widgets/bars_picture.h"
#include "ui/widgets/status.h"

#include <QList>
#include <QString>

class QAction;

namespace slipway::ui {

/// One line of the inspector.
struct Fact {
    QString key;
    QString value;
    QString colour = {}; ///< token of the value's colour ("status.ok.text"); empty: as other text
};

/// Facts under one heading, which can be folded away.
struct FactSection {
    QString id; ///< stays the same from one selection to the next, so that a folded section stays folded
    QString title; ///< empty: nothing to fold
    QList<Fact> facts;
    QString note {}; ///< what the section tells, above its facts
    BarsPicture picture {}; ///< empty: none
    bool isAcross = false; ///< short facts side by side, their keys above them
};

/// What the inspector shows about the selection of a page.
struct Inspection {
    QString kind; ///< "Run 48"
    QString icon; ///< name of a glyph
    QString name;
    Status status = Status::Neutral;
    QString statusWord {}; ///< of the chip; empty: no chip
    QList<FactSection> sections {};
    QList<QAction *> actions {}; ///< at the foot; they belong to the registry

    bool isEmpty() const { return name.isEmpty(); }
};

} // namespace slipway::ui
