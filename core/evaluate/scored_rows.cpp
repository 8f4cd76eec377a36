#include "core/evaluate/scored_rows.h"

#include "core/base/messages.h"

#include <algorithm>
#include <cmath>

namespace slipway::evaluate {

Result<std::vector<std::uint8_t>> binaryLabels(std::span<const double> values)
{
    std::vector<std::uint8_t> labels(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] != 0 && values[i] != 1) {
            const Json shown = std::isnan(values[i]) ? Json("blank") : Json(values[i]);
            return failure("evaluate.bad_label", {{"row", i + 1}, {"value", shown}});
        }
        labels[i] = values[i] == 1 ? 1 : 0;
    }
    return labels;
}

Status checkScores(std::size_t labels, std::span<const double> scores, std::string_view what)
{
    if (labels != scores.size())
        return failure("evaluate.lengths_differ",
                       {{"labels", labels}, {"others", scores.size()}, {"what", what}});
    if (labels == 0)
        return failure("evaluate.no_rows");
    const auto missing =
        std::find_if(scores.begin(), scores.end(), [](double score) { return std::isnan(score); });
    if (missing != scores.end())
        return failure("evaluate.missing_score", {{"row", missing - scores.begin() + 1}});
    return done();
}

bool areProbabilities(std::span<const double> scores)
{
    return std::all_of(scores.begin(), scores.end(), [](double score) { return score >= 0 && score <= 1; });
}

} // namespace slipway::evaluate
