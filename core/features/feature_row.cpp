#include "core/features/feature_row.h"

#include "core/base/messages.h"
#include "core/features/transform/levels.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace slipway::features {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

double hourOfDay(TimeMicros time)
{
    const auto intoDay = ((time % microsPerDay) + microsPerDay) % microsPerDay;
    return static_cast<double>(intoDay / microsPerHour);
}

/// The same formula as in the definition, on the same whole microseconds.
double ageInDays(TimeMicros now, double since)
{
    if (std::isnan(since))
        return missing;
    const auto age = now - static_cast<TimeMicros>(since);
    return age < 0 ? missing : static_cast<double>(age) / static_cast<double>(microsPerDay);
}

double levelOf(std::string_view level, const std::vector<std::string> &levels)
{
    return level.empty() ? missing : levelIndex(levels, level);
}

struct ContextSource {
    std::string_view feature;
    double (*value)(const FeatureContext &context, const std::vector<std::string> &levels);
};

constexpr std::array contextSources {
    ContextSource {"device",
                   [](const FeatureContext &context, const std::vector<std::string> &levels) {
                       return levelOf(context.device, levels);
                   }},
    ContextSource {
        "position",
        [](const FeatureContext &context, const std::vector<std::string> &) { return context.position; }},
    ContextSource {"hour_of_day",
                   [](const FeatureContext &context, const std::vector<std::string> &) {
                       return hourOfDay(context.now);
                   }},
};

Error notServed(const PipelineInput &feature)
{
    return failure("features.not_served",
                   {{"feature", feature.name},
                    {"kind",
                     feature.text                                   ? "text"
                         : feature.kind == data::ColumnKind::Number ? "number"
                                                                    : "category"}});
}

} // namespace

Result<FeatureReader::Slot> FeatureReader::slotFor(std::span<const OnlineColumn> columns,
                                                   const ServedFeature &definition, const Pipeline &pipeline,
                                                   std::size_t feature)
{
    const auto name = definition.since.empty() ? definition.name : definition.since;
    const auto column =
        std::find_if(columns.begin(), columns.end(), [&](const auto &c) { return c.name == name; });
    if (column == columns.end() || column->kind != pipeline.features()[feature].kind)
        return notServed(pipeline.features()[feature]);
    Slot slot {feature, static_cast<std::size_t>(column - columns.begin()), !definition.since.empty()};
    for (const auto &level : column->levels)
        slot.levels.push_back(pipeline.levelIndex(feature, level));
    return slot;
}

Status FeatureReader::addFeature(const Pipeline &pipeline, std::size_t place)
{
    const auto &feature = pipeline.features()[place];
    const auto definitions = servedFeatures();
    const auto definition = std::find_if(definitions.begin(), definitions.end(),
                                         [&](const auto &d) { return d.name == feature.name; });
    if (definition == definitions.end() || definition->kind != feature.kind || feature.text)
        return notServed(feature);
    const auto addSlot = [&](std::vector<Slot> &slots, std::span<const OnlineColumn> columns) -> Status {
        SLIPWAY_ASSIGN(Slot slot, slotFor(columns, *definition, pipeline, place));
        slots.push_back(std::move(slot));
        return done();
    };
    switch (definition->entity) {
    case FeatureEntity::User:
        return addSlot(m_user, m_online->users().columns());
    case FeatureEntity::UserCategory:
        SLIPWAY_TRY(addSlot(m_userCategory, m_online->userCategoryColumns()));
        return addSlot(m_userAnyCategory, m_online->users().columns());
    case FeatureEntity::Item:
        return addSlot(m_item, m_online->items().columns());
    case FeatureEntity::Context:
        break;
    }
    const auto source = std::find_if(contextSources.begin(), contextSources.end(),
                                     [&](const auto &s) { return s.feature == feature.name; });
    if (source == contextSources.end())
        return notServed(feature);
    m_context.push_back({place, source->value, feature.levels});
    return done();
}

Result<FeatureReader> FeatureReader::make(std::shared_ptr<const OnlineFeatures> online,
                                          const Pipeline &pipeline)
{
    FeatureReader reader;
    reader.m_online = std::move(online);
    reader.m_width = pipeline.features().size();
    for (std::size_t place = 0; place < reader.m_width; ++place)
        SLIPWAY_TRY(reader.addFeature(pipeline, place));
    return reader;
}

void FeatureReader::fillFrom(const double *values, std::span<const Slot> slots, TimeMicros now,
                             std::span<double> numbers)
{
    for (const auto &slot : slots) {
        double value = values[slot.column];
        if (slot.age)
            value = ageInDays(now, value);
        else if (!slot.levels.empty() && !std::isnan(value))
            value = slot.levels[static_cast<std::size_t>(value)];
        numbers[slot.place] = value;
    }
}

KnownEntities FeatureReader::fill(std::int64_t user, std::int64_t item, const FeatureContext &context,
                                  std::span<double> numbers) const
{
    fillContext(context, numbers);
    return {fillUser(user, context, numbers), fillItem(user, item, context, numbers)};
}

bool FeatureReader::fillUser(std::int64_t user, const FeatureContext &context,
                             std::span<double> numbers) const
{
    assert(numbers.size() == m_width);
    const auto row = m_online->users().row(user);
    fillFrom(row.values, m_user, context.now, numbers);
    return row.known;
}

bool FeatureReader::fillItem(std::int64_t user, std::int64_t item, const FeatureContext &context,
                             std::span<double> numbers) const
{
    assert(numbers.size() == m_width);
    const auto row = m_online->items().row(item);
    fillFrom(row.values, m_item, context.now, numbers);
    if (!m_userCategory.empty()) {
        const auto userRow = m_online->users().row(user);
        if (const double *pair = m_online->userCategory(userRow, row))
            fillFrom(pair, m_userCategory, context.now, numbers);
        else
            fillFrom(userRow.values, m_userAnyCategory, context.now, numbers);
    }
    return row.known;
}

void FeatureReader::fillContext(const FeatureContext &context, std::span<double> numbers) const
{
    assert(numbers.size() == m_width);
    for (const auto &slot : m_context)
        numbers[slot.place] = slot.value(context, slot.levels);
}

} // namespace slipway::features
