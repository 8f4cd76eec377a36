#pragma once

#include "core/workspace/run_page.h"
#include "ui/models/workspace_reader.h"

#include <QHash>
#include <QObject>

#include <vector>

namespace slipway::ui {

class Selection;

/// A run whose curves are drawn.
struct DrawnRun {
    QString id;
    QString label; ///< "run 44"; empty until its number is known
    int style = 0; ///< of its lines; it stays the same while the run is drawn
};

/// The ticked runs of a window with the styles of their lines and with what people call them.
class DrawnRuns : public QObject
{
    Q_OBJECT
public:
    static constexpr int most = 8; ///< no eye tells more styles apart

    DrawnRuns(Selection &selection, WorkspaceReader &reader, QObject *parent = nullptr);

    QList<DrawnRun> runs() const;
    int count() const;
    int styleOf(const QString &run) const; ///< -1 where it is not drawn
    bool isDrawn(const QString &run) const { return styleOf(run) >= 0; }

    bool toggle(const QString &run); ///< false where there is no room for one more
    void draw(const QString &run); ///< where there is no room, instead of the one that was ticked first
    void leave(const QString &run);

    /// Rows of the table say what their runs are called.
    void learn(const std::vector<workspace::RunRow> &rows);

Q_SIGNALS:
    void changed();

private:
    void takeSelection();
    void lookUp();

    Selection &m_selection;
    WorkspaceReader &m_reader;
    QHash<QString, int> m_styles;
    QHash<QString, qint64> m_numbers;
    Pending m_pending;
};

} // namespace slipway::ui
