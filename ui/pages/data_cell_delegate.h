#pragma once

#include "ui/widgets/delegates.h"

#include <QString>

namespace slipway::ui {

/// Cells of a data set: what is not read yet is a quiet bar, and a cell that fails a check has a red frame,
/// a shape, and a word where it is blank.
class DataCellDelegate : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

    void setFailing(const QString &column) { m_failing = column; } ///< every cell of it; empty: none

protected:
    void content(QPainter &painter, const QRect &room, const QModelIndex &index) const override;

private:
    QString m_failing;
};

} // namespace slipway::ui
