#include "ui/models/validation.h"

#include "ui/models/number_text.h"
#include "ui/models/same_number.h"
#include "ui/models/text.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace slipway::ui {

namespace {

constexpr int namedValues = 5; ///< of a list; a longer one is only counted

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

QString valueText(const Json &value)
{
    if (value.is_string())
        return text(value.get<std::string>());
    if (value.is_number_integer())
        return NumberText::count(value.get<double>());
    if (value.is_number()) {
        QString shown =
            QLocale().toString(std::abs(value.get<double>()), 'g', QLocale::FloatingPointShortest);
        return value.get<double>() < 0 ? QChar(0x2212) + shown : shown;
    }
    return text(writeJson(value));
}

QStringList valueTexts(const Json &list)
{
    QStringList values;
    if (list.is_array()) {
        for (const auto &value : list)
            values << valueText(value);
    }
    return values;
}

CheckRow checkFrom(const Json &each, int place)
{
    const Json &config = member(each, "expectation_config");
    const Json &arguments = member(config, "kwargs");
    const Json &result = member(each, "result");
    const Json &problem = member(each, "exception_info");
    const Json &type = member(config, "type");
    const Json &column = member(arguments, "column");
    CheckRow check {
        .place = place,
        .passed = member(each, "success") == true,
        .decided = member(problem, "raised_exception") != true,
        .column = column.is_string() ? text(column.get<std::string>()) : QString(),
        .words = CheckWords::of(type.is_string() ? type.get<std::string>() : std::string(), arguments)};
    check.failing = numberIn(result, "unexpected_count");
    check.share = numberIn(result, "unexpected_percent") / 100;
    if (!check.decided && member(problem, "exception_message").is_string())
        check.why = text(member(problem, "exception_message").get<std::string>());
    else if (!member(result, "observed_value").is_null())
        check.why = CheckWords::tr("Found: %1.").arg(valueText(member(result, "observed_value")));
    else if (const auto examples = valueTexts(member(result, "partial_unexpected_list")); !examples.isEmpty())
        check.why =
            CheckWords::tr("For example %1.").arg(examples.mid(0, namedValues).join(QStringLiteral(", ")));
    return check;
}

} // namespace

bool CheckRow::operator==(const CheckRow &other) const
{
    return place == other.place && passed == other.passed && decided == other.decided && words == other.words
        && sameNumber(failing, other.failing) && sameNumber(share, other.share) && why == other.why;
}

Validation validationFrom(const Json &result)
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
            validation.rows = rows;
    }
    std::stable_partition(validation.checks.begin(), validation.checks.end(),
                          [](const CheckRow &check) { return !check.passed; });
    validation.passed = static_cast<int>(std::count_if(validation.checks.begin(), validation.checks.end(),
                                                       [](const CheckRow &check) { return check.passed; }));
    validation.failed = static_cast<int>(validation.checks.size()) - validation.passed;
    return validation;
}

QString CheckWords::range(const Json &arguments, const QString &between, const QString &least,
                          const QString &most)
{
    const Json &low = member(arguments, "min_value");
    const Json &high = member(arguments, "max_value");
    if (!low.is_null() && !high.is_null())
        return between.arg(valueText(low), valueText(high));
    return low.is_null() ? most.arg(valueText(high)) : least.arg(valueText(low));
}

QString CheckWords::of(const std::string &type, const Json &arguments)
{
    const Json &named = member(arguments, "column");
    const QString column = named.is_string() ? text(named.get<std::string>()) : QString();
    if (type == "expect_column_to_exist")
        return tr("%1 is there").arg(column);
    if (type == "expect_column_values_to_not_be_null")
        return tr("%1 is never blank").arg(column);
    if (type == "expect_column_values_to_be_unique")
        return tr("%1 is unique").arg(column);
    if (type == "expect_column_values_to_be_in_set") {
        const auto values = valueTexts(member(arguments, "value_set"));
        return values.size() > namedValues
            ? tr("%1 is one of %2 known values").arg(column, QLocale().toString(values.size()))
            : tr("%1 is one of %2").arg(column, values.join(QStringLiteral(", ")));
    }
    if (type == "expect_column_values_to_be_between") {
        return range(arguments, tr("%1 is between %2 and %3").arg(column),
                     tr("%1 is at least %2").arg(column), tr("%1 is at most %2").arg(column));
    }
    if (type == "expect_column_values_to_match_regex")
        return tr("%1 looks like %2").arg(column, valueText(member(arguments, "regex")));
    if (type == "expect_column_values_to_be_of_type")
        return tr("%1 has the type %2").arg(column, valueText(member(arguments, "type_")));
    if (type == "expect_table_row_count_to_be_between") {
        return range(arguments, tr("The number of rows is between %1 and %2"),
                     tr("The number of rows is at least %1"), tr("The number of rows is at most %1"));
    }
    if (type == "expect_compound_columns_to_be_unique")
        return tr("%1 are unique together")
            .arg(valueTexts(member(arguments, "column_list")).join(QStringLiteral(", ")));
    QString words = text(type); // a type that Slipway does not know: its own words
    words.replace(QLatin1Char('_'), QLatin1Char(' '));
    return column.isEmpty() ? words : tr("%1: %2").arg(column, words);
}

} // namespace slipway::ui
