#include "ui/pages/data_file.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

#include <algorithm>
#include <array>

namespace slipway::ui {

namespace {

constexpr std::array endings {".csv",  ".tsv",   ".txt",    ".csv.gz", ".tsv.gz",  ".parquet", ".pq",
                              ".json", ".jsonl", ".ndjson", ".sqlite", ".sqlite3", ".db"};

bool isTable(const QString &file)
{
    return std::any_of(endings.begin(), endings.end(), [&](const char *ending) {
        return file.endsWith(QLatin1String(ending), Qt::CaseInsensitive);
    });
}

} // namespace

QString droppedTable(const QMimeData &dropped)
{
    const auto urls = dropped.urls();
    if (urls.size() != 1 || !urls.first().isLocalFile())
        return {};
    const QString file = urls.first().toLocalFile();
    return isTable(file) && QFileInfo(file).isFile() ? file : QString();
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
