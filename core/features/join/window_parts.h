#pragma once

#include "core/features/join/prepared_source.h"

#include <string>
#include <string_view>
#include <vector>

namespace slipway::features {

/// What is gathered from the rows of a window, whichever plan gathers it: how many, their sum, the latest ...
/// Every part is exact, so that plans, orders and threads all give the same.
struct WindowPart {
    std::string function; ///< count, sum, min, max, arg_max or distinct
    std::string input; ///< SQL over the source's columns
    TimeMicros window = 0; ///< 0: all
};

/// The parts that a view's features are made from, and the features as SQL over them.
class WindowParts
{
public:
    /// `times` says whether anybody wants to know the moment of the values.
    WindowParts(const FeatureView &view, const PreparedSource &source, bool times, std::string prefix = "p");

    /// Part i is the column "p<i>" of a plan, or another prefix.
    const std::vector<WindowPart> &parts() const { return m_parts; }
    std::string name(std::size_t part) const { return m_prefix + std::to_string(part); }

    /// Whether any row is seen, whatever it holds, and the event time of the latest one, over the parts. The
    /// second is null where the grid gives the moment, or nobody wants to know it.
    std::string seenSql() const { return m_seen + " > 0"; }
    const std::string &lastSql() const { return m_last; }

    /// Whether the latest value is among the parts, which needs the order of the rows.
    bool ordered() const;

    /// Whether parts of groups of rows can be put together to the parts of all of them.
    bool groupable() const;

    /// The features in their order, as "..., ... AS \"f_name\"", over the parts and g, the moment of the
    /// values.
    std::string featuresSql() const;

    /// Each of them.
    const std::vector<std::string> &features() const { return m_features; }

private:
    std::string part(std::string_view function, std::string input, TimeMicros window = 0);
    std::string featureSql(const Feature &feature);
    std::string numberSql(const Feature &feature);
    std::string deviationSql(const Feature &feature, int value);
    std::string trendSql(const Feature &feature, int value);
    std::string momentSql();

    const FeatureView &m_view;
    const PreparedSource &m_source;
    std::vector<WindowPart> m_parts;
    std::string m_seen;
    std::string m_last = "NULL::BIGINT";
    std::string m_prefix;
    std::vector<std::string> m_features;
};

/// The aggregate call of a part over the rows themselves, or over groups whose parts are the columns `input`
/// and `order`.
std::string partOfRows(const WindowPart &part, std::string_view input);
std::string partOfGroups(const WindowPart &part, std::string_view input, std::string_view order);

/// "f_calls_7d", quoted: a feature as the tables of the join call it.
std::string featureColumn(std::string_view feature);

} // namespace slipway::features
