#pragma once

#include "ui/widgets/panel.h"

class QListView;

namespace slipway::ui {

class DataVersions;

/// The data sets at the left of the page, with a filter above and their number below.
class DataListPanel : public Panel
{
    Q_OBJECT
public:
    DataListPanel(const Theme &theme, DataVersions &versions, QWidget *parent = nullptr);

    void setCurrent(const QString &id); ///< nothing happens where the filter hides it

Q_SIGNALS:
    void chosen(const QString &id);

private:
    DataVersions &m_versions;
    QListView *m_list;
};

} // namespace slipway::ui
