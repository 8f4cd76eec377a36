#pragma once

#include <QPoint>
#include <QProcess>
#include <QString>

class QWidget;

namespace slipway::testing {

/// A virtual screen of its own. Qt shows its windows there once useScreen() has been called, before the
/// application is made.
class VirtualScreen
{
public:
    VirtualScreen();
    ~VirtualScreen();
    VirtualScreen(const VirtualScreen &) = delete;
    VirtualScreen &operator=(const VirtualScreen &) = delete;

    bool isThere() const { return !m_display.isEmpty(); }
    void useScreen() const;

private:
    QProcess m_server;
    QByteArray m_display; ///< ":7"
};

/// A person's hands: the mouse and the keyboard of the virtual screen. What they do arrives as events of the
/// X server, as from real devices.
class Hands
{
public:
    explicit Hands(QWidget &window);

    void click(const QString &objectName); ///< in the middle of a visible widget of the window
    void clickAt(QPoint global);
    void doubleClickAt(QPoint global);
    void type(const QString &text);
    void press(const QString &keys); ///< "Return", "ctrl+k"

    /// The visible widget of this name in any window; nullptr where there is none.
    static QWidget *find(const QString &objectName);

    /// What was not found or not done, one sentence each.
    const QStringList &problems() const { return m_problems; }

private:
    void act(const QStringList &words);

    QWidget &m_window;
    QStringList m_problems;
};

} // namespace slipway::testing
