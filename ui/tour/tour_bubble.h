#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace slipway::ui {

class Theme;
struct Tour;

/// The words of a tour: which step, the question, three sentences, something to try, and the ways on.
class TourBubble : public QWidget
{
    Q_OBJECT
public:
    TourBubble(const Theme &theme, QWidget *window);

    void show(const Tour &tour, qsizetype step);
    using QWidget::show;

    /// Stands below the hole, else above it, else where there is room; without a hole in the middle.
    void place(const QRect &hole);

    void focusNext(); ///< the keyboard goes to the button that leads on

Q_SIGNALS:
    void nextRequested();
    void backRequested();
    void leaveRequested();
    void tryRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    enum class Arrow { None, Up, Down };

    void build();
    QWidget *footer();
    void dress();

    const Theme &m_theme;
    QLabel *m_step = nullptr;
    QLabel *m_left = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_text = nullptr;
    QWidget *m_tryBox = nullptr;
    QLabel *m_tryText = nullptr;
    QPushButton *m_try = nullptr;
    QWidget *m_dots = nullptr;
    QPushButton *m_back = nullptr;
    QPushButton *m_next = nullptr;
    Arrow m_arrow = Arrow::None;
    int m_arrowAt = 0;
};

} // namespace slipway::ui
