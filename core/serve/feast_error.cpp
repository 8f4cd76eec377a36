#include "core/serve/feast_error.h"

#include <algorithm>
#include <array>

namespace slipway::serve {

namespace {

/// Which of Feast's classes stands for a sentence of ours.
struct FeastClass {
    std::string_view id;
    std::string_view name;
    int status;
};

constexpr std::array classes {
    FeastClass {"store.unknown_view", "FeatureViewNotFoundException", 404},
    FeastClass {"store.unknown_feature_of_view", "FeatureViewNotFoundException", 404},
    FeastClass {"store.unknown_feature", "FeatureViewNotFoundException", 404},
    FeastClass {"serve.unknown_service", "FeatureServiceNotFoundException", 404},
    FeastClass {"serve.unknown_push_source", "PushSourceNotFoundException", 422},
    FeastClass {"store.feature_twice", "FeatureNameCollisionError", 422},
    FeastClass {"store.no_key", "FeastEntityDFMissingColumnsError", 422},
    FeastClass {"serve.df_missing_column", "FeastEntityDFMissingColumnsError", 422},
};

int statusOf(const Error &error)
{
    switch (error.code) {
    case ErrorCode::InvalidArgument:
    case ErrorCode::BadInput:
        return error.id.starts_with("store.damaged") ? 500 : 422;
    case ErrorCode::NotFound:
        return 404;
    case ErrorCode::Environment:
        return 503;
    default:
        return 500;
    }
}

} // namespace

void answerFeastError(HttpResponse &response, const Error &error, int status)
{
    const auto known = std::ranges::find(classes, error.id, &FeastClass::id);
    const bool isFeasts = known != classes.end();
    response.status = status != 0 ? status : isFeasts ? known->status : statusOf(error);
    if (response.status == 503)
        response.addHeader("Retry-After", "1");
    const Json detail {{"module", isFeasts ? "feast.errors" : "slipway"},
                       {"class", isFeasts ? known->name : std::string_view(error.id)},
                       {"message", error.message}};
    const auto text = detail.dump(-1, ' ', false, Json::error_handler_t::replace);
    response.contentType = jsonContent;
    response.body = Json(text).dump();
}

} // namespace slipway::serve
