#include "ui/models/rows_model.h"

namespace slipway::ui {

QVariant RowsModelBase::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    return headerCell(section, role);
}

void RowsModelBase::answered()
{
    m_loaded = true;
    Q_EMIT loaded();
}

} // namespace slipway::ui
