#pragma once

#include "core/data/rejects.h"
#include "core/data/text_file.h"

#include <string>
#include <vector>

namespace slipway::data {

/// A table of another kind, rewritten as plain CSV in an unnamed file: no header, texts in quotes, numbers
/// and flags bare, nothing for what is missing.
struct TextCopy {
    FileHandle text;
    std::vector<std::string> names {};
    std::vector<Reject> rejected {};
};

/// Appends `text` in quotes.
void appendQuoted(std::string_view text, std::string &out);

} // namespace slipway::data
