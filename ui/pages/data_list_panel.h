#pragma once

#include "ui/widgets/panel.h"

class QLabel;
class QListView;
class QPushButton;

namespace slipway::ui {

class DataVersions;

/// The data sets at the left of the page, with a filter above and their number below.
class DataListPanel : public Panel
{
    Q_OBJECT
public:
    DataListPanel(const Theme &theme, DataVersions &versions, QWidget *parent = nullptr);

    void setCurrent(const QString &id); ///< nothing happens where the filter hides it
    void setBytes(double bytes); ///< that all versions take on the disk
    void setMayCleanUp(bool may);

Q_SIGNALS:
    void chosen(const QString &id);
    void cleanUpWanted();

private:
    void describe();

    DataVersions &m_versions;
    QListView *m_list;
    QLabel *m_count;
    QPushButton *m_cleanUp;
    double m_bytes = -1;
};

} // namespace slipway::ui
