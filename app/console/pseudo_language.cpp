#include "app/console/pseudo_language.h"

#include <algorithm>

namespace slipway::ui {

namespace {

constexpr QStringView plain = u"AEINOUYaceinouy";
constexpr QStringView accented = u"ÅÉÎÑÖÛÝåçéîñöûý";
constexpr int mostDigits = 2; ///< of a placeholder: %1 to %99

/// How many characters of a placeholder ("%1", "%L2", "%n") begin here; 0 where none does.
qsizetype placeholderAt(const QString &text, qsizetype at)
{
    if (text[at] != u'%' || at + 1 >= text.size())
        return 0;
    if (text[at + 1] == u'n')
        return 2;
    qsizetype end = at + 1;
    if (text[end] == u'L')
        ++end;
    const qsizetype digits = end;
    while (end < text.size() && end - digits < mostDigits && text[end].isDigit())
        ++end;
    return end == digits ? 0 : end - at;
}

} // namespace

QString PseudoLanguage::of(const QString &source)
{
    QString text;
    for (qsizetype i = 0; i < source.size(); ++i) {
        if (const qsizetype length = placeholderAt(source, i)) {
            text += source.mid(i, length);
            i += length - 1;
            continue;
        }
        const auto place = plain.indexOf(source[i]);
        text += place < 0 ? source[i] : accented[place];
    }
    // About a third longer, as German and Finnish are.
    const auto more = std::max<qsizetype>(1, source.size() / 3);
    return u'[' + text + u' ' + QString(more, u'~') + u']';
}

QString PseudoLanguage::translate(const char *, const char *source, const char *, int n) const
{
    QString text = of(QString::fromUtf8(source));
    // Without plural forms of its own a translator gets the number from Qt; this one has put it into
    // brackets.
    if (n >= 0)
        text.replace(QStringLiteral("%n"), QString::number(n));
    return text;
}

} // namespace slipway::ui
