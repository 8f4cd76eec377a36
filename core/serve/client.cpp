#include "core/serve/client.h"

#include "core/base/messages.h"
#include "core/serve/asio.h"

#include <algorithm>
#include <cctype>

namespace slipway::serve {

namespace {

using Stream = beast::basic_stream<asio::ip::tcp, asio::io_context::executor_type>;

std::string lowerCase(beast::string_view text)
{
    std::string lower(text.data(), text.size());
    std::ranges::transform(lower, lower.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return lower;
}

/// Runs what was begun to its end: asynchronous calls are the ones that Asio can time out.
template <typename Begin>
beast::error_code finish(asio::io_context &loop, const Begin &begin)
{
    beast::error_code result;
    begin([&result](const beast::error_code &error, auto &&...) { result = error; });
    loop.restart();
    loop.run();
    return result;
}

} // namespace

Result<HttpAnswer> request(std::string_view method, int port, std::string_view path, std::string_view body,
                           int timeoutMs)
{
    asio::io_context loop {1};
    Stream stream(loop);
    stream.expires_after(std::chrono::milliseconds(timeoutMs));

    const asio::ip::tcp::endpoint server(asio::ip::address_v4::loopback(), static_cast<unsigned short>(port));
    auto error = finish(loop, [&](auto done) { stream.async_connect(server, done); });
    if (error)
        return failure("serve.unreachable", {{"port", port}, {"reason", error.message()}});

    http::request<http::string_body> message;
    message.method_string(beast::string_view(method.data(), method.size()));
    message.target(beast::string_view(path.data(), path.size()));
    message.version(11);
    message.set(http::field::host, "127.0.0.1:" + std::to_string(port));
    message.set(http::field::connection, "close");
    if (!body.empty())
        message.set(http::field::content_type, "application/json");
    message.body() = body;
    message.prepare_payload();
    // A server may answer and hang up before it has read a body that it does not want: the answer counts.
    finish(loop, [&](auto done) { http::async_write(stream, message, done); });

    beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    parser.body_limit(boost::none);
    parser.skip(method == "HEAD");
    error = finish(loop, [&](auto done) { http::async_read(stream, buffer, parser, done); });
    if (error)
        return failure("serve.bad_answer", {{"port", port}, {"reason", error.message()}});

    HttpAnswer answer;
    answer.status = static_cast<int>(parser.get().result_int());
    for (const auto &field : parser.get())
        answer.headers[lowerCase(field.name_string())] =
            std::string(field.value().data(), field.value().size());
    answer.body = std::move(parser.get().body());
    return answer;
}

} // namespace slipway::serve
