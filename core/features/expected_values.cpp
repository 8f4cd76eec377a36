#include "core/features/expected_values.h"

#include "core/data/expectations.h"

namespace slipway::features {

namespace {

data::Suite suiteOf(const std::string &set, const std::vector<const Feature *> &features)
{
    data::Suite suite {.name = set, .expectations = {}};
    for (const auto *feature : features) {
        for (const auto &expectation : feature->expectations) {
            Json arguments = expectation.arguments;
            arguments["column"] = feature->name;
            suite.expectations.push_back({expectation.type, std::move(arguments)});
        }
    }
    return suite;
}

} // namespace

Result<Json> checkExpected(const std::string &set, const std::vector<const Feature *> &features,
                           const std::filesystem::path &file, const std::filesystem::path &spillFolder,
                           const RunContext &context)
{
    const auto suite = suiteOf(set, features);
    if (suite.expectations.empty())
        return nothingExpected();
    SLIPWAY_ASSIGN(const Json checked, data::validate(file, suite, {}, {.stop = context.stop}, spillFolder));
    return Json {{"checked", suite.expectations.size()},
                 {"failed", checked.at("failed")},
                 {"failures", checked.at("failures")}};
}

Json nothingExpected()
{
    return {{"checked", 0}, {"failed", 0}, {"failures", Json::array()}};
}

void addExpected(Json &all, const Json &more)
{
    for (const auto *count : {"checked", "failed"})
        all[count] = all[count].get<std::int64_t>() + more.at(count).get<std::int64_t>();
    for (const auto &failure : more.at("failures"))
        all["failures"].push_back(failure);
}

} // namespace slipway::features
