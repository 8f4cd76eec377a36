#pragma once

#include <QFrame>

class QButtonGroup;
class QHBoxLayout;
class QPushButton;

namespace slipway::ui {

/// Two to five words of which one is chosen: "Epoch | Time". The arrow keys move the choice.
class Segments : public QFrame
{
    Q_OBJECT
public:
    explicit Segments(const QString &name, QWidget *parent = nullptr);

    /// The first one added is chosen. Its button's object name is that of the segments, a dot and the id.
    void add(const QString &id, const QString &text);
    void setText(const QString &id, const QString &text); ///< "All 14": counts change
    void setCompact(bool compact);

    QString current() const;
    void setCurrent(const QString &id);

Q_SIGNALS:
    void currentChanged(const QString &id);

private:
    QPushButton *find(const QString &id) const;

    QButtonGroup *m_group;
    QHBoxLayout *m_line;
    bool m_compact = false;
};

} // namespace slipway::ui
