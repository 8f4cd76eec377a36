#include "ui/pages/data_file.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

#include <array>

namespace slipway::ui {

namespace {

constexpr std::array endings {".csv",  ".tsv",   ".txt",    ".csv.gz", ".tsv.gz",  ".parquet", ".pq",
                              ".json", ".jsonl", ".ndjson", ".sqlite", ".sqlite3", ".db"};

} // namespace

QStringList droppedFiles(const QMimeData &dropped)
{
    QStringList files;
    for (const QUrl &url : dropped.urls()) {
        const QFileInfo file(url.toLocalFile());
        if (!url.isLocalFile() || !file.isFile() || file.fileName() == QLatin1String("slipway.db"))
            return {};
        files << file.absoluteFilePath();
    }
    return files;
}

QString tableFilter()
{
    QStringList patterns;
    for (const char *ending : endings)
        patterns << QLatin1Char('*') + QLatin1String(ending);
    return QCoreApplication::translate("DataFile", "Tables (%1)").arg(patterns.join(QLatin1Char(' ')));
}

QFileDialog *fileDialog(QWidget *parent, const QString &objectName, const QString &title,
                        const QString &filter)
{
    auto *dialog = new QFileDialog(parent, title);
    dialog->setObjectName(objectName);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({filter, QCoreApplication::translate("DataFile", "All files (*)")});
    return dialog;
}

QString datasetNameFor(const QString &file)
{
    const QString stem = QFileInfo(file).fileName().section(QLatin1Char('.'), 0, 0).toLower();
    QString name;
    for (const QChar c : stem) {
        if (c.isLetterOrNumber())
            name += c;
        else if (!name.isEmpty() && !name.endsWith(QLatin1Char('_')))
            name += QLatin1Char('_');
    }
    while (name.endsWith(QLatin1Char('_')))
        name.chop(1);
    return name.isEmpty() ? QStringLiteral("data") : name;
}

} // namespace slipway::ui
