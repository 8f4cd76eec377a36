#include "core/features/store/lmdb_contents.h"

#include "core/workspace/process.h"

namespace slipway::features::lmdb {

namespace {

constexpr std::string_view headMark = "view:";
constexpr std::string_view countsMark = "counts:";
constexpr std::string_view looseMark = "loose:"; ///< a generation that no view shows
constexpr std::string_view nextKey = "next";
constexpr std::size_t rowsASweep = 20'000; ///< few enough that another writer does not wait long

std::string marked(std::string_view mark, std::string_view rest)
{
    return std::string(mark) + std::string(rest);
}

Json owner(const workspace::ProcessIdentity &process)
{
    return {{"pid", process.pid}, {"start", process.start}};
}

bool isOwned(std::string_view text)
{
    const auto json = Json::parse(text, nullptr, false);
    if (!json.is_object())
        return false;
    const workspace::ProcessIdentity process {json.value("pid", 0), json.value("start", std::uint64_t {0})};
    return process.pid != 0 && workspace::isAlive(process);
}

} // namespace

std::string rowPrefix(std::uint32_t generation)
{
    std::string prefix(4, '\0');
    for (std::size_t i = 4; i-- > 0; generation >>= 8)
        prefix[i] = static_cast<char>(generation);
    return prefix;
}

std::string viewKey(std::string_view set, std::string_view view)
{
    return marked(headMark, std::string(set) + "/" + std::string(view));
}

Result<std::optional<std::string_view>> headOf(const LmdbTransaction &changes, std::string_view set,
                                               std::string_view view)
{
    return changes.get(LmdbTable::Contents, viewKey(set, view));
}

Result<std::optional<StoredView>> storedView(const LmdbTransaction &changes, std::string_view set,
                                             std::string_view view)
{
    const auto name = std::string(set) + "/" + std::string(view);
    SLIPWAY_ASSIGN(const auto counts, changes.get(LmdbTable::Contents, marked(countsMark, name)));
    if (!counts)
        return std::optional<StoredView>();
    SLIPWAY_ASSIGN(auto stored, storedViewFromJson(*counts, name));
    return std::optional(std::move(stored));
}

Status putView(LmdbTransaction &changes, const StoredView &view)
{
    const auto name = view.set + "/" + view.view;
    StoredView head = view;
    head.rows = head.pushed = 0;
    head.present.clear();
    head.latestEvent.reset();
    SLIPWAY_TRY(changes.put(LmdbTable::Contents, marked(headMark, name), writeJson(toJson(head))));
    return changes.put(LmdbTable::Contents, marked(countsMark, name), writeJson(toJson(view)));
}

Result<std::vector<StoredView>> allViews(const LmdbTransaction &look)
{
    std::vector<StoredView> views;
    SLIPWAY_TRY(look.each(
        LmdbTable::Contents, countsMark, [&](std::string_view key, std::string_view value) -> Result<bool> {
            SLIPWAY_ASSIGN(auto view, storedViewFromJson(value, key.substr(countsMark.size())));
            views.push_back(std::move(view));
            return true;
        }));
    return views;
}

Result<std::uint32_t> beginGeneration(LmdbTransaction &changes)
{
    SLIPWAY_ASSIGN(const auto last, changes.get(LmdbTable::Contents, nextKey));
    const auto next = last ? static_cast<std::uint32_t>(std::stoul(std::string(*last))) : 1U;
    SLIPWAY_TRY(changes.put(LmdbTable::Contents, nextKey, std::to_string(next + 1)));
    SLIPWAY_TRY(changes.put(LmdbTable::Contents, marked(looseMark, rowPrefix(next)),
                            writeJson(owner(workspace::thisProcess()))));
    return next;
}

Status generationIsShown(LmdbTransaction &changes, std::uint32_t generation)
{
    return changes.erase(LmdbTable::Contents, marked(looseMark, rowPrefix(generation)));
}

Status generationIsDone(LmdbTransaction &changes, std::uint32_t generation)
{
    return changes.put(LmdbTable::Contents, marked(looseMark, rowPrefix(generation)), writeJson(owner({})));
}

Result<std::vector<LooseGeneration>> looseGenerations(const LmdbTransaction &look)
{
    std::vector<LooseGeneration> loose;
    SLIPWAY_TRY(look.each(LmdbTable::Contents, looseMark,
                          [&](std::string_view key, std::string_view value) -> Result<bool> {
                              loose.push_back({std::string(key.substr(looseMark.size())), isOwned(value)});
                              return true;
                          }));
    return loose;
}

Status dropView(LmdbTransaction &changes, const StoredView &view)
{
    SLIPWAY_ASSIGN(const auto present, storedView(changes, view.set, view.view));
    if (!present || present->generation != view.generation)
        return slipway::done();
    const auto name = view.set + "/" + view.view;
    SLIPWAY_TRY(changes.erase(LmdbTable::Contents, marked(headMark, name)));
    SLIPWAY_TRY(changes.erase(LmdbTable::Contents, marked(countsMark, name)));
    return generationIsDone(changes, view.generation);
}

Status sweep(LmdbEnvironment &environment, const RunContext &context)
{
    std::vector<LooseGeneration> loose;
    SLIPWAY_TRY(environment.read([&](const LmdbTransaction &look) -> Status {
        SLIPWAY_ASSIGN(loose, looseGenerations(look));
        return slipway::done();
    }));
    for (const auto &[prefix, owned] : loose) {
        if (owned)
            continue;
        for (std::size_t erased = rowsASweep; erased == rowsASweep && !context.cancelled();) {
            SLIPWAY_TRY(environment.write([&](LmdbTransaction &changes) -> Status {
                SLIPWAY_ASSIGN(erased, changes.eraseSome(LmdbTable::Rows, prefix, rowsASweep));
                return erased < rowsASweep ? changes.erase(LmdbTable::Contents, marked(looseMark, prefix))
                                           : slipway::done();
            }));
        }
    }
    return slipway::done();
}

} // namespace slipway::features::lmdb
