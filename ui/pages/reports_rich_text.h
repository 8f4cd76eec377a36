#pragma once

#include "core/report/document.h"

#include <QString>

namespace slipway::ui {

class Theme;

/// A part of a report that is only words and tables, as the rich text that a label shows, in the colours of
/// the theme. Key figures, figures and callouts are widgets of their own and stay out.
QString toRichText(const report::Block &block, const Theme &theme);

/// The head of a report: its facts, its title and its lead.
QString headToRichText(const report::Document &document, const Theme &theme);

} // namespace slipway::ui
