#pragma once

#include <QHeaderView>
#include <QTableView>

namespace slipway::ui {

class Theme;

/// A header of 28 px: words in grey, the sort arrow left of the word, numbers over numbers at the right.
class TableHeader : public QHeaderView
{
    Q_OBJECT
public:
    explicit TableHeader(const Theme &theme, QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintSection(QPainter *painter, const QRect &rect, int column) const override;
    QSize sectionSizeFromContents(int column) const override;

private:
    QFont wordsFont() const;

    const Theme &m_theme;
};

enum class RowHeight { Default, Dense }; ///< 28 and 24

/// A table as Slipway has them: whole rows are selected, hairlines, no zebra, sorted by clicking the header.
class TableView : public QTableView
{
    Q_OBJECT
public:
    explicit TableView(const Theme &theme, QWidget *parent = nullptr);

    void setRowHeight(RowHeight height);
    int hoveredRow() const { return m_hoveredRow; }

Q_SIGNALS:
    /// Enter, or a double click.
    void opened(const QModelIndex &index);

protected:
    bool viewportEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void hover(int row);

    const Theme &m_theme;
    int m_hoveredRow = -1;
};

} // namespace slipway::ui
