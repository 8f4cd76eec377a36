#include "core/serve/http_parser.h"

#include <algorithm>

namespace slipway::serve {

HttpParser::HttpParser(std::string &body, std::size_t headerLimit, std::size_t bodyLimit)
    : m_body(body)
{
    m_body.clear();
    eager(true);
    header_limit(static_cast<std::uint32_t>(headerLimit));
    body_limit(bodyLimit);
}

std::size_t HttpParser::feed(asio::const_buffer bytes)
{
    beast::error_code error;
    const auto taken = put(bytes, error);
    if (!error || error == http::error::need_more || m_fault != HttpFault::None)
        return taken;
    m_reason = error.message();
    if (error == http::error::bad_version)
        m_fault = HttpFault::Version;
    else if (error == http::error::header_limit)
        m_fault = HttpFault::HeaderTooLarge;
    else if (error == http::error::body_limit)
        m_fault = HttpFault::BodyTooLarge;
    else
        m_fault = HttpFault::Malformed;
    return taken;
}

std::string_view HttpParser::path() const
{
    return std::string_view(m_target).substr(0, m_target.find('?'));
}

std::string_view HttpParser::query() const
{
    const auto mark = m_target.find('?');
    return mark == std::string::npos ? std::string_view() : std::string_view(m_target).substr(mark + 1);
}

void HttpParser::fail(HttpFault fault, std::string_view reason, beast::error_code &error)
{
    m_fault = fault;
    m_reason = reason;
    error = http::error::bad_value;
}

void HttpParser::on_request_impl(http::verb, View method, View target, int version, beast::error_code &)
{
    m_version = version;
    m_method.assign(method.data(), method.size());
    m_target.assign(target.data(), target.size());
    // RFC 9112, 3.2.2: a server must accept the absolute form, which proxies send.
    if (m_target.starts_with("http://")) {
        const auto path = m_target.find_first_of("/?", 7);
        m_target.erase(0, std::min(path, m_target.size()));
        if (!m_target.starts_with('/'))
            m_target.insert(0, 1, '/');
    }
}

void HttpParser::on_field_impl(http::field name, View, View value, beast::error_code &error)
{
    switch (name) {
    case http::field::host:
        ++m_hosts;
        break;
    case http::field::expect:
        m_expectsContinue = beast::iequals(value, "100-continue");
        break;
    case http::field::transfer_encoding:
        // Beast passes over codings that it does not know. Guessing where such a body ends is how requests
        // are smuggled.
        if (!beast::iequals(value, "chunked"))
            fail(HttpFault::TransferCoding, std::string_view(value.data(), value.size()), error);
        break;
    case http::field::content_encoding:
        if (!beast::iequals(value, "identity"))
            fail(HttpFault::Coding, std::string_view(value.data(), value.size()), error);
        break;
    default:
        break;
    }
}

void HttpParser::on_header_impl(beast::error_code &error)
{
    // RFC 9112, 3.2: exactly one Host in HTTP/1.1.
    if (m_hosts > 1 || (m_hosts == 0 && m_version == 11))
        fail(HttpFault::Malformed, m_hosts == 0 ? "no Host header" : "more than one Host header", error);
}

std::size_t HttpParser::on_body_impl(View bytes, beast::error_code &)
{
    m_body.append(bytes.data(), bytes.size());
    return bytes.size();
}

std::size_t HttpParser::on_chunk_body_impl(std::uint64_t, View bytes, beast::error_code &)
{
    m_body.append(bytes.data(), bytes.size());
    return bytes.size();
}

} // namespace slipway::serve
