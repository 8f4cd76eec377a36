#pragma once

#include "core/features/store/online_store.h"

#include <string>

namespace slipway::serve {

/// Rows of a view that came from outside, column by column: {"user_id":[7],"event_timestamp":["..."],...}.
struct PushedRows {
    features::StoredView view; ///< what they look like
    std::vector<std::pair<std::string, std::string>> rows; ///< keys and bytes
    std::string lines; ///< the same as JSON, one object a line
};

/// Reads them. Every key and feature of the view must be there; the moment is in event_timestamp or in the
/// column that the source says, and is `now` where there is none. Other columns are passed over.
Result<PushedRows> readPushedRows(const features::FeatureSet &set, const features::FeatureView &view,
                                  const Json &df, TimeMicros now);

/// Puts them into the store: of two rows of an entity the one with the later event stays.
Status storePushedRows(features::OnlineStore &store, const PushedRows &pushed);

/// "2021-12-31T23:00:00Z", with or without a fraction, and with Z, +00:00 or nothing behind it.
Result<TimeMicros> parseFeastTime(std::string_view member, std::string_view text);

} // namespace slipway::serve
