#include "core/features/docs/words.h"

#include "core/features/definitions/lineage.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <utility>

namespace slipway::features {

namespace {

constexpr TimeMicros second = microsPerSecond;

std::string aggregateWords(const Feature &feature)
{
    const bool bare = feature.expression.empty();
    const auto of = [&](std::string_view what) { return fmt::format("{} {}", what, feature.expression); };
    switch (feature.aggregate) {
    case Aggregate::Count:
        return bare ? "How many rows there are" : of("How many rows have a value of");
    case Aggregate::Sum:
        return of("The sum of");
    case Aggregate::Mean:
        return of("The mean of");
    case Aggregate::Std:
        return of("The standard deviation (of a sample, n - 1) of");
    case Aggregate::Min:
        return of("The smallest");
    case Aggregate::Max:
        return of("The largest");
    case Aggregate::Last:
        return of("The latest");
    case Aggregate::Distinct:
        return of("How many different values there are of");
    case Aggregate::Rate:
        return bare ? "How many rows there are for each day" : of("For each day, the sum of");
    case Aggregate::Trend:
        return of("The slope a day of the least squares line through");
    case Aggregate::TimeSince:
        return "Days from the latest row to the moment, looked for";
    }
    return {};
}

std::string ofWhom(const Entity &entity)
{
    return entity.keys.empty() ? std::string("of everybody")
                               : fmt::format("of the same {}", listWords(entity.keys));
}

std::string windowedMeaning(const FeatureSet &set, const FeatureView &view, const Feature &feature)
{
    const auto window = feature.window > 0
        ? fmt::format("in the {} before the moment", durationWords(feature.window))
        : std::string("up to the moment");
    return fmt::format("{} among the rows of {} {}, {}.", aggregateWords(feature), view.source,
                       ofWhom(*set.entity(view.entity)), window);
}

std::string columnMeaning(const FeatureSet &set, const FeatureView &view, const Feature &feature)
{
    const bool timed = !set.source(view.source)->eventTime.empty();
    return fmt::format("{} in the {} of {} {}.", feature.expression, timed ? "latest row" : "row",
                       view.source, ofWhom(*set.entity(view.entity)));
}

std::string seenRows(const EventSource &source)
{
    if (source.eventTime.empty())
        return fmt::format("The rows of {} have no time: they are taken to be known from the beginning.",
                           source.name);
    return fmt::format(
        "A row of {} is known from {} on, and a moment sees {}.", source.name, source.eventTime,
        source.before ? "only rows known before it, none known at it" : "rows known before it or at it");
}

std::string gridWords(const FeatureView &view)
{
    if (view.every == 0)
        return {};
    return fmt::format(" Moments are rounded down to a multiple of {} in UTC, so that the value stays the "
                       "same in between.",
                       durationWords(view.every));
}

std::string tooOldWords(const FeatureView &view)
{
    if (view.ttl == 0)
        return {};
    return fmt::format(" A value older than {} counts as none.", durationWords(view.ttl));
}

bool isTally(const Feature &feature)
{
    return feature.aggregate == Aggregate::Count || feature.aggregate == Aggregate::Sum
        || feature.aggregate == Aggregate::Distinct || feature.aggregate == Aggregate::Rate;
}

std::string unknownWindowed(const FeatureSet &set, const FeatureView &view, const Feature &feature)
{
    const auto *entity = set.entity(view.entity);
    const auto never =
        fmt::format("No value where {} has no row yet",
                    entity->keys.empty() ? std::string("there is") : fmt::format("the {}", entity->name));
    const auto start = entity->keys.empty() ? std::string("No value as long as there is no row") : never;
    if (isTally(feature))
        return start + ", 0 where there are rows but none counts.";
    if (feature.aggregate == Aggregate::Std)
        return start + ", or fewer than two count.";
    if (feature.aggregate == Aggregate::Trend)
        return start + ", or all that count are of one moment.";
    return start + ", or none counts.";
}

std::string numberText(const Json &value)
{
    return value.is_string() ? value.get<std::string>() : writeJson(value);
}

} // namespace

std::string durationWords(TimeMicros duration)
{
    constexpr std::array<std::pair<TimeMicros, const char *>, 4> units {
        {{86'400 * second, "day"}, {3600 * second, "hour"}, {60 * second, "minute"}, {second, "second"}}};
    for (const auto &[size, name] : units) {
        if (duration >= size && duration % size == 0)
            return fmt::format("{} {}{}", duration / size, name, duration == size ? "" : "s");
    }
    return fmt::format("{} seconds", static_cast<double>(duration) / static_cast<double>(second));
}

std::string everyWords(TimeMicros duration)
{
    auto words = durationWords(duration);
    return words.starts_with("1 ") ? words.substr(2) : words;
}

std::string listWords(const std::vector<std::string> &items)
{
    if (items.empty())
        return "nothing";
    if (items.size() == 1)
        return items.front();
    return fmt::format("{} and {}", fmt::join(items.begin(), items.end() - 1, ", "), items.back());
}

std::string meaningInWords(const FeatureSet &set, const Feature &feature)
{
    switch (feature.kind) {
    case FeatureKind::Request:
        return fmt::format("It comes with the request. In training it is the column {} of {}.", feature.name,
                           set.labels.table);
    case FeatureKind::Derived:
        return fmt::format("It is calculated from {} by the formula below.",
                           listWords(originOf(set, feature).features));
    case FeatureKind::Column:
        return columnMeaning(set, *set.viewOf(feature.name), feature);
    case FeatureKind::Windowed:
        break;
    }
    return windowedMeaning(set, *set.viewOf(feature.name), feature);
}

std::string timeInWords(const FeatureSet &set, const Feature &feature)
{
    if (feature.kind == FeatureKind::Request)
        return "Whoever asks knows it at that moment.";
    if (feature.kind == FeatureKind::Derived)
        return "It is calculated at the moment asked about, from what the other features say then.";
    const auto &view = *set.viewOf(feature.name);
    return seenRows(*set.source(view.source)) + gridWords(view) + tooOldWords(view);
}

std::string unknownInWords(const FeatureSet &set, const Feature &feature)
{
    switch (feature.kind) {
    case FeatureKind::Request:
        return "No value where the request leaves it out. Models then do what they learnt to do about "
               "missing "
               "values.";
    case FeatureKind::Derived:
        return "No value where one of its parts has none, unless the formula says what to take instead; nor "
               "where it divides by zero or takes the logarithm of what is not above zero.";
    case FeatureKind::Column:
        return fmt::format("No value where the {} has no row, or the row has none.",
                           set.viewOf(feature.name)->entity);
    case FeatureKind::Windowed:
        break;
    }
    return unknownWindowed(set, *set.viewOf(feature.name), feature);
}

std::string expectationInWords(const FeatureExpectation &expectation)
{
    const auto &arguments = expectation.arguments;
    const bool low = arguments.contains("min_value");
    const bool high = arguments.contains("max_value");
    if (expectation.type == "expect_column_values_to_not_be_null")
        return arguments.contains("mostly")
            ? fmt::format("a value in at least the share {} of the rows", numberText(arguments.at("mostly")))
            : std::string("never without a value");
    if (low && high)
        return fmt::format("between {} and {}", numberText(arguments.at("min_value")),
                           numberText(arguments.at("max_value")));
    if (low)
        return fmt::format("at least {}", numberText(arguments.at("min_value")));
    if (high)
        return fmt::format("at most {}", numberText(arguments.at("max_value")));
    std::vector<std::string> parts;
    for (const auto &[key, value] : arguments.items())
        parts.push_back(key + " " + numberText(value));
    return parts.empty() ? std::string("as the check says") : listWords(parts);
}

} // namespace slipway::features
