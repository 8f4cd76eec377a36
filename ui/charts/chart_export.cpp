#include "ui/charts/chart_export.h"

#include "core/report/svg.h"
#include "ui/charts/chart_ink.h"

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QMessageBox>
#include <QMimeData>
#include <QPixmap>
#include <QRegularExpression>
#include <QSaveFile>
#include <QStandardPaths>

namespace slipway::ui {

namespace {

QString suffix(ChartFormat format)
{
    switch (format) {
    case ChartFormat::Png:
        return QStringLiteral("png");
    case ChartFormat::Svg:
        return QStringLiteral("svg");
    case ChartFormat::Csv:
        break;
    }
    return QStringLiteral("csv");
}

QByteArray bytes(const report::ChartSpec &chart, ChartFormat format, const QPixmap &picture, bool dark)
{
    if (format == ChartFormat::Csv)
        return QByteArray::fromStdString(report::chartCsv(chart));
    if (format == ChartFormat::Svg)
        return QByteArray::fromStdString(report::toSvg(chart, {.dark = dark}));
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    picture.save(&buffer, "PNG");
    return png;
}

} // namespace

QString exportName(const report::ChartSpec &chart, ChartFormat format)
{
    static const QRegularExpression odd(QStringLiteral("[^\\w.-]+"),
                                        QRegularExpression::UseUnicodePropertiesOption);
    auto name = toText(chart.title).simplified().replace(odd, QStringLiteral("_"));
    if (name.isEmpty())
        name = QCoreApplication::translate("Chart", "chart");
    return name + u'.' + suffix(format);
}

QString exportChart(const QString &path, const report::ChartSpec &chart, ChartFormat format,
                    const QPixmap &picture, bool dark)
{
    QSaveFile file(path);
    const auto content = bytes(chart, format, picture, dark);
    if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit())
        return {};
    return QCoreApplication::translate("Chart", "%1 was not written: %2. Choose another folder.")
        .arg(QDir::toNativeSeparators(path), file.errorString());
}

void copyChart(const report::ChartSpec &chart, const QPixmap &picture)
{
    auto *data = new QMimeData; // the clipboard owns it
    data->setImageData(picture.toImage());
    data->setText(QString::fromStdString(report::chartCsv(chart)));
    QApplication::clipboard()->setMimeData(data);
}

void saveChart(QWidget *parent, const report::ChartSpec &chart, ChartFormat format, const QPixmap &picture,
               bool dark)
{
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    const auto path = QFileDialog::getSaveFileName(
        parent, QCoreApplication::translate("Chart", "Save the chart"),
        folder.filePath(exportName(chart, format)), QStringLiteral("*.%1").arg(suffix(format)));
    if (path.isEmpty())
        return;
    const auto why = exportChart(path, chart, format, picture, dark);
    if (!why.isEmpty())
        QMessageBox::warning(parent, QCoreApplication::translate("Chart", "Save the chart"), why);
}

} // namespace slipway::ui
