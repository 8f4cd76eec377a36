#include "core/base/messages.h"
#include "core/data/yaml_section.h"
#include "core/features/transform/spec.h"

#include <fmt/format.h>

namespace slipway::features {

namespace {

Result<TransformStep> stepOf(const data::YamlSection &section, std::string_view file)
{
    SLIPWAY_ASSIGN(const auto type, section.text("type"));
    SLIPWAY_ASSIGN(const Json options, section.values({"type"}));
    auto step = transformStep(type, options);
    if (step)
        return step;
    auto error = step.error().in(fmt::format("{}, line {}", file, section.line()));
    error.code = ErrorCode::BadInput; // of a file, and not of the command line
    return error;
}

Result<TransformChain> chainOf(const data::YamlSection &section, std::string_view file)
{
    SLIPWAY_TRY(section.allowOnly({"columns", "steps"}));
    TransformChain chain {.line = section.line()};
    SLIPWAY_ASSIGN(chain.columns, section.texts("columns"));
    SLIPWAY_ASSIGN(const auto steps, section.sections("steps"));
    for (const auto &each : steps) {
        SLIPWAY_ASSIGN(auto step, stepOf(each, file));
        chain.steps.push_back(std::move(step));
    }
    return chain;
}

} // namespace

Result<TransformSpec> readTransforms(std::string_view text, std::string_view file)
{
    SLIPWAY_ASSIGN(
        const auto section,
        data::YamlSection::parse(text, {std::string(file), "transforms:", "features.transforms_wrong"}));
    SLIPWAY_TRY(section.allowOnly({"transforms"}));
    return readTransforms(section, file);
}

Result<TransformSpec> readTransforms(const data::YamlSection &file, std::string_view name)
{
    SLIPWAY_ASSIGN(const auto chains, file.sections("transforms"));
    TransformSpec spec;
    for (const auto &each : chains) {
        SLIPWAY_ASSIGN(auto chain, chainOf(each, name));
        spec.chains.push_back(std::move(chain));
    }
    return spec;
}

} // namespace slipway::features
