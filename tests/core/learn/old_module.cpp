// A module of another release: its version comes first and is all that may be read.

#include "core/learn/backend.h"

extern "C" const slipway::learn::BackendEntry slipwayBackendEntry;
const slipway::learn::BackendEntry slipwayBackendEntry {slipway::learn::backendVersion + 1, nullptr};
