#pragma once

#include "ui/models/table_answers.h"
#include "ui/widgets/table_view.h"

namespace slipway::ui {

/// The header of a table of data: name, type, and how the column's values are spread.
class DataHeader : public TableHeader
{
    Q_OBJECT
public:
    explicit DataHeader(const Theme &theme, QWidget *parent = nullptr);

    /// One a column of the data set, shown or not; none where they are not known.
    void setShapes(const std::vector<ColumnShape> &shapes);
    /// Whether there is room for shapes, also before they are known.
    void setTall(bool tall);
    void setChosen(int column); ///< -1 for none
    void setSorted(int column, Qt::SortOrder order); ///< -1 for none

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void paintSection(QPainter *painter, const QRect &rect, int column) const override;
    QSize sectionSizeFromContents(int column) const override;

private:
    void paintName(QPainter &painter, const QRect &room, int column) const;
    void paintShape(QPainter &painter, const QRect &room, const ColumnShape &shape) const;

    const Theme &m_theme;
    std::vector<ColumnShape> m_shapes;
    bool m_tall = true;
    int m_chosen = -1;
    int m_sorted = -1;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

} // namespace slipway::ui
