#include "tests/support/ui_test_main.h"
#include "tests/support/verify.h"
#include "ui/theme/theme.h"

#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>

#include <algorithm>
#include <cmath>

using namespace slipway::ui;

namespace {

/// Relative luminance of WCAG 2.1.
double luminance(const QColor &colour)
{
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(static_cast<double>(colour.redF()))
        + 0.7152 * linear(static_cast<double>(colour.greenF()))
        + 0.0722 * linear(static_cast<double>(colour.blueF()));
}

double contrast(const QColor &a, const QColor &b)
{
    const double lighter = std::max(luminance(a), luminance(b));
    const double darker = std::min(luminance(a), luminance(b));
    return (lighter + 0.05) / (darker + 0.05);
}

} // namespace

class ThemeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bothThemesHaveTheSameColours();
    void everyColourIsAColour();
    void theStyleSheetHasNothingUnresolved();
    void theStyleSheetWritesNoColourOfItsOwn();
    void unknownNamesStayVisible();
    void contrastByHand();
    void textIsReadableWhereItStands_data();
    void textIsReadableWhereItStands();
    void marksAndFramesStandOut();
    void palettesCoverAllThreeGroups();
    void changingTheThemeTellsOnce();
    void seriesFollowTheTokens();
    void fontsGrowWithTheSystem();
    void lessMotionMeansNone();
};

void ThemeTest::bothThemesHaveTheSameColours()
{
    Theme theme;
    theme.setMode(ThemeMode::Light);
    const auto light = theme.colourNames();
    theme.setMode(ThemeMode::Dark);
    QVERIFY(light.size() > 70);
    QCOMPARE(theme.colourNames(), light);
}

void ThemeTest::everyColourIsAColour()
{
    Theme theme;
    for (const auto mode : {ThemeMode::Light, ThemeMode::Dark}) {
        theme.setMode(mode);
        for (const auto &name : theme.colourNames())
            QVERIFY2(theme.colour(name).isValid(), qPrintable(name));
    }
    // "#0F172373": eight digits end with the alpha.
    theme.setMode(ThemeMode::Light);
    QCOMPARE(theme.colour(u"surface.scrim"), QColor(0x0F, 0x17, 0x23, 0x73));
}

void ThemeTest::theStyleSheetHasNothingUnresolved()
{
    Theme theme;
    QStringList sheets;
    for (const auto mode : {ThemeMode::Light, ThemeMode::Dark}) {
        theme.setMode(mode);
        sheets << theme.styleSheet();
        QVERIFY(sheets.last().contains(theme.colour(u"surface.panel").name()));
        const auto at =
            sheets.last().indexOf(QStringLiteral("${"), sheets.last().indexOf(QStringLiteral("*/")));
        QVERIFY2(at < 0, qPrintable(sheets.last().mid(at, 60)));
    }
    QVERIFY(sheets.first() != sheets.last());
}

void ThemeTest::theStyleSheetWritesNoColourOfItsOwn()
{
    QFile file(QStringLiteral(SLIPWAY_SOURCE_DIR "/resources/theme/slipway.qss.in"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto text = QString::fromUtf8(file.readAll());
    static const QRegularExpression literal(QStringLiteral("#[0-9A-Fa-f]{3,8}\\b|rgba?\\("));
    QVERIFY2(!text.contains(literal), qPrintable(literal.match(text).captured(0)));
}

void ThemeTest::unknownNamesStayVisible()
{
    const Theme theme;
    QCOMPARE(theme.expanded(QStringLiteral("a ${no.such} b ${radius.panel}px")),
             QStringLiteral("a ${no.such} b 6px"));
}

// WCAG's own end points: black on white is 21, and #777777 on white is 4.48.
void ThemeTest::contrastByHand()
{
    QCOMPARE_NEAR(contrast(Qt::black, Qt::white), 21.0, 1e-6);
    QCOMPARE_NEAR(contrast(QColor(0x77, 0x77, 0x77), Qt::white), 4.48, 0.005);
}

void ThemeTest::textIsReadableWhereItStands_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("surface");
    const auto add = [](const QString &text, const QStringList &surfaces) {
        for (const auto &surface : surfaces)
            QTest::newRow(qPrintable(text + QStringLiteral(" on ") + surface)) << text << surface;
    };
    const QStringList pages {QStringLiteral("surface.canvas"), QStringLiteral("surface.rail"),
                             QStringLiteral("surface.panel"),  QStringLiteral("surface.header"),
                             QStringLiteral("surface.sunken"), QStringLiteral("surface.raised"),
                             QStringLiteral("surface.hover")};
    add(QStringLiteral("text.primary"),
        pages
            + QStringList {QStringLiteral("selection.fill"), QStringLiteral("selection.inactive"),
                           QStringLiteral("surface.pressed")});
    add(QStringLiteral("text.secondary"),
        pages + QStringList {QStringLiteral("selection.fill"), QStringLiteral("surface.pressed")});
    add(QStringLiteral("text.tertiary"), pages);
    add(QStringLiteral("text.link"), pages + QStringList {QStringLiteral("selection.fill")});
    add(QStringLiteral("chart.label"), {QStringLiteral("chart.background"), QStringLiteral("surface.panel")});
    add(QStringLiteral("text.onTooltip"), {QStringLiteral("surface.tooltip")});
    add(QStringLiteral("text.onAccent"),
        {QStringLiteral("accent.fill"), QStringLiteral("accent.hover"), QStringLiteral("accent.pressed")});
    add(QStringLiteral("accent.text"), {QStringLiteral("accent.subtle"), QStringLiteral("surface.panel")});
    add(QStringLiteral("selection.text"), {QStringLiteral("selection.fill")});
    for (const auto *state : {"ok", "warn", "bad", "neutral", "running"}) {
        const auto name = QStringLiteral("status.%1.").arg(QLatin1String(state));
        add(name + QStringLiteral("text"),
            QStringList {name + QStringLiteral("fill"), QStringLiteral("surface.panel"),
                         QStringLiteral("surface.canvas"), QStringLiteral("surface.raised"),
                         QStringLiteral("surface.hover")});
    }
}

void ThemeTest::textIsReadableWhereItStands()
{
    QFETCH(QString, text);
    QFETCH(QString, surface);
    Theme theme;
    for (const auto mode : {ThemeMode::Light, ThemeMode::Dark}) {
        theme.setMode(mode);
        const double ratio = contrast(theme.colour(text), theme.colour(surface));
        QVERIFY2(ratio >= 4.5,
                 qPrintable(QStringLiteral("%1 in the %2 theme")
                                .arg(ratio)
                                .arg(theme.dark() ? QStringLiteral("dark") : QStringLiteral("light"))));
    }
}

// Shapes, frames of fields and series need 3:1 against what they lie on.
void ThemeTest::marksAndFramesStandOut()
{
    Theme theme;
    for (const auto mode : {ThemeMode::Light, ThemeMode::Dark}) {
        theme.setMode(mode);
        QStringList marks {QStringLiteral("border.input"), QStringLiteral("focus.ring"),
                           QStringLiteral("chart.reference")};
        for (const auto *state : {"ok", "warn", "bad", "neutral", "running"})
            marks << QStringLiteral("status.%1.solid").arg(QLatin1String(state));
        for (int i = 1; i <= 8; ++i)
            marks << QStringLiteral("chart.series.%1").arg(i);
        for (const auto &mark : marks) {
            const double ratio = contrast(theme.colour(mark), theme.colour(u"surface.panel"));
            QVERIFY2(ratio >= 3, qPrintable(QStringLiteral("%1: %2").arg(mark).arg(ratio)));
        }
    }
}

void ThemeTest::palettesCoverAllThreeGroups()
{
    Theme theme;
    theme.setMode(ThemeMode::Dark);
    const auto palette = theme.palette();
    QCOMPARE(palette.color(QPalette::Active, QPalette::Window), theme.colour(u"surface.canvas"));
    QCOMPARE(palette.color(QPalette::Inactive, QPalette::Text), theme.colour(u"text.primary"));
    QCOMPARE(palette.color(QPalette::Disabled, QPalette::ButtonText), theme.colour(u"text.disabled"));
    QCOMPARE(palette.color(QPalette::Inactive, QPalette::Highlight), theme.colour(u"selection.inactive"));
}

void ThemeTest::changingTheThemeTellsOnce()
{
    Theme theme;
    theme.setMode(ThemeMode::Light);
    QSignalSpy spy(&theme, &Theme::changed);
    theme.setMode(ThemeMode::Dark);
    theme.setMode(ThemeMode::Dark);
    QCOMPARE(spy.count(), 1);
    QVERIFY(theme.dark());
    // The test's own palette is Fusion's light one.
    theme.setMode(ThemeMode::System);
    QCOMPARE(spy.count(), 2);
    QVERIFY(!theme.dark());
}

void ThemeTest::seriesFollowTheTokens()
{
    Theme theme;
    theme.setMode(ThemeMode::Light);
    QCOMPARE(theme.seriesColour(0), QColor(0x24, 0x63, 0xC4));
    QCOMPARE(theme.seriesColour(8), theme.seriesColour(0));
    QVERIFY(theme.seriesDash(0).isEmpty());
    QCOMPARE(theme.seriesDash(7), (QVector<qreal> {8, 3, 2, 3}));
    QCOMPARE(theme.seriesMarker(1), QStringLiteral("square"));
}

void ThemeTest::fontsGrowWithTheSystem()
{
    const auto before = QApplication::font();
    const Theme usual;
    QCOMPARE(usual.font(u"title").pixelSize(), 20);
    QCOMPARE(usual.font(u"caption").pixelSize(), 11);
    auto large = before;
    large.setPixelSize(26);
    QApplication::setFont(large);
    const Theme doubled;
    QCOMPARE(doubled.font(u"title").pixelSize(), 40);
    QCOMPARE(doubled.lineHeight(u"title"), 56);
    auto small = before;
    small.setPixelSize(9);
    QApplication::setFont(small);
    const Theme tiny;
    QCOMPARE(tiny.font(u"caption").pixelSize(), 11);
    QApplication::setFont(before);
}

void ThemeTest::lessMotionMeansNone()
{
    Theme theme;
    QCOMPARE(theme.motionMs(u"base"), 140);
    theme.setReducedMotion(true);
    QCOMPARE(theme.motionMs(u"base"), 0);
}

SLIPWAY_UI_TEST_MAIN(ThemeTest)
#include "theme_test.moc"
