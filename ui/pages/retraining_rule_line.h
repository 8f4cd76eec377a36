#pragma once

#include "ui/widgets/status.h"

#include <QWidget>

class QLabel;

namespace slipway::ui {

/// The shape of a status on its own. It is decoration: the words beside it say the same.
class StatusShape : public QWidget
{
    Q_OBJECT
public:
    StatusShape(const Theme &theme, int size, QWidget *parent = nullptr);

    void setStatus(Status status);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    int m_size;
    Status m_status = Status::Neutral;
};

/// A shape, what it is about, its value at the right, and a small line below: one rule, or one step.
class RuleLine : public QWidget
{
    Q_OBJECT
public:
    explicit RuleLine(const Theme &theme, QWidget *parent = nullptr);

    /// The note takes as many lines as it needs.
    void say(Status status, const QString &title, const QString &value, const QString &note);

private:
    StatusShape *m_shape;
    QLabel *m_title;
    QLabel *m_value;
    QLabel *m_note;
};

} // namespace slipway::ui
