#pragma once

#include "ui/widgets/panel.h"

#include <QListView>

namespace slipway::ui {

class ReportsModel;

/// The reports as a list: which one, its format, when it was written and how large it is.
class ReportsList : public Panel
{
    Q_OBJECT
public:
    ReportsList(const Theme &theme, ReportsModel &reports, QWidget *parent = nullptr);

    QString current() const; ///< name of the file; empty where none is chosen
    void choose(const QString &name);

Q_SIGNALS:
    void chosen(const QString &name);
    void opened(const QString &name); ///< Enter, or a double click

private:
    QListView *m_list;
};

} // namespace slipway::ui
