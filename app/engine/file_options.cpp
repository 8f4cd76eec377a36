#include "app/engine/file_options.h"

#include <filesystem>
#include <map>

namespace slipway::engine {

namespace {

constexpr auto tab = "tab";
constexpr auto none = "none";

/// A single character, or the word for one that is hard to type.
char character(const std::string &text)
{
    if (text == none)
        return data::noCharacter;
    return text == tab || text == "\\t" ? '\t' : text.front();
}

std::string checkCharacter(const std::string &text)
{
    return text.size() == 1 || text == tab || text == "\\t" || text == none
        ? std::string()
        : "must be one character, tab or none";
}

std::string checkPair(const std::string &text)
{
    const auto equals = text.rfind('=');
    return equals == std::string::npos || equals == 0 || equals + 1 == text.size()
        ? "must be written as COLUMN=VALUE"
        : std::string();
}

/// The column's name may hold an equals sign; types and formats do not.
std::map<std::string, std::string> pairs(const std::vector<std::string> &texts)
{
    std::map<std::string, std::string> out;
    for (const auto &text : texts) {
        const auto equals = text.rfind('=');
        out[text.substr(0, equals)] = text.substr(equals + 1);
    }
    return out;
}

} // namespace

void addFileOptions(CLI::App *command, FileOptions &options)
{
    const auto group = "Reading FILE (guessed where not given)";
    command
        ->add_option("--delimiter", options.delimiter, "What separates columns: one character, tab or none")
        ->check(checkCharacter)
        ->group(group);
    command->add_option("--quote", options.quote, "What encloses texts; none: quotes mean nothing")
        ->check(checkCharacter)
        ->group(group);
    command
        ->add_option("--escape", options.escape, "What stands before a quote inside a text: \\ or the quote")
        ->check(checkCharacter)
        ->group(group);
    auto *header = command->add_flag("--header", options.header, "The first line holds names")->group(group);
    command
        ->add_flag("--no-header", options.noHeader,
                   "The first line is data; columns are column00, column01, ...")
        ->excludes(header)
        ->group(group);
    command->add_option("--encoding", options.encoding, "utf-8, utf-16le, utf-16be, latin-1 or windows-1252")
        ->check(CLI::IsMember({"utf-8", "utf-16le", "utf-16be", "latin-1", "windows-1252"}))
        ->group(group);
    command
        ->add_option("--null", options.nullTokens,
                     "A text that means that a value is missing, in every column; may be repeated")
        ->allow_extra_args(false)
        ->group(group);
    command->add_option("--decimal", options.decimal, "The decimal mark of numbers: , or .")
        ->check(CLI::IsMember({",", "."}))
        ->group(group);
    command
        ->add_option("--type", options.types,
                     "COL=TYPE: whole, number, text, flag, date or time; may be repeated")
        ->allow_extra_args(false)
        ->check(checkPair)
        ->group(group);
    command
        ->add_option("--date-format", options.dateFormats,
                     "COL=FORMAT: like %d.%m.%Y, or epoch, epoch_ms, epoch_us; may be repeated")
        ->allow_extra_args(false)
        ->check(checkPair)
        ->group(group);
    command->add_option("--blanks", options.blanks, "Blanks behind a delimiter: keep or trim")
        ->check(CLI::IsMember({"keep", "trim"}))
        ->group(group);
    command->add_option("--skip", options.skip, "Lines above the table that are not read")
        ->check(CLI::NonNegativeNumber)
        ->group(group);
    command->add_option("--table", options.table, "The table or view of an SQLite file")->group(group);
}

data::ReadOptions readOptions(const FileOptions &options)
{
    data::ReadOptions reading {.nullTokens = options.nullTokens,
                               .types = pairs(options.types),
                               .dateFormats = pairs(options.dateFormats),
                               .skipLines = options.skip,
                               .table = options.table};
    if (options.header || options.noHeader)
        reading.header = options.header;
    const auto single = [](const std::string &text, std::optional<char> &into) {
        if (!text.empty())
            into = character(text);
    };
    single(options.delimiter, reading.delimiter);
    single(options.quote, reading.quote);
    single(options.escape, reading.escape);
    single(options.decimal, reading.decimal);
    if (!options.encoding.empty())
        reading.encoding = options.encoding;
    if (!options.blanks.empty())
        reading.trimBlanks = options.blanks == "trim";
    return reading;
}

bool namesFile(const std::string &argument)
{
    std::error_code error;
    return argument.find('/') != std::string::npos || argument.find('.') != std::string::npos
        || std::filesystem::exists(argument, error);
}

} // namespace slipway::engine
