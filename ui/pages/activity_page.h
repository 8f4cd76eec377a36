#pragma once

#include "ui/pages/workspace_page.h"

class QLabel;
class QLineEdit;
class QSortFilterProxyModel;

namespace slipway::ui {

class Chip;
class EventsModel;
class TableView;
struct EventRow;

/// Everything that has changed in the workspace, who did it and through what, and the proof that nobody has
/// altered the list.
class ActivityPage : public WorkspacePage
{
    Q_OBJECT
public:
    ActivityPage(const PageServices &services, const PageDescription &description, QWidget *parent = nullptr);
    ~ActivityPage() override;

    QStringList command() const override;

protected:
    void refresh() override;

private:
    void registerActions();
    void makeFilterLine();
    QWidget *makeResult();
    void showCount();
    void select();
    const EventRow *selected() const;
    void verify();
    void takeBack();

    EventsModel *m_events;
    QSortFilterProxyModel *m_shown;
    TableView *m_table = nullptr;
    QLineEdit *m_filter = nullptr;
    QLabel *m_count = nullptr;
    Chip *m_verdict = nullptr;
};

} // namespace slipway::ui
