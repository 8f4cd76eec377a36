#pragma once

#include "ui/models/checks_model.h"
#include "ui/widgets/panel.h"

class QLabel;
class QStackedWidget;

namespace slipway::ui {

class Chip;
class TableView;

/// How the last checks of a data set ended.
class DataChecksPanel : public Panel
{
    Q_OBJECT
public:
    explicit DataChecksPanel(const Theme &theme, QWidget *parent = nullptr);

    /// A nullptr where there were no checks; `reason` then says why, and what to do.
    void show(const Validation *checks, const QString &reason);

Q_SIGNALS:
    void columnChosen(const QString &name); ///< of the check that is selected

private:
    ChecksModel m_model;
    TableView *m_table;
    QLabel *m_nothing;
    QStackedWidget *m_stack;
    QWidget *m_summary;
    QLabel *m_said;
    QLabel *m_when;
    Chip *m_chip;
};

} // namespace slipway::ui
