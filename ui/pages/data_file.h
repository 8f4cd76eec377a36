#pragma once

#include <QString>
#include <QStringList>

class QFileDialog;
class QMimeData;
class QWidget;

namespace slipway::ui {

/// The files of this computer that were dropped, whatever they are called: what they are is told by their
/// content. Empty where anything else is among them: a folder, or the records of a workspace.
QStringList droppedFiles(const QMimeData &dropped);

/// The files that can be imported, for a dialog.
QString tableFilter();

/// Asks for one file, without holding up anything else. It goes when it is closed.
QFileDialog *fileDialog(QWidget *parent, const QString &objectName, const QString &title,
                        const QString &filter);

/// What to call a data set of this file: "Customers 2026-11.csv" becomes "customers_2026_11".
QString datasetNameFor(const QString &file);

} // namespace slipway::ui
