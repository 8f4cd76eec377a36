#include "core/features/propose/yaml_text.h"

#include "core/features/definitions/duration.h"

#include <boost/algorithm/string/case_conv.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace slipway::features {

namespace {

/// Whether YAML reads it back as the same text without quotes, within brackets too.
bool isPlain(const std::string &text)
{
    constexpr std::array words {"true", "false", "yes", "no", "on", "off", "null", "y", "n"};
    if (text.empty() || std::isalpha(static_cast<unsigned char>(text.front())) == 0 || text.back() == ' ')
        return false;
    const auto fits = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0
            || std::string_view("_ .()*/+-<>=").find(c) != std::string_view::npos;
    };
    const auto lower = boost::to_lower_copy(text);
    return std::all_of(text.begin(), text.end(), fits)
        && std::none_of(words.begin(), words.end(), [&](const char *word) { return lower == word; });
}

std::string scalar(const std::string &text)
{
    return isPlain(text) ? text : writeJson(Json(text));
}

std::string sequence(const std::vector<std::string> &items)
{
    std::vector<std::string> out;
    for (const auto &item : items)
        out.push_back(scalar(item));
    return fmt::format("[{}]", fmt::join(out, ", "));
}

std::string windowText(TimeMicros window)
{
    return window == 0 ? "all" : durationText(window);
}

/// "calls_7d" of a window of seven days: "calls_{window}"; the text itself where the window is not in it.
std::string withoutWindow(const std::string &text, const std::string &window, const std::string &placeholder)
{
    const auto at = text.rfind(window);
    return at == std::string::npos ? text
                                   : text.substr(0, at) + placeholder + text.substr(at + window.size());
}

std::string nameTemplate(const Feature &feature)
{
    return withoutWindow(feature.name, windowText(feature.window), "{window}");
}

std::string descriptionTemplate(const Feature &feature)
{
    return withoutWindow(feature.description, feature.window == 0 ? "all time" : windowText(feature.window),
                         "{window}");
}

bool sameButForWindow(const Feature &a, const Feature &b)
{
    return a.kind == FeatureKind::Windowed && b.kind == FeatureKind::Windowed && a.window != b.window
        && a.aggregate == b.aggregate && a.expression == b.expression && a.type == b.type
        && a.hidden == b.hidden && a.unit == b.unit && a.owner == b.owner && a.tags == b.tags
        && a.expectations.empty() == b.expectations.empty() && a.expectations.size() == b.expectations.size()
        && std::equal(
               a.expectations.begin(), a.expectations.end(), b.expectations.begin(),
               [](const auto &x, const auto &y) { return x.type == y.type && x.arguments == y.arguments; })
        && nameTemplate(a) == nameTemplate(b) && nameTemplate(a) != a.name
        && descriptionTemplate(a) == descriptionTemplate(b);
}

class Writer
{
public:
    Writer(const FeatureSet &set, const YamlComments &comments)
        : m_set(set)
        , m_comments(comments)
    {
    }

    std::string text()
    {
        comment("top", 0);
        line(0, "features: " + scalar(m_set.name));
        if (!m_set.description.empty())
            line(0, "description: " + scalar(m_set.description));
        line(0, "owner: " + scalar(m_set.owner));
        addLabels();
        addEntities();
        addSources();
        addList("request", m_set.request);
        addViews();
        addList("derived", m_set.derived);
        comment("end", 0);
        return std::move(m_out);
    }

private:
    void line(int indent, const std::string &text)
    {
        m_out += std::string(static_cast<std::size_t>(indent), ' ') + text + "\n";
    }

    void comment(const std::string &part, int indent)
    {
        const auto found = m_comments.find(part);
        if (found == m_comments.end())
            return;
        for (const auto &each : found->second)
            line(indent, each.empty() ? "#" : "# " + each);
    }

    void begin(const std::string &part)
    {
        m_out += "\n";
        comment(part, 0);
        line(0, part + ":");
    }

    void addLabels()
    {
        const auto &labels = m_set.labels;
        begin("labels");
        line(2, "table: " + scalar(labels.table));
        if (!labels.time.empty())
            line(2, "time: " + scalar(labels.time));
        line(2, "target: " + scalar(labels.target));
        if (!labels.positive.empty())
            line(2, "positive: " + writeJson(Json(labels.positive)));
        if (!labels.id.empty())
            line(2, "id: " + sequence(labels.id));
        if (labels.horizon > 0)
            line(2, "horizon: " + durationText(labels.horizon));
    }

    void addEntities()
    {
        if (m_set.entities.empty())
            return;
        begin("entities");
        for (const auto &entity : m_set.entities) {
            comment("entities/" + entity.name, 2);
            auto text = fmt::format("- {{name: {}, keys: {}", scalar(entity.name), sequence(entity.keys));
            if (!entity.description.empty())
                text += ", description: " + scalar(entity.description);
            line(2, text + "}");
        }
    }

    void addSources()
    {
        if (m_set.sources.empty())
            return;
        begin("sources");
        for (const auto &source : m_set.sources) {
            comment("sources/" + source.name, 2);
            line(2, "- name: " + scalar(source.name));
            line(4, "table: " + scalar(source.table));
            optional(4, "event_time", source.eventTime);
            optional(4, "created_time", source.createdTime);
            optional(4, "where", source.where);
            if (source.before)
                line(4, "visible: before");
            if (!source.lookups.empty())
                line(4, "lookups: " + lookupsText(source));
            optional(4, "description", source.description);
        }
    }

    static std::string lookupsText(const EventSource &source)
    {
        std::vector<std::string> all;
        for (const auto &lookup : source.lookups)
            all.push_back(fmt::format("{{table: {}, on: {}, columns: {}}}", scalar(lookup.table),
                                      sequence(lookup.on), sequence(lookup.columns)));
        return fmt::format("[{}]", fmt::join(all, ", "));
    }

    void optional(int indent, const std::string &key, const std::string &text)
    {
        if (!text.empty())
            line(indent, key + ": " + scalar(text));
    }

    void addViews()
    {
        if (m_set.views.empty())
            return;
        begin("views");
        for (const auto &view : m_set.views) {
            comment("views/" + view.name, 2);
            line(2, "- name: " + scalar(view.name));
            line(4, "entity: " + scalar(view.entity));
            line(4, "source: " + scalar(view.source));
            for (const auto &[key, duration] :
                 {std::pair {"every", view.every}, {"ttl", view.ttl}, {"freshness", view.freshness}}) {
                if (duration > 0)
                    line(4, fmt::format("{}: {}", key, durationText(duration)));
            }
            if (!view.owner.empty() && view.owner != m_set.owner)
                line(4, "owner: " + scalar(view.owner));
            if (!view.tags.empty())
                line(4, "tags: " + sequence(view.tags));
            optional(4, "description", view.description);
            line(4, "features:");
            addFeatures(view.features, "views/" + view.name + "/", 6,
                        view.owner.empty() ? m_set.owner : view.owner);
        }
    }

    void addList(const std::string &part, const std::vector<Feature> &features)
    {
        if (features.empty())
            return;
        begin(part);
        addFeatures(features, part + "/", 2, m_set.owner);
    }

    void addFeatures(const std::vector<Feature> &features, const std::string &part, int indent,
                     const std::string &owner)
    {
        for (std::size_t i = 0; i < features.size();) {
            std::size_t end = i + 1;
            while (end < features.size() && sameButForWindow(features[i], features[end]))
                ++end;
            comment(part + features[i].name, indent);
            line(indent, featureText(std::span(features).subspan(i, end - i), owner));
            i = end;
        }
    }

    static std::string featureText(std::span<const Feature> group, const std::string &owner)
    {
        const Feature &first = group.front();
        const bool several = group.size() > 1;
        auto text = "- {name: " + scalar(several ? nameTemplate(first) : first.name);
        if (first.kind == FeatureKind::Windowed)
            text += fmt::format(", aggregate: {}", aggregateName(first.aggregate));
        const auto *key = first.kind == FeatureKind::Column ? "column"
            : first.kind == FeatureKind::Derived            ? "expression"
                                                            : "of";
        if (!first.expression.empty())
            text += fmt::format(", {}: {}", key, scalar(first.expression));
        if (several) {
            std::vector<std::string> windows;
            for (const auto &each : group)
                windows.push_back(windowText(each.window));
            text += fmt::format(", windows: [{}]", fmt::join(windows, ", "));
        } else if (first.window > 0) {
            text += ", window: " + windowText(first.window);
        }
        if (first.type != ValueType::Number)
            text += fmt::format(", type: {}", valueTypeName(first.type));
        if (first.hidden)
            text += ", hidden: true";
        if (!first.unit.empty())
            text += ", unit: " + scalar(first.unit);
        text += ", description: " + scalar(several ? descriptionTemplate(first) : first.description);
        if (!first.owner.empty() && first.owner != owner)
            text += ", owner: " + scalar(first.owner);
        if (!first.tags.empty())
            text += ", tags: " + sequence(first.tags);
        return text + expectationsText(first) + "}";
    }

    static std::string expectationsText(const Feature &feature)
    {
        if (feature.expectations.empty())
            return {};
        std::vector<std::string> all;
        for (const auto &expectation : feature.expectations) {
            auto text = "{type: " + expectation.type;
            for (const auto &[key, value] : expectation.arguments.items())
                text += fmt::format(", {}: {}", key, writeJson(value));
            all.push_back(text + "}");
        }
        return fmt::format(", expectations: [{}]", fmt::join(all, ", "));
    }

    const FeatureSet &m_set;
    const YamlComments &m_comments;
    std::string m_out;
};

} // namespace

std::string featureSetYaml(const FeatureSet &set, const YamlComments &comments)
{
    return Writer(set, comments).text();
}

} // namespace slipway::features
