#include "ui/pages/data_import_words.h"

#include "ui/models/number_text.h"
#include "ui/models/text.h"

#include <QFileInfo>

namespace slipway::ui {

namespace {

QString argument(const Error &error, const char *name)
{
    const auto found = error.args.is_object() ? error.args.find(name) : error.args.end();
    if (!error.args.is_object() || found == error.args.end())
        return {};
    if (found->is_string())
        return text(found->get<std::string>());
    return found->is_number_integer() ? NumberText::count(found->get<double>()) : QString();
}

QString fileOf(const Error &error, const char *name = "file")
{
    return QFileInfo(argument(error, name)).fileName();
}

/// The engine's sentence with the names of files instead of their paths.
QString shortened(const Error &error)
{
    QString sentence = text(error.message);
    for (const char *name : {"file", "first", "place", "source"}) {
        const QString path = argument(error, name);
        if (path.contains(QLatin1Char('/')))
            sentence.replace(path, QFileInfo(path).fileName());
    }
    return sentence;
}

} // namespace

QString DataImportWords::encoding(const QString &encoding, bool byteOrderMark)
{
    QString words = encoding;
    if (encoding == QLatin1String("utf-8"))
        words = tr("UTF-8");
    else if (encoding == QLatin1String("utf-16le"))
        words = tr("UTF-16 LE");
    else if (encoding == QLatin1String("utf-16be"))
        words = tr("UTF-16 BE");
    else if (encoding == QLatin1String("latin-1"))
        words = tr("Latin-1");
    else if (encoding == QLatin1String("windows-1252"))
        words = tr("Windows-1252");
    return byteOrderMark ? tr("%1 with BOM", "an encoding with a byte order mark").arg(words) : words;
}

QString DataImportWords::separator(const QString &delimiter)
{
    if (delimiter.isEmpty() || delimiter == QLatin1String("none"))
        return tr("None, one column");
    if (delimiter == QLatin1String("tab"))
        return tr("Tab");
    if (delimiter == QLatin1String(","))
        return tr("Comma");
    if (delimiter == QLatin1String(";"))
        return tr("Semicolon");
    if (delimiter == QLatin1String("|"))
        return tr("Vertical bar");
    if (delimiter == QLatin1String(" "))
        return tr("Blank");
    return delimiter == QLatin1String(":") ? tr("Colon") : delimiter;
}

QString DataImportWords::quote(const QString &quote)
{
    if (quote.isEmpty() || quote == QLatin1String("none"))
        return tr("None");
    if (quote == QLatin1String("\""))
        return tr("Double", "quotes");
    return quote == QLatin1String("'") ? tr("Single", "quotes") : quote;
}

QString DataImportWords::form(const ImportPreview &preview)
{
    if (preview.kind == QLatin1String("parquet"))
        return tr("Parquet");
    if (preview.kind == QLatin1String("json"))
        return tr("JSON");
    if (preview.kind == QLatin1String("sqlite"))
        return tr("SQLite, table %1").arg(preview.table);
    const QString kind = preview.kind == QLatin1String("csv.gz") ? tr("Packed text") : tr("Text");
    const QString encoding = DataImportWords::encoding(preview.encoding, preview.byteOrderMark);
    return preview.header
        ? tr("%1 in %2 with names in the first line", "kind and encoding").arg(kind, encoding)
        : tr("%1 in %2 without a line of names", "kind and encoding").arg(kind, encoding);
}

QString DataImportWords::size(const ImportPreview &preview)
{
    const auto columns = static_cast<int>(preview.columns.size());
    const QString width = tr("%n columns", nullptr, columns);
    if (preview.rowsSeen == 0)
        return width;
    const QString rows = NumberText::count(static_cast<double>(preview.rowsSeen));
    return preview.whole
        ? tr("%1 and %2 rows", "columns and rows").arg(width, rows)
        : tr("%1; the first %2 rows were looked at, the import looks at all", "columns and rows")
              .arg(width, rows);
}

QString DataImportWords::notice(const ImportColumn &column)
{
    if (column.noticeId == QLatin1String("import.date_ambiguous"))
        return tr(
            "Day and month cannot be told apart, so it is kept as text. Choose how its dates are written.");
    if (column.noticeId == QLatin1String("import.number_ambiguous"))
        return tr("A point or comma may separate thousands or decimals, so it is kept as text. Choose the "
                  "decimals.");
    return column.notice;
}

QString DataImportWords::sentence(const ImportPreview &preview)
{
    QString sentence = tr("%1: %2.", "form and size of a table").arg(form(preview), size(preview));
    if (preview.rejectedCount > 0) {
        sentence += QLatin1Char(' ')
            + tr("%n lines are no rows and would be left out.", nullptr,
                 static_cast<int>(preview.rejectedCount));
    }
    QStringList doubtful;
    for (const auto &column : preview.columns) {
        if (!column.notice.isEmpty())
            doubtful << column.name;
    }
    if (!doubtful.isEmpty()) {
        constexpr qsizetype most = 3;
        const QString names = doubtful.first(std::min(most, doubtful.size())).join(QStringLiteral(", "));
        sentence += QLatin1Char(' ')
            + tr("%n columns need a look: %1.", nullptr, static_cast<int>(doubtful.size()))
                  .arg(doubtful.size() > most ? names + QStringLiteral(", …") : names);
    }
    return sentence;
}

QString DataImportWords::failure(const Error &error)
{
    const QString file = fileOf(error);
    const auto is = [&](const char *id) { return error.id == id; };
    if (is("import.delimiter_unclear"))
        return tr("The lines of %1 do not agree on the number of columns, whatever separates them. Choose "
                  "the "
                  "separator, or “None” where each line is one column.")
            .arg(file);
    if (is("import.quotes_open"))
        return tr("More than a thousand lines of %1 open a quote that is never closed, the last of them line "
                  "%2. Choose other quotes, or “None” where they are ordinary characters.")
            .arg(file, argument(error, "line"));
    if (is("import.header_missing"))
        return tr("No line of %1 can hold the names of the columns. Say that the first line is data, or "
                  "choose another separator.")
            .arg(file);
    if (is("import.header_only"))
        return tr("%1 has a line of names and no rows. Choose another file, or say that the first line is "
                  "data.")
            .arg(file);
    if (is("import.all_rejected"))
        return tr("No line of %1 is a row: line %2: %3. Choose another separator, other quotes or another "
                  "type.")
            .arg(file, argument(error, "line"), argument(error, "reason"));
    if (is("import.date_ambiguous"))
        return tr("%1 holds dates in which day and month cannot be told apart. Choose how they are written.")
            .arg(argument(error, "column"));
    if (is("import.date_format_unknown"))
        return tr("“%1” is no way to write dates. Write day, month and year as %d, %m and %Y, with what "
                  "stands between them.")
            .arg(argument(error, "format"));
    if (is("import.columns_differ"))
        return tr("%1 has other columns than %2: more: %3; fewer: %4. Import each as a data set of its own, "
                  "or say that columns may be missing.")
            .arg(file, fileOf(error, "first"), argument(error, "more"), argument(error, "fewer"));
    if (is("import.kinds_differ"))
        return tr("%1 and %2 are of two kinds, and Parquet goes together with Parquet only. Import each as a "
                  "data set of its own.")
            .arg(file, fileOf(error, "first"));
    if (is("import.table_unnamed"))
        return tr("%1 holds no table. Choose another file.").arg(file);
    if (is("data.file_empty"))
        return tr("%1 is empty. Choose another file.").arg(file);
    return shortened(error);
}

} // namespace slipway::ui
