#pragma once

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/base/result.h"

#include <QString>

#include <filesystem>
#include <vector>

namespace slipway::ui {

/// A written report, as the list of reports shows it.
struct ReportFile {
    QString name; ///< "feed-20261120-104100.html"
    QString format; ///< "html", "md" or "json"
    TimeMicros written = 0;
    qint64 sizeBytes = 0;
};

/// A file of a trained model.
struct ModelFile {
    QString name; ///< "weights.safetensors"
    qint64 sizeBytes = 0;
};

TimeMicros writtenAt(const std::filesystem::path &file); ///< 0 where it is not there

/// The written reports of a folder, newest first, without the names that repeat the newest of their kind.
std::vector<ReportFile> reportsIn(const std::filesystem::path &folder);

std::vector<ModelFile> modelFilesIn(const std::filesystem::path &folder); ///< by name

/// The JSON of a file that may not be there; null where it is not.
Result<Json> readOptional(const std::filesystem::path &file);

} // namespace slipway::ui
