#include "app/engine/terminal.h"
#include "app/engine/verbs/data.h"

#include "core/base/messages.h"
#include "core/data/versions.h"

#include <fmt/format.h>

#include <memory>

namespace slipway::engine {

namespace {

Result<Answer> importFile(Session &session, const std::string &file, const std::string &name)
{
    auto &workspace = session.workspace();
    SLIPWAY_ASSIGN(auto version,
                   data::describeVersion(workspace, file, {name, "imported", file, false}, session.context));
    if (session.context.cancelled())
        return cancelled();
    SLIPWAY_TRY(workspace.change({"data.imported", name, {{"digest", version.digest}}}, [&]() -> Status {
        SLIPWAY_ASSIGN(version, workspace.datasets().add(version));
        return done();
    }));
    return Answer {toJson(version),
                   fmt::format("{}@{}: {} rows, {} columns\n", name, version.version, grouped(version.rows),
                               version.schema.size())};
}

} // namespace

void addDataImportVerb(VerbList &verbs, CLI::App *group)
{
    auto file = std::make_shared<std::string>();
    auto name = std::make_shared<std::string>();
    CLI::App *import = group->add_subcommand("import", "Take a CSV or Parquet file into the workspace");
    import->add_option("FILE", *file, "The file")->required();
    import->add_option("--name", *name, "What to call the data set")->required();
    verbs.add(import, Needs::NewWorkspace, Runs::AsJob,
              [=](Session &session) { return importFile(session, *file, *name); });
}

} // namespace slipway::engine
