#pragma once

#include "ui/widgets/table_view.h"

namespace slipway::ui {

class ExperimentRuns;

/// The table of runs. Space ticks the row that the keyboard is on.
class RunsTable : public TableView
{
    Q_OBJECT
public:
    RunsTable(const Theme &theme, ExperimentRuns &runs, QWidget *parent = nullptr);

    /// What stands in the middle where there is no row.
    void setPlaceholder(const QString &text);
    const QString &placeholder() const { return m_placeholder; }

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void setUpColumns();

    const Theme &m_theme;
    ExperimentRuns &m_runs;
    QString m_placeholder;
};

} // namespace slipway::ui
