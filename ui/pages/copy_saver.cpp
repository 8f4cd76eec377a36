#include "ui/pages/copy_saver.h"

#include "ui/models/text.h"
#include "ui/pages/workspace_page.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QSaveFile>
#include <QUrl>

namespace slipway::ui {

namespace {

/// Writes the whole file, or leaves what was there. Empty where it is written, else why it is not.
QString writeWhole(const QString &name, const QByteArray &bytes)
{
    QSaveFile file(name);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return file.errorString();
    return {};
}

} // namespace

CopySaver::CopySaver(WorkspacePage &page, CopyWords words, std::function<QString()> name, Read read)
    : m_page(page)
    , m_words(std::move(words))
    , m_name(std::move(name))
    , m_read(std::move(read))
{
    m_disk.setMaxThreadCount(1);
}

void CopySaver::ask()
{
    const QString name = m_name();
    auto *dialog = new QFileDialog(&m_page, m_words.title);
    dialog->setObjectName(m_words.dialogName);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    if (!m_words.filter.isEmpty())
        dialog->setNameFilter(m_words.filter);
    dialog->setDefaultSuffix(QFileInfo(name).suffix());
    dialog->selectFile(name);
    connect(dialog, &QFileDialog::fileSelected, this, &CopySaver::save);
    dialog->open();
}

void CopySaver::save(const QString &file)
{
    m_read(m_reading, [this, file](const Result<QByteArray> &bytes) {
        if (!bytes)
            return takeSaved(file, text(bytes.error().message));
        m_disk.start([this, file, content = bytes.value()] {
            const QString problem = writeWhole(file, content);
            QMetaObject::invokeMethod(
                this, [this, file, problem] { takeSaved(file, problem); }, Qt::QueuedConnection);
        });
    });
}

void CopySaver::takeSaved(const QString &file, const QString &problem)
{
    if (problem.isEmpty()) {
        m_page.say(m_words.saved.arg(QFileInfo(file).fileName()), tr("Open its folder"), [file] {
            QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(file).absolutePath()));
        });
        return;
    }
    m_page.showFailure(
        {.title = m_words.failed,
         .sentence =
             tr("%1: %2. The report itself is unharmed.").arg(QDir::toNativeSeparators(file), problem),
         .ways = {{.objectName = m_words.elsewhereName,
                   .verb = tr("&Choose another place…"),
                   .run =
                       [this] {
                           m_page.leaveFailure();
                           ask();
                       }},
                  {.objectName = m_words.leaveName, .verb = tr("&Back"), .run = [this] {
                       m_page.leaveFailure();
                   }}}});
}

} // namespace slipway::ui
