// How the monitoring page saves a drift report to a place that is chosen.

#include "ui/jobs/workspace_session.h"
#include "ui/models/text.h"
#include "ui/pages/file_writer.h"
#include "ui/pages/monitoring_page.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QUrl>

namespace slipway::ui {

void MonitoringPage::askWhereToSave()
{
    auto *dialog = new QFileDialog(this, tr("Save the drift report"));
    dialog->setObjectName(QStringLiteral("monitoring.export.dialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("JSON files (*.json)"));
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->selectFile(QStringLiteral("drift_report.json"));
    connect(dialog, &QFileDialog::fileSelected, this, &MonitoringPage::saveTo);
    dialog->open();
}

void MonitoringPage::saveTo(const QString &file)
{
    session().reader().driftReportFile(m_saving, [this, file](const Result<QByteArray> &bytes) {
        if (!bytes)
            return takeSaved(file, text(bytes.error().message));
        m_disk.start([this, file, content = bytes.value()] {
            const QString problem = writeWhole(file, content);
            QMetaObject::invokeMethod(
                this, [this, file, problem] { takeSaved(file, problem); }, Qt::QueuedConnection);
        });
    });
}

void MonitoringPage::takeSaved(const QString &file, const QString &problem)
{
    if (problem.isEmpty()) {
        say(tr("The drift report is saved as %1.").arg(QFileInfo(file).fileName()), tr("Open its folder"),
            [file] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(file).absolutePath())); });
        return;
    }
    m_savingFailed = true;
    const auto leave = [this] {
        m_savingFailed = false;
        showContent(m_features.rowCount() == 0);
    };
    views().showFailure(
        {.title = tr("The drift report could not be saved"),
         .sentence =
             tr("%1: %2. The report itself is unharmed.").arg(QDir::toNativeSeparators(file), problem),
         .ways = {
             {.objectName = QStringLiteral("monitoring.export_elsewhere"),
              .verb = tr("&Choose another place…"),
              .run =
                  [this, leave] {
                      leave();
                      askWhereToSave();
                  }},
             {.objectName = QStringLiteral("monitoring.leave_export"), .verb = tr("&Back"), .run = leave}}});
}

} // namespace slipway::ui
