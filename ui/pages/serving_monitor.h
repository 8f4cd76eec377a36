#pragma once

#include "ui/pages/serving_history.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QUrl>

class QNetworkAccessManager;
class QNetworkReply;

namespace slipway::ui {

/// Reads the figures of a running server once a second, as Prometheus does, as long as somebody looks.
class ServerMonitor : public QObject
{
    Q_OBJECT
public:
    explicit ServerMonitor(QObject *parent = nullptr);
    ~ServerMonitor() override;

    /// An empty one: no server runs. Another server begins a new history.
    void setServer(const QUrl &server);
    void setActive(bool active);

    const ServerHistory &history() const { return m_history; }
    bool isAnswering() const { return m_silent < mostSilent; } ///< false after a few readings without answer

Q_SIGNALS:
    void changed(); ///< after every reading, and when the history began anew

private:
    void read();
    void take(QNetworkReply *reply);
    void follow();

    static constexpr int mostSilent = 3;

    QNetworkAccessManager *m_network = nullptr; ///< made by the first reading: it takes a while
    QPointer<QNetworkReply> m_reply;
    QUrl m_server;
    ServerHistory m_history;
    QElapsedTimer m_clock;
    QTimer m_timer;
    int m_silent = 0;
    bool m_active = false;
};

} // namespace slipway::ui
