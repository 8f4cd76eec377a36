#include "core/base/messages/rooms.h"

#include <array>

namespace slipway::messages {

std::span<const Message> dataImport()
{
    static constexpr std::array sentences {
        Message {
            "import.delimiter_unclear", ErrorCode::BadInput,
            "The lines of {file} do not agree on the number of columns, whatever separates them. Name the "
            "character with --delimiter, or say --delimiter none where each line is one column."},
        Message {
            "import.line_too_long", ErrorCode::BadInput,
            "{file}, line {line} is longer than 16 MB, so it is no table of lines. Check what the file is, "
            "or write it again with line ends."},
        Message {
            "import.quotes_open", ErrorCode::BadInput,
            "More than a thousand lines of {file} open a quote that is never closed, the last of them line "
            "{line}. Say how it is written with --quote; none means that quotes are ordinary characters."},
        Message {
            "import.header_missing", ErrorCode::BadInput,
            "No line of {file} can be the header. Say --no-header, or how it is written with --delimiter "
            "and --quote."},
        Message {
            "import.header_only", ErrorCode::BadInput,
            "{file} has a header and no rows. Write rows into it, or say --no-header if that line is one."},
        Message {"import.all_rejected", ErrorCode::BadInput,
                 "No line of {file} is a row: line {line}: {reason}. Say how it is written with --delimiter, "
                 "--quote and --type."},
        Message {"import.gzip_broken", ErrorCode::BadInput,
                 "{file} begins like a gzip archive but is damaged or cut off. Copy or write it again."},
        Message {"import.parquet_encrypted", ErrorCode::BadInput,
                 "{file} is an encrypted Parquet file. Write it again without encryption."},
        Message {
            "import.foreign_kind", ErrorCode::BadInput,
            "{file} is {kind}, not a table that can be read here. Save it as CSV, JSON or Parquet and name "
            "that file."},
        Message {"import.file_changed", ErrorCode::Environment,
                 "{file} changed while it was read. Wait until it is complete and try again."},
        Message {"import.encoding_unknown", ErrorCode::InvalidArgument,
                 "There is no encoding {encoding} here. Choose utf-8, utf-16le, utf-16be, latin-1 or "
                 "windows-1252."},
        Message {
            "import.type_unknown", ErrorCode::InvalidArgument,
            "There is no type {type} for column {column}. Choose whole, number, text, flag, date or time."},
        Message {
            "import.date_format_unknown", ErrorCode::InvalidArgument,
            "The date format {format} of column {column} is not known. Write it like the one of strptime, "
            "day, month and year as d, m and Y behind a percent sign, or say epoch, epoch_ms or epoch_us."},
        Message {
            "import.date_ambiguous", ErrorCode::BadInput,
            "{column} holds dates in which day and month cannot be told apart, so it is kept as text. Say "
            "which comes first with --date-format."},
        Message {
            "import.number_ambiguous", ErrorCode::BadInput,
            "{column} holds numbers whose point or comma may separate thousands or decimals, so it is kept "
            "as text. Say which with --decimal."},
        Message {
            "import.columns_differ", ErrorCode::BadInput,
            "{file} has other columns than {first}: more: {more}; fewer: {fewer}. Import them apart, or say "
            "--union to leave missing what a file lacks."},
        Message {"import.kinds_differ", ErrorCode::InvalidArgument,
                 "{file} and {first} are of two kinds, and Parquet is imported together with Parquet only. "
                 "Import them one by one."},
        Message {"import.json_broken", ErrorCode::BadInput,
                 "{file}, line {line}: {reason}. Correct the JSON there and try again."},
        Message {"import.json_too_broken", ErrorCode::BadInput,
                 "More than {count} lines of {file} are not JSON. Check what the file is."},
        Message {
            "import.json_too_wide", ErrorCode::BadInput,
            "The objects in {file} have more than {most} different keys, so the keys are data. Write them "
            "as values of a column."},
        Message {"import.json_no_rows", ErrorCode::BadInput,
                 "{file} is JSON but holds no rows. Write an array of objects, or one object a line."},
        Message {"import.sqlite_broken", ErrorCode::BadInput,
                 "{file} could not be read as an SQLite file: {reason}. Check that it is complete."},
        Message {"import.table_unnamed", ErrorCode::InvalidArgument,
                 "{file} does not hold exactly one table. Name one with --table: {known}"},
        Message {"import.table_missing", ErrorCode::NotFound,
                 "{file} has no table {table}. Name one with --table: {known}"},
        Message {
            "import.no_rejects", ErrorCode::NotFound,
            "No line of {name} was rejected when it was imported, or it was not imported. See the data sets "
            "with: slipway data list"},
        Message {"import.reason_field", ErrorCode::BadInput,
                 "it has {found} field where the others have {expected}"},
        Message {"import.reason_fields", ErrorCode::BadInput,
                 "it has {found} fields where the others have {expected}"},
        Message {"import.reason_quote_open", ErrorCode::BadInput, "a quote is opened and never closed"},
        Message {"import.reason_quote_closed", ErrorCode::BadInput, "text stands behind a closing quote"},
        Message {"import.reason_encoding", ErrorCode::BadInput, "it is not text in the file's encoding"},
        Message {"import.reason_nul", ErrorCode::BadInput, "it holds a byte 0"},
        Message {"import.reason_too_long", ErrorCode::BadInput, "it is longer than 16 MB"},
        Message {"import.reason_type", ErrorCode::BadInput,
                 "{column} holds \"{value}\", which is not a value of the type {type}"},
        Message {"import.reason_json", ErrorCode::BadInput, "this is not JSON ({problem})"},
        Message {"import.reason_json_open", ErrorCode::BadInput, "the array is not closed"},
        Message {"import.reason_json_behind", ErrorCode::BadInput,
                 "something stands behind the end of the array"},
    };
    return sentences;
}

} // namespace slipway::messages
