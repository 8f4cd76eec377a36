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
    explicit PredictRoute(const PredictSources &sources)
        : m_model(sources.model)
        , m_metrics(sources.metrics)
        , m_featureMetrics(sources.featureMetrics)
        , m_log(sources.featureLog)
        , m_benches(sources.threads)
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
        if (!status && isTheStores(status.error())) {
            response.addHeader("Retry-After", "5");
            return fail(503, PredictionError::NoFeatures, status.error());
        }
        if (status)
            status = rank(bench.request, bench.scores);
        if (!status)
            return fail(500, PredictionError::Internal, status.error());
        const double seconds = steadySeconds() - begin;
        writeAnswer(bench.request, bench.scores, served->versionJson, seconds, response.body);
        m_metrics.predicted(http.worker, *served->figures, bench.scores.scores, seconds);
        tell(http.worker, bench.scores.lookup, response);
    }

private:
    /// Values that could not be had are never taken for those of somebody new.
    static bool isTheStores(const Error &error)
    {
        return error.code == ErrorCode::Environment || error.id.starts_with("store.");
    }

    void tell(std::size_t worker, const FeatureLookup &lookup, HttpResponse &response)
    {
        if (!lookup.reader)
            return;
        if (lookup.answers.stale()) {
            response.addHeader("X-Slipway-Stale", "true");
            m_featureMetrics.stale(worker);
        }
        if (lookup.canBeReplayed())
            m_log.offer(*lookup.reader, lookup.asked, lookup.answers, lookup.setVersion);
    }

    const ServedModel &m_model;
    Metrics &m_metrics;
    FeatureMetrics &m_featureMetrics;
    FeatureLog &m_log;
    std::vector<Workbench> m_benches;
};

} // namespace

std::function<void(const HttpRequest &, HttpResponse &)> predictRoute(const PredictSources &sources)
{
    return [route = std::make_shared<PredictRoute>(sources)](
               const HttpRequest &request, HttpResponse &response) { route->answer(request, response); };
}

} // namespace slipway::serve
