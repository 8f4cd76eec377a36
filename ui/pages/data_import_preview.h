#pragma once

#include "ui/models/import_choices.h"
#include "ui/models/import_preview_model.h"
#include "ui/models/rejected_lines_model.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace slipway::ui {

class DataHeader;
class DataImportColumn;
class Glyph;
class Panel;
class RejectedLinesTable;
class TableView;
class Theme;

/// The first rows as they would be stored, what can be said about each column, and the lines that would be
/// left out; or why there are none.
class DataImportPreview : public QWidget
{
    Q_OBJECT
public:
    explicit DataImportPreview(const Theme &theme, QWidget *parent = nullptr);

    void show(const ImportPreview &preview, const ImportChoices &choices);
    void showFailure(const QString &sentence);
    void setReading(bool reading); ///< what is shown is about to be replaced
    void clear();

    QString sentence() const; ///< of the failure; empty where there is none

Q_SIGNALS:
    /// Somebody has said what a column is; empty words take it back.
    void columnChanged(const QString &column, const QString &type, const QString &format);
    void otherFilesWanted();

private:
    QWidget *makeTable();
    QWidget *makeMessage();
    void choose(int column);
    void askForType(int column, const QPoint &place);

    const Theme &m_theme;
    ImportPreviewModel m_model;
    RejectedLinesModel m_rejected;
    ImportPreview m_preview;
    ImportChoices m_choices;
    Panel *m_panel;
    DataImportColumn *m_column;
    QStackedWidget *m_stack;
    TableView *m_table;
    DataHeader *m_header;
    QLabel *m_title;
    QLabel *m_sentence;
    Glyph *m_glyph;
    QPushButton *m_others;
    Panel *m_left;
    RejectedLinesTable *m_lines;
    QTimer m_slow; ///< says that it is being read only when that takes a moment
};

} // namespace slipway::ui
