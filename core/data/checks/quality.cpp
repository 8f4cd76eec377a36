#include "core/data/checks/quality.h"

#include <map>

namespace slipway::data {

namespace {

struct Sum {
    double score = 0;
    std::int64_t checks = 0;
    std::int64_t passed = 0;

    Json mean() const { return checks > 0 ? Json(score / static_cast<double>(checks)) : Json(); }
};

double scoreOf(const CheckItem &item)
{
    return item.isAboutRows() ? 1 - item.counts.unexpectedShare() : item.success ? 1 : 0;
}

} // namespace

Json qualityOf(const std::vector<CheckItem> &items)
{
    std::map<std::string_view, Sum> kinds;
    Sum all;
    for (const auto &item : items) {
        for (Sum *sum : {&all, &kinds[checkKindName(item.kind)]}) {
            sum->score += scoreOf(item);
            ++sum->checks;
            sum->passed += item.success;
        }
    }
    Json json {{"score", all.mean()}};
    for (const auto &[kind, sum] : kinds)
        json[std::string(kind)] = {{"score", sum.mean()}, {"checks", sum.checks}, {"passed", sum.passed}};
    return json;
}

} // namespace slipway::data
