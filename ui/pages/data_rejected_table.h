#pragma once

#include "ui/widgets/table_view.h"

namespace slipway::ui {

class RejectedLinesModel;

/// Lines that are no rows, with their number, the reason, and what stands there.
class RejectedLinesTable : public TableView
{
    Q_OBJECT
public:
    RejectedLinesTable(const Theme &theme, RejectedLinesModel &model, QWidget *parent = nullptr);

    /// The height at which this many lines are seen.
    int heightFor(int lines) const;
};

} // namespace slipway::ui
