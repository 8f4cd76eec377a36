#pragma once

#include <QString>

class QFileDialog;
class QMimeData;
class QWidget;

namespace slipway::ui {

/// The table that was dropped: a file of this computer that looks like CSV, JSON, SQLite or Parquet; empty
/// for anything else.
QString droppedTable(const QMimeData &dropped);

/// Asks for one file, without holding up anything else. It goes when it is closed.
QFileDialog *fileDialog(QWidget *parent, const QString &objectName, const QString &title,
                        const QString &filter);

/// What to call a data set of this file: "Customers 2026-11.csv" becomes "customers_2026_11".
QString datasetNameFor(const QString &file);

} // namespace slipway::ui
