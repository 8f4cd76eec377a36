#include "core/learn/model.h"

#include "core/base/clock.h"
#include "core/base/hash.h"
#include "core/base/messages.h"
#include "core/learn/mlp.h"
#include "core/learn/safetensors.h"
#include "core/workspace/vault.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>

namespace slipway::learn {

namespace {

namespace fs = std::filesystem;

constexpr int newestFormat = 2; // since 2 the features are chains of transforms
constexpr std::size_t largestCard = 64 << 20; // a card is a few kilobytes; larger ones are something else
constexpr const char *cardName = "model.json";
constexpr const char *stateDictName = "best_model.pt";
constexpr const char *weightsName = "weights.safetensors";

Error damaged(const fs::path &folder, std::string reason, std::string detail = {})
{
    return failure("learn.model_damaged", {{"folder", folder.string()}, {"reason", std::move(reason)}},
                   std::move(detail));
}

Result<Json> readCard(const fs::path &folder)
{
    auto text = workspace::readFile(folder / cardName, largestCard);
    if (!text && text.error().code == ErrorCode::NotFound && !fs::exists(folder / cardName))
        return failure("learn.no_model", {{"folder", folder.string()}});
    if (!text)
        return text.error();
    auto card = parseJson(text.value(), cardName);
    if (!card)
        return damaged(folder, "model.json is not valid JSON", card.error().message);
    if (!card.value().is_object())
        return damaged(folder, "model.json is not an object");
    const auto format = card.value().value("format", Json());
    if (!format.is_number_integer() || format < 1)
        return damaged(folder, "model.json does not say which format it has");
    if (format > newestFormat) {
        return failure("learn.model_newer",
                       {{"folder", folder.string()}, {"format", format}, {"known", newestFormat}});
    }
    return card;
}

/// Reads every file that the card names, compares its hash, and gives back the weights' bytes.
Result<std::string> checkedWeights(const fs::path &folder, const Json &card)
{
    const auto files = card.value("files", Json());
    if (!files.is_object() || !files.contains(weightsName))
        return damaged(folder, fmt::format("model.json does not name {}", weightsName));
    std::string weights;
    for (const auto &[name, hash] : files.items()) {
        if (name.empty() || name == ".." || name.find('/') != std::string::npos)
            return damaged(folder, "model.json names a file outside of the folder");
        auto bytes = workspace::readFile(folder / name);
        if (!bytes)
            return damaged(folder, fmt::format("{} cannot be read", name), bytes.error().message);
        if (hash != sha256(bytes.value()))
            return damaged(folder, fmt::format("{} was changed after the training", name));
        if (name == weightsName)
            weights = std::move(bytes).value();
    }
    return weights;
}

/// A folder of its own name until it is whole; gone with the object unless keep() was called.
class NewFolder
{
public:
    explicit NewFolder(fs::path path)
        : m_path(std::move(path))
    {
    }
    ~NewFolder()
    {
        std::error_code ignored;
        if (!m_path.empty())
            fs::remove_all(m_path, ignored);
    }
    NewFolder(const NewFolder &) = delete;
    NewFolder &operator=(const NewFolder &) = delete;

    /// Gives the folder its name. One that has the name already changes places with it in one step, and goes.
    Status moveTo(const fs::path &path)
    {
        if (::renameat2(AT_FDCWD, m_path.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE) == 0) {
            m_path.clear();
            return done();
        }
        if (errno == EEXIST
            && ::renameat2(AT_FDCWD, m_path.c_str(), AT_FDCWD, path.c_str(), RENAME_EXCHANGE) == 0)
            return done();
        return failure("learn.folder_not_replaced",
                       {{"folder", path.string()}, {"reason", std::strerror(errno)}});
    }

private:
    fs::path m_path;
};

/// "models/x/" names the same folder as "models/x", whose neighbour the temporary folder is.
fs::path withoutTrailingSlash(const fs::path &folder)
{
    return folder.has_filename() ? folder : folder.parent_path();
}

} // namespace

Model::Model(Json card, std::string id, features::Pipeline pipeline,
             std::shared_ptr<const Predictor> predictor)
    : m_card(std::move(card))
    , m_id(std::move(id))
    , m_pipeline(std::move(pipeline))
    , m_predictor(std::move(predictor))
{
}

Result<Model> Model::load(const fs::path &folder)
{
    SLIPWAY_ASSIGN(Json card, readCard(folder));
    const auto id = card.value("model_id", Json());
    if (!id.is_string() || id.get<std::string>().empty())
        return damaged(folder, "model.json has no model_id");
    if (const auto algorithm = card.value("algorithm", Json()); algorithm != "mlp")
        return damaged(folder, "model.json names an algorithm that this Slipway does not know",
                       writeJson(algorithm));
    SLIPWAY_ASSIGN(const std::string bytes, checkedWeights(folder, card));

    auto pipeline = features::Pipeline::fromJson(card.value("features", Json()));
    if (!pipeline)
        return damaged(folder, "the features in model.json cannot be read", pipeline.error().message);
    SLIPWAY_ASSIGN(const auto tensors, readSafetensors(bytes, (folder / weightsName).string()));
    SLIPWAY_ASSIGN(Mlp network, Mlp::fromTensors(tensors, (folder / weightsName).string()));
    if (network.inputs() != pipeline.value().width()) {
        return damaged(folder,
                       fmt::format("the network takes {} inputs and the features make {}", network.inputs(),
                                   pipeline.value().width()));
    }
    return Model(std::move(card), id.get<std::string>(), std::move(pipeline).value(),
                 std::make_shared<const Mlp>(std::move(network)));
}

Result<std::vector<double>> Model::predict(const data::Table &table) const
{
    SLIPWAY_ASSIGN(const auto matrix, m_pipeline.encode(table));
    std::vector<float> probabilities(matrix.rows);
    m_predictor->predict(matrix.values.data(), matrix.rows, probabilities.data());
    return std::vector<double>(probabilities.begin(), probabilities.end());
}

Status saveModel(const fs::path &folder, Json card, std::span<const Tensor> weights,
                 std::string_view stateDict)
{
    const auto target = withoutTrailingSlash(folder);
    const auto temporary = workspace::temporaryName(target);
    NewFolder made(temporary);
    const auto numbers = writeSafetensors(weights);
    SLIPWAY_TRY(workspace::writeFile(temporary / weightsName, numbers));
    SLIPWAY_TRY(workspace::writeFile(temporary / stateDictName, stateDict));
    card["format"] = newestFormat;
    card["created"] = isoTime(utcNow());
    card["files"] = {{weightsName, sha256(numbers)}, {stateDictName, sha256(stateDict)}};
    SLIPWAY_TRY(workspace::writeFile(temporary / cardName, writeJson(card, 2) + "\n"));
    return made.moveTo(target);
}

} // namespace slipway::learn
