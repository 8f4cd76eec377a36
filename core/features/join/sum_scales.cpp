#include "core/features/join/sum_scales.h"

#include "core/base/messages.h"
#include "core/features/join/column_types.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace slipway::features {

namespace {

// The value times ten to this power is at most about 1e14: its square, times 10^9 rows, fits 128 bits.
constexpr double largestWhole = 1e14;

// What the rounding of all values together may cost, as a share of their sizes.
constexpr double mostLost = 1e-9;

// A BIGINT holds a little more.
constexpr double largestNumber = 9e18;

bool needsDigits(const SourceValue &value)
{
    return value.summed && !isWholeType(value.found) && value.found != "BOOLEAN";
}

} // namespace

Status findScales(data::Duck &duck, std::string_view table, std::string_view from,
                  std::vector<SourceValue> &values, const RunContext &context)
{
    std::string largest;
    for (std::size_t i = 0; i < values.size(); ++i)
        largest += fmt::format("{}{}", i ? ", " : "",
                               needsDigits(values[i]) ? fmt::format("max(abs(v{}))", i) : "NULL::DOUBLE");
    const bool any = std::any_of(values.begin(), values.end(), needsDigits);
    if (!any)
        return done();
    SLIPWAY_ASSIGN(const data::Table sizes,
                   duck.query(fmt::format("SELECT {} FROM {}", largest, from), context));
    std::string lost;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double size = sizes.columns[i].numbers.at(0);
        auto &value = values[i];
        value.digits = 0;
        for (int digits = 18; needsDigits(value) && digits > 0; digits -= 3) {
            if (std::isnan(size) || size * std::pow(10, digits) <= largestWhole) {
                value.digits = digits;
                break;
            }
        }
        if (needsDigits(value) && size > largestNumber) {
            return failure("feature_join.too_large",
                           {{"place", value.place}, {"table", table}, {"example", fmt::format("{}", size)}});
        }
        lost += fmt::format("{}{}", i ? ", " : "",
                            needsDigits(value)
                                ? fmt::format("sum(abs(v{0} - round(v{0} * 1e{1}) / 1e{1})) / sum(abs(v{0}))",
                                              i, value.digits)
                                : "0::DOUBLE");
    }
    SLIPWAY_ASSIGN(const data::Table losses,
                   duck.query(fmt::format("SELECT {} FROM {}", lost, from), context));
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (losses.columns[i].numbers.at(0) > mostLost)
            return failure("feature_join.not_exact", {{"place", values[i].place}, {"table", table}});
    }
    return done();
}

} // namespace slipway::features
