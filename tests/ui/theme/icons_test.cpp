#include "tests/support/ui_test_main.h"
#include "ui/theme/theme.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <cstdlib>

using namespace slipway::ui;

namespace {

/// How many pixels are nearly opaque in nearly this colour.
int painted(const QImage &image, const QColor &colour)
{
    int found = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const auto pixel = image.pixelColor(x, y);
            if (pixel.alpha() > 200 && std::abs(pixel.red() - colour.red()) < 12
                && std::abs(pixel.green() - colour.green()) < 12
                && std::abs(pixel.blue() - colour.blue()) < 12)
                ++found;
        }
    }
    return found;
}

} // namespace

class IconsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyGlyphPaintsInTheColourThatIsAsked();
    void aFilledShapeKeepsWhatIsCutOut();
    void twoPixelsForOneAtDoubleResolution();
    void anIconFollowsTheTheme();
    void disabledIconsAreGrey();
};

void IconsTest::everyGlyphPaintsInTheColourThatIsAsked()
{
    const Theme theme;
    const auto names = theme.icons().names();
    QVERIFY(names.size() > 70);
    const QColor colour(0x12, 0x84, 0xD0);
    for (const auto &name : names) {
        const auto image = theme.icons().pixmap(name, 48, colour, 1).toImage();
        QVERIFY2(painted(image, colour) > 20, qPrintable(name));
        QVERIFY2(painted(image, Qt::black) == 0, qPrintable(name));
    }
}

void IconsTest::aFilledShapeKeepsWhatIsCutOut()
{
    Theme theme;
    for (const auto mode : {ThemeMode::Light, ThemeMode::Dark}) {
        theme.setMode(mode);
        const auto image = theme.icons()
                               .pixmap(QStringLiteral("status-ok"), 48, theme.colour(u"status.ok.solid"), 1)
                               .toImage();
        QVERIFY(painted(image, theme.colour(u"surface.panel")) > 20);
    }
}

void IconsTest::twoPixelsForOneAtDoubleResolution()
{
    const Theme theme;
    const auto pixmap = theme.icons().pixmap(QStringLiteral("home"), 16, Qt::red, 2);
    QCOMPARE(pixmap.size(), QSize(32, 32));
    QCOMPARE(pixmap.deviceIndependentSize(), QSizeF(16, 16));
}

void IconsTest::anIconFollowsTheTheme()
{
    Theme theme;
    theme.setMode(ThemeMode::Light);
    const auto icon = theme.icons().icon(QStringLiteral("stop"), QStringLiteral("text.primary"));
    QVERIFY(painted(icon.pixmap(48).toImage(), theme.colour(u"text.primary")) > 20);
    theme.setMode(ThemeMode::Dark);
    QVERIFY(painted(icon.pixmap(48).toImage(), theme.colour(u"text.primary")) > 20);
}

void IconsTest::disabledIconsAreGrey()
{
    const Theme theme;
    const auto icon = theme.icons().icon(QStringLiteral("stop"), QStringLiteral("accent.text"));
    const auto image = icon.pixmap(QSize(48, 48), QIcon::Disabled).toImage();
    QVERIFY(painted(image, theme.colour(u"text.disabled")) > 20);
    QCOMPARE(painted(image, theme.colour(u"accent.text")), 0);
}

SLIPWAY_UI_TEST_MAIN(IconsTest)
#include "icons_test.moc"
