#include "core/base/messages/rooms.h"

#include <array>

namespace slipway::messages {

std::span<const Message> learn()
{
    static constexpr std::array sentences {
        Message {"learn.no_model", ErrorCode::NotFound,
                 "There is no model in {folder}: model.json is missing. Train a model first, or name another "
                 "folder."},
        Message {"learn.model_damaged", ErrorCode::BadInput,
                 "The model in {folder} cannot be used: {reason}. Train it again, or restore the folder from "
                 "a copy."},
        Message {
            "learn.model_newer", ErrorCode::BadInput,
            "The model in {folder} has format {format}, and this Slipway reads formats up to {known}. Update "
            "Slipway, or train the model again."},
        Message {"learn.weights_damaged", ErrorCode::BadInput,
                 "{file} does not hold the weights of a network: {reason}. Train the model again, or restore "
                 "the file "
                 "from a copy."},
        Message {"learn.folder_not_replaced", ErrorCode::Environment,
                 "The model could not be put in place as {folder}: {reason}. Check the folder's permissions "
                 "and try "
                 "again."},
        Message {"learn.unknown_algorithm", ErrorCode::InvalidArgument,
                 "There is no algorithm called {name}. Known algorithms: {known}."},
        Message {"learn.no_rows", ErrorCode::BadInput,
                 "There are no {split} rows to learn from. Import or generate more data."},
        Message {"learn.nothing_to_learn_from", ErrorCode::BadInput,
                 "None of the features has a value in the training rows. Choose other features, or correct "
                 "the data."},
        Message {"learn.target_is_feature", ErrorCode::InvalidArgument,
                 "{target} is the target and also a feature, so that the model would see the answer. Take it "
                 "off the "
                 "list of features."},
        Message {
            "learn.target_not_binary", ErrorCode::BadInput,
            "{target} must be 0 or 1 in every row, and row {row} of the {split} rows is {value}. Correct the "
            "data, or choose another target."},
        Message {"learn.one_class", ErrorCode::BadInput,
                 "{target} is {value} in all {split} rows, so there is nothing to tell apart. Add rows of "
                 "the other "
                 "kind."},
        Message {
            "learn.not_finite", ErrorCode::BadInput,
            "The loss stopped being a number in epoch {epoch}. Lower training.learning_rate, or look for "
            "infinite and extreme values in the features."},
        Message {"learn.module_missing", ErrorCode::Environment,
                 "The learning module {file} is missing. Build Slipway with SLIPWAY_LEARNING=ON, or name the "
                 "folder "
                 "that holds it in SLIPWAY_MODULES."},
        Message {"learn.module_broken", ErrorCode::Environment,
                 "The learning module {file} could not be loaded: {reason}. Install Slipway's dependencies, "
                 "or build "
                 "the module again."},
        Message {"learn.module_version", ErrorCode::Environment,
                 "The learning module {file} has version {found}, and this Slipway needs version {needed}. "
                 "Build or "
                 "install both from the same release."},
        Message {"learn.leak_rows", ErrorCode::BadInput,
                 "The prepared inputs are not those of the training rows: their numbers differ. Prepare them "
                 "from the training rows alone."},
        Message {
            "learn.leak_own_target", ErrorCode::BadInput,
            "The training inputs are told by the target of their own rows, so that the model would "
            "learn the answer by heart. Take the inputs that fitting gives back, which are out of fold."},
        Message {"learn.leak_by_chance", ErrorCode::BadInput,
                 "The way in which {columns} are told by the target also finds a difference between groups "
                 "that were drawn by chance, so that the model would learn noise. Choose one_hot or hash for "
                 "them."},
        Message {
            "learn.backend_failed", ErrorCode::Backend,
            "The learning library stopped with an error: {reason}. The log has more; report it if it happens "
            "again."},
    };
    return sentences;
}

} // namespace slipway::messages
