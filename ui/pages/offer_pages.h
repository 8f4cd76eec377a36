#pragma once

#include "ui/pages/page_list.h"
#include "ui/pages/workspace_page.h"

namespace slipway::ui {

/// Offers every page of an open workspace to the list. The services are copied into the factories.
void offerPages(PageList &pages, const PageServices &services);

} // namespace slipway::ui
