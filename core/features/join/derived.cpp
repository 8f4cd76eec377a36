#include "core/features/join/derived.h"

#include "core/data/duckdb.h"

#include <fmt/format.h>

#include <set>

namespace slipway::features {

Result<std::string> derivedSql(const std::vector<const Feature *> &features,
                               std::vector<ExpressionInput> inputs, std::string query)
{
    // Features that need none of the same step are calculated side by side.
    std::set<std::string> inStep;
    std::string columns;
    const auto step = [&] {
        if (!columns.empty())
            query = fmt::format("SELECT *{} FROM ({})", columns, query);
        columns.clear();
        inStep.clear();
    };
    for (const auto *feature : features) {
        SLIPWAY_ASSIGN(const Expression expression, Expression::parse(feature->expression));
        for (const auto &name : expression.names()) {
            if (inStep.contains(name)) {
                step();
                break;
            }
        }
        SLIPWAY_ASSIGN(const BoundExpression bound, expression.bind(inputs));
        columns += fmt::format(", {} AS {}", bound.sql(), data::identifier(feature->name));
        inStep.insert(feature->name);
        inputs.push_back({feature->name, feature->type});
    }
    step();
    return query;
}

} // namespace slipway::features
