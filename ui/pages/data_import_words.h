#pragma once

#include "core/base/result.h"
#include "ui/models/import_preview.h"

#include <QCoreApplication>

namespace slipway::ui {

/// What the import wizard says, in words of the window.
class DataImportWords
{
    Q_DECLARE_TR_FUNCTIONS(slipway::ui::DataImportWords)
public:
    static QString encoding(const QString &encoding, bool byteOrderMark);
    static QString separator(const QString &delimiter);
    static QString quote(const QString &quote);

    /// Why the guess of a column should be looked at.
    static QString notice(const ImportColumn &column);

    /// What is the case: "CSV in UTF-8, separated by commas, ..."
    static QString sentence(const ImportPreview &preview);

    /// What keeps a file from being read and what to do, in terms of what the wizard offers.
    static QString failure(const Error &error);

private:
    static QString form(const ImportPreview &preview);
    static QString size(const ImportPreview &preview);
};

} // namespace slipway::ui
