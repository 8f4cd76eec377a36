#pragma once

#include "core/base/run_context.h"
#include "core/data/read.h"
#include "core/data/text_copy.h"

namespace slipway::data {

/// A JSON file as plain text: an array of objects, one object, or JSON Lines. Members of an object inside an
/// object become columns "outer.inner"; what is nested deeper, and arrays, become their JSON text. A value
/// that is no object stands in a column "value". JSON is read strictly (RFC 8259). A bad line of JSON Lines
/// is rejected; anything else that is bad refuses the file, with its line.
Result<TextCopy> jsonAsText(const std::filesystem::path &file, const ReadOptions &options,
                            const RunContext &context);

} // namespace slipway::data
