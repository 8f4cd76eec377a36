#include "core/report/markdown.h"

#include <fmt/format.h>

#include <algorithm>

namespace slipway::report {

namespace {

constexpr std::size_t longestChartTable = 40;

/// Everything that Markdown or the HTML inside it would take for markup is set behind a backslash or an
/// entity.
std::string plain(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (c == '<')
            out += "&lt;";
        else if (c == '&')
            out += "&amp;";
        else if (c == '\n' || c == '\r')
            out += ' ';
        else if (std::string_view("\\`*_{}[]#|>~").find(c) != std::string_view::npos)
            out += {'\\', c};
        else
            out += c;
    }
    // At the beginning of a line these would begin a list, a rule or a numbered item.
    const auto endsMark = [&](std::size_t i) {
        return i >= out.size() || out[i] == ' ' || out[i] == out.front();
    };
    if (!out.empty() && (out.front() == '-' || out.front() == '+') && endsMark(1))
        out.insert(0, "\\");
    const auto digits = out.find_first_not_of("0123456789");
    const bool numbered =
        digits != 0 && digits != std::string::npos && (out[digits] == '.' || out[digits] == ')');
    if (numbered && (digits + 1 == out.size() || out[digits + 1] == ' '))
        out.insert(digits, "\\");
    return out;
}

/// Brackets and blanks in an address would end it early.
std::string linked(const Link &link)
{
    std::string target;
    for (const char c : link.target) {
        if (std::string_view(" ()<>\\").find(c) == std::string_view::npos)
            target += c;
        else
            target += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return "[" + plain(link.text) + "](" + target + ")";
}

/// A fence longer than any run of backticks inside.
std::string fence(std::string_view text)
{
    std::size_t longest = 2;
    std::size_t run = 0;
    for (const char c : text) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return std::string(longest + 1, '`');
}

std::string row(const std::vector<std::string> &cells)
{
    std::string line = "|";
    for (const auto &cell : cells)
        line += " " + (cell.empty() ? std::string("\u2013") : cell) + " |";
    return line + "\n";
}

std::string mark(Tone tone)
{
    switch (tone) {
    case Tone::Ok:
        return "✓ ";
    case Tone::Warn:
        return "▲ ";
    case Tone::Bad:
        return "✕ ";
    case Tone::Neutral:
        break;
    }
    return "";
}

std::string tableText(const std::vector<TableColumn> &columns,
                      const std::vector<std::vector<std::string>> &rows)
{
    std::vector<std::string> titles;
    std::vector<std::string> rules;
    for (const auto &column : columns) {
        titles.push_back(plain(column.title));
        rules.emplace_back(column.align == Align::Right ? "---:" : "---");
    }
    auto text = row(titles) + row(rules);
    for (const auto &cells : rows)
        text += row(cells);
    return text;
}

struct Writer {
    int figures = 0;
    std::string out {};

    void operator()(const Heading &heading)
    {
        out += std::string(static_cast<std::size_t>(std::clamp(heading.level + 1, 2, 6)), '#') + " "
            + plain(heading.text);
    }
    void operator()(const Paragraph &paragraph) { out += plain(paragraph.text); }
    void operator()(const KeyFigures &key)
    {
        const bool sure = std::none_of(key.figures.begin(), key.figures.end(),
                                       [](const KeyFigure &figure) { return !figure.interval.empty(); });
        std::vector<TableColumn> columns {{"Figure"}, {"Value", Align::Right}, {"Note"}};
        if (!sure)
            columns.insert(columns.end() - 1, TableColumn {"95% interval", Align::Right});
        std::vector<std::vector<std::string>> rows;
        for (const auto &figure : key.figures) {
            rows.push_back({plain(figure.label), "**" + plain(figure.value) + "**"});
            if (!sure)
                rows.back().push_back(plain(figure.interval));
            rows.back().push_back(mark(figure.tone) + plain(figure.note));
        }
        out += tableText(columns, rows);
    }
    void operator()(const Table &table)
    {
        if (!table.caption.empty())
            out += "**" + plain(table.caption) + "**\n\n";
        std::vector<std::vector<std::string>> rows;
        for (const auto &cells : table.rows) {
            rows.emplace_back();
            for (const auto &cell : cells) {
                const auto text = cell.link.empty() ? plain(cell.text) : linked({cell.text, cell.link});
                rows.back().push_back(mark(cell.tone) + (cell.strong ? "**" + text + "**" : text));
            }
        }
        out += tableText(table.columns, rows);
    }
    void operator()(const Figure &figure)
    {
        const auto &chart = figure.chart;
        out += fmt::format("**Figure {}. {}**", ++figures, plain(chart.title));
        if (!chart.unit.empty())
            out += " (" + plain(chart.unit) + ")";
        out += "\n\n" + plain(chart.empty() ? chart.emptyReason : chart.sentence) + "\n";
        const auto table = chartTable(chart);
        if (chart.empty() || table.rows.size() > longestChartTable)
            return;
        std::vector<TableColumn> columns;
        for (const auto &title : table.columns)
            columns.push_back({title, columns.empty() ? Align::Left : Align::Right});
        std::vector<std::vector<std::string>> rows;
        for (const auto &cells : table.rows) {
            rows.emplace_back();
            for (std::size_t i = 0; i < cells.size(); ++i)
                rows.back().push_back(plain(readableCell(chart, cells[i], i)));
        }
        out += "\n" + tableText(columns, rows);
        if (!figure.caption.empty())
            out += "\n" + plain(figure.caption) + "\n";
    }
    void operator()(const List &list)
    {
        int number = 0;
        for (const auto &item : list.items)
            out += (list.ordered ? fmt::format("{}. ", ++number) : "- ") + plain(item) + "\n";
    }
    void operator()(const Callout &callout)
    {
        out += "> **" + mark(callout.tone) + plain(callout.word) + ".** " + plain(callout.text) + "\n";
        if (!callout.detail.empty())
            out += ">\n> " + plain(callout.detail) + "\n";
    }
    void operator()(const Code &code)
    {
        const auto ticks = fence(code.text);
        out += ticks + code.language + "\n" + code.text + (code.text.ends_with('\n') ? "" : "\n") + ticks;
    }
    void operator()(const Links &links)
    {
        for (const auto &link : links.links)
            out += "- " + linked(link) + "\n";
    }
};

} // namespace

std::string toMarkdown(const Document &document)
{
    Writer writer;
    for (const auto &link : document.above)
        writer.out += linked(link) + " /\n";
    writer.out += (document.above.empty() ? "# " : "\n# ") + plain(document.title) + "\n\n";
    if (!document.lead.empty())
        writer.out += plain(document.lead) + "\n\n";
    for (const auto &[label, value] : document.facts)
        writer.out += "- " + plain(label) + ": " + plain(value) + "\n";
    if (!document.facts.empty())
        writer.out += "\n";
    for (const auto &block : document.blocks) {
        std::visit(writer, block);
        writer.out += writer.out.ends_with('\n') ? "\n" : "\n\n";
    }
    writer.out.resize(writer.out.find_last_not_of('\n') + 1);
    return writer.out + "\n";
}

} // namespace slipway::report
