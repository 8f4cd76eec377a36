#include "app/engine/row_view_options.h"

#include "app/engine/verbs/data.h"

namespace slipway::engine {

void addRowViewOptions(CLI::App *command, RowViewOptions &options)
{
    command->add_option(
        "--sort", options.sort,
        "Column to sort by, with :desc behind it for the greatest first; missing values are last");
    command->add_option("--filter", options.filter,
                        "Rows to keep, like: device = 'mobile' and (position < 3 or note is null)");
    auto *failing =
        command
            ->add_option("--failing", options.failing,
                         "Only the rows that fail this check of the suite, counted from 0 as data "
                         "validate tells it")
            ->check(CLI::NonNegativeNumber);
    command
        ->add_option("--suite", options.suite,
                     "The suite of --failing, or \"last\" for the one of the last check (standard: feed)")
        ->needs(failing);
}

Result<data::RowView> rowView(const Session &session, const RowViewOptions &options, const std::string &name)
{
    data::RowView view {.filter = options.filter};
    if (!options.sort.empty())
        view.sort = data::rowOrder(options.sort);
    if (options.failing >= 0) {
        SLIPWAY_ASSIGN(auto suite, chosenSuite(session, options.suite, name));
        view.failing = data::SuiteCheck {std::move(suite), static_cast<std::size_t>(options.failing)};
    }
    return view;
}

} // namespace slipway::engine
