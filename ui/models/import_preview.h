#pragma once

#include "core/base/json.h"

#include <QString>
#include <QStringList>
#include <QVariant>
#include <QVector>

#include <vector>

namespace slipway::ui {

/// A line of a file that is no row, and why.
struct RejectedLine {
    QString file;
    qint64 line = 0; ///< from 1
    QString reason; ///< a clause: "it has 1 field where the others have 2"
    QString text; ///< as it stands in the file

    bool operator==(const RejectedLine &other) const;
};

RejectedLine rejectedLineFrom(const Json &json);

/// A column as it would be stored.
struct ImportColumn {
    QString name;
    QString type; ///< as DuckDB spells it
    QString format; ///< how its values are written; empty where that is nothing special
    bool given = false; ///< somebody has said the type, or the file itself does
    qint64 missing = 0;
    QStringList nullTokens; ///< what was taken for a missing value
    QString notice; ///< a sentence, where the guess should be looked at
    QString noticeId; ///< of that sentence
};

/// How files would be read, as `slipway data preview` answers. What is missing there stays empty.
struct ImportPreview {
    QString kind; ///< csv, csv.gz, json, sqlite or parquet
    QString encoding;
    bool byteOrderMark = false;
    QString delimiter; ///< a character, "tab", or empty: each line is one column
    QString quote; ///< empty: quotes mean nothing
    QString escape;
    bool header = false;
    bool blanksTrimmed = false;
    QString decimal;
    QStringList nullTokens; ///< that were named
    std::vector<ImportColumn> columns;
    QVector<QVector<QVariant>> rows; ///< the first ones, as they would be stored
    qint64 rowsSeen = 0; ///< 0 where nobody has counted them
    bool whole = true; ///< false: only the beginning was looked at
    qint64 rejectedCount = 0;
    std::vector<RejectedLine> rejected; ///< the first of them
    QString target; ///< empty where none is likely
    QString table; ///< of an SQLite file
    QStringList tables;
    QStringList notices;
    QStringList renamed; ///< columns without a name or with one that was taken already, by their new name

    static ImportPreview from(const Json &answer);

    bool isText() const { return kind == QLatin1String("csv") || kind == QLatin1String("csv.gz"); }
    bool hasOwnTypes() const { return kind == QLatin1String("parquet"); }
    QStringList columnNames() const;
};

} // namespace slipway::ui
