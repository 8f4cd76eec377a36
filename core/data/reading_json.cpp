#include "core/data/reading_json.h"

#include <algorithm>
#include <array>

namespace slipway::data {

namespace {

Json characterJson(char c)
{
    if (c == '\0')
        return nullptr;
    return c == '\t' ? Json("tab") : Json(std::string(1, c));
}

Json columnJson(const TextColumn &column)
{
    Json json {{"name", column.name}, {"type", column.type}, {"given", column.forced}};
    const auto written = column.dateFormat.empty() ? std::string(formText(column.form)) : column.dateFormat;
    json["format"] = written.empty() ? Json(nullptr) : Json(written);
    json["missing"] = column.missing;
    json["null_tokens"] = column.guessedNulls;
    if (!column.notice.empty()) {
        json["notice"] = column.notice;
        json["notice_id"] = column.noticeId;
    }
    return json;
}

Json partJson(const TextPart &part)
{
    Json renamed = Json::array();
    for (const auto &column : part.renamed)
        renamed.push_back({{"position", column.position}, {"from", column.from}, {"to", column.to}});
    Json json {{"file", part.file.path().string()}, {"renamed", renamed}};
    if (part.quotedIsText)
        return json;
    json["encoding"] = part.file.encoding();
    json["byte_order_mark"] = part.file.byteOrderMark();
    json["delimiter"] = characterJson(part.dialect.delimiter);
    json["quote"] = characterJson(part.dialect.quote);
    json["escape"] = characterJson(part.dialect.escape);
    json["header"] = part.dialect.header;
    json["blanks_trimmed"] = part.dialect.trimBlanks;
    json["agreement"] = part.dialect.agreement;
    return json;
}

bool decimalComma(const TextPlan &plan)
{
    return std::any_of(plan.columns.begin(), plan.columns.end(),
                       [](const TextColumn &column) { return column.form & form::commaNumbers; });
}

} // namespace

Json readingJson(const TextPlan &plan)
{
    Json columns = Json::array();
    Json notices = Json::array();
    for (const auto &column : plan.columns) {
        columns.push_back(columnJson(column));
        if (!column.notice.empty())
            notices.push_back(column.notice);
    }
    Json parts = Json::array();
    for (const auto &part : plan.parts)
        parts.push_back(partJson(part));
    Json json = parts.front();
    json.erase("file");
    json["decimal"] = decimalComma(plan) ? "," : ".";
    json["null_tokens"] = plan.options.nullTokens;
    json["blank_lines"] = plan.blankLines;
    json["columns"] = std::move(columns);
    json["notices"] = std::move(notices);
    json["files"] = std::move(parts);
    return json;
}

std::string likelyTarget(const std::vector<SourceColumn> &columns)
{
    constexpr std::array<std::string_view, 20> names {
        "target",   "label",     "class",    "y",         "outcome", "churn",    "churned",
        "is_churn", "is_fraud",  "fraud",    "isfraud",   "default", "survived", "click",
        "clicked",  "converted", "response", "sentiment", "cnt",     "price",
    };
    for (const auto name : names) {
        for (const auto &column : columns) {
            std::string lower = column.name;
            std::transform(lower.begin(), lower.end(), lower.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
            if (lower == name)
                return column.name;
        }
    }
    // Tables without names have the label last more often than not.
    const bool nameless = !columns.empty() && std::all_of(columns.begin(), columns.end(), [](const auto &c) {
        return c.name.starts_with("column") && c.name.size() > 6
            && std::isdigit(static_cast<unsigned char>(c.name[6]));
    });
    return nameless && columns.size() > 1 ? columns.back().name : std::string();
}

} // namespace slipway::data
