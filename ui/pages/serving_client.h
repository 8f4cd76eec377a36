#pragma once

#include "ui/models/ranking_model.h"

#include <QObject>
#include <QPointer>
#include <QUrl>

class QNetworkAccessManager;
class QNetworkReply;

namespace slipway::ui {

/// What a server said to a request for predictions.
struct PredictionAnswer {
    int status = 0; ///< of HTTP; 0: no answer came
    QString phrase; ///< "OK"
    QString problem; ///< a sentence; empty where there is a ranking
    std::vector<RankedItem> ranking;
    bool isKnownUser = true; ///< one that is not known is scored from defaults
    QString version;
    double serverMs = std::numeric_limits<double>::quiet_NaN(); ///< as the server says
    double hereMs = 0; ///< as it was measured on this side
    QString json; ///< the body, pretty where it is JSON
};

/// Asks a server for predictions, one request at a time. A request that stays without answer is given up.
class PredictionClient : public QObject
{
    Q_OBJECT
public:
    explicit PredictionClient(QObject *parent = nullptr, int patienceMs = usualPatienceMs);
    ~PredictionClient() override;

    /// Does nothing while a request is under way.
    void send(const QUrl &server, const QByteArray &body);
    bool isWaiting() const { return !m_reply.isNull(); }

    static constexpr int usualPatienceMs = 5000;

Q_SIGNALS:
    void answered(const slipway::ui::PredictionAnswer &answer);

private:
    PredictionAnswer answerOf(QNetworkReply &reply) const;

    QNetworkAccessManager *m_network = nullptr; ///< made by the first request: it takes a while
    QPointer<QNetworkReply> m_reply;
    int m_patienceMs;
};

} // namespace slipway::ui
