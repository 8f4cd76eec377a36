#include "core/features/store/online_store.h"

namespace slipway::features {

Result<std::optional<StoredView>> OnlineStore::find(const std::string &set, const std::string &view)
{
    SLIPWAY_ASSIGN(auto stored, views());
    for (auto &known : stored) {
        if (known.set == set && known.view == view)
            return std::optional(std::move(known));
    }
    return std::optional<StoredView>();
}

} // namespace slipway::features
