#include "ui/models/import_preview.h"

#include "ui/models/text.h"

#include <QDateTime>

namespace slipway::ui {

namespace {

/// A text of the answer; empty where there is none or where it is null.
QString textOf(const Json &json, const char *key)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? text(found->get<std::string>()) : QString();
}

bool flagOf(const Json &json, const char *key, bool otherwise)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_boolean() ? found->get<bool>() : otherwise;
}

qint64 countOf(const Json &json, const char *key)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_number_integer() ? found->get<qint64>() : 0;
}

const Json &listOf(const Json &json, const char *key)
{
    static const Json none = Json::array();
    const auto found = json.find(key);
    return found != json.end() && found->is_array() ? *found : none;
}

QStringList textsOf(const Json &json, const char *key)
{
    QStringList list;
    for (const auto &word : listOf(json, key)) {
        if (word.is_string())
            list << text(word.get<std::string>());
    }
    return list;
}

/// A cell as the rows of a data set have it, so that the preview looks like them.
QVariant cellOf(const Json &cell, const QString &type)
{
    if (cell.is_boolean())
        return cell.get<bool>();
    if (cell.is_number_integer())
        return QVariant::fromValue<qlonglong>(cell.get<qint64>());
    if (cell.is_number())
        return cell.get<double>();
    if (!cell.is_string())
        return {};
    const QString value = text(cell.get<std::string>());
    if (type.startsWith(QLatin1String("TIMESTAMP"))) {
        const auto moment = QDateTime::fromString(value, Qt::ISODateWithMs);
        if (moment.isValid())
            return moment;
    }
    return value;
}

ImportColumn columnFrom(const Json &json)
{
    return {.name = textOf(json, "name"),
            .type = textOf(json, "type"),
            .format = textOf(json, "format"),
            .given = flagOf(json, "given", false),
            .missing = countOf(json, "missing"),
            .nullTokens = textsOf(json, "null_tokens"),
            .notice = textOf(json, "notice"),
            .noticeId = textOf(json, "notice_id")};
}

void readRows(const Json &answer, ImportPreview &into)
{
    for (const auto &row : listOf(answer, "first_rows")) {
        QVector<QVariant> cells;
        for (std::size_t i = 0; i < row.size() && i < into.columns.size(); ++i)
            cells << cellOf(row[i], into.columns[i].type);
        into.rows << cells;
    }
}

} // namespace

bool RejectedLine::operator==(const RejectedLine &other) const
{
    return file == other.file && line == other.line && reason == other.reason && text == other.text;
}

RejectedLine rejectedLineFrom(const Json &json)
{
    return {textOf(json, "file"), countOf(json, "line"), textOf(json, "reason"), textOf(json, "text")};
}

ImportPreview ImportPreview::from(const Json &answer)
{
    if (!answer.is_object())
        return {};
    ImportPreview preview {.kind = textOf(answer, "kind"),
                           .encoding = textOf(answer, "encoding"),
                           .byteOrderMark = flagOf(answer, "byte_order_mark", false),
                           .delimiter = textOf(answer, "delimiter"),
                           .quote = textOf(answer, "quote"),
                           .escape = textOf(answer, "escape"),
                           .header = flagOf(answer, "header", false),
                           .blanksTrimmed = flagOf(answer, "blanks_trimmed", false),
                           .decimal = textOf(answer, "decimal"),
                           .nullTokens = textsOf(answer, "null_tokens"),
                           .rowsSeen = countOf(answer, "rows_seen"),
                           .whole = flagOf(answer, "whole", true),
                           .target = textOf(answer, "target"),
                           .table = textOf(answer, "table"),
                           .tables = textsOf(answer, "tables"),
                           .notices = textsOf(answer, "notices")};
    for (const auto &column : listOf(answer, "columns"))
        preview.columns.push_back(columnFrom(column));
    for (const auto &column : listOf(answer, "renamed"))
        preview.renamed << textOf(column, "to");
    readRows(answer, preview);
    const auto rejected = answer.find("rejected");
    if (rejected != answer.end() && rejected->is_object()) {
        preview.rejectedCount = countOf(*rejected, "count");
        for (const auto &line : listOf(*rejected, "first"))
            preview.rejected.push_back(rejectedLineFrom(line));
    }
    return preview;
}

QStringList ImportPreview::columnNames() const
{
    QStringList names;
    for (const auto &column : columns)
        names << column.name;
    return names;
}

} // namespace slipway::ui
