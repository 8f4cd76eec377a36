#pragma once

#include "core/base/clock.h"
#include "core/data/read.h"
#include "core/features/feed_features.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <string>
#include <vector>

namespace slipway::testing {

/// One line of interactions.csv.
struct SmallImpression {
    TimeMicros time = 0;
    int user = 0;
    int item = 0;
    std::string device = "mobile";
    int position = 0;
    int click = 0;
    double dwell = 0;
};

/// A feed of a few lines, written by a test.
struct SmallFeed {
    std::string users = "user_id,age,country,activity_segment\n1,31,DE,heavy\n2,45,,casual\n";
    std::string items = "item_id,category,length_seconds,creator_followers,created_at\n"
                        "1,music,19,99,2026-02-28 10:00:00\n2,news,59,0,2026-03-01 04:00:00\n";
    std::vector<SmallImpression> impressions;

    std::string interactions() const
    {
        std::string text = "interaction_id,timestamp,user_id,item_id,device,position,click,dwell_time\n";
        for (std::size_t i = 0; i < impressions.size(); ++i) {
            const auto &each = impressions[i];
            text += fmt::format("{},{},{},{},{},{},{},{}\n", i, isoTime(each.time), each.user, each.item,
                                each.device, each.position, each.click, each.dwell);
        }
        return text;
    }

    void writeTo(const TemporaryFolder &folder) const
    {
        folder.write("raw/users.csv", users);
        folder.write("raw/items.csv", items);
        folder.write("raw/interactions.csv", interactions());
    }

    Result<Json> build(const TemporaryFolder &folder, const RunContext &context = {}) const
    {
        writeTo(folder);
        return features::buildFeedFeatures(folder / "raw", folder / "out", {}, context);
    }
};

/// A value of a feature file: a number, a text, or missing (an empty text and NaN).
struct FeatureValue {
    double number = std::nan("");
    std::string text;

    bool operator==(const FeatureValue &other) const
    {
        const bool sameNumber = number == other.number || (std::isnan(number) && std::isnan(other.number));
        return sameNumber && text == other.text;
    }
};

using FeatureValues = std::map<std::string, FeatureValue>; ///< by column

inline FeatureValues valuesOfRow(const data::Table &table, std::size_t row)
{
    FeatureValues values;
    for (const auto &column : table.columns) {
        auto &value = values[column.name];
        if (column.kind == data::ColumnKind::Number)
            value.number = column.numbers[row];
        else if (column.codes[row] >= 0)
            value.text = column.levels[static_cast<std::size_t>(column.codes[row])];
    }
    return values;
}

/// The rows of all three parts by interaction_id, with "part" as a further column.
inline std::map<int, FeatureValues> readFeatures(const std::filesystem::path &folder)
{
    std::map<int, FeatureValues> rows;
    for (const std::string part : {"train", "val", "test"}) {
        const auto table = data::readTable(folder / (part + "_features.parquet")).value();
        for (std::size_t row = 0; row < table.rows(); ++row) {
            auto values = valuesOfRow(table, row);
            values["part"].text = part;
            rows[static_cast<int>(values["interaction_id"].number)] = std::move(values);
        }
    }
    return rows;
}

inline TimeMicros at(std::string_view clock)
{
    return parseIsoTime(fmt::format("2026-03-01T{}Z", clock)).value();
}

inline std::size_t filesBelow(const std::filesystem::path &folder)
{
    std::size_t files = 0;
    for (const auto &entry : std::filesystem::recursive_directory_iterator(folder))
        files += entry.is_regular_file() ? 1 : 0;
    return files;
}

/// Six interactions that a person can work out: a tie, two full hours, an unknown user with an unknown item.
inline SmallFeed sixInteractions()
{
    SmallFeed feed;
    feed.impressions = {
        {at("10:00:00"), 1, 1, "mobile", 0, 1, 10}, {at("10:00:00"), 1, 2, "mobile", 1, 0, 0},
        {at("10:30:00"), 2, 1, "desktop", 2, 0, 0}, {at("11:00:00"), 1, 1, "mobile", 3, 1, 20},
        {at("11:15:00"), 1, 2, "tablet", 4, 0, 0},  {at("12:00:00"), 3, 9, "mobile", 5, 1, 5},
    };
    return feed;
}

} // namespace slipway::testing
