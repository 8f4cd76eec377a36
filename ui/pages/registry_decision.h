#pragma once

#include "ui/widgets/status.h"

#include <QWidget>

class QLabel;
class QLineEdit;

namespace slipway::ui {

class FormRow;
class Glyph;

/// What stands at the foot of the gates: why, and the buttons that change what serves. What becomes of it is
/// said here too, beside the button that was pressed.
class DecisionForm : public QWidget
{
    Q_OBJECT
public:
    explicit DecisionForm(const Theme &theme, QWidget *parent = nullptr);

    void addButton(QWidget *button);

    /// The reason without spaces around it. Where there is none, the field says so and takes the focus.
    QString requiredReason();
    void clearReason();

    /// Empty: nothing is said.
    void say(Status status, const QString &sentence);

private:
    const Theme &m_theme;
    QLineEdit *m_reason;
    FormRow *m_row;
    QWidget *m_buttons;
    QWidget *m_outcome;
    Glyph *m_shape;
    QLabel *m_sentence;
};

} // namespace slipway::ui
