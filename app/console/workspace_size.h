#pragma once

#include <QObject>
#include <QString>
#include <QThreadPool>
#include <QTimer>

namespace slipway::ui {

/// How much room a workspace takes on the disk, measured on a thread of its own a while after it has changed.
class WorkspaceSize : public QObject
{
    Q_OBJECT
public:
    explicit WorkspaceSize(const QString &folder, QObject *parent = nullptr);
    ~WorkspaceSize() override;

    void measureSoon();

Q_SIGNALS:
    void measured(qint64 bytes);

private:
    void measure();

    QString m_folder;
    QTimer m_soon;
    bool m_measuring = false;
    QThreadPool m_pool; ///< last, so that it ends before what it works with goes
};

} // namespace slipway::ui
