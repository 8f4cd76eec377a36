#include "core/data/duckdb_error.h"

#include "core/base/messages.h"

#include <array>
#include <string>

namespace slipway::data {

namespace {

struct Kind {
    std::string_view prefix; ///< how DuckDB begins the text
    std::string_view id;
};

constexpr std::array kinds {
    Kind {"Out of Memory Error", "data.engine_memory"},
    Kind {"Permission Error", "data.engine_forbidden"},
    Kind {"IO Error", "data.engine_files"},
    Kind {"Binder Error", "data.query_invalid"},
    Kind {"Parser Error", "data.query_invalid"},
    Kind {"Catalog Error", "data.query_invalid"},
    Kind {"Syntax Error", "data.query_invalid"},
    Kind {"Conversion Error", "data.values_invalid"},
    Kind {"Invalid Input Error", "data.values_invalid"},
    Kind {"Out of Range Error", "data.values_invalid"},
    Kind {"INTERRUPT Error", "base.cancelled"},
};

/// The first line behind the kind, without the full stop that our sentence adds.
std::string reason(std::string_view text)
{
    const auto colon = text.find(": ");
    auto line = colon == std::string_view::npos ? text : text.substr(colon + 2);
    line = line.substr(0, line.find('\n'));
    while (!line.empty() && (line.back() == '.' || line.back() == '!' || line.back() == ' '))
        line.remove_suffix(1);
    return std::string(line);
}

} // namespace

Error duckError(std::string_view text, std::string_view memoryLimit)
{
    const Json args {{"reason", reason(text)}, {"limit", memoryLimit}};
    for (const auto &kind : kinds) {
        if (text.starts_with(kind.prefix))
            return failure(kind.id, args, std::string(text));
    }
    return failure("data.engine_failed", args, std::string(text));
}

} // namespace slipway::data
