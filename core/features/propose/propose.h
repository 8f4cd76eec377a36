#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/data/read.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace slipway::features {

/// A table that features may be proposed from.
struct ProposalTable {
    std::string name; ///< of the data set
    std::filesystem::path file;
    data::ReadOptions reading {};
};

struct ProposalOptions {
    std::string target; ///< column of the first table that is to be predicted; empty: guessed by its name
    std::string time; ///< column of the first table: the moment of a row; empty: guessed
    std::string owner = "me"; ///< whom the proposed features belong to
    std::filesystem::path spillFolder; ///< where large files are sorted; empty: the system's
};

struct Proposal {
    std::string set; ///< its name
    std::string
        yaml; ///< the definitions, with a comment on each choice; readFeatureSet takes them as they are
    std::size_t features = 0;
    std::vector<std::string> sentences; ///< the choices that a person should look at
};

/// Looks at all rows of the tables and proposes a feature set for the first one, whose rows are the
/// questions: its columns as they are, without those that give the target away; parts of the date; the
/// history of whatever key repeats, where there is a time; and what the other tables say about the same keys.
Result<Proposal> proposeFeatures(const std::vector<ProposalTable> &tables, const ProposalOptions &options,
                                 const RunContext &context = {});

} // namespace slipway::features
