#include "core/features/docs/pages.h"
#include "core/features/docs/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace slipway::features::docs {

namespace {

using report::Align;
using report::Cell;
using report::Document;
using report::Heading;
using report::KeyFigure;
using report::KeyFigures;
using report::Link;
using report::Links;
using report::Paragraph;
using report::Table;

class Index
{
public:
    Index(const FeatureSet &set, const DocsFacts &facts, std::string_view ending)
        : m_set(set)
        , m_facts(facts)
        , m_ending(ending)
        , m_all(set.all())
    {
    }

    Document page()
    {
        m_page.title = fmt::format("Features of {}", m_set.name);
        m_page.lead = m_set.description;
        addFacts();
        addFigures();
        addViews();
        addGroups("By tag", [&](const Feature &feature) { return tagsOf(m_set, feature); });
        addGroups("By owner",
                  [](const Feature &feature) { return std::vector<std::string> {feature.owner}; });
        addSources();
        addLabels();
        addModels();
        return std::move(m_page);
    }

private:
    Link linkTo(const Feature &feature) const
    {
        return {feature.name, fmt::format("features/{}.{}", feature.name, m_ending)};
    }

    void addFacts()
    {
        if (!m_facts.version.empty())
            m_page.facts.emplace_back("Version", m_facts.version);
        if (!m_facts.digest.empty())
            m_page.facts.emplace_back("Digest", m_facts.digest.substr(0, 12));
        m_page.facts.emplace_back("Owner", m_set.owner);
    }

    void addFigures()
    {
        const auto outputs = m_set.outputs().size();
        const auto figure = [](std::string label, std::size_t value, std::string note = {}) {
            return KeyFigure {
                .label = std::move(label), .value = std::to_string(value), .note = std::move(note)};
        };
        KeyFigures key;
        key.figures = {figure("Features", outputs, "that models may look at"),
                       figure("Hidden", m_all.size() - outputs, "steps on the way to others"),
                       figure("Views", m_set.views.size(), "read and stored together"),
                       figure("Tables", m_set.tables().size())};
        m_page.blocks.emplace_back(std::move(key));
    }

    void addTable(const std::vector<Feature> &features)
    {
        Table table {.caption = {},
                     .columns = {{"Feature"}, {"Type"}, {"Unit"}, {"Window"}, {"What it is"}},
                     .rows = {}};
        for (const auto &feature : features) {
            const bool windowed = feature.kind == FeatureKind::Windowed;
            table.rows.push_back({Cell(linkTo(feature)), std::string(valueTypeName(feature.type)),
                                  feature.unit.empty() ? std::string("\u2013") : feature.unit,
                                  !windowed                ? std::string("\u2013")
                                      : feature.window > 0 ? durationWords(feature.window)
                                                           : std::string("all"),
                                  feature.description + (feature.hidden ? " (hidden)" : "")});
        }
        m_page.blocks.emplace_back(std::move(table));
    }

    void addViews()
    {
        m_page.blocks.emplace_back(Heading {1, "By view"});
        for (const auto &view : m_set.views) {
            m_page.blocks.emplace_back(Heading {2, view.name});
            m_page.blocks.emplace_back(Paragraph {viewWords(view)});
            addTable(view.features);
        }
        if (!m_set.request.empty()) {
            m_page.blocks.emplace_back(Heading {2, "With the request"});
            m_page.blocks.emplace_back(
                Paragraph {"Whoever asks knows these and sends them. In training they are columns of "
                           + m_set.labels.table + "."});
            addTable(m_set.request);
        }
        if (m_set.derived.empty())
            return;
        m_page.blocks.emplace_back(Heading {2, "Calculated"});
        m_page.blocks.emplace_back(Paragraph {
            "From other features, at the moment asked about. The same formula runs in training and "
            "in service."});
        addTable(m_set.derived);
    }

    std::string viewWords(const FeatureView &view) const
    {
        std::string text = view.description.empty() ? std::string() : view.description + ". ";
        const auto &keys = m_set.entity(view.entity)->keys;
        text += keys.empty() ? fmt::format("About {}, ", view.entity)
                             : fmt::format("About the {} ({}), ", view.entity, listWords(keys));
        text += fmt::format("from {}.", view.source);
        if (view.every > 0)
            text += fmt::format(" Values change every {}.", everyWords(view.every));
        if (view.ttl > 0)
            text += fmt::format(" Older than {} counts as none.", durationWords(view.ttl));
        if (view.freshness > 0)
            text += fmt::format(" Promised to be at most {} old.", durationWords(view.freshness));
        return text;
    }

    template <typename GroupsOf>
    void addGroups(const std::string &title, GroupsOf groupsOf)
    {
        std::map<std::string, Links> groups;
        for (const auto *feature : m_all) {
            for (const auto &group : groupsOf(*feature))
                groups[group].links.push_back(linkTo(*feature));
        }
        if (groups.empty())
            return;
        m_page.blocks.emplace_back(Heading {1, title});
        for (auto &[name, links] : groups) {
            m_page.blocks.emplace_back(Heading {2, fmt::format("{} ({})", name, links.links.size())});
            m_page.blocks.emplace_back(std::move(links));
        }
    }

    void addSources()
    {
        if (m_set.sources.empty())
            return;
        m_page.blocks.emplace_back(Heading {1, "Sources"});
        Table table {.caption = {},
                     .columns = {{"Source"}, {"Table"}, {"Known from"}, {"Rows"}, {"What it holds"}},
                     .rows = {}};
        for (const auto &source : m_set.sources) {
            table.rows.push_back({source.name, source.table,
                                  source.eventTime.empty() ? std::string("the beginning") : source.eventTime,
                                  source.where.empty() ? std::string("all") : source.where,
                                  source.description});
        }
        m_page.blocks.emplace_back(std::move(table));
    }

    void addLabels()
    {
        const auto &labels = m_set.labels;
        m_page.blocks.emplace_back(Heading {1, "What is predicted"});
        auto text = fmt::format("The column {} of {}", labels.target, labels.table);
        if (!labels.time.empty())
            text += fmt::format(", asked at {}", labels.time);
        text += ".";
        if (labels.horizon > 0)
            text += fmt::format(" It looks {} ahead: so much lies between the parts of a split by time.",
                                durationWords(labels.horizon));
        m_page.blocks.emplace_back(Paragraph {std::move(text)});
    }

    void addModels()
    {
        if (!m_facts.modelsKnown)
            return;
        m_page.blocks.emplace_back(Heading {1, "Models"});
        if (m_facts.models.empty()) {
            m_page.blocks.emplace_back(
                Paragraph {"No registered model has learned from these features yet."});
            return;
        }
        Table table {.caption = {}, .columns = {{"Model"}, {"Features", Align::Right}}, .rows = {}};
        for (const auto &use : m_facts.models)
            table.rows.push_back({use.model, std::to_string(use.features.size())});
        m_page.blocks.emplace_back(std::move(table));
    }

    const FeatureSet &m_set;
    const DocsFacts &m_facts;
    std::string_view m_ending;
    std::vector<const Feature *> m_all;
    Document m_page;
};

} // namespace

Document indexPage(const FeatureSet &set, const DocsFacts &facts, std::string_view ending)
{
    return Index(set, facts, ending).page();
}

} // namespace slipway::features::docs
