#include "core/features/docs/meaning_sql.h"
#include "core/features/docs/pages.h"
#include "core/features/docs/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace slipway::features::docs {

namespace {

using report::Cell;
using report::Code;
using report::Document;
using report::Heading;
using report::Link;
using report::Links;
using report::Paragraph;
using report::Table;

std::string kindWords(FeatureKind kind)
{
    switch (kind) {
    case FeatureKind::Column:
        return "column of a table";
    case FeatureKind::Windowed:
        return "history over a window";
    case FeatureKind::Request:
        return "sent with the request";
    case FeatureKind::Derived:
        break;
    }
    return "calculated from others";
}

class Page
{
public:
    Page(const FeatureSet &set, const Feature &feature, const DocsFacts &facts, const Origins &origins,
         std::string_view ending)
        : m_set(set)
        , m_feature(feature)
        , m_view(set.viewOf(feature.name))
        , m_facts(facts)
        , m_origins(origins)
        , m_ending(ending)
    {
    }

    Document page()
    {
        m_page.title = m_feature.name;
        m_page.lead = m_feature.description;
        m_page.above = {{fmt::format("Features of {}", m_set.name), fmt::format("../index.{}", m_ending)}};
        addFacts();
        addMeaning();
        addOrigin();
        addTime();
        addUnknown();
        addExpectations();
        addTransforms();
        addUses();
        return std::move(m_page);
    }

private:
    Link linkTo(const std::string &feature) const
    {
        return {feature, fmt::format("{}.{}", feature, m_ending)};
    }

    void heading(const char *text) { m_page.blocks.emplace_back(Heading {1, text}); }
    void paragraph(std::string text) { m_page.blocks.emplace_back(Paragraph {std::move(text)}); }

    void addFacts()
    {
        auto &facts = m_page.facts;
        facts.emplace_back("Kind", kindWords(m_feature.kind));
        facts.emplace_back("Type", std::string(valueTypeName(m_feature.type)));
        if (!m_feature.unit.empty())
            facts.emplace_back("Unit", m_feature.unit);
        if (m_view)
            facts.emplace_back("View", m_view->name);
        facts.emplace_back("Owner", m_feature.owner);
        if (const auto tags = tagsOf(m_set, m_feature); !tags.empty())
            facts.emplace_back("Tags", listWords(tags));
        if (m_feature.hidden)
            facts.emplace_back("Hidden", "a step on the way to others, not in the feature files");
        if (!m_facts.version.empty())
            facts.emplace_back("Set", m_facts.version);
    }

    void addMeaning()
    {
        heading("How it is made");
        paragraph(meaningInWords(m_set, m_feature));
        m_page.blocks.emplace_back(Code {meaningSql(m_set, m_feature), "sql"});
    }

    /// The columns, through however many steps, and the feature that reads each.
    void addColumns(const std::string &name, Table &table, std::set<std::string> &seen) const
    {
        const auto *feature = m_set.feature(name);
        if (!feature || !seen.insert(name).second)
            return;
        const auto &origin = m_origins.at(name);
        for (const auto &column : origin.columns) {
            const auto dot = column.find('.');
            table.rows.push_back({column.substr(dot + 1), column.substr(0, dot),
                                  name == m_feature.name ? Cell("the feature itself") : Cell(linkTo(name))});
        }
        for (const auto &each : origin.features)
            addColumns(each, table, seen);
    }

    void addOrigin()
    {
        heading("Where it comes from");
        const auto &origin = m_origins.at(m_feature.name);
        if (!origin.features.empty()) {
            Links links;
            for (const auto &each : origin.features)
                links.links.push_back(linkTo(each));
            paragraph("Features that it needs:");
            m_page.blocks.emplace_back(std::move(links));
        }
        Table table {.caption = "Columns that it is made from, through all steps",
                     .columns = {{"Column"}, {"Table"}, {"Read by"}},
                     .rows = {}};
        std::set<std::string> seen;
        addColumns(m_feature.name, table, seen);
        if (table.rows.empty())
            paragraph("It reads no column but the keys of its rows.");
        else
            m_page.blocks.emplace_back(std::move(table));
        addSource();
    }

    void addSource()
    {
        if (!m_view)
            return;
        const auto &source = *m_set.source(m_view->source);
        auto text = fmt::format("The source {} reads the table {}", source.name, source.table);
        if (!source.where.empty())
            text += fmt::format(", where {}", source.where);
        for (const auto &lookup : source.lookups)
            text += fmt::format(", with columns of {} by {}", lookup.table, listWords(lookup.on));
        text += ".";
        paragraph(source.description.empty() ? text : text + " " + source.description);
    }

    void addTime()
    {
        heading("When it is known");
        paragraph(timeInWords(m_set, m_feature));
        if (m_view && m_view->freshness > 0)
            paragraph(fmt::format("Freshness: the latest stored value is promised to be at most {} old.",
                                  durationWords(m_view->freshness)));
        else if (m_view)
            paragraph("Freshness: nothing is promised.");
    }

    void addUnknown()
    {
        heading("When it is unknown");
        paragraph(unknownInWords(m_set, m_feature));
    }

    void addExpectations()
    {
        heading("What is expected");
        if (m_feature.expectations.empty())
            return paragraph("Nothing is checked about its values.");
        Table table {.caption = {}, .columns = {{"Its values are"}, {"Check"}}, .rows = {}};
        for (const auto &expectation : m_feature.expectations)
            table.rows.push_back({expectationInWords(expectation), expectation.type});
        m_page.blocks.emplace_back(std::move(table));
    }

    void addTransforms()
    {
        const auto words = m_set.transforms.words(m_feature.name);
        if (words.empty())
            return;
        heading("On its way into a model");
        paragraph(words + ". Fitted on training rows only.");
    }

    void addUses()
    {
        heading("Where it is used");
        Links links;
        for (const auto *other : m_set.all()) {
            const auto &needs = m_origins.at(other->name).features;
            if (std::find(needs.begin(), needs.end(), m_feature.name) != needs.end())
                links.links.push_back(linkTo(other->name));
        }
        if (links.links.empty()) {
            paragraph("No other feature is made from it.");
        } else {
            paragraph("Features that are made from it:");
            m_page.blocks.emplace_back(std::move(links));
        }
        addModels();
    }

    void addModels()
    {
        if (!m_facts.modelsKnown)
            return;
        std::vector<std::string> models;
        for (const auto &use : m_facts.models) {
            if (use.features.contains(m_feature.name))
                models.push_back(use.model);
        }
        paragraph(models.empty() ? "No registered model has learned from it."
                                 : fmt::format("Models that have learned from it: {}.", listWords(models)));
    }

    const FeatureSet &m_set;
    const Feature &m_feature;
    const FeatureView *m_view;
    const DocsFacts &m_facts;
    const Origins &m_origins;
    std::string_view m_ending;
    Document m_page;
};

} // namespace

Document featurePage(const FeatureSet &set, const Feature &feature, const DocsFacts &facts,
                     const Origins &origins, std::string_view ending)
{
    return Page(set, feature, facts, origins, ending).page();
}

} // namespace slipway::features::docs
