// The online store with ten million stored values: 100,000 entities with 100 features each.
//
// In process: one entity's 100 features through OnlineReader, against the least that any store in an LMDB
// must do, a plain mdb_get and a copy of the bytes. Over HTTP on this machine: POST /get-online-features for
// one entity, against a fixed answer of the same size from the same server. Then the same with Redis, and
// what clients notice while Redis is killed and started again under load.

#include "core/base/random.h"
#include "core/features/definitions/read.h"
#include "core/features/store/entity_key.h"
#include "core/features/store/feature_question.h"
#include "core/features/store/lmdb_store.h"
#include "core/features/store/materialize.h"
#include "core/features/store/open_store.h"
#include "core/features/store/redis_store.h"
#include "core/serve/http_server.h"
#include "core/serve/router.h"
#include "core/serve/server.h"
#include "tests/core/features/store/redis_server.h"
#include "tests/core/serve/raw_connection.h"

#include <fmt/format.h>
#include <lmdb.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <thread>

using namespace slipway;
using namespace slipway::features;
using namespace slipway::testing;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t entities = 100'000;
constexpr std::size_t columns = 100;
constexpr int reads = 200'000;
constexpr int requests = 20'000;

[[noreturn]] void fail(const std::string &what)
{
    fmt::print(stderr, "store_bench: {}\n", what);
    std::exit(1);
}

template <typename T>
T valueOr(Result<T> result)
{
    if (!result)
        fail(result.error().message);
    return std::move(result).value();
}

void check(const Status &status)
{
    if (!status)
        fail(status.error().message);
}

double now()
{
    return steadySeconds();
}

FeatureSet wideSet()
{
    std::string yaml = "features: wide\nowner: bench\nlabels: {table: t, time: seen_at, target: y}\n"
                       "entities: [{name: user, keys: [user_id]}]\n"
                       "sources: [{name: s, table: u, event_time: seen_at}]\n"
                       "views:\n  - name: v\n    entity: user\n    source: s\n    ttl: 7d\n    features:\n";
    for (std::size_t i = 0; i < columns; ++i)
        yaml += fmt::format("      - {{name: f{0}, column: f{0}, description: Number {0}}}\n", i);
    return valueOr(readFeatureSet(yaml, "wide.yaml"));
}

void fill(OnlineStore &store, const FeatureSet &set)
{
    const double begin = now();
    auto view = plannedView(set, set.views.front(), 1);
    view.to = utcNow();
    const auto writer = valueOr(store.writer(view, WriteMode::Replace));
    RowWriter row(view.layout);
    EntityKey key;
    Random random(1);
    for (std::int64_t user = 0; user < entities; ++user) {
        row.begin(view.to - microsPerSecond, 0);
        for (std::size_t i = 0; i < columns; ++i)
            row.setNumber(i, random.normal());
        key.clear();
        key.add(user);
        const NewRow one {key.bytes(), row.bytes()};
        check(writer->put({&one, 1}));
    }
    const auto stored = valueOr(writer->commit(view));
    const double took = now() - begin;
    fmt::print("{:<34}{:>10.1f} s   {:.1f} M values/s ({} values)\n", "filling " + store.address(), took,
               static_cast<double>(stored.values()) / took / 1e6, stored.values());
}

struct Figures {
    double perSecond = 0;
    double p50 = 0; ///< microseconds
    double p95 = 0;
    double p99 = 0;
};

Figures figuresOf(std::vector<double> &seconds, double took)
{
    std::ranges::sort(seconds);
    const auto at = [&](double q) {
        return seconds[static_cast<std::size_t>(q * static_cast<double>(seconds.size() - 1))] * 1e6;
    };
    return {static_cast<double>(seconds.size()) / took, at(0.5), at(0.95), at(0.99)};
}

template <typename Work>
Figures timed(int count, const Work &work)
{
    std::vector<double> seconds;
    seconds.reserve(static_cast<std::size_t>(count));
    Random random(2);
    for (int i = 0; i < count / 10; ++i)
        work(static_cast<std::int64_t>(random.uniform() * entities));
    const double begin = now();
    for (int i = 0; i < count; ++i) {
        const auto user = static_cast<std::int64_t>(random.uniform() * entities);
        const double start = now();
        work(user);
        seconds.push_back(now() - start);
    }
    return figuresOf(seconds, now() - begin);
}

void print(const std::string &what, const Figures &figures)
{
    fmt::print("{:<34}{:>10.0f} /s   p50 {:>7.1f}   p95 {:>7.1f}   p99 {:>7.1f} us\n", what,
               figures.perSecond, figures.p50, figures.p95, figures.p99);
}

Figures readInProcess(OnlineStore &store, const std::shared_ptr<const FeatureSet> &set, int count)
{
    const std::vector<std::string> given {"user_id"};
    const auto reader = valueOr(OnlineReader::make(set, store, {}, given));
    const auto thread = valueOr(store.reader());
    OnlineAnswers answers;
    double sum = 0;
    const auto figures = timed(count, [&](std::int64_t user) {
        const auto input = OnlineInput::ofWhole(user);
        check(reader.read(*thread, {1, {&input, 1}, utcNow()}, answers));
        sum += answers.value(0, columns - 1).number;
        if (answers.status(0, 0) != FeatureStatus::Present)
            fail("a feature is missing");
    });
    return sum == 1 ? Figures() : figures;
}

/// What no store in LMDB goes below: a transaction, a search in the tree, a copy of the bytes.
Figures readPlainLmdb(const std::filesystem::path &folder)
{
    MDB_env *environment = nullptr;
    ::mdb_env_create(&environment);
    ::mdb_env_set_maxdbs(environment, 2);
    ::mdb_env_set_mapsize(environment, std::size_t {1} << 34);
    if (::mdb_env_open(environment, folder.c_str(), MDB_RDONLY | MDB_NOTLS | MDB_NORDAHEAD, 0) != 0)
        fail("LMDB does not open");
    MDB_txn *transaction = nullptr;
    MDB_dbi table = 0;
    ::mdb_txn_begin(environment, nullptr, MDB_RDONLY, &transaction);
    ::mdb_dbi_open(transaction, "rows", 0, &table);
    ::mdb_txn_commit(transaction); // which keeps the table open
    ::mdb_txn_begin(environment, nullptr, MDB_RDONLY, &transaction);
    ::mdb_txn_reset(transaction);
    std::vector<char> copy(4096);
    EntityKey key;
    const auto figures = timed(reads, [&](std::int64_t user) {
        key.clear();
        key.add(user);
        const std::string name = std::string("\0\0\0\1", 4) + std::string(key.bytes());
        ::mdb_txn_renew(transaction);
        MDB_val wanted {name.size(), const_cast<char *>(name.data())};
        MDB_val found;
        if (::mdb_get(transaction, table, &wanted, &found) != 0)
            fail("LMDB does not find a row");
        std::memcpy(copy.data(), found.mv_data, found.mv_size);
        ::mdb_txn_reset(transaction);
    });
    ::mdb_txn_abort(transaction);
    ::mdb_env_close(environment);
    return figures;
}

std::string requestFor(std::int64_t user)
{
    const auto body = fmt::format(R"({{"feature_service":"wide","entities":{{"user_id":[{}]}}}})", user);
    return fmt::format("POST /get-online-features HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                       "Content-Length: {}\r\n\r\n{}",
                       body.size(), body);
}

Figures askOverHttp(int port, int count)
{
    RawConnection client(port);
    return timed(count, [&](std::int64_t user) {
        if (!client.send(requestFor(user)) || statusOf(client.answer()) != 200)
            fail("an answer that is not 200");
    });
}

/// Answers that eight clients get in a second.
double ratePerSecond(int port)
{
    std::atomic<int> answered {0};
    std::atomic<bool> stop {false};
    {
        std::vector<std::jthread> clients;
        for (int i = 0; i < 8; ++i) {
            clients.emplace_back([&, i] {
                RawConnection client(port);
                for (std::int64_t user = i; !stop; user = (user + 7919) % entities) {
                    if (!client.send(requestFor(user)) || statusOf(client.answer()) != 200)
                        fail("an answer that is not 200");
                    ++answered;
                }
            });
        }
        std::this_thread::sleep_for(1s);
        stop = true;
    }
    return answered;
}

struct Served {
    std::shared_ptr<OnlineStore> store;
    std::unique_ptr<serve::Server> server;
};

Served serveFrom(const StoreOptions &options, const std::shared_ptr<const FeatureSet> &set,
                 const std::filesystem::path &log)
{
    Served served {valueOr(openStore(options)), nullptr};
    serve::ServeOptions server;
    server.port = 0;
    server.featureLog.folder = log;
    served.server = valueOr(serve::Server::start(server));
    auto source = std::make_shared<serve::FeatureSource>();
    source->sets = {{set, 1}};
    source->store = served.store;
    served.server->serveFeatures(source);
    return served;
}

/// Requests all the time, while Redis is killed and started again.
void breakRedis(RedisServer &redis, const Served &served)
{
    auto &guarded = dynamic_cast<GuardedStore &>(*served.store);
    std::atomic<bool> stop {false};
    std::atomic<int> failed {0};
    std::atomic<int> answered {0};
    std::atomic<double> slowest {0};
    std::vector<std::jthread> clients;
    for (int i = 0; i < 2; ++i) {
        clients.emplace_back([&, i] {
            RawConnection client(served.server->port());
            for (std::int64_t user = i; !stop; user = (user + 7919) % entities) {
                const double start = now();
                failed += !client.send(requestFor(user)) || statusOf(client.answer()) != 200;
                ++answered;
                slowest = std::max(slowest.load(), now() - start);
            }
        });
    }
    const auto until = [&](const auto &condition) {
        const double begin = now();
        while (!condition() && now() - begin < 20)
            std::this_thread::sleep_for(1ms);
        return now() - begin;
    };
    std::this_thread::sleep_for(500ms);
    slowest = 0;
    redis.stop();
    const double degraded = until([&] { return guarded.figures().circuit.state != CircuitState::Closed; });
    std::this_thread::sleep_for(500ms);
    const auto stale = guarded.figures().stale;
    redis.start();
    const double recovered = until([&] { return guarded.figures().circuit.state == CircuitState::Closed; });
    std::this_thread::sleep_for(200ms);
    stop = true;
    clients.clear();
    fmt::print("Redis killed under load: {} of {} requests failed, {} stale answers, slowest {:.1f} ms; "
               "degraded after "
               "{:.3f} s, closed again {:.3f} s after the restart\n",
               failed.load(), answered.load(), stale, slowest.load() * 1e3, degraded, recovered);
}

} // namespace

int main()
{
    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / fmt::format("slipway-store-bench-{}", ::getpid());
    const auto set = std::make_shared<const FeatureSet>(wideSet());
    StoreOptions options;
    options.folder = folder / "online";
    options.create = true;
    {
        const auto store = valueOr(openStore(options));
        fill(*store, *set);
    }
    const auto plain = readPlainLmdb(options.folder);
    Figures embedded;
    {
        const auto store = valueOr(openStore(options));
        embedded = readInProcess(*store, set, reads);
    }
    print("plain mdb_get and a copy", plain);
    print("OnlineReader, 1 x 100 features", embedded);
    fmt::print("{:<34}{:>10.2f} of the plain read's rate (aim: p99 below 50 us)\n", "ratio",
               embedded.perSecond / plain.perSecond);

    {
        const auto served = serveFrom(options, set, folder / "log");
        const auto silent = serveFrom(options, set, {});
        RawConnection client(served.server->port());
        client.send(requestFor(1));
        const auto size = bodyOf(client.answer()).size();
        serve::Router fixed({{"POST", "/get-online-features",
                              [size](const serve::HttpRequest &, serve::HttpResponse &response) {
                                  response.body = std::string(size, 'x');
                              }}});
        serve::HttpOptions http;
        http.port = 0;
        const auto limit = valueOr(serve::HttpServer::start(http, fixed));
        const auto limitFigures = askOverHttp(limit->port(), requests);
        const auto figures = askOverHttp(served.server->port(), requests);
        print(fmt::format("fixed answer of {} bytes", size), limitFigures);
        print("POST /get-online-features, 1 x 100", figures);
        fmt::print("{:<34}{:>10.2f} of the fixed answer's rate (aim: p95 below 1000 us)\n", "ratio",
                   figures.perSecond / limitFigures.perSecond);
        // In turn, so that what else the machine does meets both; the best of each.
        double logged = 0;
        double unlogged = 0;
        for (int round = 0; round < 6; ++round) {
            unlogged = std::max(unlogged, ratePerSecond(silent.server->port()));
            logged = std::max(logged, ratePerSecond(served.server->port()));
        }
        fmt::print(
            "{:<34}{:>10.0f} /s without the log, {:.0f} /s with it: {:.1f}% slower (aim: at most 3%)\n",
            "8 connections", unlogged, logged, 100 * (1 - logged / unlogged));
    }

    if (RedisServer::installed()) {
        std::filesystem::create_directories(folder / "redis");
        RedisServer redis(folder / "redis");
        options.address = redis.address();
        options.folder = folder / "copy";
        {
            const auto store = valueOr(openStore(options));
            fill(*store, *set);
        }
        options.patienceMs = 50;
        options.guard.cacheAge = 0ms;
        {
            RedisStore store(valueOr(RedisAddress::parse(options.address)), {});
            print("Redis, 1 x 100 features", readInProcess(store, set, requests));
        }
        {
            const auto served = serveFrom(options, set, folder / "log");
            print("over HTTP from Redis", askOverHttp(served.server->port(), requests));
            fmt::print("(aim: p95 below 10000 us)\n");
            breakRedis(redis, served);
        }
    }
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
}
