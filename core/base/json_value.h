#pragma once

#include "core/base/json.h"

namespace slipway {

/// The value of a key, or `standard` where it is missing or of another type. For what other processes wrote:
/// files are edited and cut off, and newer versions write what this one does not know.
template <typename T>
T valueOr(const Json &object, const char *key, const T &standard)
{
    try {
        return object.value(key, standard);
    } catch (const Json::exception &) {
        return standard;
    }
}

} // namespace slipway
