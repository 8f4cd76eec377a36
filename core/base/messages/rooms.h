#pragma once

#include "core/base/messages.h"

/// The sentences of one room each; the room's own file below this folder declares them.
namespace slipway::messages {

std::span<const Message> base();
std::span<const Message> workspace();
std::span<const Message> data();
std::span<const Message> dataImport();
std::span<const Message> dataQuality();
std::span<const Message> dataVersions();
std::span<const Message> dataWorlds();
std::span<const Message> features();
std::span<const Message> featureStore();
std::span<const Message> featureDefinitions();
std::span<const Message> featureDocs();
std::span<const Message> featureJoin();
std::span<const Message> featureTransforms();
std::span<const Message> learn();
std::span<const Message> evaluate();
std::span<const Message> registry();
std::span<const Message> monitor();
std::span<const Message> serve();
std::span<const Message> pipeline();
std::span<const Message> report();
std::span<const Message> engine();

} // namespace slipway::messages
