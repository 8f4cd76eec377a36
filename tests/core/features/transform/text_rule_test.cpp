#include "core/features/transform/text_rule.h"

#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway::features;

namespace {

std::vector<std::string> wordsIn(std::string_view text)
{
    const auto folded = foldedText(text);
    std::vector<std::string> words;
    for (const auto word : wordsOf(folded))
        words.emplace_back(word);
    return words;
}

std::vector<std::string> ngrams(std::string_view text, const NgramRange &range)
{
    std::vector<std::string> list;
    forEachNgram(text, range, [&](std::string_view ngram) { list.emplace_back(ngram); });
    return list;
}

using List = std::vector<std::string>;

} // namespace

class TextRuleTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void foldingIsUnicodes();
    void wordsAreLettersMarksNumbersAndConnectors();
    void brokenBytesPartWords();
    void groupsOfWords();
    void groupsOfCharactersStayInTheirWord();
};

// From Unicode's CaseFolding.txt and NormalizationTest.txt.
void TextRuleTest::foldingIsUnicodes()
{
    QCOMPARE_TEXT(foldedText("Hello"), "hello");
    QCOMPARE_TEXT(foldedText("STRASSE Straße"), "strasse strasse");
    QCOMPARE_TEXT(foldedText("\uFB01ne \u2460 \uFF21"), "fine 1 a"); // a ligature, a circled and a wide one
    QCOMPARE_TEXT(foldedText("e\u0301"), "\u00E9"); // composed
    QCOMPARE_TEXT(foldedText("co\u00ADop"), "coop"); // a soft hyphen goes
    QCOMPARE_TEXT(foldedText("ΣΊΣΥΦΟΣ"), "σίσυφοσ"); // the final sigma too
    QCOMPARE(foldedText("\uFDFA").size(), std::size_t {33}); // grows to eighteen letters and blanks
}

void TextRuleTest::wordsAreLettersMarksNumbersAndConnectors()
{
    QCOMPARE(wordsIn("It's 3.5 km, snake_case e-mail!"),
             (List {"it", "s", "3", "5", "km", "snake_case", "e", "mail"}));
    QCOMPARE(wordsIn("naïve CAFÉ 東京 тест"), (List {"naïve", "café", "東京", "тест"}));
    QCOMPARE(wordsIn("हिन्दी"), (List {"हिन्दी"})); // vowel signs are marks
    QCOMPARE(wordsIn("👍 ok"), (List {"ok"}));
    QCOMPARE(wordsIn(""), List {});
    QCOMPARE(wordsIn(" ...  "), List {});
}

void TextRuleTest::brokenBytesPartWords()
{
    QCOMPARE(wordsIn("ab\xFF"
                     "cd\xC3"),
             (List {"ab", "cd"}));
}

void TextRuleTest::groupsOfWords()
{
    QCOMPARE(ngrams("A b. C", {false, 1, 2}), (List {"a", "a b", "b", "b c", "c"}));
    QCOMPARE(ngrams("A b C", {false, 2, 3}), (List {"a b", "a b c", "b c"}));
    QCOMPARE(ngrams("one", {false, 2, 2}), List {});
}

void TextRuleTest::groupsOfCharactersStayInTheirWord()
{
    QCOMPARE(ngrams("Ab c", {true, 3, 3}), (List {" ab", "ab ", " c "}));
    QCOMPARE(ngrams("é", {true, 2, 4}), (List {" é", "é ", " é "})); // once where longer than the word
    QCOMPARE(ngrams("東京", {true, 2, 2}), (List {" 東", "東京", "京 "}));
}

SLIPWAY_TEST_MAIN(TextRuleTest)
#include "text_rule_test.moc"
