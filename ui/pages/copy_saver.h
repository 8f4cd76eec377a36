#pragma once

#include "ui/models/workspace_reader.h"

#include <QObject>
#include <QThreadPool>

#include <functional>

namespace slipway::ui {

class WorkspacePage;

/// What a page says about the copy that it saves, and what its controls are called.
struct CopyWords {
    QString dialogName; ///< "reports.save.dialog"
    QString title; ///< of the dialog
    QString filter; ///< of its files; may be empty
    QString saved; ///< %1: name of the file
    QString failed;
    QString elsewhereName; ///< the way out to another place
    QString leaveName;
};

/// Saves something of the workspace where a person wants it: asks for the place, writes beside the window and
/// says how it ended. What cannot be written is said with the way to another place.
class CopySaver : public QObject
{
    Q_OBJECT
public:
    using Read = std::function<void(Pending &pending, WhenRead<QByteArray> answer)>;

    /// `name` says what the copy is to be called unless the person decides otherwise.
    CopySaver(WorkspacePage &page, CopyWords words, std::function<QString()> name, Read read);

    void ask();
    void save(const QString &file);

private:
    void takeSaved(const QString &file, const QString &problem);

    WorkspacePage &m_page;
    CopyWords m_words;
    std::function<QString()> m_name;
    Read m_read;
    Pending m_reading;
    QThreadPool m_disk; ///< last, so that a copy ends before what it reports to
};

} // namespace slipway::ui
