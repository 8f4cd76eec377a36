#pragma once

#include "core/base/result.h"
#include "core/features/store/redis_address.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

struct redisContext;
struct redisReply;

namespace slipway::features {

struct RedisOptions {
    int connectMs = 1000;
    int answerMs = 5000; ///< for all answers to what was sent at once
};

/// One answer of Redis. What an array holds lives as long as the array.
class RedisAnswer
{
public:
    explicit RedisAnswer(redisReply *reply, bool owned = true);

    bool isNothing() const;
    bool isText() const;
    bool isList() const;
    std::string_view text() const; ///< empty where it is none
    std::int64_t number() const; ///< 0 where it is none
    std::size_t size() const; ///< of an array
    RedisAnswer at(std::size_t index) const;

private:
    std::shared_ptr<redisReply> m_reply;
    redisReply *m_look;
};

/// A connection to Redis. Commands are collected, sent together, and answered in order. After a failure it is
/// of no more use. One thread at a time.
class RedisConnection
{
public:
    static Result<std::unique_ptr<RedisConnection>> open(const RedisAddress &address,
                                                         const RedisOptions &options);
    ~RedisConnection();
    RedisConnection(const RedisConnection &) = delete;
    RedisConnection &operator=(const RedisConnection &) = delete;

    /// A command, begun with its number of words.
    RedisConnection &command(std::size_t words);
    RedisConnection &word(std::string_view bytes);

    /// Sends what was collected; the answers' time begins.
    Status send();

    /// The next answer. A refusal by Redis is an error, and leaves the connection in order.
    Result<RedisAnswer> answer();

    /// One command and its answer.
    Result<RedisAnswer> ask(std::initializer_list<std::string_view> words);

    bool broken() const { return m_broken; }
    const std::string &address() const { return m_address; }

private:
    using Clock = std::chrono::steady_clock;
    RedisConnection(std::string address, const RedisOptions &options, redisContext *context);
    Status letIn(const RedisAddress &address);
    Status receive();
    int millisecondsLeft() const;
    Error refused(std::string_view reason) const;
    Error lost();
    Error slow();

    const std::string m_address;
    const RedisOptions m_options;
    redisContext *m_context;
    std::string m_output;
    Clock::time_point m_deadline;
    bool m_broken = false;
};

} // namespace slipway::features
