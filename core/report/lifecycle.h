#pragma once

#include "core/report/document.h"

#include <optional>
#include <string>
#include <vector>

namespace slipway::report {

/// What is known about one pass through a model's life. Each piece is what the room that made it returns;
/// what is empty was not measured, and the report says so. Keys that are not named here are passed over.
struct LifecycleFacts {
    std::string scenario;
    std::string workspace;
    std::string created; ///< isoTime

    std::optional<Json> data; ///< {"tables":[{"name","rows","columns"}],"rows","positive_share"}
    std::optional<Json> validation; ///< {"passed","checks":[{"check","column","passed","sentence"}]}
    std::optional<Json>
        features; ///< {"rows":{"train","val","test"},"features":[name or {"name","description"}],"seconds"}
    std::optional<Json>
        model; ///< model.json: {"algorithm","architecture","training":{...,"history":[...],"best_epoch"}}
    std::optional<Json>
        test; ///< the metrics of the test rows; optional "calibration":[{"score","share","n","low","high"}]
    std::optional<Json> ceiling; ///< {"auc"}: what the generator's own probabilities reach on the test rows
    std::optional<Json> version; ///< of the registry: {"name","version","stage"}
    std::optional<Json> gates; ///< [{"gate","passed","sentence"}]
    std::optional<Json> comparison; ///< compare's answer on the test rows: a the model before, b this one
    std::optional<Json> drift; ///< the drift report, optionally with "psi_limit"
    std::optional<Json> serving; ///< {"requests","errors","p50_ms","p99_ms","requests_per_second"}
    std::optional<Json> policy; ///< of retraining: {"drift_limit","accuracy_drop","days","pause_days"}
    std::optional<Json> steps; ///< [{"name","seconds","passed"}], in order
    std::vector<std::string> commands; ///< that do it again
};

/// The final report: seven sections, every sentence made from the facts.
Document lifecycleReport(const LifecycleFacts &facts);

} // namespace slipway::report
