#include "ui/theme/theme.h"

#include "core/report/theme.h"
#include "ui/theme/desktop_scheme.h"
#include "ui/theme/focus_ring.h"
#include "ui/theme/style.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStyleFactory>

#include <algorithm>
#include <cmath>
#include <utility>

namespace slipway::ui {

std::string_view styleSheetTemplate(); // resources/theme/slipway.qss.in

namespace {

constexpr int smallestText = 11; ///< LOOK.md: nothing under 11 px

/// "#RRGGBB" or "#RRGGBBAA"; Qt's own eight digits begin with the alpha.
QColor parsed(const QString &text)
{
    if (text.size() != 9)
        return QColor(text);
    QColor colour(text.left(7));
    colour.setAlpha(text.mid(7).toInt(nullptr, 16));
    return colour;
}

/// The leaves of a tree of tokens by their paths; the elements of a list are counted from 1.
template <typename Visit>
void eachLeaf(const QJsonValue &value, const QString &path, const Visit &visit)
{
    const auto below = [&](const QString &name) { return path.isEmpty() ? name : path + u'.' + name; };
    if (value.isObject()) {
        const auto object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            eachLeaf(it.value(), below(it.key()), visit);
    } else if (value.isArray()) {
        const auto array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i)
            eachLeaf(array.at(i), below(QString::number(i + 1)), visit);
    } else {
        visit(path, value);
    }
}

/// As a style sheet writes it.
QString written(const QColor &colour)
{
    if (colour.alpha() == 255)
        return colour.name();
    return QStringLiteral("rgba(%1, %2, %3, %4)")
        .arg(colour.red())
        .arg(colour.green())
        .arg(colour.blue())
        .arg(colour.alpha());
}

} // namespace

Theme::Theme(QObject *parent)
    : QObject(parent)
    , m_systemFont(QApplication::font())
    , m_systemFixedFont(QFontDatabase::systemFont(QFontDatabase::FixedFont))
    , m_icons(*this)
    , m_desktopIsDark(desktopIsDark())
    , m_dark(m_desktopIsDark)
{
    readTokens();
}

Theme::~Theme()
{
    if (!m_application)
        return;
    // The style and the icons of the application read this theme.
    m_application->setStyleSheet({});
    m_application->setStyle(QStyleFactory::create(QStringLiteral("fusion")));
}

void Theme::readTokens()
{
    const auto text = report::themeTokens();
    const auto document =
        QJsonDocument::fromJson(QByteArray(text.data(), static_cast<qsizetype>(text.size())));
    Q_ASSERT_X(document.isObject(), "Theme", "tokens.json is no JSON object");
    const auto root = document.object();
    const auto themes = root.value(u"themes").toObject();
    const auto readColours = [this](const QJsonValue &tree, Colours &colours) {
        eachLeaf(tree, {}, [&](const QString &path, const QJsonValue &value) {
            if (value.isString())
                colours.insert(path, parsed(value.toString()));
            else
                m_numbers.insert(path, value.toDouble()); // chart.bandOpacity has one value a theme
        });
    };
    readColours(themes.value(u"light"), m_lightColours);
    readColours(themes.value(u"dark"), m_darkColours);
    m_numbers.insert(
        QStringLiteral("chart.bandOpacity.light"),
        themes.value(u"light").toObject().value(u"chart").toObject().value(u"bandOpacity").toDouble());
    m_numbers.insert(QStringLiteral("chart.bandOpacity.dark"),
                     m_numbers.take(QStringLiteral("chart.bandOpacity")));
    for (const auto *group :
         {"space", "radius", "stroke", "control", "row", "icon", "shell", "motion", "font"}) {
        const auto name = QLatin1String(group);
        eachLeaf(root.value(name), name, [this](const QString &path, const QJsonValue &value) {
            if (value.isDouble())
                m_numbers.insert(path, value.toDouble());
        });
    }
}

void Theme::setMode(ThemeMode mode)
{
    const bool dark = mode == ThemeMode::Dark || (mode == ThemeMode::System && m_desktopIsDark);
    const bool sameMode = std::exchange(m_mode, mode) == mode;
    const bool sameColours = std::exchange(m_dark, dark) == dark;
    if (!sameColours && m_application)
        applyTo(*m_application);
    if (!sameMode || !sameColours) // whoever remembers the mode has to hear of it too
        Q_EMIT changed();
}

bool Theme::hasColour(QStringView name) const
{
    return colours().contains(name.toString());
}

QStringList Theme::colourNames() const
{
    auto names = colours().keys();
    names.sort();
    return names;
}

QColor Theme::colour(QStringView name) const
{
    const auto found = colours().constFind(name.toString());
    Q_ASSERT_X(found != colours().constEnd(), "Theme::colour", qPrintable(name.toString()));
    return found == colours().constEnd() ? QColor() : *found;
}

double Theme::number(QStringView name) const
{
    if (name == u"chart.bandOpacity")
        return number(m_dark ? u"chart.bandOpacity.dark" : u"chart.bandOpacity.light");
    const auto found = m_numbers.constFind(name.toString());
    Q_ASSERT_X(found != m_numbers.constEnd(), "Theme::number", qPrintable(name.toString()));
    return found == m_numbers.constEnd() ? 0 : *found;
}

int Theme::pixels(QStringView name) const
{
    return qRound(number(name));
}

QColor Theme::seriesColour(int style) const
{
    return colour(QStringLiteral("chart.series.%1").arg(style % report::seriesStyles() + 1));
}

QVector<qreal> Theme::seriesDash(int style) const
{
    const auto pattern = report::seriesDash(style);
    QVector<qreal> dash;
    for (const auto &part :
         QString::fromUtf8(pattern.data(), static_cast<qsizetype>(pattern.size())).split(u' ')) {
        bool isNumber = false;
        const qreal length = part.toDouble(&isNumber);
        if (isNumber)
            dash.push_back(length);
    }
    return dash;
}

QString Theme::seriesMarker(int style) const
{
    const auto marker = report::seriesMarker(style);
    return QString::fromUtf8(marker.data(), static_cast<qsizetype>(marker.size()));
}

QFont Theme::font(QStringView role) const
{
    const auto key = QStringLiteral("font.scale.%1.").arg(role);
    const bool fixed = role == u"mono";
    QFont font = fixed ? m_systemFixedFont : m_systemFont;
    // 13 px of the design are whatever size the person has chosen for the desktop.
    const double scale = QFontInfo(m_systemFont).pixelSize() / number(u"font.scale.body.px");
    font.setPixelSize(std::max(smallestText, qRound(number(key + QStringLiteral("px")) * scale)));
    font.setWeight(static_cast<QFont::Weight>(pixels(key + QStringLiteral("weight"))));
    return font;
}

int Theme::lineHeight(QStringView role) const
{
    const auto key = QStringLiteral("font.scale.%1.").arg(role);
    const double scale = font(role).pixelSize() / number(key + QStringLiteral("px"));
    return qRound(number(key + QStringLiteral("line")) * scale);
}

int Theme::motionMs(QStringView name) const
{
    return m_reducedMotion ? 0 : pixels(QStringLiteral("motion.%1").arg(name));
}

QPalette Theme::palette() const
{
    struct Role {
        QPalette::ColorRole role;
        const char16_t *active;
        const char16_t *disabled;
    };
    static constexpr Role roles[] = {
        {QPalette::Window, u"surface.canvas", u"surface.canvas"},
        {QPalette::WindowText, u"text.primary", u"text.disabled"},
        {QPalette::Base, u"surface.panel", u"surface.sunken"},
        {QPalette::AlternateBase, u"surface.header", u"surface.header"},
        {QPalette::ToolTipBase, u"surface.tooltip", u"surface.tooltip"},
        {QPalette::ToolTipText, u"text.onTooltip", u"text.onTooltip"},
        {QPalette::PlaceholderText, u"text.tertiary", u"text.disabled"},
        {QPalette::Text, u"text.primary", u"text.disabled"},
        {QPalette::Button, u"surface.raised", u"surface.sunken"},
        {QPalette::ButtonText, u"text.primary", u"text.disabled"},
        {QPalette::BrightText, u"text.onAccent", u"text.disabled"},
        {QPalette::Light, u"surface.raised", u"surface.raised"},
        {QPalette::Midlight, u"border.subtle", u"border.subtle"},
        {QPalette::Mid, u"border.default", u"border.default"},
        {QPalette::Dark, u"border.strong", u"border.strong"},
        {QPalette::Shadow, u"border.input", u"border.default"},
        {QPalette::Highlight, u"selection.fill", u"selection.inactive"},
        {QPalette::HighlightedText, u"selection.text", u"text.disabled"},
        {QPalette::Link, u"text.link", u"text.disabled"},
        {QPalette::LinkVisited, u"text.link", u"text.disabled"},
    };
    QPalette palette;
    for (const auto &role : roles) {
        palette.setColor(QPalette::Active, role.role, colour(role.active));
        palette.setColor(QPalette::Inactive, role.role, colour(role.active));
        palette.setColor(QPalette::Disabled, role.role, colour(role.disabled));
    }
    palette.setColor(QPalette::Inactive, QPalette::Highlight, colour(u"selection.inactive"));
    return palette;
}

QString Theme::expanded(QString text) const
{
    static const QRegularExpression name(QStringLiteral(R"(\$\{([A-Za-z0-9.]+)\})"));
    qsizetype from = 0;
    while (true) {
        const auto match = name.match(text, from);
        if (!match.hasMatch())
            return text;
        const auto key = match.captured(1);
        QString value;
        if (hasColour(key))
            value = written(colour(key));
        else if (m_numbers.contains(QStringLiteral("font.scale.%1.px").arg(key.mid(5)))
                 && key.startsWith(u"font."))
            value = QString::number(font(key.mid(5)).pixelSize());
        else if (m_numbers.contains(key))
            value = QString::number(number(key));
        else
            value = match.captured(0);
        text.replace(match.capturedStart(), match.capturedLength(), value);
        from = match.capturedStart() + value.size();
    }
}

QString Theme::styleSheet() const
{
    const auto text = styleSheetTemplate();
    return expanded(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
}

void Theme::applyTo(QApplication &application)
{
    if (!m_application) {
        m_application = &application;
        QApplication::setStyle(new Style(*this)); // the application owns its style
        new FocusRing(&application);
    }
    QApplication::setFont(font(u"body"));
    QApplication::setPalette(palette());
    application.setStyleSheet(styleSheet());
}

} // namespace slipway::ui
