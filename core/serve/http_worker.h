#pragma once

#include "core/serve/asio.h"
#include "core/serve/http_message.h"
#include "core/serve/http_server.h"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <unordered_map>

namespace slipway::serve {

class HttpConnection;

/// One thread of the server: an event loop and the connections that live on it. Everything without a note is
/// called on its own thread.
class HttpWorker
{
public:
    /// `open` counts the connections of all workers.
    HttpWorker(const HttpOptions &options, HttpHandler &handler, std::size_t index, std::atomic<int> &open);
    ~HttpWorker();

    asio::io_context &loop() { return m_loop; } ///< any thread
    void run(); ///< the thread's body: returns after drain(), when the last connection has gone
    void adopt(Socket socket, bool full); ///< any thread; a `full` server says so and hangs up
    void drain(); ///< any thread
    void addTo(HttpFigures &figures) const; ///< any thread

    const HttpOptions &options() const { return m_options; }
    bool draining() const { return m_draining; }
    HttpResponse &scratch() { return m_scratch; } ///< answers are made one at a time, so connections share it

    void answer(const HttpRequest &request, HttpResponse &response);
    void count(int status);
    std::string_view date(); ///< the Date header's value, made once a second
    std::size_t index() const { return m_index; }
    void remove(HttpConnection &connection);

private:
    void sweep();
    void startDraining();

    const HttpOptions &m_options;
    HttpHandler &m_handler;
    const std::size_t m_index;
    std::atomic<int> &m_open;
    asio::io_context m_loop {1};
    asio::executor_work_guard<asio::io_context::executor_type> m_work;
    Timer m_timer; ///< looks for late connections; one a worker, because a timer a request costs more than
                   ///< the request
    std::unordered_map<HttpConnection *, std::shared_ptr<HttpConnection>> m_connections;
    HttpResponse m_scratch;
    bool m_draining = false;
    std::time_t m_dateSecond = 0;
    std::string m_date;
    std::array<std::atomic<std::uint64_t>, 600> m_byStatus {}; ///< written by this thread alone
};

} // namespace slipway::serve
