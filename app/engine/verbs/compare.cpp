#include "app/engine/verb.h"

#include "core/base/messages.h"
#include "core/data/read.h"
#include "core/data/versions.h"
#include "core/evaluate/comparison.h"
#include "core/evaluate/model_evaluation.h"
#include "core/registry/model_files.h"
#include "core/workspace/vault.h"

#include <fmt/format.h>

#include <memory>

namespace slipway::engine {

namespace {

std::string inWords(const std::string &verdict, const std::string &a, const std::string &b)
{
    if (verdict == "a_better")
        return a + " is better";
    if (verdict == "b_better")
        return b + " is better";
    return verdict == "no_difference" ? "no difference that matters" : "the rows cannot tell";
}

Result<Answer> compareModels(Session &session, const std::string &a, const std::string &b,
                             const std::string &dataset)
{
    auto &workspace = session.workspace();
    SLIPWAY_ASSIGN(const auto filesA, registry::findModel(workspace, a));
    SLIPWAY_ASSIGN(const auto filesB, registry::findModel(workspace, b));
    SLIPWAY_ASSIGN(const auto modelA, learn::Model::load(filesA.folder));
    SLIPWAY_ASSIGN(const auto modelB, learn::Model::load(filesB.folder));
    SLIPWAY_ASSIGN(const auto file, data::versionFile(workspace, dataset));
    session.context.progress(0.2, "reading the rows");
    SLIPWAY_ASSIGN(const auto table, data::readTable(file, {}, {}, session.context));
    session.context.progress(0.5, "scoring");
    SLIPWAY_ASSIGN(const auto scoredA, evaluate::scoreTable(modelA, table));
    SLIPWAY_ASSIGN(const auto scoredB, evaluate::scoreTable(modelB, table));
    if (session.context.cancelled())
        return cancelled();
    session.context.progress(0.8, "comparing");
    SLIPWAY_ASSIGN(auto comparison, evaluate::compareScores(scoredA.labels, scoredA.scores, scoredB.scores));
    comparison["a"] = filesA.reference;
    comparison["b"] = filesB.reference;
    comparison["data"] = dataset;

    std::string text = fmt::format("a: {}\nb: {}\n", filesA.reference, filesB.reference);
    if (comparison.at("difference").is_number()) {
        const auto &interval = comparison.at("ci");
        text += fmt::format(
            "AUC {:.4f} and {:.4f}, a - b = {:+.4f} (95% interval {:+.4f} to {:+.4f}, p {:.2g})\n",
            comparison.at("auc_a").get<double>(), comparison.at("auc_b").get<double>(),
            comparison.at("difference").get<double>(), interval.at(0).get<double>(),
            interval.at(1).get<double>(), comparison.at("p_value").get<double>());
    }
    text += inWords(comparison.at("verdict").get<std::string>(), filesA.reference, filesB.reference) + "\n";
    return Answer {comparison, text};
}

} // namespace

void addCompareVerb(VerbList &verbs)
{
    auto a = std::make_shared<std::string>();
    auto b = std::make_shared<std::string>();
    auto dataset = std::make_shared<std::string>("feed_test");
    CLI::App *command = verbs.app().add_subcommand("compare", "Put two models side by side on the same rows");
    command->add_option("A", *a, "A run, a version or a folder")->required();
    command->add_option("B", *b, "The other one")->required();
    command->add_option("--data", *dataset, "Data set of feature rows")->capture_default_str();
    verbs.add(command, Needs::Workspace, Runs::AsJob,
              [=](Session &session) { return compareModels(session, *a, *b, *dataset); });
}

} // namespace slipway::engine
