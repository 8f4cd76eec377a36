#include "core/report/document.h"

#include "core/base/messages.h"
#include "core/report/json_names.h"

namespace slipway::report {

namespace {

constexpr Names<Tone, 4> toneNames {{
    {Tone::Neutral, "neutral"},
    {Tone::Ok, "ok"},
    {Tone::Warn, "warn"},
    {Tone::Bad, "bad"},
}};

constexpr Names<Align, 2> alignNames {{{Align::Left, "left"}, {Align::Right, "right"}}};

struct Writer {
    Json operator()(const Heading &heading) const
    {
        return {{"type", "heading"}, {"level", heading.level}, {"text", heading.text}};
    }
    Json operator()(const Paragraph &paragraph) const
    {
        return {{"type", "paragraph"}, {"text", paragraph.text}};
    }
    Json operator()(const KeyFigures &key) const
    {
        Json figures = Json::array();
        for (const auto &figure : key.figures) {
            figures.push_back({{"label", figure.label},
                               {"value", figure.value},
                               {"interval", figure.interval},
                               {"note", figure.note},
                               {"tone", nameOf(toneNames, figure.tone)}});
        }
        return {{"type", "key_figures"}, {"figures", figures}};
    }
    Json operator()(const Table &table) const
    {
        Json columns = Json::array();
        for (const auto &column : table.columns)
            columns.push_back({{"title", column.title}, {"align", nameOf(alignNames, column.align)}});
        Json rows = Json::array();
        for (const auto &row : table.rows) {
            Json cells = Json::array();
            for (const auto &cell : row) {
                cells.push_back(
                    {{"text", cell.text}, {"tone", nameOf(toneNames, cell.tone)}, {"strong", cell.strong}});
                if (!cell.link.empty())
                    cells.back()["link"] = cell.link;
            }
            rows.push_back(std::move(cells));
        }
        return {{"type", "table"}, {"caption", table.caption}, {"columns", columns}, {"rows", rows}};
    }
    Json operator()(const Figure &figure) const
    {
        return {{"type", "figure"},
                {"chart", toJson(figure.chart)},
                {"caption", figure.caption},
                {"half", figure.half}};
    }
    Json operator()(const List &list) const
    {
        return {{"type", "list"}, {"items", list.items}, {"ordered", list.ordered}};
    }
    Json operator()(const Callout &callout) const
    {
        return {{"type", "callout"},
                {"tone", nameOf(toneNames, callout.tone)},
                {"word", callout.word},
                {"text", callout.text},
                {"detail", callout.detail}};
    }
    Json operator()(const Code &code) const
    {
        return {{"type", "code"}, {"text", code.text}, {"language", code.language}};
    }
    Json operator()(const Links &links) const
    {
        return {{"type", "links"}, {"links", linksJson(links.links)}};
    }

    static Json linksJson(const std::vector<Link> &links)
    {
        Json list = Json::array();
        for (const auto &link : links)
            list.push_back({{"text", link.text}, {"target", link.target}});
        return list;
    }
};

std::vector<Link> linksFrom(const Json &json)
{
    std::vector<Link> links;
    for (const auto &link : json)
        links.push_back({link.at("text").get<std::string>(), link.at("target").get<std::string>()});
    return links;
}

KeyFigures keyFiguresFrom(const Json &json)
{
    KeyFigures key;
    for (const auto &figure : json.at("figures")) {
        key.figures.push_back({.label = figure.at("label").get<std::string>(),
                               .value = figure.at("value").get<std::string>(),
                               .interval = figure.value("interval", ""),
                               .note = figure.value("note", ""),
                               .tone = valueNamed(toneNames, figure.value("tone", "neutral"))});
    }
    return key;
}

Table tableFrom(const Json &json)
{
    Table table {.caption = json.value("caption", ""), .columns = {}, .rows = {}};
    for (const auto &column : json.at("columns"))
        table.columns.push_back(
            {column.at("title").get<std::string>(), valueNamed(alignNames, column.value("align", "left"))});
    for (const auto &row : json.at("rows")) {
        std::vector<Cell> cells;
        for (const auto &cell : row) {
            cells.emplace_back(cell.at("text").get<std::string>(),
                               valueNamed(toneNames, cell.value("tone", "neutral")));
            cells.back().strong = cell.value("strong", false);
            cells.back().link = cell.value("link", "");
        }
        table.rows.push_back(std::move(cells));
    }
    return table;
}

Result<Block> blockFrom(const Json &json)
{
    const auto type = json.at("type").get<std::string>();
    const auto text = [&](const char *key) { return json.at(key).get<std::string>(); };
    if (type == "heading")
        return Block(Heading {json.at("level").get<int>(), text("text")});
    if (type == "paragraph")
        return Block(Paragraph {text("text")});
    if (type == "key_figures")
        return Block(keyFiguresFrom(json));
    if (type == "table")
        return Block(tableFrom(json));
    if (type == "figure") {
        SLIPWAY_ASSIGN(auto chart, chartFromJson(json.at("chart")));
        return Block(Figure {std::move(chart), json.value("caption", ""), json.value("half", false)});
    }
    if (type == "list")
        return Block(List {json.at("items").get<std::vector<std::string>>(), json.value("ordered", false)});
    if (type == "callout")
        return Block(Callout {valueNamed(toneNames, json.at("tone")), text("word"), text("text"),
                              json.value("detail", "")});
    if (type == "code")
        return Block(Code {text("text"), json.value("language", "sh")});
    if (type == "links")
        return Block(Links {linksFrom(json.at("links"))});
    return failure("report.unknown_block", {{"type", type}});
}

} // namespace

Json toJson(const Document &document)
{
    Json json {{"format", "slipway.report"}, {"version", 1},           {"title", document.title},
               {"lead", document.lead},      {"facts", Json::array()}, {"blocks", Json::array()}};
    for (const auto &[label, value] : document.facts)
        json["facts"].push_back(Json::array({label, value}));
    for (const auto &block : document.blocks)
        json["blocks"].push_back(std::visit(Writer {}, block));
    if (!document.above.empty())
        json["above"] = Writer::linksJson(document.above);
    return json;
}

Result<Document> documentFromJson(const Json &json)
{
    try {
        if (json.at("format") != "slipway.report")
            return failure("report.malformed", {{"what", "report"}});
        Document document {.title = json.at("title").get<std::string>(),
                           .lead = json.value("lead", ""),
                           .facts = {},
                           .blocks = {}};
        for (const auto &fact : json.value("facts", Json::array()))
            document.facts.emplace_back(fact.at(0).get<std::string>(), fact.at(1).get<std::string>());
        document.above = linksFrom(json.value("above", Json::array()));
        for (const auto &item : json.at("blocks")) {
            SLIPWAY_ASSIGN(auto block, blockFrom(item));
            document.blocks.push_back(std::move(block));
        }
        return document;
    } catch (const Json::exception &error) {
        return failure("report.malformed", {{"what", "report"}}, error.what());
    }
}

std::string anchor(std::string_view heading)
{
    std::string name;
    for (const char c : heading) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        const bool capital = c >= 'A' && c <= 'Z';
        if (letter || capital)
            name += capital ? static_cast<char>(c - 'A' + 'a') : c;
        else if (!name.empty() && name.back() != '-')
            name += '-';
    }
    while (!name.empty() && name.back() == '-')
        name.pop_back();
    return name.empty() ? "section" : name;
}

} // namespace slipway::report
