#pragma once

#include "app/engine/session.h"
#include "core/data/row_view.h"

#include <CLI/CLI.hpp>

#include <string>

namespace slipway::engine {

/// The flags of every verb that looks at a part of a table.
struct RowViewOptions {
    std::string sort;
    std::string filter;
    int failing = -1;
    std::string suite;
};

void addRowViewOptions(CLI::App *command, RowViewOptions &options);

/// The flags as the engine's rooms take them, for a data set or a file of this name.
Result<data::RowView> rowView(const Session &session, const RowViewOptions &options, const std::string &name);

} // namespace slipway::engine
