#include "core/data/checks/rows_check.h"

#include "core/base/messages.h"

namespace slipway::data {

Result<CheckItem> rowsCheck(const Suite &suite, const std::vector<Expectation> &expectations,
                            std::size_t place, Source &source, const RunContext &context)
{
    if (place >= expectations.size())
        return failure("data.check_number",
                       {{"number", place}, {"suite", suite.name}, {"count", expectations.size()}});
    const std::vector<Expectation> only {expectations[place]};
    auto items = planItems(only, source);
    SLIPWAY_TRY(evaluate(items, source, context));
    CheckItem item = std::move(items.front());
    item.expectation = &suite.expectations[place];
    if (item.problem) {
        Json args = item.problem->args;
        args["type"] = item.expectation->type;
        return failure(item.problem->id, args, item.problem->detail);
    }
    if (item.check->isUnexpected().empty())
        return failure("data.check_without_rows", {{"type", item.expectation->type}});
    return item;
}

} // namespace slipway::data
