#include "core/serve/http_server.h"

#include "core/base/messages.h"
#include "core/serve/asio.h"
#include "core/serve/http_worker.h"

#include <algorithm>
#include <mutex>
#include <thread>
#include <vector>

namespace slipway::serve {

namespace {

/// Connections beyond the limit that are told so; those beyond these are dropped without a word.
constexpr int refusalsAtOnce = 64;
constexpr auto acceptPause = std::chrono::milliseconds(100);

Error cannotListen(const HttpOptions &options, const beast::error_code &error)
{
    const Json args {{"address", options.address}, {"port", options.port}, {"reason", error.message()}};
    if (error == asio::error::address_in_use)
        return failure("serve.port_taken", args, error.message());
    if (error == asio::error::access_denied)
        return failure("serve.port_denied", args, error.message());
    if (error == boost::system::errc::address_not_available)
        return failure("serve.bad_address", args, error.message());
    return failure("serve.cannot_listen", args, error.message());
}

Result<asio::ip::tcp::endpoint> endpointOf(const HttpOptions &options)
{
    if (options.port < 0 || options.port > 65535)
        return failure("serve.bad_port", {{"port", options.port}});
    beast::error_code error;
    const auto address =
        asio::ip::make_address(options.address == "localhost" ? "127.0.0.1" : options.address, error);
    if (error)
        return failure("serve.bad_address", {{"address", options.address}}, error.message());
    return asio::ip::tcp::endpoint(address, static_cast<unsigned short>(options.port));
}

} // namespace

struct HttpServer::State {
    State(const HttpOptions &given, HttpHandler &handler)
        : options(given)
    {
        for (std::size_t i = 0; i < threadCount(options); ++i)
            workers.push_back(std::make_unique<HttpWorker>(options, handler, i, open));
        acceptor.emplace(workers.front()->loop());
        pause.emplace(workers.front()->loop());
    }

    Status listen();
    void accept();
    void accepted(const beast::error_code &error, Socket socket, HttpWorker &worker);

    const HttpOptions options;
    std::atomic<int> open {0};
    std::vector<std::unique_ptr<HttpWorker>> workers;
    std::optional<Acceptor> acceptor; ///< lives on the first worker's thread
    std::optional<Timer> pause;
    std::size_t next = 0;
    int port = 0;
    std::vector<std::jthread> threads;
    std::mutex stopping;
};

Status HttpServer::State::listen()
{
    SLIPWAY_ASSIGN(const auto endpoint, endpointOf(options));
    beast::error_code error;
    acceptor->open(endpoint.protocol(), error);
    // A port whose last owner's connections have not timed out yet is free; one that somebody listens on is
    // not.
    if (!error)
        acceptor->set_option(asio::socket_base::reuse_address(true), error);
    if (!error)
        acceptor->bind(endpoint, error);
    if (!error)
        acceptor->listen(asio::socket_base::max_listen_connections, error);
    if (!error)
        port = acceptor->local_endpoint(error).port();
    if (error)
        return cannotListen(options, error);
    return done();
}

/// One acceptor deals connections out in turn. SO_REUSEPORT would spread sixteen connections unevenly, and
/// would let a second server of the same user take the same port without an error.
void HttpServer::State::accept()
{
    auto &worker = *workers[next++ % workers.size()];
    acceptor->async_accept(worker.loop(), [this, &worker](const beast::error_code &error, Socket socket) {
        accepted(error, std::move(socket), worker);
    });
}

void HttpServer::State::accepted(const beast::error_code &error, Socket socket, HttpWorker &worker)
{
    if (!acceptor->is_open())
        return;
    if (error) {
        // Out of descriptors, mostly: trying again at once would only burn the processor.
        pause->expires_after(acceptPause);
        pause->async_wait([this](const beast::error_code &cancelled) {
            if (!cancelled && acceptor->is_open())
                accept();
        });
        return;
    }
    const int others = open.load();
    if (others < options.maxConnections + refusalsAtOnce)
        worker.adopt(std::move(socket), others >= options.maxConnections);
    accept();
}

HttpServer::HttpServer(std::unique_ptr<State> state)
    : m_state(std::move(state))
{
}

Result<std::unique_ptr<HttpServer>> HttpServer::start(const HttpOptions &options, HttpHandler &handler)
{
    auto state = std::make_unique<State>(options, handler);
    SLIPWAY_TRY(state->listen());
    state->accept();
    for (auto &worker : state->workers)
        state->threads.emplace_back([&worker = *worker] { worker.run(); });
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(state)));
}

HttpServer::~HttpServer()
{
    stop();
}

std::size_t HttpServer::threadCount(const HttpOptions &options)
{
    const auto cores = static_cast<int>(std::thread::hardware_concurrency());
    return static_cast<std::size_t>(std::max(1, options.threads > 0 ? options.threads : cores));
}

int HttpServer::port() const
{
    return m_state->port;
}

HttpFigures HttpServer::figures() const
{
    HttpFigures figures;
    figures.connections = m_state->open.load();
    for (const auto &worker : m_state->workers)
        worker->addTo(figures);
    return figures;
}

void HttpServer::stop()
{
    const std::lock_guard lock(m_state->stopping);
    if (m_state->threads.empty())
        return;
    asio::post(m_state->workers.front()->loop(), [state = m_state.get()] {
        beast::error_code ignored;
        state->acceptor->close(ignored);
        state->pause->cancel();
    });
    for (auto &worker : m_state->workers)
        worker->drain();
    m_state->threads.clear(); // joins
}

} // namespace slipway::serve
