#include "core/report/theme.h"

#include "core/base/json.h"
#include "core/base/result.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <algorithm>
#include <filesystem>

using namespace slipway;
using namespace slipway::report;

class ThemeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theProgramCarriesTheFile();
    void everyColourHasBothThemes();
    void variablesCoverTheCharts();
    void cellTextIsReadableOnEveryStep();
};

void ThemeTest::theProgramCarriesTheFile()
{
    const auto file = std::filesystem::path(SLIPWAY_SOURCE_DIR) / "resources" / "theme" / "tokens.json";
    QCOMPARE_TEXT(themeTokens(), testing::readText(file));
}

void ThemeTest::everyColourHasBothThemes()
{
    QVERIFY(themeColours().size() > 60);
    for (const auto &colour : themeColours())
        QVERIFY2(colour.light.starts_with('#') && colour.dark.starts_with('#'), colour.name.c_str());
    QCOMPARE_TEXT(themeColour("chart-series-1").light, "#2463C4");
    QCOMPARE_TEXT(themeColour("chart-series-1").dark, "#6AA5F8");
    QCOMPARE_TEXT(themeColour("status-ok-text").light, "#17663A");
}

void ThemeTest::variablesCoverTheCharts()
{
    const auto css = cssVariables(true);
    QVERIFY(css.find("--chart-grid:#262D35;") != std::string::npos);
    QVERIFY(css.find("--band-opacity:0.2;") != std::string::npos);
    QCOMPARE_TEXT(seriesDash(0), "solid");
    QCOMPARE_TEXT(seriesDash(3), "6 3");
    QCOMPARE_TEXT(seriesMarker(1), "square");
    QCOMPARE_TEXT(seriesMarker(8), seriesMarker(0));
}

// The tokens promise at least 4.6 between a cell and its text (WCAG's ratio of relative luminances).
void ThemeTest::cellTextIsReadableOnEveryStep()
{
    const auto luminance = [](const std::string &hex) {
        const double weights[] = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            const double c = std::stoi(hex.substr(1 + 2 * i, 2), nullptr, 16) / 255.0;
            sum += weights[i] * (c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4));
        }
        return sum;
    };
    const auto contrast = [&](const std::string &a, const std::string &b) {
        return (std::max(luminance(a), luminance(b)) + 0.05) / (std::min(luminance(a), luminance(b)) + 0.05);
    };
    for (const std::string ramp : {"sequential", "diverging"}) {
        for (int step = 1; step <= 9; ++step) {
            const auto &cell = themeColour("chart-" + ramp + "-" + std::to_string(step));
            const auto &text = themeColour("chart-" + ramp + "-text-" + std::to_string(step));
            QVERIFY2(contrast(cell.light, text.light) >= 4.5, cell.name.c_str());
            QVERIFY2(contrast(cell.dark, text.dark) >= 4.5, cell.name.c_str());
        }
    }
}

SLIPWAY_TEST_MAIN(ThemeTest)
#include "theme_test.moc"
