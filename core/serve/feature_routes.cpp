#include "core/serve/feature_routes.h"

#include "core/base/clock.h"
#include "core/base/messages.h"
#include "core/features/store/feature_question.h"
#include "core/serve/feast_error.h"
#include "core/serve/feature_body.h"
#include "core/serve/pushed_rows.h"

#include <algorithm>
#include <map>

namespace slipway::serve {

namespace {

/// What one thread needs to answer. The source goes last: the others look at its store.
struct Workbench {
    std::shared_ptr<const FeatureSource> source;
    std::map<const features::FeatureSet *, features::FeatureAnswerer> answerers;
    FeatureBodyParser parser;
    FeatureBody body;
};

Result<Json> bodyOf(const HttpRequest &http)
{
    SLIPWAY_ASSIGN(auto json, parseJson(http.body, "the request"));
    if (!json.is_object())
        return failure("serve.feature_member", {{"member", "The body"}, {"expected", "an object"}});
    return json;
}

Result<std::string> textMember(const Json &body, const char *name)
{
    const auto found = body.find(name);
    if (found == body.end() || !found->is_string())
        return failure("serve.feature_member", {{"member", name}, {"expected", "a text"}});
    return found->get<std::string>();
}

bool flagMember(const Json &body, const char *name)
{
    const auto found = body.find(name);
    return found != body.end() && found->is_boolean() && found->get<bool>();
}

/// The views that a request names, by set; all of each set where it names none.
Result<std::map<std::string, std::vector<std::string>>> viewsOf(const FeatureSource &source, const Json &body)
{
    std::map<std::string, std::vector<std::string>> views;
    const auto named = body.find("feature_views");
    if (named == body.end() || named->is_null()) {
        for (const auto &set : source.sets)
            views[set.definitions->name];
        return views;
    }
    if (!named->is_array())
        return failure("serve.feature_member",
                       {{"member", "feature_views"}, {"expected", "a list of names"}});
    for (const auto &name : *named) {
        const auto text = name.is_string() ? name.get<std::string>() : name.dump();
        const auto set = std::ranges::find_if(
            source.sets, [&](const auto &each) { return each.definitions->view(text) != nullptr; });
        if (set == source.sets.end())
            return failure("store.unknown_view",
                           {{"view", text}, {"set", source.sets.front().definitions->name}});
        views[set->definitions->name].push_back(text);
    }
    return views;
}

class FeatureRoutes
{
public:
    explicit FeatureRoutes(const FeatureRouteSources &sources)
        : m_features(sources.features)
        , m_metrics(sources.metrics)
        , m_log(sources.log)
        , m_work(sources.work)
        , m_benches(sources.threads)
    {
    }

    void get(const HttpRequest &http, HttpResponse &response)
    {
        answer(FeatureEndpoint::Get, http, response, [&](const auto &source) -> Status {
            auto &bench = m_benches[http.worker];
            if (const auto refusal = bench.parser.parse(http.body, bench.body)) {
                answerFeastError(response, refusal->error, refusal->status);
                return refusal->error;
            }
            SLIPWAY_ASSIGN(const auto *set, setOf(*source, bench.body));
            SLIPWAY_ASSIGN(auto *answerer, answererOf(bench, source, *set));
            SLIPWAY_TRY(answerer->answer(bench.body.question, utcNow()));
            const bool stale = answerer->answers().stale();
            if (stale)
                response.addHeader("X-Slipway-Stale", "true");
            features::writeFeastAnswer(bench.body.question, answerer->reader(), answerer->answers(),
                                       response.body);
            m_metrics.served(http.worker, bench.body.question.rows(), stale);
            m_log.offer(answerer->reader(), answerer->asked(), answerer->answers(), set->version);
            return done();
        });
    }

    void push(const HttpRequest &http, HttpResponse &response)
    {
        answer(FeatureEndpoint::Push, http, response, [&](const auto &source) -> Status {
            SLIPWAY_ASSIGN(const auto body, bodyOf(http));
            SLIPWAY_ASSIGN(const auto name, textMember(body, "push_source_name"));
            const auto to = body.value("to", Json("online"));
            if (to != "online" && to != "offline" && to != "online_and_offline")
                return failure("serve.feature_member",
                               {{"member", "to"}, {"expected", "online, offline or online_and_offline"}});
            bool known = false;
            for (const auto &set : source->sets) {
                for (const auto &view : set.definitions->views) {
                    if (view.source != name && view.name != name)
                        continue;
                    known = true;
                    SLIPWAY_TRY(write(*source, *set.definitions, view, body.value("df", Json()),
                                      to != "offline", to != "online"));
                }
            }
            response.body = "null";
            return known ? done() : Status(failure("serve.unknown_push_source", {{"source", name}}));
        });
    }

    void writeOnline(const HttpRequest &http, HttpResponse &response)
    {
        answer(FeatureEndpoint::Write, http, response, [&](const auto &source) -> Status {
            SLIPWAY_ASSIGN(const auto body, bodyOf(http));
            SLIPWAY_ASSIGN(const auto name, textMember(body, "feature_view_name"));
            for (const auto &set : source->sets) {
                if (const auto *view = set.definitions->view(name)) {
                    response.body = "null";
                    return write(*source, *set.definitions, *view, body.value("df", Json()), true, false);
                }
            }
            return failure("store.unknown_view",
                           {{"view", name}, {"set", source->sets.front().definitions->name}});
        });
    }

    void materialize(const HttpRequest &http, HttpResponse &response, bool incremental)
    {
        const auto endpoint =
            incremental ? FeatureEndpoint::MaterializeIncremental : FeatureEndpoint::Materialize;
        answer(endpoint, http, response, [&](const auto &source) -> Status {
            SLIPWAY_ASSIGN(const auto body, bodyOf(http));
            SLIPWAY_ASSIGN(auto views, viewsOf(*source, body));
            FeatureWork::Order order {.to = utcNow(), .incremental = incremental};
            const bool timeless = !incremental && flagMember(body, "disable_event_timestamp");
            if (!timeless) {
                SLIPWAY_ASSIGN(const auto end, textMember(body, "end_ts"));
                SLIPWAY_ASSIGN(order.to, parseFeastTime("end_ts", end));
            }
            if (!timeless && !incremental) {
                SLIPWAY_ASSIGN(const auto start, textMember(body, "start_ts"));
                SLIPWAY_ASSIGN(order.from, parseFeastTime("start_ts", start));
                if (*order.from > order.to)
                    return failure("store.from_after_to",
                                   {{"from", isoTime(*order.from)}, {"to", isoTime(order.to)}});
            }
            if (!m_work.materialize)
                return failure("serve.no_features");
            for (auto &[set, names] : views) {
                order.set = set;
                order.views = std::move(names);
                SLIPWAY_TRY(m_work.materialize(order));
            }
            response.body = "null";
            return done();
        });
    }

private:
    /// What all routes have in common: a source, a refusal in Feast's form, and the counting.
    template <typename Work>
    void answer(FeatureEndpoint endpoint, const HttpRequest &http, HttpResponse &response, const Work &work)
    {
        const double begin = steadySeconds();
        const auto source = m_features.current();
        auto status = Status(failure("serve.no_features"));
        if (source && !source->sets.empty())
            status = work(source);
        else
            answerFeastError(response, m_features.problem(), 503);
        if (!status && response.status == 200) {
            response.body.clear();
            answerFeastError(response, status.error());
        }
        m_metrics.answered(http.worker, endpoint, status.ok(), steadySeconds() - begin);
    }

    /// The set that is named; else the first that has the view which is asked for first.
    static Result<const FeatureSource::Set *> setOf(const FeatureSource &source, const FeatureBody &body)
    {
        if (!body.service.empty()) {
            if (const auto *named = source.find(body.service))
                return named;
            return failure("serve.unknown_service", {{"service", body.service}});
        }
        if (body.namesFeatures) {
            const auto &first = body.question.features.front();
            const auto view = first.substr(0, first.find(':'));
            for (const auto &set : source.sets) {
                if (set.definitions->view(view) || set.definitions->feature(first))
                    return &set;
            }
        }
        return &source.sets.front();
    }

    static Result<features::FeatureAnswerer *> answererOf(Workbench &bench,
                                                          const std::shared_ptr<const FeatureSource> &source,
                                                          const FeatureSource::Set &set)
    {
        if (bench.source != source) {
            bench.answerers.clear(); // before the store that they read
            bench.source = source;
        }
        auto known = bench.answerers.find(set.definitions.get());
        if (known == bench.answerers.end()) {
            SLIPWAY_ASSIGN(auto fresh, features::FeatureAnswerer::make(set.definitions, *source->store));
            known = bench.answerers.emplace(set.definitions.get(), std::move(fresh)).first;
        }
        return &known->second;
    }

    Status write(const FeatureSource &source, const features::FeatureSet &set,
                 const features::FeatureView &view, const Json &df, bool online, bool offline)
    {
        SLIPWAY_ASSIGN(const auto pushed, readPushedRows(set, view, df, utcNow()));
        if (offline) {
            if (!m_work.keepOffline)
                return failure("serve.no_features");
            SLIPWAY_TRY(m_work.keepOffline(set.name, view.name, pushed.lines));
        }
        if (online)
            SLIPWAY_TRY(storePushedRows(*source.store, pushed));
        return done();
    }

    const ServedFeatures &m_features;
    FeatureMetrics &m_metrics;
    FeatureLog &m_log;
    const FeatureWork &m_work;
    std::vector<Workbench> m_benches;
};

} // namespace

std::vector<Route> featureRoutes(const FeatureRouteSources &sources)
{
    const auto routes = std::make_shared<FeatureRoutes>(sources);
    const auto route = [&](FeatureEndpoint endpoint, auto answer) {
        return Route {"POST", std::string(endpointPath(endpoint)),
                      [routes, answer](const HttpRequest &request, HttpResponse &response) {
                          answer(*routes, request, response);
                      }};
    };
    return {
        route(FeatureEndpoint::Get,
              [](auto &self, const auto &http, auto &response) { self.get(http, response); }),
        route(FeatureEndpoint::Push,
              [](auto &self, const auto &http, auto &response) { self.push(http, response); }),
        route(FeatureEndpoint::Write,
              [](auto &self, const auto &http, auto &response) { self.writeOnline(http, response); }),
        route(FeatureEndpoint::Materialize,
              [](auto &self, const auto &http, auto &response) { self.materialize(http, response, false); }),
        route(FeatureEndpoint::MaterializeIncremental,
              [](auto &self, const auto &http, auto &response) { self.materialize(http, response, true); }),
    };
}

} // namespace slipway::serve
