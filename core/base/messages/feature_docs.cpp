#include "core/base/messages/rooms.h"

#include <array>

namespace slipway::messages {

std::span<const Message> featureDocs()
{
    static constexpr std::array sentences {
        Message {"feature_docs.no_folder", ErrorCode::InvalidArgument,
                 "{folder} is a file, but the pages need a folder. Name another one with --out."},
    };
    return sentences;
}

} // namespace slipway::messages
