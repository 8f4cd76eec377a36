#pragma once

#include "core/serve/asio.h"
#include "core/serve/http_parser.h"
#include "core/serve/http_worker.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace slipway::serve {

/// One client. All requests that have arrived are answered in one go and written with one call, so pipelining
/// costs nothing extra and answers keep their order. Lives on its worker's thread.
class HttpConnection : public std::enable_shared_from_this<HttpConnection>
{
public:
    using Clock = std::chrono::steady_clock;

    HttpConnection(Socket socket, HttpWorker &worker);

    void start(bool full);
    void drain(); ///< the server stops: an idle connection closes, one with a request begun may finish
    void giveUp(); ///< the deadline has passed
    void close();
    Clock::time_point deadline() const { return m_deadline; }

private:
    void read();
    void received(std::size_t bytes);
    void advance();
    bool consume();
    void answerRequest();
    void refuse(int status, const Error &error);
    void refuseFault();
    void append(const HttpResponse &response, bool withBody);
    bool flush();
    void hangUp();
    void nextRequest();
    void allow(int milliseconds);

    bool requestBegun() const { return m_begun || m_input.size() > 0; }

    Socket m_socket;
    HttpWorker &m_worker;
    beast::flat_buffer m_input;
    std::string m_body;
    std::optional<HttpParser> m_parser;
    std::string m_output;
    std::size_t m_written = 0;
    std::size_t m_discarded = 0;
    Clock::time_point m_deadline;
    bool m_begun = false; ///< bytes of the present request have arrived
    bool m_reading = false;
    bool m_writing = false;
    bool m_last = false; ///< hang up once the output is written
    bool m_hungUp =
        false; ///< our side is closed; what still arrives is thrown away until the client closes too
    bool m_closed = false;
};

} // namespace slipway::serve
