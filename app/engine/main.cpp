#include "app/engine/run_request.h"
#include "app/engine/verb.h"

#include "core/base/messages.h"

#include <clocale>
#include <cstdlib>

namespace {

using namespace slipway;
using namespace slipway::engine;

constexpr const char *version = SLIPWAY_VERSION;

void addVerbs(VerbList &verbs)
{
    addDemoVerb(verbs);
    addDataVerbs(verbs);
    addFeaturesVerbs(verbs);
    addTrainVerb(verbs);
    addEvaluateVerb(verbs);
    addCompareVerb(verbs);
    addRegistryVerbs(verbs);
    addServeVerb(verbs);
    addDriftVerb(verbs);
    addBenchVerb(verbs);
    addReportVerb(verbs);
    addRunsVerbs(verbs);
    addJobsVerbs(verbs);
    addAuditVerbs(verbs);
    addConfigVerbs(verbs);
}

void addGlobalOptions(CLI::App &app, GlobalOptions &options)
{
    app.add_option("-w,--workspace", options.workspace,
                   "Folder of the workspace (standard: $SLIPWAY_WORKSPACE, else your data folder)");
    app.add_flag("--json", options.json, "Print only the result, as JSON");
    app.add_flag("--events", options.events, "Print every event of the job, one JSON object a line");
    app.add_option("--job", options.job, "Id for this job, chosen by the program that starts it")->group("");
    app.add_option("--origin", options.origin, "Who starts this job")
        ->check(CLI::IsMember({"cli", "console", "pipeline"}))
        ->group("");
}

/// The command as it can be typed again, without the program and the flags of the program that started it.
std::vector<std::string> commandOf(int argc, char **argv)
{
    std::vector<std::string> command;
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument(argv[i]);
        if (argument == "--job" || argument == "--origin" || argument == "-w" || argument == "--workspace")
            ++i;
        else if (argument != "--events" && argument != "--json")
            command.emplace_back(argument);
    }
    return command;
}

} // namespace

int main(int argc, char **argv)
{
    // Read when OpenMP loads, which is long after this: waiting threads shall sleep, not spin.
    setenv("OMP_WAIT_POLICY", "passive", 0);
    std::setlocale(LC_ALL, "C.UTF-8");

    GlobalOptions options;
    CLI::App app(
        "Slipway takes a model through its whole life: data, features, training, evaluation, promotion, "
        "serving, drift.\nA first look at all of it: slipway demo feed",
        "slipway");
    app.set_version_flag("--version", std::string("slipway ") + version);
    app.require_subcommand(1);
    app.fallthrough();
    addGlobalOptions(app, options);
    VerbList verbs(app);
    addVerbs(verbs);

    try {
        app.parse(argc, argv);
    } catch (const CLI::Success &wish) { // --help and --version
        return app.exit(wish);
    } catch (const CLI::ParseError &error) {
        return reportFailure(failure("engine.usage", {{"what", error.what()}}), options);
    }
    StopSignals signals;
    return runRequest(*verbs.chosen(), options, commandOf(argc, argv), signals);
}
