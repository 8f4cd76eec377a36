#include "ui/pages/serving_client.h"

#include "core/base/json_value.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>

namespace slipway::ui {

namespace {

/// In the order in which the server wrote it.
using OrderedJson = nlohmann::ordered_json;

constexpr int indent = 2;

QString prettyJson(const QByteArray &body)
{
    const auto json = OrderedJson::parse(body.begin(), body.end(), nullptr, false);
    return json.is_discarded() ? QString::fromUtf8(body)
                               : text(json.dump(indent, ' ', false, OrderedJson::error_handler_t::replace));
}

std::vector<RankedItem> rankingFrom(const Json &body)
{
    std::vector<RankedItem> ranking;
    const Json predictions = valueOr(body, "predictions", Json::array());
    for (const auto &prediction : predictions) {
        ranking.push_back({.rank = valueOr(prediction, "rank", 0),
                           .item = valueOr(prediction, "item_id", qint64 {0}),
                           .score = valueOr(prediction, "score", std::numeric_limits<double>::quiet_NaN()),
                           .isKnown = !valueOr(prediction, "cold_start", false)});
    }
    return ranking;
}

} // namespace

PredictionClient::PredictionClient(QObject *parent, int patienceMs)
    : QObject(parent)
    , m_patienceMs(patienceMs)
{
}

PredictionClient::~PredictionClient()
{
    if (m_reply)
        m_reply->disconnect(this); // what is given up on the way out is told to nobody
}

void PredictionClient::send(const QUrl &server, const QByteArray &body)
{
    if (m_reply)
        return;
    if (!m_network) {
        m_network = new QNetworkAccessManager(this);
        m_network->setProxy(QNetworkProxy::NoProxy);
    }
    QUrl url = server;
    url.setPath(QStringLiteral("/predict"));
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
    request.setTransferTimeout(m_patienceMs);
    QElapsedTimer clock;
    clock.start();
    m_reply = m_network->post(request, body);
    connect(m_reply, &QNetworkReply::finished, this, [this, reply = m_reply.data(), clock] {
        m_reply = nullptr;
        reply->deleteLater();
        auto answer = answerOf(*reply);
        answer.hereMs = static_cast<double>(clock.nsecsElapsed()) / 1e6;
        Q_EMIT answered(answer);
    });
}

PredictionAnswer PredictionClient::answerOf(QNetworkReply &reply) const
{
    PredictionAnswer answer;
    answer.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (answer.status == 0) {
        answer.problem = reply.error() == QNetworkReply::OperationCanceledError
            ? tr("No answer came within %1, so the request was given up. The server may be busy; try again.")
                  .arg(NumberText::duration(m_patienceMs / 1000.0))
            : tr("The server cannot be reached at %1. Look whether it still runs.").arg(reply.url().authority());
        return answer;
    }
    answer.phrase = reply.attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString();
    const auto body = reply.readAll();
    answer.json = prettyJson(body);
    const auto json = Json::parse(body.begin(), body.end(), nullptr, false);
    if (answer.status != 200) {
        answer.problem = text(valueOr(json, "detail", std::string()));
        if (answer.problem.isEmpty())
            answer.problem = tr("The server answered %1 without saying why.").arg(answer.status);
        return answer;
    }
    answer.ranking = rankingFrom(json);
    answer.isKnownUser = !valueOr(json, "cold_start", false);
    answer.version = text(valueOr(json, "model_version", std::string()));
    answer.serverMs = valueOr(json, "latency_ms", std::numeric_limits<double>::quiet_NaN());
    return answer;
}

} // namespace slipway::ui
