#include "core/base/result.h"

#include "core/base/json_value.h"

#include <array>

namespace slipway {

namespace {

struct CodeWords {
    ErrorCode code;
    std::string_view name;
    int exit;
};

constexpr std::array<CodeWords, 6> codeWords {{
    {ErrorCode::InvalidArgument, "invalid_argument", 2},
    {ErrorCode::NotFound, "not_found", 3},
    {ErrorCode::BadInput, "bad_input", 4},
    {ErrorCode::Environment, "environment", 5},
    {ErrorCode::Backend, "backend", 6},
    {ErrorCode::Cancelled, "cancelled", 130},
}};

const CodeWords &wordsOf(ErrorCode code)
{
    return codeWords[static_cast<std::size_t>(code)];
}

} // namespace

std::string_view errorCodeName(ErrorCode code)
{
    return wordsOf(code).name;
}

int exitStatus(ErrorCode code)
{
    return wordsOf(code).exit;
}

Error Error::in(std::string_view place) const
{
    Error placed = *this;
    placed.message = std::string(place) + ": " + message;
    placed.args["place"] = std::string(place);
    return placed;
}

Json toJson(const Error &error)
{
    return {{"code", errorCodeName(error.code)},
            {"id", error.id},
            {"args", error.args},
            {"message", error.message}};
}

Error errorFromJson(const Json &json)
{
    Error error {ErrorCode::Backend,
                 valueOr(json, "id", std::string()),
                 valueOr(json, "args", Json::object()),
                 valueOr(json, "message", std::string()),
                 {}};
    const auto name = valueOr(json, "code", std::string());
    for (const auto &words : codeWords) {
        if (words.name == name)
            error.code = words.code;
    }
    return error;
}

} // namespace slipway
