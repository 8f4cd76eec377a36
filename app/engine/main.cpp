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
    addRetrainingVerb(verbs);
    addBenchVerb(verbs);
    addReportVerb(verbs);
    addRunsVerbs(verbs);
    addJobsVerbs(verbs);
    addGcVerb(verbs);
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
        ->check(CLI::IsMember({"cli", "console", "server", "pipeline"}))
        ->group("");
}

bool takesValue(std::string_view argument)
{
    return argument == "--job" || argument == "--origin" || argument == "-w" || argument == "--workspace";
}

/// The first word that is no flag: the verb that was meant.
std::string firstWord(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        if (takesValue(argv[i]))
            ++i;
        else if (argv[i][0] != '-')
            return argv[i];
    }
    return {};
}

/// A sentence for a command line that makes no sense. CLI11 does not name a verb that it does not know.
Error usageError(const CLI::App &app, const CLI::ParseError &error, const std::string &verb)
{
    const auto isMeant = [&](const CLI::App *command) { return command->get_name() == verb; };
    if (!verb.empty() && app.get_subcommands(isMeant).empty())
        return failure("engine.unknown_verb", {{"verb", verb}});
    std::string what = error.what();
    while (!what.empty() && (what.back() == '.' || what.back() == '\n'))
        what.pop_back();
    return failure("engine.usage", {{"what", what}});
}

/// The command as it can be typed again, without the program and the flags of the program that started it.
std::vector<std::string> commandOf(int argc, char **argv)
{
    std::vector<std::string> command;
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument(argv[i]);
        if (takesValue(argument))
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
    app.footer(
        "Exit status: 0 done, 1 a check says no, 2 wrong usage, 3 not found, 4 bad input, 5 disk, port or "
        "permission, 6 internal, 130 stopped.\nEvery verb explains itself: slipway VERB --help");
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
        return reportFailure(usageError(app, error, firstWord(argc, argv)), options);
    }
    StopSignals signals;
    return runRequest(*verbs.chosen(), options, commandOf(argc, argv), signals);
}
