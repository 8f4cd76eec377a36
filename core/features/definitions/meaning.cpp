#include "core/features/definitions/meaning.h"

#include "core/base/messages.h"
#include "core/features/definitions/order.h"
#include "core/features/definitions/source_expression.h"

#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/predicate.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

namespace slipway::features {

namespace {

constexpr std::string_view momentName = "now";

bool needsTime(Aggregate aggregate)
{
    return aggregate == Aggregate::Last || aggregate == Aggregate::Rate || aggregate == Aggregate::Trend
        || aggregate == Aggregate::TimeSince;
}

/// Whether the value changes as time passes although nothing happens.
bool slides(const Feature &feature)
{
    return feature.window > 0 || feature.aggregate == Aggregate::TimeSince
        || feature.aggregate == Aggregate::Rate;
}

/// Looks at the parts of one set together.
class MeaningCheck
{
public:
    MeaningCheck(FeatureSet &set, std::string_view file)
        : m_set(set)
        , m_file(file)
    {
    }

    Status run()
    {
        SLIPWAY_TRY(checkNamesOfParts());
        SLIPWAY_TRY(checkFeatureNames());
        for (const auto &source : m_set.sources)
            SLIPWAY_TRY(checkSource(source));
        for (const auto &view : m_set.views)
            SLIPWAY_TRY(checkView(view));
        SLIPWAY_TRY(orderViews());
        SLIPWAY_TRY(checkNamesOfDerived());
        SLIPWAY_TRY(orderDerived());
        SLIPWAY_TRY(checkTypes());
        return checkTransforms();
    }

private:
    Error wrong(int line, std::string_view key, std::string_view reason, std::string_view remedy) const
    {
        return definitionWrong(m_file, line, key, reason, remedy);
    }

    template <typename List>
    Status checkDistinct(const List &list, std::string_view what, int line = 1) const
    {
        std::set<std::string> seen;
        for (const auto &each : list) {
            if (!seen.insert(boost::to_lower_copy(each.name)).second)
                return wrong(line, what, fmt::format("{} stands there a second time", each.name),
                             "Give each a name of its own");
        }
        return done();
    }

    Status checkNamesOfParts() const
    {
        SLIPWAY_TRY(checkDistinct(m_set.entities, "entity"));
        for (const auto &source : m_set.sources) {
            if (m_set.source(source.name) != &source)
                return wrong(source.line, "source", fmt::format("{} stands there a second time", source.name),
                             "Give each a name of its own");
        }
        std::set<std::string> views;
        for (const auto &view : m_set.views) {
            if (!views.insert(boost::to_lower_copy(view.name)).second)
                return wrong(view.line, "view", fmt::format("{} stands there a second time", view.name),
                             "Give each a name of its own");
        }
        return done();
    }

    template <typename Visit>
    Status eachFeature(Visit visit) const
    {
        for (const auto &feature : m_set.request)
            SLIPWAY_TRY(visit(feature));
        for (const auto &view : m_set.views) {
            for (const auto &feature : view.features)
                SLIPWAY_TRY(visit(feature));
        }
        for (const auto &feature : m_set.derived)
            SLIPWAY_TRY(visit(feature));
        return done();
    }

    /// Names of columns do not tell upper from lower case, so neither do those of features.
    Status checkFeatureNames() const
    {
        std::map<std::string, int> seen;
        std::set<std::string> taken {m_set.labels.target, m_set.labels.time};
        taken.insert(m_set.labels.id.begin(), m_set.labels.id.end());
        SLIPWAY_TRY(eachFeature([&](const Feature &feature) -> Status {
            const auto [first, isNew] = seen.emplace(boost::to_lower_copy(feature.name), feature.line);
            if (!isNew)
                return wrong(feature.line, "name",
                             fmt::format("{} stands in line {} already", feature.name, first->second),
                             "Give each feature a name of its own");
            if (boost::iequals(feature.name, momentName))
                return wrong(feature.line, "name", "cannot be now, which is the moment asked about",
                             "Choose another name");
            for (const auto &name : taken) {
                if (boost::iequals(name, feature.name))
                    return wrong(feature.line, "name",
                                 fmt::format("{} is the name of a column of the labels", feature.name),
                                 "Choose another name");
            }
            return done();
        }));
        return seen.empty() ? Status(wrong(1, "views", "hold no feature", "Define at least one")) : done();
    }

    bool usesTarget(const std::string &sql) const
    {
        const auto read =
            sql.empty() ? Result<SourceExpression>(SourceExpression {}) : readSourceExpression(sql);
        return read
            && std::any_of(read.value().columns.begin(), read.value().columns.end(),
                           [&](const auto &name) { return boost::iequals(name, m_set.labels.target); });
    }

    Status checkSource(const EventSource &source) const
    {
        std::vector<std::string> texts {source.where, source.eventTime, source.createdTime};
        for (const auto &view : m_set.views) {
            for (const auto &feature : view.features) {
                if (view.source == source.name)
                    texts.push_back(feature.expression);
            }
        }
        const bool isLabels = source.table == m_set.labels.table;
        const bool sees = isLabels
            && std::any_of(texts.begin(), texts.end(), [&](const auto &sql) { return usesTarget(sql); });
        if (sees && !source.before)
            return wrong(
                source.line, "visible",
                fmt::format("must be before, because {} reads {} and would see the label of its own row",
                            source.name, m_set.labels.target),
                source.eventTime.empty() ? "Add event_time: and visible: before" : "Add visible: before");
        for (const auto &lookup : source.lookups) {
            for (const auto &column : lookup.columns) {
                if (lookup.table == m_set.labels.table
                    && boost::iequals(lookupColumn(column).from, m_set.labels.target))
                    return wrong(source.line, "lookups",
                                 fmt::format("take {} along, which is to be predicted", m_set.labels.target),
                                 "Remove that column");
            }
        }
        return done();
    }

    Status checkView(const FeatureView &view) const
    {
        if (!m_set.entity(view.entity))
            return wrong(view.line, "entity",
                         fmt::format("of {} is {}, which is not there", view.name, view.entity),
                         knownOf(m_set.entities));
        const auto *source = m_set.source(view.source);
        if (!source)
            return wrong(view.line, "source",
                         fmt::format("of {} is {}, which is not there", view.name, view.source),
                         knownOf(m_set.sources));
        const bool timed = !source->eventTime.empty();
        if (!timed && (view.ttl > 0 || view.every > 0 || view.freshness > 0))
            return wrong(view.line,
                         view.ttl > 0         ? "ttl"
                             : view.every > 0 ? "every"
                                              : "freshness",
                         fmt::format("needs a time, which the source {} has not", source->name),
                         fmt::format("Remove it, or add event_time: to {}", source->name));
        for (const auto &feature : view.features) {
            if (feature.kind == FeatureKind::Windowed)
                SLIPWAY_TRY(checkWindowed(view, *source, feature));
        }
        return checkKeysOf(view);
    }

    template <typename List>
    std::string knownOf(const List &list) const
    {
        std::vector<std::string> names;
        for (const auto &each : list)
            names.push_back(each.name);
        return names.empty() ? "Define it first" : "Known here: " + someNames(names);
    }

    Status checkWindowed(const FeatureView &view, const EventSource &source, const Feature &feature) const
    {
        const auto what = feature.window > 0 ? std::string("window") : std::string("aggregate");
        if (source.eventTime.empty() && (feature.window > 0 || needsTime(feature.aggregate)))
            return wrong(
                feature.line, what,
                fmt::format("of {} needs a time, which the source {} has not", feature.name, source.name),
                fmt::format("Add event_time: to {}", source.name));
        if (view.every == 0 && slides(feature))
            return wrong(
                feature.line, what,
                fmt::format("of {} makes its value change between two computations", feature.name),
                fmt::format("Add every: to the view {}, like every: 1d; its values are those of the last "
                            "multiple of that",
                            view.name));
        return done();
    }

    /// A key that is a feature comes from the request or from another view's column.
    Status checkKeysOf(const FeatureView &view) const
    {
        for (const auto &key : m_set.entity(view.entity)->keys) {
            const auto *feature = m_set.feature(key);
            if (!feature)
                continue;
            const bool known = feature->kind == FeatureKind::Column || feature->kind == FeatureKind::Request;
            if (!known)
                return wrong(
                    feature->line, "name",
                    fmt::format("{} is a key of {} and a feature that is calculated", key, view.entity),
                    "Let a column of a view be the key, or choose another name");
        }
        return done();
    }

    Status orderViews()
    {
        const auto place = [&](const FeatureView *view) {
            return static_cast<std::size_t>(view - m_set.views.data());
        };
        const auto order = orderByNeeds(m_set.views.size(), [&](std::size_t i) {
            std::vector<std::size_t> needs;
            for (const auto &key : m_set.entity(m_set.views[i].entity)->keys) {
                if (const auto *from = m_set.viewOf(key))
                    needs.push_back(place(from));
            }
            return needs;
        });
        if (!order.cycle.empty()) {
            const auto &first = m_set.views[order.cycle.front()];
            return wrong(first.line, "entity",
                         fmt::format("of {} has a key that comes from the view itself: {}", first.name,
                                     path(order.cycle, [&](std::size_t i) { return m_set.views[i].name; })),
                         "Take the key from a view that does not need it");
        }
        std::vector<FeatureView> sorted;
        for (const std::size_t i : order.order)
            sorted.push_back(std::move(m_set.views[i]));
        m_set.views = std::move(sorted);
        return done();
    }

    template <typename NameOf>
    static std::string path(const std::vector<std::size_t> &cycle, NameOf nameOf)
    {
        std::string text;
        for (const std::size_t i : cycle)
            text += nameOf(i) + " -> ";
        return text + nameOf(cycle.front());
    }

    Status checkNamesOfDerived() const
    {
        const auto inputs = derivedInputs(m_set);
        for (const auto &feature : m_set.derived) {
            SLIPWAY_ASSIGN(const Expression expression, Expression::parse(feature.expression));
            for (const auto &name : expression.names()) {
                const bool known =
                    std::any_of(inputs.begin(), inputs.end(),
                                [&](const ExpressionInput &input) { return input.name == name; });
                if (!known)
                    return wrong(
                        feature.line, "expression",
                        fmt::format("of {} names {}, which is no feature and no key", feature.name, name),
                        "Known here: " + someNames(namesLike(name, inputs)));
                if (name == momentName && m_set.labels.time.empty())
                    return wrong(feature.line, "expression",
                                 fmt::format("of {} needs the moment asked about", feature.name),
                                 "Add time: to the labels");
            }
        }
        return done();
    }

    /// Those that share most of their beginning with the name come first.
    static std::vector<std::string> namesLike(const std::string &name,
                                              const std::vector<ExpressionInput> &inputs)
    {
        std::vector<std::string> names;
        for (const auto &input : inputs)
            names.push_back(input.name);
        const auto common = [&](const std::string &other) {
            return std::mismatch(name.begin(), name.end(), other.begin(), other.end()).first - name.begin();
        };
        std::stable_sort(names.begin(), names.end(),
                         [&](const auto &a, const auto &b) { return common(a) > common(b); });
        return names;
    }

    Status orderDerived()
    {
        std::map<std::string, std::size_t> places;
        for (std::size_t i = 0; i < m_set.derived.size(); ++i)
            places[m_set.derived[i].name] = i;
        const auto order = orderByNeeds(m_set.derived.size(), [&](std::size_t i) {
            std::vector<std::size_t> needs;
            const auto expression = Expression::parse(m_set.derived[i].expression);
            for (const auto &name : expression ? expression.value().names() : std::vector<std::string> {}) {
                if (const auto found = places.find(name); found != places.end())
                    needs.push_back(found->second);
            }
            return needs;
        });
        if (!order.cycle.empty()) {
            const auto &first = m_set.derived[order.cycle.front()];
            return wrong(first.line, "expression",
                         fmt::format("of {} needs {} itself: {}", first.name, first.name,
                                     path(order.cycle, [&](std::size_t i) { return m_set.derived[i].name; })),
                         "Break the circle");
        }
        std::vector<Feature> sorted;
        for (const std::size_t i : order.order)
            sorted.push_back(std::move(m_set.derived[i]));
        m_set.derived = std::move(sorted);
        return done();
    }

    Status checkTypes() const
    {
        const auto inputs = derivedInputs(m_set);
        for (const auto &feature : m_set.derived) {
            SLIPWAY_ASSIGN(const Expression expression, Expression::parse(feature.expression));
            const auto bound = expression.bind(inputs);
            if (!bound)
                return wrong(feature.line, "expression",
                             fmt::format("of {} cannot be used: {}", feature.name,
                                         bound.error().args.at("reason").get<std::string>()),
                             bound.error().args.at("remedy").get<std::string>());
            if (bound.value().type() != feature.type)
                return wrong(feature.line, "type",
                             fmt::format("of {} is {}, but its expression gives a {}", feature.name,
                                         valueTypeName(feature.type), valueTypeName(bound.value().type())),
                             fmt::format("Write type: {}", valueTypeName(bound.value().type())));
        }
        return done();
    }

    /// A model looks at what is not hidden, and at nothing else.
    Status checkTransforms() const
    {
        const auto outputs = m_set.outputs();
        std::vector<std::string> known;
        for (const auto *feature : outputs)
            known.push_back(feature->name);
        for (const auto &chain : m_set.transforms.chains) {
            for (const auto &column : chain.columns) {
                if (std::find(known.begin(), known.end(), column) == known.end())
                    return wrong(
                        chain.line, "columns",
                        fmt::format("of transforms names {}, which is no feature that a model looks at",
                                    column),
                        "Known here: " + someNames(known));
            }
        }
        return done();
    }

    FeatureSet &m_set;
    std::string_view m_file;
};

} // namespace

std::vector<ExpressionInput> derivedInputs(const FeatureSet &set)
{
    std::vector<ExpressionInput> inputs;
    for (const auto *feature : set.all())
        inputs.push_back({.name = feature->name, .type = feature->type});
    const auto known = [&](const std::string &name) {
        return std::any_of(inputs.begin(), inputs.end(),
                           [&](const ExpressionInput &input) { return input.name == name; });
    };
    for (const auto &entity : set.entities) {
        for (const auto &key : entity.keys) {
            if (!known(key))
                inputs.push_back({.name = key, .type = ValueType::Text});
        }
    }
    inputs.push_back({.name = std::string(momentName), .type = ValueType::Time});
    return inputs;
}

Status checkMeaning(FeatureSet &set, std::string_view file)
{
    return MeaningCheck(set, file).run();
}

Error definitionWrong(std::string_view file, int line, std::string_view key, std::string_view reason,
                      std::string_view remedy)
{
    return failure("definitions.wrong",
                   {{"file", file}, {"line", line}, {"key", key}, {"reason", reason}, {"remedy", remedy}});
}

std::string someNames(std::span<const std::string> names)
{
    constexpr std::size_t most = 12;
    const auto shown = names.first(std::min(names.size(), most));
    auto text = fmt::format("{}", fmt::join(shown, ", "));
    if (names.size() > most)
        text += fmt::format(" and {} more", names.size() - most);
    return text;
}

} // namespace slipway::features
