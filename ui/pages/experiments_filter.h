#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;

namespace slipway::ui {

class ExperimentRuns;
class Segments;
class Theme;

/// The line above the runs: which of them the table shows, and how many these are.
class RunsFilter : public QWidget
{
    Q_OBJECT
public:
    RunsFilter(const Theme &theme, ExperimentRuns &runs, QWidget *parent = nullptr);

    bool showsDeleted() const;
    void showRuns(); ///< not the deleted ones

    /// What the table says where it has no row.
    QString placeholder() const;

    void sayCount(int drawn);

private:
    ExperimentRuns &m_runs;
    QLineEdit *m_filter;
    Segments *m_stage;
    QLabel *m_count;
    QTimer m_soon; ///< while somebody still types
};

} // namespace slipway::ui
