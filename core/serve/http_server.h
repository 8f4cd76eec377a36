#pragma once

#include "core/base/result.h"
#include "core/serve/http_message.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace slipway::serve {

struct HttpOptions {
    std::string address = "127.0.0.1"; ///< this machine only
    int port = 8000; ///< 0: the system chooses
    int threads = 0; ///< 0: one per core
    std::size_t bodyLimitBytes = 1 << 20;
    std::size_t headerLimitBytes = 16 << 10;
    int idleTimeoutMs = 60'000; ///< an open connection without a request
    int requestTimeoutMs =
        10'000; ///< from a request's first byte to its last, and for the client to take the answer
    int maxConnections = 1024;
    int drainMs = 300; ///< how long stop() lets requests that have begun finish
};

/// What the server has done since it started.
struct HttpFigures {
    int connections = 0; ///< open now
    std::uint64_t requests = 0; ///< answered, refused ones too
    std::map<int, std::uint64_t> byStatus;
};

/// HTTP/1.1 with keep-alive and pipelining. Each thread has its own event loop, and a connection stays on the
/// thread that it was given to, so that nothing on the way of a request is locked.
class HttpServer
{
public:
    /// Listens and answers as soon as this returns. `handler` must outlive the server and may be called from
    /// threadCount(options) threads at once.
    static Result<std::unique_ptr<HttpServer>> start(const HttpOptions &options, HttpHandler &handler);
    ~HttpServer();

    static std::size_t threadCount(const HttpOptions &options);

    int port() const; ///< the real one, also where the options said 0
    HttpFigures figures() const;

    /// Closes the port and idle connections at once, lets requests that have begun finish for at most
    /// drainMs, and returns when the threads have ended. Safe to call twice.
    void stop();

private:
    struct State;
    explicit HttpServer(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace slipway::serve
