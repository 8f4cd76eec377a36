#include "core/base/messages/rooms.h"

#include <array>

namespace slipway::messages {

std::span<const Message> data()
{
    static constexpr std::array sentences {
        Message {"data.engine_memory", ErrorCode::Environment,
                 "This step needs more memory than the {limit} that it was given. Use fewer rows or columns, "
                 "or give it more memory."},
        Message {"data.engine_forbidden", ErrorCode::InvalidArgument,
                 "A file or a setting that this step may not use was asked for: {reason}. Name the file as "
                 "an input."},
        Message {"data.engine_files", ErrorCode::Environment,
                 "A file could not be read or written: {reason}. Check that the disk has room and that the "
                 "folder is yours."},
        Message {
            "data.query_invalid", ErrorCode::InvalidArgument,
            "The expression could not be understood: {reason}. Correct the names and the spelling in it."},
        Message {
            "data.values_invalid", ErrorCode::BadInput,
            "A value in the data could not be used: {reason}. Correct it, or name it as a missing value."},
        Message {"data.engine_failed", ErrorCode::Backend,
                 "The data engine stopped: {reason}. The log has more."},
        Message {"data.column_type", ErrorCode::BadInput,
                 "Column {column} is of the kind {type}, which is neither number, text nor time. Convert it "
                 "first."},
        Message {"data.column_missing", ErrorCode::NotFound,
                 "{place} has no column {column}. It has: {known}."},
        Message {"data.column_not_numbers", ErrorCode::BadInput,
                 "{place}: column {column} holds texts like \"{example}\", and numbers are needed. Choose "
                 "another column, or correct the file."},
        Message {"data.file_missing", ErrorCode::NotFound,
                 "There is no file {file}. Check the spelling, and the folder that you are in."},
        Message {"data.file_is_folder", ErrorCode::InvalidArgument,
                 "{file} is a folder. Name one CSV or Parquet file in it."},
        Message {
            "data.file_unreadable", ErrorCode::Environment,
            "{file} cannot be opened: {reason}. Give yourself the right to read it, or name another file."},
        Message {"data.file_empty", ErrorCode::BadInput,
                 "{file} is empty. Write the table into it again, or name another file."},
        Message {"data.file_binary", ErrorCode::BadInput,
                 "{file} is neither text nor another kind of table. Save the table as CSV or Parquet and "
                 "name that "
                 "file."},
        Message {"data.file_not_utf8", ErrorCode::BadInput,
                 "{file} is text, but not in UTF-8. Name its encoding with --encoding, or save it in UTF-8."},
        Message {"data.parquet_broken", ErrorCode::BadInput,
                 "{file} begins like a Parquet file but is damaged or cut off. Copy or write it again."},
        Message {"data.line_unreadable", ErrorCode::BadInput,
                 "{file}, line {line}: {reason}. Correct that line, say how the file is written with "
                 "--delimiter and --quote, or import it: such lines are then kept apart."},
        Message {"data.format_unknown", ErrorCode::InvalidArgument,
                 "Files cannot be written as \"{format}\". Choose csv or parquet."},
        Message {"data.suite_malformed", ErrorCode::BadInput,
                 "{place} is not a suite of expectations: {reason}. Write it as Great Expectations does."},
        Message {"data.check_unsupported", ErrorCode::InvalidArgument,
                 "{type} is not supported, so it was not checked and does not count as passed."},
        Message {"data.check_impossible", ErrorCode::InvalidArgument,
                 "{type} could not be checked: {reason}."},
        Message {"data.check_column_missing", ErrorCode::BadInput,
                 "There is no column {column}, or not in its place."},
        Message {"data.check_nulls", ErrorCode::BadInput,
                 "{column}: {unexpected} of {rows} values are missing ({percent}%)."},
        Message {"data.check_unique", ErrorCode::BadInput,
                 "{column}: {unexpected} of {rows} values occur more than once ({percent}%), for example "
                 "{example}."},
        Message {"data.check_in_set", ErrorCode::BadInput,
                 "{column}: {unexpected} of {rows} values are not one of {rule} ({percent}%), for example "
                 "{example}."},
        Message {
            "data.check_between", ErrorCode::BadInput,
            "{column}: {unexpected} of {rows} values are not {rule} ({percent}%), for example {example}."},
        Message {"data.check_regex", ErrorCode::BadInput,
                 "{column}: {unexpected} of {rows} values do not match {rule} ({percent}%), for example "
                 "{example}."},
        Message {"data.check_type", ErrorCode::BadInput, "{column} is of the type {type}, not {rule}."},
        Message {"data.check_row_count", ErrorCode::BadInput,
                 "The table has {rows} rows, which is not {rule}."},
        Message {"data.check_compound", ErrorCode::BadInput,
                 "{column}: {unexpected} of {rows} rows have the same values as another ({percent}%), for "
                 "example {example}."},
    };
    return sentences;
}

} // namespace slipway::messages
