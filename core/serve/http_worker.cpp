#include "core/serve/http_worker.h"

#include "core/base/messages.h"
#include "core/serve/http_connection.h"
#include "core/serve/problem.h"

#include <algorithm>
#include <exception>
#include <vector>

namespace slipway::serve {

HttpWorker::HttpWorker(const HttpOptions &options, HttpHandler &handler, std::size_t index,
                       std::atomic<int> &open)
    : m_options(options)
    , m_handler(handler)
    , m_index(index)
    , m_open(open)
    , m_work(asio::make_work_guard(m_loop))
    , m_timer(m_loop)
{
}

HttpWorker::~HttpWorker() = default;

void HttpWorker::run()
{
    sweep();
    m_loop.run();
}

void HttpWorker::adopt(Socket socket, bool full)
{
    ++m_open;
    asio::post(m_loop, [this, full, moved = std::move(socket)]() mutable {
        auto connection = std::make_shared<HttpConnection>(std::move(moved), *this);
        m_connections.emplace(connection.get(), connection);
        connection->start(full);
    });
}

void HttpWorker::remove(HttpConnection &connection)
{
    if (m_connections.erase(&connection) == 0)
        return;
    --m_open;
    if (m_draining && m_connections.empty())
        m_timer.cancel();
}

void HttpWorker::answer(const HttpRequest &request, HttpResponse &response)
{
    try {
        m_handler.handle(request, response);
    } catch (const std::exception &problem) {
        // Out of memory, say: this request is lost, the server is not.
        response.clear();
        answerProblem(response, 500, failure("serve.internal", {{"what", problem.what()}}));
    }
}

void HttpWorker::count(int status)
{
    auto &counter = m_byStatus[static_cast<std::size_t>(std::clamp(status, 0, 599))];
    counter.store(counter.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

void HttpWorker::addTo(HttpFigures &figures) const
{
    for (std::size_t status = 0; status < m_byStatus.size(); ++status) {
        if (const auto n = m_byStatus[status].load(std::memory_order_relaxed)) {
            figures.byStatus[static_cast<int>(status)] += n;
            figures.requests += n;
        }
    }
}

std::string_view HttpWorker::date()
{
    const auto now = std::time(nullptr);
    if (now != m_dateSecond) {
        std::tm parts {};
        gmtime_r(&now, &parts);
        std::array<char, 40> text {};
        // The C locale's names: the engine never calls setlocale.
        m_date.assign(text.data(),
                      std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts));
        m_dateSecond = now;
    }
    return m_date;
}

void HttpWorker::sweep()
{
    const auto shortest = std::min(m_options.idleTimeoutMs, m_options.requestTimeoutMs);
    m_timer.expires_after(std::chrono::milliseconds(std::clamp(shortest / 4, 10, 1000)));
    m_timer.async_wait([this](const beast::error_code &error) {
        if (error || m_draining)
            return;
        const auto now = std::chrono::steady_clock::now();
        std::vector<std::shared_ptr<HttpConnection>> late;
        for (const auto &[_, connection] : m_connections) {
            if (connection->deadline() < now)
                late.push_back(connection);
        }
        for (const auto &connection : late)
            connection->giveUp();
        sweep();
    });
}

void HttpWorker::drain()
{
    asio::post(m_loop, [this] { startDraining(); });
}

void HttpWorker::startDraining()
{
    m_draining = true;
    m_work.reset();
    std::vector<std::shared_ptr<HttpConnection>> all;
    for (const auto &[_, connection] : m_connections)
        all.push_back(connection);
    for (const auto &connection : all)
        connection->drain();
    m_timer.cancel();
    if (m_connections.empty())
        return;
    m_timer.expires_after(std::chrono::milliseconds(m_options.drainMs));
    m_timer.async_wait([this](const beast::error_code &error) {
        if (error)
            return;
        while (!m_connections.empty())
            std::shared_ptr(m_connections.begin()->second)->close();
    });
}

} // namespace slipway::serve
