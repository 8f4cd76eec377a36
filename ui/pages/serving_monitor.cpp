#include "ui/pages/serving_monitor.h"

#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>

namespace slipway::ui {

namespace {

constexpr int everyMs = 1000;
constexpr int patienceMs = 2000;

} // namespace

ServerMonitor::ServerMonitor(QObject *parent)
    : QObject(parent)
{
    m_clock.start();
    m_timer.setInterval(everyMs);
    connect(&m_timer, &QTimer::timeout, this, &ServerMonitor::read);
}

ServerMonitor::~ServerMonitor()
{
    if (m_reply)
        m_reply->disconnect(this); // what is given up on the way out is told to nobody
}

void ServerMonitor::setServer(const QUrl &server)
{
    if (server == m_server)
        return;
    m_server = server;
    m_history.clear();
    m_silent = 0;
    if (m_reply)
        m_reply->abort();
    follow();
    Q_EMIT changed();
}

void ServerMonitor::setActive(bool active)
{
    if (active == m_active)
        return;
    m_active = active;
    follow();
}

void ServerMonitor::follow()
{
    const bool wanted = m_active && !m_server.isEmpty();
    if (wanted == m_timer.isActive())
        return;
    if (!wanted) {
        m_timer.stop();
        return;
    }
    m_timer.start();
    read();
}

void ServerMonitor::read()
{
    if (m_reply)
        return;
    if (!m_network) {
        m_network = new QNetworkAccessManager(this);
        m_network->setProxy(QNetworkProxy::NoProxy);
    }
    QUrl url = m_server;
    url.setPath(QStringLiteral("/metrics"));
    QNetworkRequest request(url);
    request.setTransferTimeout(patienceMs);
    m_reply = m_network->get(request);
    connect(m_reply, &QNetworkReply::finished, this, [this, reply = m_reply.data(), server = m_server] {
        m_reply = nullptr;
        reply->deleteLater();
        if (server == m_server)
            take(reply);
    });
}

void ServerMonitor::take(QNetworkReply *reply)
{
    const auto figures = reply->error() == QNetworkReply::NoError ? serverFiguresFrom(reply->readAll())
                                                                  : std::optional<ServerFigures>();
    if (figures) {
        m_silent = 0;
        m_history.add(static_cast<double>(m_clock.elapsed()) / 1000, *figures);
    } else {
        ++m_silent;
    }
    Q_EMIT changed();
}

} // namespace slipway::ui
