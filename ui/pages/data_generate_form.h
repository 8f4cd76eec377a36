#pragma once

#include "ui/widgets/panel.h"

class QLineEdit;

namespace slipway::ui {

class FormRow;

/// What is asked before data is generated. It folds away when it is answered or left.
class DataGenerateForm : public Panel
{
    Q_OBJECT
public:
    explicit DataGenerateForm(const Theme &theme, QWidget *parent = nullptr);

    void open();

Q_SIGNALS:
    void accepted(const QStringList &command);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void accept();

    QLineEdit *m_rows;
    QLineEdit *m_seed;
    FormRow *m_rowsRow;
    FormRow *m_seedRow;
};

} // namespace slipway::ui
