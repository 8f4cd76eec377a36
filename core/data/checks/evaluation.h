#pragma once

#include "core/data/checks/check.h"

#include <optional>
#include <vector>

namespace slipway::data {

/// Rows that a check has looked at.
struct CheckCounts {
    double rows = 0;
    double missing = 0;
    double unexpected = 0;

    double present() const { return rows - missing; }
    double unexpectedShare() const { return present() > 0 ? unexpected / present() : 0; }
};

/// One expectation on its way to a result.
struct CheckItem {
    const Expectation *expectation = nullptr;
    CheckKind kind = CheckKind::Validity;
    std::optional<Check> check;
    std::optional<Error> problem; ///< why it could not be decided
    CheckCounts counts;
    bool success = false;
    Json result = Json::object(); ///< what Great Expectations calls the result

    bool isAboutRows() const { return check && check->form == Check::Form::Rows; }
    void giveUp(Error why)
    {
        problem = std::move(why);
        check.reset();
    }
};

/// Plans every expectation of a suite. What cannot be done says why.
std::vector<CheckItem> planItems(const std::vector<Expectation> &expectations, Source &source);

/// Decides them all: every check of rows and every aggregate comes out of one reading of the file, those that
/// need an aggregate first out of a second one. An error is a file that cannot be read, or a stop.
Status evaluate(std::vector<CheckItem> &items, Source &source, const RunContext &context);

} // namespace slipway::data
