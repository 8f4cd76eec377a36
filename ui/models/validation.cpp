#include "ui/models/validation.h"

#include "ui/models/check_words.h"
#include "ui/models/same_number.h"
#include "ui/models/text.h"

#include <algorithm>
#include <cmath>

namespace slipway::ui {

namespace {

constexpr qsizetype namedExamples = 5;

const Json &member(const Json &object, const char *key)
{
    static const Json none;
    if (!object.is_object())
        return none;
    const auto found = object.find(key);
    return found == object.end() ? none : *found;
}

double numberIn(const Json &object, const char *key)
{
    const Json &value = member(object, key);
    return value.is_number() ? value.get<double>() : std::nan("");
}

} // namespace

CheckState CheckRow::state() const
{
    if (passed)
        return CheckState::Passed;
    if (!decided)
        return known ? CheckState::NotDone : CheckState::NotSupported;
    return isWarning ? CheckState::Warns : CheckState::Failed;
}

bool CheckRow::operator==(const CheckRow &other) const
{
    return place == other.place && state() == other.state() && words == other.words
        && sameNumber(failing, other.failing) && sameNumber(share, other.share) && why == other.why
        && hasRows == other.hasRows;
}

QString ValidationReader::whyOf(const CheckRow &check, const Json &result, const Json &problem)
{
    if (!check.decided && member(problem, "exception_message").is_string())
        return text(member(problem, "exception_message").get<std::string>());
    if (!member(result, "observed_value").is_null())
        return tr("Found: %1.").arg(CheckWords::valueText(member(result, "observed_value")));
    const auto examples = CheckWords::valueTexts(member(result, "partial_unexpected_list"));
    return examples.isEmpty()
        ? QString()
        : tr("For example %1.").arg(examples.mid(0, namedExamples).join(QStringLiteral(", ")));
}

CheckRow ValidationReader::checkFrom(const Json &each, int place)
{
    const Json &config = member(each, "expectation_config");
    const Json &arguments = member(config, "kwargs");
    const Json &result = member(each, "result");
    const Json &problem = member(each, "exception_info");
    const Json &meta = member(each, "meta");
    const Json &type = member(config, "type");
    const Json &severity = member(config, "severity");
    const std::string named = type.is_string() ? type.get<std::string>() : std::string();
    CheckRow check {.place = place,
                    .passed = member(each, "success") == true,
                    .decided = member(problem, "raised_exception") != true,
                    .column = CheckWords::column(arguments),
                    .words = CheckWords::of(named, arguments),
                    .known = CheckWords::knows(named),
                    .isWarning = severity == "warning" || severity == "info"};
    check.failing = numberIn(result, "unexpected_count");
    check.share = numberIn(result, "unexpected_percent") / 100;
    check.hasRows = !check.passed && check.decided
        && (member(meta, "has_rows").is_boolean() ? member(meta, "has_rows") == true : check.failing > 0);
    check.why = whyOf(check, result, problem);
    return check;
}

Validation ValidationReader::read(const Json &result)
{
    Validation validation;
    if (member(result, "suite_name").is_string())
        validation.suite = text(member(result, "suite_name").get<std::string>());
    const Json &results = member(result, "results");
    if (!results.is_array())
        return validation;
    int place = 0;
    for (const auto &each : results) {
        validation.checks.push_back(checkFrom(each, place++));
        const double rows = numberIn(member(each, "result"), "element_count");
        if (std::isfinite(rows))
            validation.rows = std::isfinite(validation.rows) ? std::max(rows, validation.rows) : rows;
        const auto state = validation.checks.back().state();
        validation.passed += state == CheckState::Passed;
        validation.warns += state == CheckState::Warns;
        validation.undecided += state == CheckState::NotDone || state == CheckState::NotSupported;
    }
    validation.failed = static_cast<int>(validation.checks.size()) - validation.passed - validation.warns;
    std::stable_sort(
        validation.checks.begin(), validation.checks.end(),
        [](const CheckRow &left, const CheckRow &right) { return left.state() < right.state(); });
    return validation;
}

} // namespace slipway::ui
