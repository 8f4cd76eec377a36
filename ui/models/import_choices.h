#pragma once

#include <QMap>
#include <QString>
#include <QStringList>

namespace slipway::ui {

/// What a person has said about how files are to be read and stored. What is empty is guessed.
struct ImportChoices {
    QString name; ///< of the data set
    QString target;
    bool noTarget = false;
    bool unionByName = false; ///< of several files: some may lack columns
    QString table; ///< of an SQLite file
    QString header; ///< "yes" or "no"
    QString delimiter; ///< a character, "tab" or "none"
    QString quote; ///< a character or "none"
    QString escape;
    QString encoding;
    QString decimal;
    QString blanks; ///< "keep" or "trim"
    QStringList nullTokens;
    int skippedLines = 0;
    QMap<QString, QString> types; ///< by column: whole, number, text, flag, date or time
    QMap<QString, QString> dateFormats; ///< by column: "%d.%m.%Y", "epoch"

    /// The words of the engine's command line.
    QStringList previewCommand(const QStringList &files) const;
    QStringList importCommand(const QStringList &files) const;

    /// Takes back what was said of a column. False where nothing was.
    bool forget(const QString &column);

private:
    QStringList reading() const;
};

} // namespace slipway::ui
