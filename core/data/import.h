#pragma once

#include "core/base/run_context.h"
#include "core/data/identity.h"
#include "core/data/read.h"
#include "core/data/rejects.h"

#include <filesystem>
#include <string>
#include <vector>

namespace slipway::data {

struct ImportOptions {
    ReadOptions reading {};
    bool unionByName = false; ///< files may lack columns that others have; these are missing there
    std::string target {}; ///< the column that is to be predicted; empty: guessed
    bool noTarget = false; ///< nothing is to be predicted, whatever a column is called
    std::filesystem::path folder {}; ///< where the new files are put; on the disk of the workspace
};

/// A file that was imported, for lineage.
struct ImportedFile {
    std::string file;
    std::string sha256;
    std::uintmax_t bytes = 0;
};

struct Imported {
    std::filesystem::path parquet; ///< the rows
    bool own = true; ///< false: it is the source itself, which has to be copied
    ContentIdentity identity {};
    RejectCount rejected {};
    std::filesystem::path rejects; ///< JSON Lines with every rejected line; empty where there is none
    std::string target {}; ///< empty where none is likely
    Json reading = Json::object(); ///< what was guessed and what was given, as the preview shows it
    std::vector<ImportedFile> files {};
};

/// Turns one or several files (CSV of any dialect, JSON, SQLite, Parquet) into one Parquet file of the same
/// rows. Lines that are no rows are kept in a file beside it. Memory does not grow with rows, and neither
/// rows, bytes nor rejects depend on the number of threads.
Result<Imported> importFiles(const std::vector<std::filesystem::path> &files, const ImportOptions &options,
                             const RunContext &context);

/// How files would be read: {"kind","encoding","delimiter","quote","header","columns":[...],"target",
/// "first_rows","rejected",...}. Looks at the first megabytes only, and says so.
Result<Json> previewFiles(const std::vector<std::filesystem::path> &files, const ImportOptions &options,
                          const RunContext &context);

} // namespace slipway::data
