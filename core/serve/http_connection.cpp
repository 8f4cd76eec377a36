#include "core/serve/http_connection.h"

#include "core/base/messages.h"
#include "core/serve/problem.h"

#include <fmt/format.h>

#include <iterator>

namespace slipway::serve {

namespace {

constexpr std::size_t readBytes = 16 << 10;
constexpr std::size_t writeBytes = 256
    << 10; ///< answers are sent before more pipelined requests are looked at
constexpr std::size_t keptBytes =
    64 << 10; ///< a buffer that grew beyond this is given back after the request
constexpr int lingerMs = 1000;
constexpr std::size_t lingerBytes = 4 << 20;

} // namespace

HttpConnection::HttpConnection(Socket socket, HttpWorker &worker)
    : m_socket(std::move(socket))
    , m_worker(worker)
    , m_input(worker.options().headerLimitBytes + 2 * readBytes)
{
}

void HttpConnection::start(bool full)
{
    beast::error_code ignored;
    m_socket.non_blocking(true, ignored);
    m_socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    nextRequest();
    if (full) {
        refuse(503, failure("serve.http_too_many", {{"limit", m_worker.options().maxConnections}}));
        advance();
    } else if (m_worker.draining()) {
        close();
    } else {
        read();
    }
}

void HttpConnection::nextRequest()
{
    if (m_body.capacity() > keptBytes)
        std::string().swap(m_body);
    m_parser.emplace(m_body, m_worker.options().headerLimitBytes, m_worker.options().bodyLimitBytes);
    m_begun = false;
    allow(m_worker.options().idleTimeoutMs);
}

void HttpConnection::allow(int milliseconds)
{
    m_deadline = Clock::now() + std::chrono::milliseconds(milliseconds);
}

void HttpConnection::read()
{
    if (m_reading || m_closed)
        return;
    m_reading = true;
    m_socket.async_read_some(m_input.prepare(readBytes),
                             [self = shared_from_this()](const beast::error_code &error, std::size_t bytes) {
                                 self->m_reading = false;
                                 // The end of the stream is a client that is done: what it sent was answered
                                 // before.
                                 if (error)
                                     self->close();
                                 else
                                     self->received(bytes);
                             });
}

void HttpConnection::received(std::size_t bytes)
{
    if (m_last) {
        m_discarded += bytes;
        if (m_discarded > lingerBytes)
            close();
        else
            read();
        return;
    }
    m_input.commit(bytes);
    advance();
}

/// Answers what has arrived, writes it, and waits for more.
void HttpConnection::advance()
{
    for (bool hungry = false; !hungry;) {
        hungry = m_last || consume();
        if (!flush())
            return; // goes on when the client has taken what it was sent
    }
    if (m_last)
        hangUp();
    else if (m_worker.draining() && !requestBegun())
        close();
    else
        read();
}

/// Answers complete requests; true once more bytes are needed, false where answers should be written first.
bool HttpConnection::consume()
{
    while (m_input.size() > 0) {
        if (!m_begun) {
            m_begun = true;
            allow(m_worker.options().requestTimeoutMs);
        }
        const auto taken = m_parser->feed(m_input.data());
        m_input.consume(taken);
        if (m_parser->fault() != HttpFault::None) {
            refuseFault();
            return true;
        }
        if (m_parser->is_done()) {
            answerRequest();
            nextRequest();
            if (m_last)
                return true;
            if (m_output.size() > writeBytes)
                return false;
        } else if (taken == 0) {
            break;
        }
    }
    if (m_parser->awaitsContinue()) {
        m_parser->continued();
        m_output += "HTTP/1.1 100 Continue\r\n\r\n";
    }
    // Only chunk extensions without an end come here: header and body have limits of their own.
    if (m_input.size() + readBytes > m_input.max_size())
        refuse(431, failure("serve.http_header_too_large", {{"limit", m_worker.options().headerLimitBytes}}));
    return true;
}

void HttpConnection::answerRequest()
{
    auto &response = m_worker.scratch();
    response.clear();
    m_last = !m_parser->keep_alive() || m_worker.draining();
    m_worker.answer({m_parser->method(), m_parser->path(), m_parser->query(), m_body, m_worker.index()},
                    response);
    append(response, m_parser->method() != "HEAD");
}

void HttpConnection::append(const HttpResponse &response, bool withBody)
{
    m_worker.count(response.status);
    fmt::format_to(std::back_inserter(m_output),
                   "HTTP/1.1 {} {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nDate: {}\r\n{}{}\r\n",
                   response.status, statusPhrase(response.status), response.contentType, response.body.size(),
                   m_worker.date(), response.headers,
                   m_last ? "Connection: close\r\n" : "Connection: keep-alive\r\n");
    if (withBody)
        m_output += response.body;
}

void HttpConnection::refuse(int status, const Error &error)
{
    auto &response = m_worker.scratch();
    response.clear();
    answerProblem(response, status, error);
    if (status == 503)
        response.addHeader("Retry-After", "1");
    m_last = true; // where the next request would begin is no longer known
    append(response, true);
}

void HttpConnection::refuseFault()
{
    const auto &options = m_worker.options();
    const auto &reason = m_parser->faultReason();
    switch (m_parser->fault()) {
    case HttpFault::Version:
        return refuse(505, failure("serve.http_version"));
    case HttpFault::Coding:
        return refuse(415, failure("serve.http_coding", {{"coding", reason}}));
    case HttpFault::TransferCoding:
        return refuse(501, failure("serve.http_coding", {{"coding", reason}}));
    case HttpFault::HeaderTooLarge:
        return refuse(431, failure("serve.http_header_too_large", {{"limit", options.headerLimitBytes}}));
    case HttpFault::BodyTooLarge:
        return refuse(413, failure("serve.http_body_too_large", {{"limit", options.bodyLimitBytes}}));
    case HttpFault::Malformed:
    case HttpFault::None:
        return refuse(400, failure("serve.http_malformed", {{"reason", reason}}));
    }
}

/// Writes the output; false where the client does not take it all now.
bool HttpConnection::flush()
{
    beast::error_code error;
    while (m_written < m_output.size() && !error)
        m_written += m_socket.write_some(asio::buffer(m_output) + m_written, error);
    if (!error) {
        m_output.clear();
        m_written = 0;
        if (m_output.capacity() > 2 * writeBytes)
            std::string().swap(m_output);
        return true;
    }
    if (error != asio::error::would_block) {
        close();
        return false;
    }
    m_writing = true;
    allow(m_worker.options().requestTimeoutMs);
    m_socket.async_wait(asio::socket_base::wait_write,
                        [self = shared_from_this()](const beast::error_code &failed) {
                            self->m_writing = false;
                            if (failed)
                                self->close();
                            else if (!self->m_closed)
                                self->advance();
                        });
    return false;
}

/// Closing with unread bytes would reset the connection and could take the answer with it, so the client
/// closes first.
void HttpConnection::hangUp()
{
    if (m_hungUp)
        return;
    m_hungUp = true;
    beast::error_code ignored;
    m_socket.shutdown(asio::socket_base::shutdown_send, ignored);
    m_input.consume(m_input.size());
    allow(lingerMs);
    read();
}

void HttpConnection::drain()
{
    beast::error_code ignored;
    const bool idle = !requestBegun() && !m_writing && m_socket.available(ignored) == 0;
    if (idle || m_hungUp)
        close();
}

void HttpConnection::giveUp()
{
    if (m_begun && !m_writing && !m_last) {
        refuse(408,
               failure("serve.http_too_slow", {{"seconds", m_worker.options().requestTimeoutMs / 1000}}));
        advance();
    } else {
        close();
    }
}

void HttpConnection::close()
{
    if (m_closed)
        return;
    m_closed = true;
    beast::error_code ignored;
    m_socket.close(ignored);
    m_worker.remove(*this);
}

} // namespace slipway::serve
