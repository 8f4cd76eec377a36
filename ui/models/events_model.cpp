#include "ui/models/events_model.h"

#include "ui/models/event_sentence.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"

namespace slipway::ui {

namespace {

constexpr std::int64_t pageRows = 200;

} // namespace

EventsModel::EventsModel(WorkspaceReader &reader, QObject *parent)
    : RowsModel(parent)
    , m_reader(reader)
{
}

/// Events never change: only newer ones than the first row can be missing.
void EventsModel::refresh()
{
    if (m_pending.isWaiting()) {
        m_readAgain = true;
        return;
    }
    read(0);
}

void EventsModel::read(std::int64_t before)
{
    m_readAgain = false;
    m_reader.events(m_pending, before, pageRows,
                    [this, before](const Result<std::vector<workspace::LoggedEvent>> &events) {
                        if (!events) {
                            Q_EMIT failed(events.error());
                            return;
                        }
                        take(before, events.value());
                        answered();
                        if (m_readAgain)
                            refresh();
                    });
}

void EventsModel::take(std::int64_t before, const std::vector<workspace::LoggedEvent> &events)
{
    std::vector<EventRow> found;
    for (const auto &event : events)
        found.push_back({event});
    if (before > 0) {
        // A view may ask twice, while the rows of its first question are being added.
        if (!rows().empty() && before == rows().back().seq)
            appendRows(std::move(found));
    } else if (rows().empty() || found.empty() || found.back().seq > rows().front().seq + 1) {
        replaceRows(std::move(found)); // so many that there is a gap
    } else {
        add({events.rbegin(), events.rend()});
    }
}

void EventsModel::add(const std::vector<workspace::LoggedEvent> &events)
{
    if (rows().empty() && !isLoaded())
        return; // the first reading will have them
    std::vector<EventRow> fresh;
    for (auto event = events.rbegin(); event != events.rend(); ++event) {
        if (rows().empty() || event->seq > rows().front().seq)
            fresh.push_back({*event});
    }
    if (!fresh.empty())
        insertAt(0, fresh.begin(), fresh.end());
}

int EventsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

bool EventsModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !rows().empty() && rows().back().seq > 1;
}

void EventsModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent) && !m_pending.isWaiting())
        read(rows().back().seq);
}

QVariant EventsModel::headerCell(int column, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(words());
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Time:
        return tr("Time");
    case What:
        return tr("What happened");
    case Who:
        return tr("Who");
    default:
        return {};
    }
}

QVariant EventsModel::cell(const EventRow &event, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        if (column == Time)
            return NumberText::time(event.time);
        return column == What ? EventSentence::what(event) : EventSentence::who(event);
    case Qt::TextAlignmentRole:
        return headerCell(column, role);
    case Qt::ToolTipRole:
        return column == Time ? NumberText::fullTime(event.time) : QString();
    case SortRole:
        return static_cast<qint64>(event.seq);
    case Qt::AccessibleTextRole:
        return tr("%1: %2, by %3.")
            .arg(NumberText::time(event.time), EventSentence::what(event), EventSentence::who(event));
    case IdRole:
        return QString::number(event.seq);
    case StatusRole:
        return column == What ? QVariant::fromValue(EventSentence::status(event)) : QVariant();
    case InverseRole:
        return event.change.inverse ? text(*event.change.inverse) : QString();
    case HashRole:
        return text(event.hash);
    case JobRole:
        return text(event.origin.job);
    default:
        return {};
    }
}

QString EventsModel::keyOf(const EventRow &event) const
{
    return QString::number(event.seq);
}

} // namespace slipway::ui
