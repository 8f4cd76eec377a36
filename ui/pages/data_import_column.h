#pragma once

#include "ui/models/import_choices.h"
#include "ui/models/import_preview.h"

#include <QWidget>

class QLabel;

namespace slipway::ui {

class DataImportField;
class Theme;

/// What can be said about one column of files that are not imported yet: its type, and how its dates are
/// written.
class DataImportColumn : public QWidget
{
    Q_OBJECT
public:
    explicit DataImportColumn(const Theme &theme, QWidget *parent = nullptr);

    void show(const ImportColumn &column, const ImportChoices &choices, bool hasOwnTypes);
    void clear();

    QString column() const { return m_column; } ///< empty where none is chosen
    QString type() const; ///< empty: guessed
    QString format() const;

    /// What can be said in the place of a guess: the engine's word and the one for people.
    static QList<QPair<QString, QString>> types();

Q_SIGNALS:
    void changed();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void follow();
    void showName();

    QString m_column;
    QString m_guessedType; ///< as DuckDB spells it
    QLabel *m_name;
    QLabel *m_note;
    DataImportField *m_type;
    DataImportField *m_format;
    QLabel *m_typeLabel;
    QLabel *m_formatLabel;
};

} // namespace slipway::ui
