#pragma once

#include "ui/jobs/question.h"
#include "ui/models/import_choices.h"
#include "ui/models/import_preview.h"

#include <QHash>
#include <QList>
#include <QTimer>
#include <QWidget>

class QPushButton;

namespace slipway::ui {

class DataImportOptions;
class DataImportPreview;
class Theme;
class TitleLine;

/// The import of one or several files, before anything is stored: what the engine guesses, what it would
/// store, and what a person says instead. It takes the place of the page until it is answered or left.
class DataImport : public QWidget
{
    Q_OBJECT
public:
    DataImport(const Theme &theme, Launcher &launcher, QWidget *parent = nullptr);

    void open(const QStringList &files);
    void leave();
    bool isOpen() const { return !m_files.isEmpty(); }

    /// The newest version of every data set that there is, by name.
    void setVersions(const QHash<QString, qint64> &newest);

    /// What "Import" would run, one after the other; empty while it is not open.
    QList<QStringList> commands() const;

Q_SIGNALS:
    void opened();
    void left(); ///< for whatever reason
    void accepted(const QList<QStringList> &commands);
    void filesWanted();
    void copyRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeHead();
    void connectParts();
    QStringList lookedAt() const;
    ImportChoices &current();
    void suggestNames();
    void look();
    void askSoon();
    void ask();
    void take(const Result<Json> &answer);
    bool mend(const Error &error);
    void checkName();
    QString mistakeIn(const QString &name) const;
    void follow();
    void accept();

    const Theme &m_theme;
    Question m_question;
    QTimer m_soon;
    QStringList m_files;
    ImportChoices m_together;
    QList<ImportChoices> m_each; ///< by file
    QHash<QString, qint64> m_newest;
    TitleLine *m_title;
    DataImportOptions *m_options;
    DataImportPreview *m_preview;
    QPushButton *m_import = nullptr;
    bool m_good = false; ///< what is shown is what the choices give
};

} // namespace slipway::ui
