#pragma once

#include "core/serve/asio.h"

#include <string>
#include <string_view>

namespace slipway::serve {

/// Why a request was turned away before a handler saw it.
enum class HttpFault { None, Malformed, Version, Coding, TransferCoding, HeaderTooLarge, BodyTooLarge };

/// Beast's parser, keeping only what a handler needs: no list of fields is built, so a request without
/// surprises costs no allocation. One object is one request.
class HttpParser : public http::basic_parser<true>
{
public:
    /// `body` is cleared and filled; it outlives the parser so that its memory is kept between requests.
    HttpParser(std::string &body, std::size_t headerLimit, std::size_t bodyLimit);

    /// Gives it the bytes that have arrived; returns how many it took. Look at fault() afterwards.
    std::size_t feed(asio::const_buffer bytes);

    HttpFault fault() const { return m_fault; }
    const std::string &faultReason() const { return m_reason; }

    std::string_view method() const { return m_method; }
    std::string_view path() const;
    std::string_view query() const;

    /// The client waits for "100 Continue" before it sends the body.
    bool awaitsContinue() const { return is_header_done() && !is_done() && m_expectsContinue; }
    void continued() { m_expectsContinue = false; }

private:
    using View = beast::string_view;
    void fail(HttpFault fault, std::string_view reason, beast::error_code &error);

    void on_request_impl(http::verb, View method, View target, int version, beast::error_code &) override;
    void on_response_impl(int, View, int, beast::error_code &) override { }
    void on_field_impl(http::field, View name, View value, beast::error_code &) override;
    void on_header_impl(beast::error_code &) override;
    void on_body_init_impl(const boost::optional<std::uint64_t> &, beast::error_code &) override { }
    std::size_t on_body_impl(View bytes, beast::error_code &) override;
    void on_chunk_header_impl(std::uint64_t, View, beast::error_code &) override { }
    std::size_t on_chunk_body_impl(std::uint64_t, View bytes, beast::error_code &) override;
    void on_finish_impl(beast::error_code &) override { }

    std::string &m_body;
    std::string m_method;
    std::string m_target;
    std::string m_reason;
    HttpFault m_fault = HttpFault::None;
    int m_version = 11;
    int m_hosts = 0;
    bool m_expectsContinue = false;
};

} // namespace slipway::serve
