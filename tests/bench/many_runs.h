#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/workspace/store.h"

#include <fmt/format.h>

#include <string>

namespace slipway::bench {

/// A training each: a loss and an AUC at every step, and what was measured at the end.
inline Status fillRuns(workspace::Store &store, std::int64_t runs, std::int64_t points)
{
    return store.transaction([&]() -> Status {
        SLIPWAY_TRY(
            store.execute("INSERT INTO metric_keys (id, key) VALUES (1, 'train_loss'), (2, 'val_auc'), "
                          "(3, 'test_auc')"));
        for (std::int64_t run = 1; run <= runs; ++run) {
            const TimeMicros start = run * 60 * microsPerSecond;
            SLIPWAY_TRY(
                store.execute("INSERT INTO runs (id, run_id, experiment_id, name, status, start_time, "
                              "end_time) VALUES (?, ?, 0, ?, 'FINISHED', ?, ?)",
                              {run, newId(), fmt::format("mlp_{}", run), start, start + microsPerSecond}));
            for (int param = 0; param < 12; ++param)
                SLIPWAY_TRY(
                    store.execute("INSERT INTO params (run, key, value) VALUES (?, ?, '1')",
                                  {run, param == 0 ? std::string("model.type") : fmt::format("p{}", param)}));
            for (std::int64_t step = 0; step < points; ++step) {
                const double value = 0.5 + 0.3 * static_cast<double>((run * 31 + step) % 1000) / 1000;
                SLIPWAY_TRY(store.execute("INSERT INTO metric_points (run, key, step, time, value) VALUES "
                                          "(?, ?, ?, ?, ?)",
                                          {run, 1 + step % 2, step / 2, start + step, value}));
            }
            for (std::int64_t key = 1; key <= 3; ++key)
                SLIPWAY_TRY(store.execute(
                    "INSERT INTO latest_metrics (run, key, step, time, value) VALUES "
                    "(?, ?, ?, ?, ?)",
                    {run, key, points / 2, start, 0.5 + static_cast<double>(run % 997) / 2000}));
        }
        return done();
    });
}

} // namespace slipway::bench
