#include "core/report/text_fit.h"

#include "core/base/random.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <algorithm>

using namespace slipway;
using namespace slipway::report;

class TextFitTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void widthGrowsWithTextAndSize();
    void fittedTextEndsWithAnEllipsis();
    void fittingNeverCutsACharacter();
    void labelsWithRoomStayWhereTheyAre();
    void labelsThatCollideMoveApartEvenly();
    void spreadLabelsNeverOverlap();
    void tooManyLabelsDoNotFit();
};

void TextFitTest::widthGrowsWithTextAndSize()
{
    QVERIFY(textWidth("abc", 12) < textWidth("abcd", 12));
    QCOMPARE_NEAR(textWidth("abc", 24), 2 * textWidth("abc", 12), 1e-12);
    QVERIFY(textWidth("illi", 12) < textWidth("mwmw", 12));
    QCOMPARE_NEAR(textWidth("", 12), 0, 0.0);
}

void TextFitTest::fittedTextEndsWithAnEllipsis()
{
    QCOMPARE_TEXT(fitted("validation", 12, 200), "validation");
    const auto cut = fitted("a very long name of a model", 12, 80);
    QVERIFY(cut.ends_with("\u2026") && cut.starts_with("a very"));
    QVERIFY(textWidth(cut, 12) <= 80);
}

void TextFitTest::fittingNeverCutsACharacter()
{
    const std::string text = "Überfälligkeit 日本語 größer";
    for (double width = 0; width < 300; width += 3) {
        const auto cut = fitted(text, 12, width);
        QCOMPARE_TEXT(QString::fromStdString(cut).toStdString(), cut);
        QVERIFY(!QString::fromStdString(cut).contains(QChar::ReplacementCharacter));
    }
}

void TextFitTest::labelsWithRoomStayWhereTheyAre()
{
    const std::vector<double> wanted {80, 20, 50};
    QCOMPARE(spreadLabels(wanted, 15, 0, 100).value(), wanted);
}

void TextFitTest::labelsThatCollideMoveApartEvenly()
{
    // Both at 50: each gives way by half a size, and the first one given stays above.
    QCOMPARE(spreadLabels(std::vector<double> {50, 50}, 10, 0, 100).value(), (std::vector<double> {45, 55}));
    // At the border the other one gives way.
    QCOMPARE(spreadLabels(std::vector<double> {0, 0}, 10, 0, 100).value(), (std::vector<double> {5, 15}));
}

void TextFitTest::spreadLabelsNeverOverlap()
{
    Random random(3);
    for (int i = 0; i < 2000; ++i) {
        std::vector<double> wanted(1 + random.below(8));
        for (auto &value : wanted)
            value = 140 * random.uniform() - 20;
        auto places = spreadLabels(wanted, 12, 0, 100).value();
        std::vector<std::pair<double, double>> pairs;
        for (std::size_t k = 0; k < wanted.size(); ++k)
            pairs.emplace_back(wanted[k], places[k]);
        std::sort(pairs.begin(), pairs.end());
        for (std::size_t k = 1; k < pairs.size(); ++k)
            QVERIFY(pairs[k].second - pairs[k - 1].second >= 12 - 1e-9);
        QVERIFY(pairs.front().second >= 6 - 1e-9 && pairs.back().second <= 94 + 1e-9);
    }
}

void TextFitTest::tooManyLabelsDoNotFit()
{
    QVERIFY(!spreadLabels(std::vector<double>(9, 50), 12, 0, 100).has_value());
    QVERIFY(spreadLabels({}, 12, 0, 100)->empty());
}

SLIPWAY_TEST_MAIN(TextFitTest)
#include "text_fit_test.moc"
