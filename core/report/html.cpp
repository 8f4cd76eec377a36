#include "core/report/html.h"

#include "core/report/svg.h"
#include "core/report/theme.h"
#include "core/report/xml.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace slipway::report {

/// resources/report/report.css, built into the program.
std::string_view reportCss();

namespace {

// What the style sheet leaves for a picture inside its frame.
constexpr double fullWidth = 828;
constexpr double halfWidth = 391;

/// More rows than this are for the JSON form: a page that nobody scrolls through should not weigh a megabyte.
constexpr std::size_t longestChartTable = 250;

std::string_view toneClass(Tone tone)
{
    switch (tone) {
    case Tone::Ok:
        return "ok";
    case Tone::Warn:
        return "warn";
    case Tone::Bad:
        return "bad";
    case Tone::Neutral:
        break;
    }
    return "neutral";
}

/// The shapes of the states, drawn once and used by name.
constexpr std::string_view marks = R"(<svg width="0" height="0" style="position:absolute" aria-hidden="true">
<symbol id="mark-ok" viewBox="0 0 12 12"><circle cx="6" cy="6" r="6" fill="currentColor"/><path class="cut" d="M3.4 6.2 5.3 8.1 8.7 4.3" fill="none" stroke="#fff" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"/></symbol>
<symbol id="mark-warn" viewBox="0 0 12 12"><path d="M6 .8 11.8 11H.2Z" fill="currentColor" stroke="currentColor" stroke-linejoin="round"/><path class="cut" d="M6 4.4V7M6 8.9v.1" fill="none" stroke="#fff" stroke-width="1.5" stroke-linecap="round"/></symbol>
<symbol id="mark-bad" viewBox="0 0 12 12"><path d="M3.5 0h5L12 3.5v5L8.5 12h-5L0 8.5v-5Z" fill="currentColor"/><path class="cut" d="M4 4l4 4M8 4l-4 4" fill="none" stroke="#fff" stroke-width="1.5" stroke-linecap="round"/></symbol>
<symbol id="mark-neutral" viewBox="0 0 12 12"><circle cx="6" cy="6" r="4.6" fill="none" stroke="currentColor" stroke-width="1.8"/></symbol>
</svg>
)";

std::string mark(Tone tone)
{
    return fmt::format("<svg class=\"mark {0}\" aria-hidden=\"true\"><use href=\"#mark-{0}\"/></svg>",
                       toneClass(tone));
}

std::string anchorElement(const Link &link)
{
    return fmt::format("<a href=\"{}\">{}</a>", escaped(link.target), escaped(link.text));
}

class Writer
{
public:
    std::string out;
    bool paired = false; ///< the next figures stand side by side

    void operator()(const Heading &heading)
    {
        const int level = std::clamp(heading.level + 1, 2, 4);
        out += fmt::format("<h{0} id=\"{1}\">{2}</h{0}>\n", level, uniqueAnchor(heading.text),
                           escaped(heading.text));
    }

    void operator()(const Paragraph &paragraph) { out += "<p>" + escaped(paragraph.text) + "</p>\n"; }

    void operator()(const KeyFigures &key)
    {
        out += "<div class=\"cards\">\n";
        for (const auto &figure : key.figures) {
            out += "<div class=\"card\"><div class=\"name\">" + escaped(figure.label)
                + "</div><div class=\"value\">" + escaped(figure.value) + "</div>";
            if (!figure.interval.empty())
                out += "<div class=\"interval\">" + escaped(figure.interval) + "</div>";
            if (!figure.note.empty())
                out += fmt::format("<div class=\"note {}\">{}</div>", toneClass(figure.tone),
                                   escaped(figure.note));
            out += "</div>\n";
        }
        out += "</div>\n";
    }

    void operator()(const Table &table)
    {
        // A table wider than the page scrolls on its own; the keyboard must be able to reach it.
        const bool small = table.columns.size() < 3;
        out +=
            fmt::format("<div class=\"table{}\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table>\n",
                        small ? " small" : "", escaped(table.caption.empty() ? "Table" : table.caption));
        if (!table.caption.empty())
            out += "<caption>" + escaped(table.caption) + "</caption>\n";
        out += "<thead><tr>";
        for (const auto &column : table.columns)
            out += fmt::format("<th scope=\"col\"{}>{}</th>", side(column.align), escaped(column.title));
        out += "</tr></thead>\n<tbody>\n";
        for (const auto &row : table.rows) {
            out += "<tr>";
            for (std::size_t i = 0; i < row.size(); ++i)
                addCell(row[i], i < table.columns.size() ? table.columns[i].align : Align::Left);
            out += "</tr>\n";
        }
        out += "</tbody></table></div>\n";
    }

    void operator()(const Figure &figure)
    {
        const auto &chart = figure.chart;
        const auto id = fmt::format("figure-{}", ++m_figures);
        out += fmt::format("<figure id=\"{}\">\n<figcaption><span class=\"title\">Figure {}. {}</span>", id,
                           m_figures, escaped(chart.title));
        if (!chart.unit.empty())
            out += "<span class=\"unit\">" + escaped(chart.unit) + "</span>";
        if (!chart.sentence.empty() && !chart.empty())
            out += "<p>" + escaped(chart.sentence) + "</p>";
        out += "</figcaption>\n<div class=\"picture\">\n";
        out += toSvg(
            chart,
            {.width = paired ? halfWidth : fullWidth, .followReader = false, .showTitle = false, .id = id});
        out += "</div>\n<div class=\"below\">";
        if (!figure.caption.empty())
            out += "<p>" + escaped(figure.caption) + "</p>";
        addChartTable(chart);
        out += "</div>\n</figure>\n";
    }

    void operator()(const List &list)
    {
        const char *tag = list.ordered ? "ol" : "ul";
        out += fmt::format("<{}>\n", tag);
        for (const auto &item : list.items)
            out += "<li>" + escaped(item) + "</li>\n";
        out += fmt::format("</{}>\n", tag);
    }

    void operator()(const Callout &callout)
    {
        out += fmt::format("<div class=\"callout {}\" role=\"note\">{}<div><p class=\"said\">",
                           toneClass(callout.tone), mark(callout.tone));
        out += fmt::format("<span class=\"word\">{}: </span>{}</p>", escaped(callout.word),
                           escaped(callout.text));
        if (!callout.detail.empty())
            out += "<p class=\"detail\">" + escaped(callout.detail) + "</p>";
        out += "</div></div>\n";
    }

    void operator()(const Code &code)
    {
        out += "<pre tabindex=\"0\"><code>" + escaped(code.text) + "</code></pre>\n";
    }

    void operator()(const Links &links)
    {
        out += "<ul class=\"links\">\n";
        for (const auto &link : links.links)
            out += "<li>" + anchorElement(link) + "</li>\n";
        out += "</ul>\n";
    }

    /// The sections that have been written, for the table of contents.
    const std::vector<std::string> &anchors() const { return m_anchors; }

private:
    static std::string side(Align align) { return align == Align::Right ? " class=\"right\"" : ""; }

    std::string uniqueAnchor(std::string_view heading)
    {
        auto name = anchor(heading);
        const int count = ++m_used[name];
        if (count > 1)
            name += fmt::format("-{}", count);
        m_anchors.push_back(name);
        return name;
    }

    void addCell(const Cell &cell, Align align)
    {
        const auto text = cell.text.empty() ? std::string("\u2013")
            : cell.link.empty()             ? escaped(cell.text)
                                            : anchorElement({cell.text, cell.link});
        const auto classes =
            fmt::format("{}{}", align == Align::Right ? "right" : "", cell.strong ? " strong" : "");
        out += classes.empty() ? "<td>" : "<td class=\"" + classes + "\">";
        if (cell.tone == Tone::Neutral)
            out += text;
        else
            out += fmt::format("<span class=\"chip {}\">{}{}</span>", toneClass(cell.tone), mark(cell.tone),
                               text);
        out += "</td>";
    }

    void addChartTable(const ChartSpec &chart)
    {
        const auto table = chartTable(chart);
        if (chart.empty())
            return;
        Table readable;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            const bool text = !table.rows.empty() && table.rows.front()[i].is_string();
            readable.columns.push_back({table.columns[i], text ? Align::Left : Align::Right});
        }
        const auto shown = std::min(table.rows.size(), longestChartTable);
        for (std::size_t r = 0; r < shown; ++r) {
            std::vector<Cell> cells;
            for (std::size_t c = 0; c < table.rows[r].size(); ++c)
                cells.emplace_back(readableCell(chart, table.rows[r][c], c));
            readable.rows.push_back(std::move(cells));
        }
        out += "<details><summary>Read as a table</summary>";
        (*this)(readable);
        if (shown < table.rows.size())
            out += fmt::format("<p>The first {} of {} rows; the report's JSON form has all.</p>", shown,
                               table.rows.size());
        out += "</details>";
    }

    int m_figures = 0;
    std::map<std::string, int> m_used;
    std::vector<std::string> m_anchors;
};

bool isHalf(const Block &block)
{
    const auto *figure = std::get_if<Figure>(&block);
    return figure && figure->half;
}

std::string styleSheet()
{
    return fmt::format(
        ":root{{color-scheme:light dark;{}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{}}}}}\n"
        "body{{font-family:{}}}code,pre{{font-family:{}}}\n{}\n{}\n",
        cssVariables(false), cssVariables(true), fontStack(), monoFontStack(), reportCss(), chartCss());
}

std::string header(const Document &document)
{
    std::string out = "<header>\n";
    if (!document.above.empty()) {
        out += "<nav class=\"above\" aria-label=\"Where this page stands\"><ol>";
        for (const auto &link : document.above)
            out += "<li>" + anchorElement(link) + "</li>";
        out += "</ol></nav>\n";
    }
    if (!document.facts.empty()) {
        out += "<dl class=\"facts\">";
        for (const auto &[label, value] : document.facts)
            out += "<div><dt>" + escaped(label) + "</dt><dd>" + escaped(value) + "</dd></div>";
        out += "</dl>\n";
    }
    out += "<h1>" + escaped(document.title) + "</h1>\n";
    if (!document.lead.empty())
        out += "<p class=\"lead\">" + escaped(document.lead) + "</p>\n";
    return out + "</header>\n";
}

std::string contents(const Document &document, const std::vector<std::string> &anchors)
{
    std::string items;
    std::size_t heading = 0;
    int sections = 0;
    for (const auto &block : document.blocks) {
        const auto *found = std::get_if<Heading>(&block);
        if (!found)
            continue;
        if (found->level == 1) {
            items += fmt::format("<li><a href=\"#{}\">{}</a></li>", anchors[heading], escaped(found->text));
            ++sections;
        }
        ++heading;
    }
    return sections < 2 ? ""
                        : "<nav class=\"contents\" aria-label=\"Contents\"><ol>" + items + "</ol></nav>\n";
}

} // namespace

std::string toHtml(const Document &document)
{
    Writer writer;
    const auto &blocks = document.blocks;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const bool pair = isHalf(blocks[i]) && i + 1 < blocks.size() && isHalf(blocks[i + 1]);
        if (!pair) {
            std::visit(writer, blocks[i]);
            continue;
        }
        writer.paired = true;
        writer.out += "<div class=\"pair\">\n";
        std::visit(writer, blocks[i]);
        std::visit(writer, blocks[++i]);
        writer.paired = false;
        writer.out += "</div>\n";
    }
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"generator\" content=\"Slipway\">\n<title>{}</title>\n<style>\n{}</style>\n"
        "</head>\n<body>\n{}<main>\n{}{}{}</main>\n</body>\n</html>\n",
        escaped(document.title), styleSheet(), marks, header(document), contents(document, writer.anchors()),
        writer.out);
}

} // namespace slipway::report
