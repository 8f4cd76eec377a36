#pragma once

#include "core/base/json.h"

#include <QFrame>
#include <QList>

class QLineEdit;
class QPushButton;

namespace slipway::ui {

class FormRow;
class Theme;

/// What a new run is asked for. It folds out above the runs and stays filled while it is folded in.
class TrainForm : public QFrame
{
    Q_OBJECT
public:
    explicit TrainForm(const Theme &theme, QWidget *parent = nullptr);

    /// The workspace's own settings, which stand in the fields where nobody has written anything else.
    void setDefaults(const Json &settings);

    /// Whether a run can be started with what the fields say; otherwise the lines below them say what is wrong.
    bool check();

    /// The command that trains with these values.
    QStringList command() const;

    void open(); ///< with the keyboard in the first field that needs it
    void setBusyReason(const QString &reason); ///< why nothing can be trained now; empty: it can

Q_SIGNALS:
    void accepted(); ///< somebody wants to train
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Field {
        const char *setting; ///< of model_config.yaml; nullptr for the name of the run
        FormRow *row;
        QLineEdit *edit;
        QString standard; ///< as the workspace's configuration has it
    };

    QLineEdit *add(const char *setting, const char *objectName, const QString &name, const QString &hint);
    void checkField(const Field &field);

    const Theme &m_theme;
    QList<Field> m_fields;
    QPushButton *m_train;
    bool m_checked = false; ///< mistakes are told from the first attempt on
};

} // namespace slipway::ui
