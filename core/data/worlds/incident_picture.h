#pragma once

#include "core/data/worlds/world.h"

namespace slipway::data {

/// What one incident does to its world: the same world made twice, without it and with it.
struct IncidentPicture {
    /// What is followed over the time.
    enum class Measure {
        Mean, ///< of the column's values; of a text, of its words
        Level, ///< the share of rows with the column's value `level`
        Label, ///< the target: its mean, or the chance of its value `level`, as the truth knows it
        Filled, ///< the share of rows with a value in the column
    };
    /// What is compared for the rows while the incident lasts.
    enum class Spread {
        Histogram, ///< shares of the rows between `edges`
        Shares, ///< shares of the rows, of each group
        Rates, ///< Measure::Label of each group
    };

    std::string table;
    std::string column; ///< the incident's own; the target where it has none
    std::string groupedBy; ///< of Rates: the column that shows best what the incident's column does
    Measure measure = Measure::Mean;
    std::string level;

    double fromDay = 0; ///< of the period, in days since its start
    double toDay = 0;
    std::vector<double> days; ///< the middle of each slice of the period
    std::vector<double> without; ///< NaN where there are no rows
    std::vector<double> with;
    std::vector<double> renamed; ///< of a schema break: the same of the new column; empty otherwise

    Spread spread = Spread::Histogram;
    std::vector<double> edges;
    bool logarithmic = false; ///< then only values above 0 are shown
    std::vector<std::string> groups;
    std::vector<double> sharesWithout;
    std::vector<double> sharesWith;

    double meanWithout = 0; ///< of the measure while the incident lasts
    double meanWith = 0;
    std::int64_t rows = 0; ///< that were made, of `table`
    std::int64_t rowsAfter = 0; ///< of them while the incident lasts
};

/// The picture of the incident at this place of the options; all the others happen in both worlds. A sample
/// is made, not all the rows.
Result<IncidentPicture> pictureOf(const Scenario &scenario, const WorldOptions &options, std::size_t incident,
                                  const std::stop_token &stop = {});

Json toJson(const IncidentPicture &picture);

} // namespace slipway::data
