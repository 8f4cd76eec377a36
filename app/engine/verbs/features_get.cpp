#include "app/engine/online_store.h"
#include "app/engine/terminal.h"
#include "app/engine/verbs/features.h"

#include "core/base/messages.h"
#include "core/features/store/feature_question.h"

#include <fmt/format.h>

#include <memory>

namespace slipway::engine {

namespace {

struct GetRequest {
    std::string set;
    std::vector<std::string> entities; ///< KEY=VALUE,VALUE
    std::string features; ///< separated by commas
    bool fullNames = false;
    std::string store;
};

std::vector<std::string> parts(const std::string &text, char separator)
{
    std::vector<std::string> found;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find(separator, begin), text.size());
        found.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return found;
}

/// What was typed, kept alive for the views of the question.
struct TypedQuestion {
    std::vector<std::vector<std::string>> values;
    features::FeatureQuestion question;
};

Result<TypedQuestion> readQuestion(const GetRequest &request)
{
    TypedQuestion typed;
    typed.question.fullNames = request.fullNames;
    if (!request.features.empty())
        typed.question.features = parts(request.features, ',');
    typed.values.reserve(request.entities.size());
    for (const auto &entity : request.entities) {
        const auto equals = entity.find('=');
        if (equals == std::string::npos || equals == 0)
            return failure("store.bad_entity", {{"value", entity}});
        auto &values = typed.values.emplace_back(parts(entity.substr(equals + 1), ','));
        auto &column = typed.question.entities.emplace_back();
        column.name = entity.substr(0, equals);
        for (const auto &value : values)
            column.values.push_back(features::OnlineInput::ofText(value));
    }
    return typed;
}

std::string shown(const Json &value)
{
    return value.is_null() ? "-" : value.is_string() ? value.get<std::string>() : writeJson(value);
}

/// One line a feature, one column an entity.
std::string answerText(const Json &answer)
{
    std::vector<std::vector<std::string>> rows {{"feature", "value", "status", "as of"}};
    const auto &names = answer.at("metadata").at("feature_names");
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto &result = answer.at("results").at(i);
        const auto count = result.at("values").size();
        for (std::size_t k = 0; k < count; ++k) {
            const auto moment = result.at("event_timestamps").at(k).get<std::string>();
            rows.push_back({k == 0 ? names.at(i).get<std::string>() : "", shown(result.at("values").at(k)),
                            result.at("statuses").at(k),
                            moment.starts_with("1970-01-01T00:00:00Z") ? "-" : moment});
        }
    }
    auto text = textTable(rows);
    if (answer.at("metadata").value("stale", false))
        text += "The store could not be asked: these are the values that were known last.\n";
    return text;
}

Result<Answer> get(Session &session, const GetRequest &request)
{
    auto &workspace = session.workspace();
    SLIPWAY_ASSIGN(const auto typed, readQuestion(request));
    SLIPWAY_ASSIGN(auto recorded, features::FeatureSets(workspace).choose(request.set));
    SLIPWAY_ASSIGN(const auto store, openStore(workspace, request.store, false));
    SLIPWAY_TRY(storedViews(*store, recorded.set.name));
    SLIPWAY_ASSIGN(auto answerer,
                   features::FeatureAnswerer::make(
                       std::make_shared<const features::FeatureSet>(std::move(recorded.set)), *store));
    SLIPWAY_TRY(answerer.answer(typed.question, utcNow()));
    std::string json;
    features::writeFeastAnswer(typed.question, answerer.reader(), answerer.answers(), json);
    auto answer = Json::parse(json);
    auto text = answerText(answer);
    return Answer {std::move(answer), std::move(text)};
}

} // namespace

void addFeaturesGetVerb(VerbList &verbs, CLI::App *group)
{
    auto request = std::make_shared<GetRequest>();
    CLI::App *command =
        group->add_subcommand("get", "Look up the latest features of an entity, as a server would answer");
    command
        ->add_option("-e,--entity", request->entities,
                     "A key, or a feature that comes with the request, like user_id=7; several entities like "
                     "user_id=7,8,9. Once for each key")
        ->required();
    command->add_option("-f,--features", request->features,
                        "Like user_profile:user_age,item_ctr (standard: all that are not hidden)");
    command->add_flag("--full-feature-names", request->fullNames, "Name what is answered view__feature");
    command->add_option("--set", request->set, "Feature set (standard: the one whose tables are here)");
    command->add_option("--store", request->store,
                        "lmdb, or redis://HOST:PORT/DATABASE (standard: as data_config.yaml says)");
    command->footer("Needs no server. Example: slipway features get --entity user_id=7 --entity item_id=12");
    verbs.add(command, Needs::Workspace, Runs::AtOnce,
              [=](Session &session) { return get(session, *request); });
}

} // namespace slipway::engine
