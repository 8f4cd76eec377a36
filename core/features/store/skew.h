#pragma once

#include "core/features/join/offline.h"
#include "core/features/store/served_rows.h"

#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace slipway::features {

/// A value that was served and is not what the offline tables say of that moment.
struct SkewCell {
    std::string request;
    TimeMicros time = 0;
    Json entity;
    std::string feature;
    Json served;
    Json offline;
    bool stale = false; ///< the stored value was older than what the offline tables know; no error of either
    std::string reason; ///< a sentence
};

struct SkewReport {
    std::int64_t requests = 0;
    std::int64_t cells = 0;
    std::int64_t different = 0; ///< without a reason
    std::int64_t stale = 0;
    double largestDifference = 0; ///< relative, of all that count as equal or different
    std::vector<SkewCell> listed; ///< the first of them, different ones before stale ones

    static constexpr std::size_t mostListed = 1000;
};

/// Asks the offline tables what they knew at the moment of each served row, and compares cell by cell: two
/// values are equal where both are missing, or both are the same text or time, or numbers whose relative
/// difference is at most `tolerance`.
class SkewTest
{
public:
    static constexpr double tolerance = 1e-9;

    SkewTest(FeatureSet set, OfflineOptions options);
    ~SkewTest();

    /// Rows of the set; in as many pieces as one likes.
    Status add(std::span<const ServedRow> rows, const RunContext &context = {});

    const SkewReport &report() const { return m_report; }

private:
    /// Rows that asked for the same with the same: one question to the offline tables.
    struct Group {
        std::vector<std::string> wanted;
        std::vector<std::string> given; ///< keys, then features
        std::optional<OfflineFeatures> offline;
        std::map<std::string, bool> texts; ///< keys that are asked as texts
        std::map<std::string, std::vector<std::string>> viewsOf; ///< that a feature comes from
    };

    Result<Group *> groupOf(const ServedRow &row, const RunContext &context);
    Status compare(Group &group, const std::vector<const ServedRow *> &rows, const RunContext &context);
    Status ask(Group &group, const std::vector<const ServedRow *> &rows, const RunContext &context);
    void compareCell(const Group &group, const ServedRow &row, const std::string &feature,
                     const Json &offline, const std::map<std::string, std::optional<TimeMicros>> &viewTimes);

    const FeatureSet m_set;
    const OfflineOptions m_options;
    std::map<std::string, Group> m_groups;
    SkewReport m_report;
    std::string m_lastRequest;
};

} // namespace slipway::features
