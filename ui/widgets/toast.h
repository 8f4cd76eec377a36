#pragma once

#include <QFrame>
#include <QTimer>

#include <functional>

class QLabel;
class QPushButton;

namespace slipway::ui {

class Theme;

/// A short message at the bottom right of a window for 6 s, with at most one link: "Run 44 deleted. Undo".
/// One at a time; a new one takes the place of the old. Errors never live in a toast alone.
class Toast : public QFrame
{
    Q_OBJECT
public:
    /// `bottom` is what lies below it: the height of the jobs strip.
    Toast(const Theme &theme, QWidget *window, int bottom = 0);

    void show(const QString &sentence, const QString &link = {}, std::function<void()> follow = {});
    QString sentence() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void place();

    const Theme &m_theme;
    int m_bottom;
    QLabel *m_sentence;
    QPushButton *m_link;
    std::function<void()> m_follow;
    QTimer m_timer;
};

} // namespace slipway::ui
