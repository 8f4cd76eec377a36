#include "core/base/messages/rooms.h"

#include <array>

namespace slipway::messages {

std::span<const Message> workspace()
{
    static constexpr std::array sentences {
        Message {"file.missing", ErrorCode::NotFound,
                 "There is no file {file}. Check the name and the folder."},
        Message {"file.unreadable", ErrorCode::NotFound,
                 "{file} could not be read: {reason}. Name another file, or correct its rights."},
        Message {"file.unwritable", ErrorCode::Environment, "{file} could not be written: {reason}."},
        Message {"file.disk_full", ErrorCode::Environment,
                 "The disk that holds {folder} is full; nothing was changed. Free some space and try again."},
        Message {"file.read_only", ErrorCode::Environment,
                 "{folder} cannot be written to. Choose another folder, or ask for write permission."},
        Message {"file.too_large", ErrorCode::BadInput,
                 "{file} is larger than {limit} bytes and was not read."},

        Message {"workspace.not_one", ErrorCode::InvalidArgument,
                 "{folder} holds other files and is not a Slipway workspace. Choose an empty folder or a new "
                 "name."},
        Message {"workspace.missing", ErrorCode::NotFound,
                 "There is no workspace at {folder}. Make one with: slipway -w {folder} init"},
        Message {"workspace.unnamed", ErrorCode::InvalidArgument,
                 "No folder is named for the workspace. Name one with -w."},
        Message {"workspace.not_a_folder", ErrorCode::InvalidArgument,
                 "{folder} is a file. A workspace is a folder; choose another name."},
        Message {"workspace.newer", ErrorCode::Environment,
                 "{folder} was written by a newer Slipway (format {found}, this one knows {known}). Update "
                 "Slipway; "
                 "the workspace was not changed."},
        Message {
            "workspace.damaged", ErrorCode::Environment,
            "The records in {file} are damaged. Nothing was changed; put a backup of that file in its place, "
            "or move it away to start with empty records. Data, models and artifacts are intact beside it."},
        Message {
            "workspace.read_only", ErrorCode::Environment,
            "The workspace {folder} is read only here: records cannot be changed. Free disk space or give "
            "write permission, then try again."},
        Message {
            "workspace.busy", ErrorCode::Environment,
            "Another process is writing to {file} for longer than 5 seconds. Try again once it is done."},
        Message {"workspace.database", ErrorCode::Backend,
                 "The records in {file} could not be used: {reason}."},

        Message {"config.syntax", ErrorCode::BadInput,
                 "{file}, line {line}: this is not valid YAML ({reason}). Correct the line and try again."},
        Message {"config.not_a_section", ErrorCode::BadInput,
                 "{file}, line {line}: {key} must be a section with keys below it, not a single value."},
        Message {"config.unknown_key", ErrorCode::BadInput,
                 "{file}, line {line}: {key} is not a known setting. Did you mean {nearest}?"},
        Message {"config.wrong_value", ErrorCode::BadInput,
                 "{file}, line {line}: {key} must be {expected}, not \"{value}\". For example: {example}"},
        Message {"config.not_a_list", ErrorCode::BadInput,
                 "{file}, line {line}: {key} must be a list. Begin each of its entries with a dash."},
        Message {"config.missing_key", ErrorCode::BadInput,
                 "{file}, line {line}: this entry of {section} has no {key}. Add it: {expected}."},
        Message {"config.unknown_file", ErrorCode::InvalidArgument,
                 "{file} is no configuration file. Known files: {known}."},
        Message {
            "config.cannot_edit", ErrorCode::BadInput,
            "{file}, line {line}: {key} is written there in a way that only a person can change. Open the "
            "file and change it by hand."},
        Message {"config.repeated_key", ErrorCode::BadInput,
                 "{file}, line {line}: {key} stands there a second time. Keep one of the two."},

        Message {"run.missing", ErrorCode::NotFound,
                 "There is no run {run}. List them with: slipway runs list"},
        Message {"run.ambiguous", ErrorCode::InvalidArgument,
                 "{run} is the start of several runs. Give more of the id."},
        Message {"run.deleted_already", ErrorCode::InvalidArgument, "Run {run} is deleted already."},
        Message {"run.not_deleted", ErrorCode::InvalidArgument, "Run {run} is not deleted."},
        Message {"param.changed", ErrorCode::InvalidArgument,
                 "Run {run} has {key} = \"{old}\" already; a parameter keeps its first value."},
        Message {"dataset.missing", ErrorCode::NotFound,
                 "There is no data set {name}. List them with: slipway data list"},
        Message {"job.missing", ErrorCode::NotFound,
                 "There is no job {job}. List them with: slipway jobs list"},
        Message {"job.finished", ErrorCode::InvalidArgument, "Job {job} has ended already."},
        Message {
            "job.lost", ErrorCode::Backend,
            "The job ended without a word: its process is gone. What it had finished before is safe; start "
            "it again."},
        Message {
            "job.no_engine", ErrorCode::Environment,
            "The program {program} could not be started: {reason}. Put it beside the window's program, or "
            "install Slipway again."},
        Message {"job.not_yours", ErrorCode::Environment,
                 "Job {job} could not be stopped: {reason}. Ask the person who started it."},
        Message {"artifact.missing", ErrorCode::NotFound,
                 "The artifact {hash} is not in this workspace. It may have been removed by hand."},
        Message {"artifact.damaged", ErrorCode::BadInput,
                 "The artifact {hash} does not have the content that its name stands for. Restore it from a "
                 "backup."},
        Message {"audit.broken", ErrorCode::BadInput,
                 "The event log was changed after the fact at event {seq}: {why}."},
    };
    return sentences;
}

} // namespace slipway::messages
