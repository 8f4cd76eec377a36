#pragma once

#include "core/base/json.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::data {

/// A line that did not become a row.
struct Reject {
    std::string file;
    std::uint64_t line = 0; ///< where it begins, from 1
    std::string kind; ///< fields, quote, encoding, nul, too_long, type or json
    std::string reason; ///< a clause: "it has 1 field where the others have 2"
    std::string text; ///< as it stands in the file, its first kilobytes; broken bytes as \xNN
};

Json toJson(const Reject &reject);

/// How many lines were rejected, why, and the first of them.
struct RejectCount {
    std::uint64_t count = 0;
    std::map<std::string, std::uint64_t> kinds;
    std::vector<Reject> first; ///< up to ten

    void add(Reject reject);
    void merge(RejectCount other);
};

/// {"count","reasons":{"<kind>":n},"first":[{"file","line","kind","reason","text"}]}
Json toJson(const RejectCount &count);

/// The raw text of a line as a reject keeps it.
std::string rejectedText(std::string_view raw);

} // namespace slipway::data
