#pragma once

#include "core/serve/prometheus.h"

namespace slipway::serve {

/// What this process uses, under the names that Prometheus' own client libraries give:
/// process_cpu_seconds_total, process_resident_memory_bytes and their kin. A figure that /proc does not tell
/// is left out.
void writeProcessFigures(PrometheusText &text);

} // namespace slipway::serve
