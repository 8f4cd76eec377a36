#include "ui/pages/reports_rich_text.h"

#include "ui/models/text.h"
#include "ui/theme/theme.h"

#include <QFontInfo>

namespace slipway::ui {

namespace {

using report::Align;
using report::Tone;

QString escaped(const std::string &words)
{
    return text(words).toHtmlEscaped();
}

/// Writes one block. Sizes and colours are the theme's.
class RichText
{
public:
    explicit RichText(const Theme &theme)
        : m_theme(theme)
    {
    }

    QString operator()(const report::Heading &heading) const
    {
        const bool isSection = heading.level <= 1;
        return isSection ? paragraph(escaped(heading.text), u"text.primary", 19, 600, 30, 2)
                         : paragraph(escaped(heading.text), u"text.primary", 14, 600, 4, 0);
    }

    QString operator()(const report::Paragraph &words) const { return plain(escaped(words.text)); }

    QString operator()(const report::List &list) const
    {
        QString items;
        for (const auto &item : list.items)
            items += QStringLiteral("<li style=\"margin-top:3px\">%1</li>").arg(escaped(item));
        return QStringLiteral("<%1 style=\"margin-top:8px;margin-bottom:4px;margin-left:0px;%2\">%3</%1>")
            .arg(list.ordered ? QStringLiteral("ol") : QStringLiteral("ul"), ink(u"text.primary"), items);
    }

    QString operator()(const report::Code &code) const
    {
        const auto font = m_theme.font(u"mono");
        return QStringLiteral(
                   "<table width=\"100%\" cellspacing=\"0\" cellpadding=\"10\" "
                   "style=\"margin-top:8px;margin-bottom:4px\"><tr><td style=\"background-color:%1\">"
                   "<p style=\"white-space:pre-wrap;font-family:'%2';font-size:%3px;%4\">%5</p></td></tr>"
                   "</table>")
            .arg(m_theme.colour(u"surface.sunken").name(), QFontInfo(font).family(),
                 QString::number(QFontInfo(font).pixelSize()), ink(u"text.primary"), escaped(code.text));
    }

    QString operator()(const report::Table &table) const
    {
        const bool isSmall = table.columns.size() < 3;
        const bool isWide = table.columns.size() > 5;
        const int side = isWide ? 5 : 8;
        QString rows = QStringLiteral("<tr>");
        for (const auto &column : table.columns)
            rows += cell(QStringLiteral("th"), escaped(column.title), column.align, side,
                         ink(u"text.secondary")
                             + QStringLiteral("font-weight:500;background-color:%1;border-top:1px solid %2;"
                                              "border-bottom:1px solid %2;")
                                   .arg(m_theme.colour(u"surface.header").name(),
                                        m_theme.colour(u"border.default").name()));
        rows += QStringLiteral("</tr>");
        for (const auto &row : table.rows) {
            rows += QStringLiteral("<tr>");
            for (std::size_t i = 0; i < row.size(); ++i)
                rows += cellOf(row[i], i < table.columns.size() ? table.columns[i].align : Align::Left, side);
            rows += QStringLiteral("</tr>");
        }
        QString caption;
        if (!table.caption.empty())
            caption = paragraph(escaped(table.caption), u"text.primary", 13, 600, 4, 2);
        return caption
            + QStringLiteral(
                  "<table width=\"%1\" cellspacing=\"0\" cellpadding=\"0\" "
                  "style=\"border-collapse:collapse;margin-top:6px;margin-bottom:6px;font-size:%3px\">%2"
                  "</table>")
                  .arg(isSmall ? QStringLiteral("70%") : QStringLiteral("100%"), rows,
                       QString::number(scaled(isWide ? 12 : 13)));
    }

    QString operator()(const report::Links &links) const
    {
        QStringList names;
        for (const auto &link : links.links)
            names << escaped(link.text);
        return plain(names.join(QStringLiteral(", ")));
    }

    template <typename Other>
    QString operator()(const Other &) const
    {
        return {};
    }

    QString plain(const QString &html) const { return paragraph(html, u"text.primary", 13, 400, 6, 4); }

    QString paragraph(const QString &html, QStringView colour, int size, int weight, int above,
                      int below) const
    {
        return QStringLiteral("<p style=\"margin-top:%1px;margin-bottom:%2px;font-size:%3px;font-weight:%4;"
                              "line-height:135%;%5\">%6</p>")
            .arg(above)
            .arg(below)
            .arg(scaled(size))
            .arg(weight)
            .arg(ink(colour), html);
    }

private:
    QString ink(QStringView token) const
    {
        return QStringLiteral("color:%1;").arg(m_theme.colour(token).name());
    }

    /// The look's sizes are those of a body text of 13 px; the system's font may be larger.
    int scaled(int size) const { return qRound(size * QFontInfo(m_theme.font(u"body")).pixelSize() / 13.0); }

    QString cell(const QString &tag, const QString &html, Align align, int side, const QString &style) const
    {
        const bool isNumber = align == Align::Right;
        return QStringLiteral("<%1 align=\"%2\" style=\"padding:5px %3px;%4\">%5</%1>")
            .arg(tag, isNumber ? QStringLiteral("right") : QStringLiteral("left"), QString::number(side),
                 style,
                 isNumber ? QStringLiteral("<span style=\"white-space:nowrap\">%1</span>").arg(html) : html);
    }

    QString cellOf(const report::Cell &said, Align align, int side) const
    {
        QString html = said.text.empty() ? QStringLiteral("–") : escaped(said.text);
        if (said.tone != Tone::Neutral)
            html = QStringLiteral("<span style=\"%1font-weight:500\">%2&nbsp;%3</span>")
                       .arg(ink(QStringLiteral("status.%1.text").arg(toneName(said.tone))), shape(said.tone),
                            html);
        if (said.strong)
            html = QStringLiteral("<b>%1</b>").arg(html);
        return cell(
            QStringLiteral("td"), html, align, side,
            ink(u"text.primary")
                + QStringLiteral("border-bottom:1px solid %1;").arg(m_theme.colour(u"border.subtle").name()));
    }

    static QString toneName(Tone tone)
    {
        return tone == Tone::Ok  ? QStringLiteral("ok")
            : tone == Tone::Warn ? QStringLiteral("warn")
                                 : QStringLiteral("bad");
    }

    /// State is never told by colour alone.
    static QString shape(Tone tone)
    {
        return tone == Tone::Ok  ? QStringLiteral("✓")
            : tone == Tone::Warn ? QStringLiteral("▲")
                                 : QStringLiteral("✕");
    }

    const Theme &m_theme;
};

} // namespace

QString toRichText(const report::Block &block, const Theme &theme)
{
    return std::visit(RichText(theme), block);
}

QString headToRichText(const report::Document &document, const Theme &theme)
{
    const RichText write(theme);
    QStringList facts;
    for (const auto &[label, value] : document.facts)
        facts << QStringLiteral("%1: %2").arg(escaped(label), escaped(value));
    QString head;
    if (!facts.isEmpty())
        head += write.paragraph(facts.join(QStringLiteral(" &nbsp; ")), u"text.tertiary", 12, 400, 0, 8);
    head += write.paragraph(escaped(document.title), u"text.primary", 24, 600, 4, 8);
    if (!document.lead.empty())
        head += write.paragraph(escaped(document.lead), u"text.secondary", 14, 400, 0, 8);
    return head;
}

} // namespace slipway::ui
