#pragma once

#include "core/report/chart_spec.h"

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace slipway::report {

/// Always said by shape and word as well as by colour.
enum class Tone { Neutral, Ok, Warn, Bad };

struct Heading {
    int level = 1; ///< 1 for the sections that the table of contents lists, 2 below them
    std::string text;
};

struct Paragraph {
    std::string text;
};

/// A number that a reader takes away: "AUC, test", "0.884", "0.871 to 0.897", "↑ 0.013 over version 12".
struct KeyFigure {
    std::string label;
    std::string value; ///< as it is to be read, with its unit
    std::string interval {};
    std::string note {};
    Tone tone = Tone::Neutral; ///< of the note
};

struct KeyFigures {
    std::vector<KeyFigure> figures;
};

enum class Align { Left, Right };

struct TableColumn {
    std::string title;
    Align align = Align::Left;
};

/// A way to another page: a relative address, or "#anchor" of this one.
struct Link {
    std::string text;
    std::string target;
};

struct Cell {
    std::string text;
    Tone tone = Tone::Neutral; ///< anything but neutral makes the cell a chip of shape and word
    bool strong = false;
    std::string link {}; ///< where the text leads; empty: nowhere

    Cell(std::string words)
        : text(std::move(words))
    {
    }
    Cell(const char *words)
        : text(words)
    {
    }
    Cell(std::string words, Tone said)
        : text(std::move(words))
        , tone(said)
    {
    }
    Cell(Link way)
        : text(std::move(way.text))
        , link(std::move(way.target))
    {
    }
};

struct Table {
    std::string caption;
    std::vector<TableColumn> columns;
    std::vector<std::vector<Cell>> rows;
};

/// A chart, numbered by the writer. Two halves that follow each other stand side by side where there is room.
struct Figure {
    ChartSpec chart;
    std::string caption {}; ///< stands below: rows, method
    bool half = false;
};

struct List {
    std::vector<std::string> items;
    bool ordered = false;
};

struct Callout {
    Tone tone = Tone::Neutral;
    std::string word; ///< "Passed", "Refused"
    std::string text; ///< the sentence
    std::string detail {};
};

/// Something to type or to paste.
struct Code {
    std::string text;
    std::string language = "sh"; ///< as Markdown names it
};

/// Ways to other pages, side by side.
struct Links {
    std::vector<Link> links;
};

using Block = std::variant<Heading, Paragraph, KeyFigures, Table, Figure, List, Callout, Code, Links>;

/// A report: a title, a sentence, facts about its making, and blocks. Writers: html.h, markdown.h, and toJson
/// here. All texts are plain; each writer escapes them.
struct Document {
    std::string title;
    std::string lead; ///< what is the case, in a sentence or two
    std::vector<std::pair<std::string, std::string>> facts; ///< "Scenario", "feed"
    std::vector<Block> blocks;
    std::vector<Link> above {}; ///< the pages that this one is a part of, the widest first
};

/// {"format":"slipway.report","version":1,"title","lead","facts":[[label,value]],"blocks":[{"type",...}]}
Json toJson(const Document &document);
Result<Document> documentFromJson(const Json &json);

/// A name for an anchor: lowercase letters, digits and single dashes ("executive-summary"), "section" if none
/// is left.
std::string anchor(std::string_view heading);

} // namespace slipway::report
