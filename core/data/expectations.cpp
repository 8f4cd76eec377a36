#include "core/data/expectations.h"

#include "core/base/messages.h"
#include "core/data/checks/ask.h"
#include "core/data/checks/evaluation.h"
#include "core/data/checks/quality.h"
#include "core/data/checks/result_format.h"
#include "core/data/kept_rows.h"

#include <fmt/format.h>

#include <string>

namespace slipway::data {

namespace {

/// What failed, in a sentence.
std::string said(const CheckItem &item)
{
    if (item.problem) {
        Json args = item.problem->args;
        args["type"] = item.expectation->type;
        return sentence(item.problem->id, args);
    }
    Json args = item.check->arguments;
    args["rows"] = static_cast<std::int64_t>(item.counts.rows);
    args["unexpected"] = static_cast<std::int64_t>(item.counts.unexpected);
    args["percent"] = fmt::format("{:.3g}", 100 * item.counts.unexpectedShare());
    const Json &observed = item.check->observed;
    if (item.check->sentenceId == "data.check_row_count")
        args["rows"] = observed;
    args["observed"] = observed.is_null() ? "not known, because there are no values" : shownValue(observed);
    const auto examples = item.result.find("partial_unexpected_list");
    args["example"] = examples == item.result.end() || examples->empty() ? Json("?") : examples->front();
    return sentence(item.check->sentenceId, args);
}

Json resultOf(const CheckItem &item, std::size_t place)
{
    const std::string message = item.problem ? said(item) : std::string();
    const bool hasRows = item.check && !item.check->isUnexpected().empty();
    return {{"success", item.success},
            {"expectation_config", toJson(*item.expectation)},
            {"result", item.result},
            {"meta", {{"check", place}, {"kind", checkKindName(item.kind)}, {"has_rows", hasRows}}},
            {"exception_info",
             {{"raised_exception", item.problem.has_value()},
              {"exception_message", item.problem ? Json(message) : Json()},
              {"exception_traceback", nullptr}}}};
}

Result<Source> openKept(const std::filesystem::path &file, const ReadOptions &options, DuckOptions limits,
                        const RunContext &context)
{
    SLIPWAY_ASSIGN(Source source, openSource(file, options, context, std::move(limits)));
    if (const auto kept = keepRows(source, context); !kept)
        return sourceError(file, kept.error());
    return source;
}

Status writeResults(std::vector<CheckItem> &items, Source &source, const RunContext &context)
{
    for (std::size_t i = 0; i < items.size(); ++i) {
        CheckItem &item = items[i];
        if (item.check) {
            const auto format = resultFormat(*item.expectation, source);
            if (format) {
                SLIPWAY_TRY(writeResult(item, format.value(), source, context));
            } else {
                item.success = false;
                item.giveUp(format.error());
            }
        }
        context.progress(0.5 + 0.5 * static_cast<double>(i + 1) / static_cast<double>(items.size()),
                         "validate");
    }
    return done();
}

Json suiteResult(const Suite &suite, const std::vector<CheckItem> &items)
{
    Json results = Json::array();
    Json failures = Json::array();
    for (const auto &item : items) {
        results.push_back(resultOf(item, results.size()));
        if (!item.success)
            failures.push_back(said(item));
    }
    const auto evaluated = items.size();
    const auto successful = evaluated - failures.size();
    const Json share =
        evaluated > 0 ? Json(100 * static_cast<double>(successful) / static_cast<double>(evaluated)) : Json();
    return {{"success", failures.empty()},
            {"results", results},
            {"suite_name", suite.name},
            {"suite_parameters", suite.rest.value("suite_parameters", Json::object())},
            {"statistics",
             {{"evaluated_expectations", evaluated},
              {"successful_expectations", successful},
              {"unsuccessful_expectations", failures.size()},
              {"success_percent", share}}},
            {"meta", Json::object()},
            {"id", nullptr},
            {"passed", failures.empty()},
            {"failed", failures.size()},
            {"failures", failures},
            {"quality", qualityOf(items)}};
}

} // namespace

Result<Json> validate(const std::filesystem::path &file, const Suite &suite, const ReadOptions &options,
                      const RunContext &context, const std::filesystem::path &spillFolder)
{
    const SpillFolder spill(spillFolder);
    SLIPWAY_ASSIGN(Source source, openKept(file, options, {.temporaryFolder = spill.path()}, context));
    context.progress(0.2, "validate");
    const auto expectations = withParameters(suite);
    auto items = planItems(expectations, source);
    if (const auto evaluated = evaluate(items, source, context); !evaluated)
        return sourceError(file, evaluated.error());
    if (const auto written = writeResults(items, source, context); !written)
        return sourceError(file, written.error());
    for (std::size_t i = 0; i < items.size(); ++i)
        items[i].expectation = &suite.expectations[i]; // as the suite has it, with its parameters by name
    return suiteResult(suite, items);
}

} // namespace slipway::data
