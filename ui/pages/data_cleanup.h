#pragma once

#include "core/base/json.h"
#include "ui/models/text_table_model.h"

#include <QDialog>

class QLabel;
class QPushButton;

namespace slipway::ui {

class DataJobLine;
class TableView;
class Theme;
class WorkspaceSession;

/// Shows what no record needs any more, and removes it when that is confirmed. It cannot be taken back, which
/// is why it asks in a dialog.
class DataCleanup : public QDialog
{
    Q_OBJECT
public:
    DataCleanup(const Theme &theme, WorkspaceSession &session, QWidget *parent = nullptr);

Q_SIGNALS:
    void cleaned(double files, double bytes);

private:
    static QString kindWord(const QString &kind);
    void look();
    void take(const Json &found);
    void remove();

    TextTableModel m_model;
    TableView *m_table;
    QLabel *m_said;
    DataJobLine *m_line;
    QPushButton *m_remove;
    bool m_removing = false;
};

} // namespace slipway::ui
