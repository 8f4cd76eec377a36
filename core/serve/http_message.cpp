#include "core/serve/http_message.h"

#include <algorithm>
#include <array>
#include <utility>

namespace slipway::serve {

void HttpResponse::clear()
{
    status = 200;
    contentType = jsonContent;
    headers.clear();
    body.clear();
}

void HttpResponse::addHeader(std::string_view name, std::string_view value)
{
    headers.append(name).append(": ").append(value).append("\r\n");
}

std::string_view statusPhrase(int status)
{
    // RFC 9110's phrases, for the statuses that Slipway answers with.
    static constexpr std::array<std::pair<int, std::string_view>, 14> phrases {{
        {200, "OK"},
        {400, "Bad Request"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {408, "Request Timeout"},
        {413, "Content Too Large"},
        {415, "Unsupported Media Type"},
        {422, "Unprocessable Content"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {503, "Service Unavailable"},
        {505, "HTTP Version Not Supported"},
    }};
    const auto found = std::ranges::find(phrases, status, &std::pair<int, std::string_view>::first);
    return found == phrases.end() ? std::string_view("Unknown") : found->second;
}

} // namespace slipway::serve
