#include "core/features/store/leftovers.h"

#include "core/base/messages.h"
#include "core/features/store/lmdb_contents.h"

#include <algorithm>

namespace slipway::features {

namespace {

bool isInForce(const StoredView &stored, const std::vector<FeatureSet> &inForce)
{
    return std::any_of(inForce.begin(), inForce.end(), [&](const FeatureSet &set) {
        return set.name == stored.set && set.view(stored.view) != nullptr;
    });
}

Result<std::int64_t> rowsBelow(const LmdbTransaction &look, const std::string &prefix)
{
    std::int64_t rows = 0;
    SLIPWAY_TRY(look.each(LmdbTable::Rows, prefix, [&](std::string_view, std::string_view) -> Result<bool> {
        ++rows;
        return true;
    }));
    return rows;
}

} // namespace

Result<StoreLeftovers> findLeftovers(const std::filesystem::path &folder,
                                     const std::vector<FeatureSet> &inForce)
{
    StoreLeftovers leftovers;
    std::error_code error;
    if (!std::filesystem::exists(folder / "data.mdb", error))
        return leftovers;
    SLIPWAY_ASSIGN(const auto environment, LmdbEnvironment::open(folder, {}));
    SLIPWAY_TRY(environment->read([&](const LmdbTransaction &look) -> Status {
        SLIPWAY_ASSIGN(auto views, lmdb::allViews(look));
        const auto kept =
            std::erase_if(views, [&](const auto &stored) { return isInForce(stored, inForce); });
        SLIPWAY_ASSIGN(const auto loose, lmdb::looseGenerations(look));
        bool isWritten = false;
        for (const auto &generation : loose) {
            isWritten = isWritten || generation.owned;
            if (generation.owned)
                continue;
            SLIPWAY_ASSIGN(const auto rows, rowsBelow(look, generation.prefix));
            leftovers.halfWritten += rows;
        }
        leftovers.views = std::move(views);
        leftovers.isAll = kept == 0 && !isWritten && (!leftovers.views.empty() || leftovers.halfWritten > 0);
        return done();
    }));
    return leftovers;
}

Status removeLeftovers(const std::filesystem::path &folder, const StoreLeftovers &leftovers,
                       const RunContext &context)
{
    SLIPWAY_ASSIGN(const auto environment, LmdbEnvironment::open(folder, {}));
    for (const auto &view : leftovers.views) {
        if (context.cancelled())
            return cancelled();
        SLIPWAY_TRY(
            environment->write([&](LmdbTransaction &changes) { return lmdb::dropView(changes, view); }));
    }
    return lmdb::sweep(*environment, context);
}

} // namespace slipway::features
