#include "core/serve/predict_route.h"

#include "core/base/clock.h"
#include "core/base/messages.h"
#include "core/serve/feed_answer.h"
#include "core/serve/problem.h"

#include <vector>

namespace slipway::serve {

namespace {

/// What one thread needs to answer without allocating.
struct Workbench {
    FeedRequestParser parser;
    FeedRequest request;
    FeedScores scores;
};

/// The server as a whole has a bench a thread; the one that asks names itself.
class PredictRoute
{
public:
    PredictRoute(const ServedModel &model, Metrics &metrics, std::size_t threads)
        : m_model(model)
        , m_metrics(metrics)
        , m_benches(threads)
    {
    }

    void answer(const HttpRequest &http, HttpResponse &response)
    {
        const double begin = steadySeconds();
        const auto fail = [&](int status, PredictionError kind, const Error &error) {
            answerProblem(response, status, error);
            m_metrics.failed(http.worker, kind, steadySeconds() - begin);
        };
        auto &bench = m_benches[http.worker];
        if (const auto refusal = bench.parser.parse(http.body, bench.request)) {
            const auto kind =
                refusal->status == 400 ? PredictionError::InvalidJson : PredictionError::InvalidRequest;
            return fail(refusal->status, kind, refusal->error);
        }
        // One version from here to the answer, whatever is promoted meanwhile.
        const auto served = m_model.current();
        if (!served) {
            response.addHeader("Retry-After", "5");
            return fail(503, PredictionError::NoModel, m_model.problem().value_or(failure("serve.no_model")));
        }
        auto status = served->scorer->score(bench.request, bench.scores);
        if (status)
            status = rank(bench.request, bench.scores);
        if (!status)
            return fail(500, PredictionError::Internal, status.error());
        const double seconds = steadySeconds() - begin;
        writeAnswer(bench.request, bench.scores, served->versionJson, seconds, response.body);
        m_metrics.predicted(http.worker, *served->figures, bench.scores.scores, seconds);
    }

private:
    const ServedModel &m_model;
    Metrics &m_metrics;
    std::vector<Workbench> m_benches;
};

} // namespace

std::function<void(const HttpRequest &, HttpResponse &)> predictRoute(const ServedModel &model,
                                                                      Metrics &metrics, std::size_t threads)
{
    return [route = std::make_shared<PredictRoute>(model, metrics, threads)](
               const HttpRequest &request, HttpResponse &response) { route->answer(request, response); };
}

} // namespace slipway::serve
