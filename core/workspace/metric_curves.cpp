#include "core/workspace/metric_curves.h"

namespace slipway::workspace {

Result<std::vector<MetricCurve>> readCurves(Store &store, const std::string &run)
{
    std::vector<MetricCurve> curves;
    std::vector<std::int64_t> numbers;
    SLIPWAY_TRY(store.snapshot([&]() -> Status {
        std::int64_t last = -1;
        SLIPWAY_TRY(store.each(
            "SELECT key, step, time, value FROM metric_points WHERE run = (SELECT id FROM runs WHERE "
            "run_id = ?) ORDER BY key, step, time",
            {run}, [&](const Row &row) {
                if (row.integer(0) != last) {
                    last = row.integer(0);
                    numbers.push_back(last);
                    curves.emplace_back();
                }
                curves.back().points.push_back({row.integer(1), row.integer(2), row.real(3)});
            }));
        for (std::size_t i = 0; i < numbers.size(); ++i)
            SLIPWAY_TRY(store.each("SELECT key FROM metric_keys WHERE id = ?", {numbers[i]},
                                   [&](const Row &row) { curves[i].key = row.text(0); }));
        return done();
    }));
    return curves;
}

} // namespace slipway::workspace
