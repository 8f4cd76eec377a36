#include "core/features/store/redis_connection.h"

#include "core/base/messages.h"

#include <fmt/format.h>
#include <hiredis.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

namespace slipway::features {

RedisAnswer::RedisAnswer(redisReply *reply, bool owned)
    : m_reply(owned ? std::shared_ptr<redisReply>(reply, ::freeReplyObject) : nullptr)
    , m_look(reply)
{
}

bool RedisAnswer::isNothing() const
{
    return m_look->type == REDIS_REPLY_NIL;
}

bool RedisAnswer::isText() const
{
    return m_look->type == REDIS_REPLY_STRING || m_look->type == REDIS_REPLY_STATUS;
}

bool RedisAnswer::isList() const
{
    return m_look->type == REDIS_REPLY_ARRAY;
}

std::string_view RedisAnswer::text() const
{
    return isText() ? std::string_view(m_look->str, m_look->len) : std::string_view();
}

std::int64_t RedisAnswer::number() const
{
    return m_look->type == REDIS_REPLY_INTEGER ? m_look->integer : 0;
}

std::size_t RedisAnswer::size() const
{
    return isList() ? m_look->elements : 0;
}

RedisAnswer RedisAnswer::at(std::size_t index) const
{
    return RedisAnswer(m_look->element[index], false);
}

RedisConnection::RedisConnection(std::string address, const RedisOptions &options, redisContext *context)
    : m_address(std::move(address))
    , m_options(options)
    , m_context(context)
{
}

RedisConnection::~RedisConnection()
{
    ::redisFree(m_context);
}

Result<std::unique_ptr<RedisConnection>> RedisConnection::open(const RedisAddress &address,
                                                               const RedisOptions &options)
{
    const timeval patience {options.connectMs / 1000, options.connectMs % 1000 * 1000};
    auto *context = ::redisConnectWithTimeout(address.host.c_str(), address.port, patience);
    if (!context || context->err) {
        const std::string reason = context ? context->errstr : "out of memory";
        if (context)
            ::redisFree(context);
        return failure("store.redis_unreachable", {{"address", address.shown()}, {"reason", reason}});
    }
    const int on = 1;
    ::setsockopt(context->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    std::unique_ptr<RedisConnection> connection(new RedisConnection(address.shown(), options, context));
    SLIPWAY_TRY(connection->letIn(address));
    return connection;
}

Status RedisConnection::letIn(const RedisAddress &address)
{
    if (!address.user.empty())
        SLIPWAY_TRY(ask({"AUTH", address.user, address.password}));
    else if (!address.password.empty())
        SLIPWAY_TRY(ask({"AUTH", address.password}));
    // Also where it is 0: it shows at once whether this is a Redis that answers.
    SLIPWAY_ASSIGN(const auto chosen, ask({"SELECT", std::to_string(address.database)}));
    if (chosen.text() != "OK")
        return failure("store.redis_other", {{"address", m_address}, {"reason", "no OK to SELECT"}});
    return done();
}

RedisConnection &RedisConnection::command(std::size_t words)
{
    fmt::format_to(std::back_inserter(m_output), "*{}\r\n", words);
    return *this;
}

RedisConnection &RedisConnection::word(std::string_view bytes)
{
    fmt::format_to(std::back_inserter(m_output), "${}\r\n", bytes.size());
    m_output.append(bytes).append("\r\n");
    return *this;
}

int RedisConnection::millisecondsLeft() const
{
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(m_deadline - Clock::now());
    return static_cast<int>(std::max<std::int64_t>(0, left.count()));
}

Error RedisConnection::lost()
{
    m_broken = true;
    return failure("store.redis_lost", {{"address", m_address}});
}

Error RedisConnection::slow()
{
    m_broken = true; // the answer may still come, and would be taken for that to the next question
    return failure("store.redis_slow", {{"address", m_address}, {"milliseconds", m_options.answerMs}});
}

/// With send() of our own, because the library's would end the process with a signal where Redis has hung up.
Status RedisConnection::send()
{
    m_deadline = Clock::now() + std::chrono::milliseconds(m_options.answerMs);
    std::string_view rest = m_output;
    while (!rest.empty()) {
        const auto sent = ::send(m_context->fd, rest.data(), rest.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent > 0) {
            rest.remove_prefix(static_cast<std::size_t>(sent));
            continue;
        }
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent == 0 || (errno != EAGAIN && errno != EWOULDBLOCK))
            return lost();
        pollfd ready {m_context->fd, POLLOUT, 0};
        if (::poll(&ready, 1, millisecondsLeft()) == 0)
            return slow();
    }
    m_output.clear();
    return done();
}

Status RedisConnection::receive()
{
    std::array<char, 64 << 10> bytes;
    for (;;) {
        const auto count = ::recv(m_context->fd, bytes.data(), bytes.size(), MSG_DONTWAIT);
        if (count > 0) {
            if (::redisReaderFeed(m_context->reader, bytes.data(), static_cast<std::size_t>(count))
                != REDIS_OK)
                return lost();
            return done();
        }
        if (count == 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR))
            return lost();
        pollfd ready {m_context->fd, POLLIN, 0};
        if (::poll(&ready, 1, millisecondsLeft()) == 0)
            return slow();
    }
}

Result<RedisAnswer> RedisConnection::answer()
{
    for (;;) {
        void *reply = nullptr;
        if (::redisReaderGetReply(m_context->reader, &reply) != REDIS_OK) {
            m_broken = true;
            return failure("store.redis_other",
                           {{"address", m_address}, {"reason", m_context->reader->errstr}});
        }
        if (reply) {
            RedisAnswer answer(static_cast<redisReply *>(reply));
            const auto *raw = static_cast<redisReply *>(reply);
            if (raw->type == REDIS_REPLY_ERROR)
                return refused({raw->str, raw->len});
            return answer;
        }
        SLIPWAY_TRY(receive());
    }
}

Error RedisConnection::refused(std::string_view reason) const
{
    if (reason.ends_with('.'))
        reason.remove_suffix(1); // the sentence goes on behind it
    const Json args {{"address", m_address}, {"reason", reason}};
    for (const auto *start :
         {"NOAUTH", "WRONGPASS", "NOPERM", "ERR AUTH", "ERR invalid password", "ERR Client sent AUTH"}) {
        if (reason.starts_with(start))
            return failure("store.redis_denied", args);
    }
    if (reason.starts_with("OOM"))
        return failure("store.redis_full", args);
    return failure("store.redis_failed", args);
}

Result<RedisAnswer> RedisConnection::ask(std::initializer_list<std::string_view> words)
{
    command(words.size());
    for (const auto one : words)
        word(one);
    SLIPWAY_TRY(send());
    return answer();
}

} // namespace slipway::features
