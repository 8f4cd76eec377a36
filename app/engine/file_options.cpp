#include "app/engine/file_options.h"

#include <filesystem>

namespace slipway::engine {

namespace {

/// A single character, or the word for one that is hard to type.
char character(const std::string &text)
{
    return text == "tab" || text == "\\t" ? '\t' : text.front();
}

} // namespace

void addFileOptions(CLI::App *command, FileOptions &options)
{
    const auto single = [](const std::string &text) {
        return text.size() == 1 || text == "tab" || text == "\\t" ? std::string()
                                                                  : "must be one character, or tab";
    };
    command->add_flag("--no-header", options.noHeader,
                      "The first line is data; columns are column00, column01, ...");
    command->add_option("--delimiter", options.delimiter, "What separates columns")->check(single);
    command->add_option("--quote", options.quote, "What encloses texts")->check(single);
    command->add_option("--null", options.nullTokens,
                        "A text that means that a value is missing; may be repeated");
}

data::ReadOptions readOptions(const FileOptions &options)
{
    data::ReadOptions reading {.header = !options.noHeader, .nullTokens = options.nullTokens};
    if (!options.delimiter.empty())
        reading.delimiter = character(options.delimiter);
    if (!options.quote.empty())
        reading.quote = character(options.quote);
    return reading;
}

bool namesFile(const std::string &argument)
{
    std::error_code error;
    return argument.find('/') != std::string::npos || argument.find('.') != std::string::npos
        || std::filesystem::exists(argument, error);
}

} // namespace slipway::engine
