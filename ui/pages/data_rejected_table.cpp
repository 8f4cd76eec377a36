#include "ui/pages/data_rejected_table.h"

#include "ui/models/rejected_lines_model.h"

#include <algorithm>

namespace slipway::ui {

namespace {

constexpr int reasonWidth = 300;
constexpr int leastLineWidth = 64;
constexpr int mostLineWidth = 220;

} // namespace

RejectedLinesTable::RejectedLinesTable(const Theme &theme, RejectedLinesModel &model, QWidget *parent)
    : TableView(theme, parent)
{
    setAccessibleName(tr("Lines that are no rows"));
    setModel(&model);
    setRowHeight(RowHeight::Dense);
    setSortingEnabled(false);
    setColumnWidth(RejectedLinesModel::ReasonColumn, reasonWidth);
    horizontalHeader()->setStretchLastSection(true);
    connect(&model, &RowsModelBase::loaded, this, [this] {
        resizeColumnToContents(RejectedLinesModel::LineColumn);
        const int width = columnWidth(RejectedLinesModel::LineColumn);
        setColumnWidth(RejectedLinesModel::LineColumn, std::clamp(width, leastLineWidth, mostLineWidth));
    });
}

int RejectedLinesTable::heightFor(int lines) const
{
    return horizontalHeader()->sizeHint().height() + lines * verticalHeader()->defaultSectionSize() + 2;
}

} // namespace slipway::ui
