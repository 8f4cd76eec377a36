#pragma once

#include "core/features/store/feature_question.h"
#include "core/serve/feed_request.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace slipway::serve {

/// The body of POST /get-online-features.
struct FeatureBody {
    features::FeatureQuestion question;
    std::string service; ///< a feature set's name; empty: none was named
    bool namesFeatures = false;

    static constexpr std::size_t entityLimit = 10'000;
};

/// Reads such bodies. Members that it does not know are passed over. It keeps its memory between requests,
/// and texts in `body` live until the next one: one a thread.
class FeatureBodyParser
{
public:
    FeatureBodyParser();
    ~FeatureBodyParser();
    FeatureBodyParser(FeatureBodyParser &&) noexcept;

    /// Fills `body`, or says why not.
    std::optional<Refusal> parse(std::string_view text, FeatureBody &body);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace slipway::serve
