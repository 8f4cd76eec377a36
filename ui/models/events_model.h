#pragma once

#include "core/workspace/event_log.h"
#include "ui/models/rows_model.h"
#include "ui/models/workspace_reader.h"

namespace slipway::ui {

/// An event of the log. What has been written there never changes.
struct EventRow : workspace::LoggedEvent {
    bool operator==(const EventRow &other) const { return seq == other.seq; }
};

/// What happened in a workspace, newest first; older events come as the table is scrolled.
class EventsModel : public RowsModel<EventRow>
{
    Q_OBJECT
public:
    enum Column { Time, What, Who, ColumnCount };
    enum EventRole {
        InverseRole = FirstOwnRole, ///< the command that takes it back; empty where nothing does
        HashRole,
        JobRole, ///< id of the job that did it; empty where none did
    };

    explicit EventsModel(WorkspaceReader &reader, QObject *parent = nullptr);

    void refresh();

    /// News of the change feed, oldest first.
    void add(const std::vector<slipway::workspace::LoggedEvent> &events);

    int columnCount(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

protected:
    QVariant headerCell(int column, int role) const override;
    QVariant cell(const EventRow &event, int column, int role) const override;
    QString keyOf(const EventRow &event) const override;

private:
    void read(std::int64_t before);
    void take(std::int64_t before, const std::vector<workspace::LoggedEvent> &events);

    WorkspaceReader &m_reader;
    bool m_readAgain = false;
    Pending m_pending;
};

} // namespace slipway::ui
