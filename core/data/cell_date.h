#pragma once

#include "core/data/cell.h"

namespace slipway::data {

/// The ways of `asked` in which a text is a date, with or without a time of day.
void dateForms(std::string_view text, std::uint32_t asked, CellForms &found);

} // namespace slipway::data
