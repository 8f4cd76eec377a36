#pragma once

#include "ui/models/import_choices.h"
#include "ui/models/import_preview.h"

#include <QFrame>
#include <QList>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace slipway::ui {

class DataImportField;
class FormRow;
class Segments;
class Theme;

/// What can be said about files before they are imported: how the data set is called, what is predicted, and
/// how the files are written. What is not said is guessed, and the guess stands in the field.
class DataImportOptions : public QFrame
{
    Q_OBJECT
public:
    explicit DataImportOptions(const Theme &theme, QWidget *parent = nullptr);

    /// Several files can become one data set or one each; then one of them is looked at at a time.
    void setFiles(const QStringList &files);
    bool isOneEach() const;
    int currentFile() const; ///< 0 where all are looked at together

    void setChoices(const ImportChoices &choices);
    const ImportChoices &choices() const { return m_choices; }
    void setPreview(const ImportPreview &preview); ///< shows what is guessed
    void setTables(const QStringList &tables, const QString &current); ///< of an SQLite file

    void setNameHint(const QString &hint);
    void setNameError(const QString &error);
    QLineEdit *nameField() const { return m_name; }

Q_SIGNALS:
    void changed(); ///< how the files are read
    void nameChanged();
    void filesChanged(); ///< which of them are looked at, or what becomes of them

private:
    /// A field, what it says, and how its guess reads.
    struct Setting {
        DataImportField *field;
        FormRow *row;
        QString ImportChoices::*value;
        QString (*guess)(const ImportPreview &);
        bool ofText; ///< only text files have it
    };

    QWidget *makeDataSet();
    QWidget *makeReading();
    void addSettings(QVBoxLayout &column);
    DataImportField *addSetting(QVBoxLayout &column, const char *id, const QString &name,
                                QString ImportChoices::*value, QString (*guess)(const ImportPreview &),
                                bool ofText = true);
    FormRow *addRow(QVBoxLayout &column, const QString &name, QWidget *field);
    void collect();
    void showTargets();
    void showKind();

    const Theme &m_theme;
    ImportChoices m_choices;
    ImportPreview m_preview;
    QStringList m_files;
    QLineEdit *m_name;
    FormRow *m_nameRow = nullptr;
    Segments *m_become;
    QCheckBox *m_union;
    QComboBox *m_file;
    FormRow *m_fileRow = nullptr;
    DataImportField *m_target;
    QComboBox *m_table;
    FormRow *m_tableRow = nullptr;
    QList<Setting> m_settings;
    QLineEdit *m_missing;
    FormRow *m_missingRow = nullptr;
    QLineEdit *m_skip;
    FormRow *m_skipRow = nullptr;
    QLabel *m_ownForm;
    QPushButton *m_guess;
};

} // namespace slipway::ui
