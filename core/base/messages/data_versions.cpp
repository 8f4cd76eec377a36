#include "core/base/messages/rooms.h"

#include <array>

namespace slipway::messages {

std::span<const Message> dataVersions()
{
    static constexpr std::array sentences {
        Message {"data.filter_invalid", ErrorCode::InvalidArgument,
                 "The filter {filter} cannot be understood at character {place}: {reason}. An example is "
                 "\"device = 'mobile' and (position < 3 or note is null)\"."},
        Message {"data.export_format", ErrorCode::InvalidArgument,
                 "{file}: the ending does not say in which format to write. Choose csv, parquet, json or "
                 "jsonl as the ending, or say it with --format."},
        Message {"data.export_exists", ErrorCode::InvalidArgument,
                 "{file} is there already and was not changed. Choose another name, or replace it with "
                 "--force."},
        Message {"data.diff_key", ErrorCode::BadInput,
                 "{place}: {key} does not name one row each; {rows} rows have {example}. Add columns to the "
                 "key, or leave it out to compare the rows as they are."},
        Message {"data.diff_nothing_common", ErrorCode::BadInput,
                 "{before} and {after} have no column in common, so there are no rows to compare. Check that "
                 "both are the tables that you mean, and that each has its header."},
        Message {"data.reason_too_large", ErrorCode::InvalidArgument,
                 "distributions of more than {limit} values a side are not compared here; use: slipway drift "
                 "--columns"},
        Message {"data.reason_no_rows", ErrorCode::InvalidArgument, "{place} has no rows"},
        Message {"data.reason_no_columns", ErrorCode::InvalidArgument,
                 "no column besides the key has the same kind on both sides"},

        Message {"dataset.deleted", ErrorCode::NotFound,
                 "{name} was deleted. Take that back with: slipway data restore {name}"},
        Message {"dataset.deleted_already", ErrorCode::InvalidArgument, "{name} is deleted already."},
        Message {"dataset.not_deleted", ErrorCode::InvalidArgument, "{name} is not deleted."},
        Message {
            "dataset.removed", ErrorCode::NotFound,
            "The content of {name} was removed by gc and cannot be restored. It came from: {source}. Import "
            "or generate it again; it will be the same version."},
        Message {
            "dataset.in_use", ErrorCode::InvalidArgument,
            "{name} was not deleted, because these were made from it: {users}. Look at them with slipway "
            "data lineage {name}, or delete it all the same with --force."},
        Message {"dataset.tag_key", ErrorCode::InvalidArgument,
                 "\"{key}\" cannot be the key of a tag. Use letters, digits and any of _.-/@, as in "
                 "owner=analytics."},
        Message {"dataset.tag_missing", ErrorCode::NotFound,
                 "{name} has no tag {key}. See its tags with: slipway data show {name}"},
        Message {"dataset.tag_form", ErrorCode::InvalidArgument,
                 "\"{text}\" is no tag. Write it as key=value, as in owner=analytics."},
        Message {"dataset.text_long", ErrorCode::InvalidArgument,
                 "The text is longer than {limit} bytes. Shorten it, or keep it in a file of its own."},

        Message {"gc.jobs_running", ErrorCode::InvalidArgument,
                 "Job {job} is running and may be about to record what it has just kept, so nothing was "
                 "removed. Wait for it, or stop it with: slipway jobs cancel {job}"},
    };
    return sentences;
}

} // namespace slipway::messages
