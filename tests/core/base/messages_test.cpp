#include "core/base/messages.h"

#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <functional>
#include <regex>
#include <set>

using namespace slipway;

class MessagesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyRoomHasSentences();
    void everyIdStandsOnce();
    void everyIdIsARoomAndAWord();
    void everySentenceBeginsLikeOne();
    void everySentenceEndsWithAFullStopOrACommand();
    void everyPlaceholderIsAnArgumentName();
    void noSentenceHasStraySpaces();
    void argumentsFillTheirPlaces();
    void anArgumentIsNeverReadAsAPlaceholder();
    void aFailureCarriesCodeIdArgumentsAndDetail();
    void bytesThatAreNoTextStillMakeASentence();
};

namespace {

/// A reason is a clause inside a result ("undefined": {"psi": reason}), not a sentence of its own.
bool isReason(const Message &message)
{
    return message.id.find(".reason_") != std::string_view::npos;
}

/// Names every message that `fits` refuses, one a line; empty when all is well.
std::string misfits(const std::function<bool(const Message &)> &fits)
{
    std::string text;
    for (const auto room : allMessages()) {
        for (const auto &message : room) {
            if (!fits(message))
                text += std::string(message.id) + ": " + std::string(message.english) + "\n";
        }
    }
    return text;
}

} // namespace

void MessagesTest::everyRoomHasSentences()
{
    QCOMPARE(allMessages().size(), std::size_t {21});
    for (const auto room : allMessages())
        QVERIFY(!room.empty());
}

void MessagesTest::everyIdStandsOnce()
{
    std::set<std::string_view> seen;
    QCOMPARE_TEXT(misfits([&](const Message &message) { return seen.insert(message.id).second; }), "");
}

void MessagesTest::everyIdIsARoomAndAWord()
{
    static const std::regex form("[a-z_]+\\.[a-z0-9_]+");
    QCOMPARE_TEXT(
        misfits([](const Message &message) { return std::regex_match(std::string(message.id), form); }), "");
}

void MessagesTest::everySentenceBeginsLikeOne()
{
    const auto fits = [](const Message &message) {
        if (message.english.empty())
            return false;
        const char first = message.english.front();
        if (isReason(message))
            return true;
        // A setting's own name may lead ("item_ids is empty"); it is never capitalised.
        const auto word = message.english.substr(0, message.english.find(' '));
        const bool settingLeads = word.find_first_of("_.") != std::string_view::npos;
        return (first >= 'A' && first <= 'Z') || first == '{' || first == '"' || settingLeads;
    };
    QCOMPARE_TEXT(misfits(fits), "");
}

// After a colon a command ("Train one with: slipway train"), an example or what somebody else said may end
// it.
void MessagesTest::everySentenceEndsWithAFullStopOrACommand()
{
    static const std::regex end(R"((.*[.?])|(.*: (slipway .*[^.]|\{[a-z_]+\})))");
    const auto fits = [](const Message &message) {
        const bool stop = message.english.ends_with('.');
        return isReason(message) ? !stop : std::regex_match(std::string(message.english), end);
    };
    QCOMPARE_TEXT(misfits(fits), "");
}

void MessagesTest::everyPlaceholderIsAnArgumentName()
{
    static const std::regex placeholder(R"(\{[a-z][a-z0-9_]*\})");
    const auto fits = [](const Message &message) {
        const auto rest = std::regex_replace(std::string(message.english), placeholder, "");
        static const std::regex otherStyle("[{}]|%[0-9a-zA-Z]"); // Qt's or printf's places
        return !std::regex_search(rest, otherStyle);
    };
    QCOMPARE_TEXT(misfits(fits), "");
}

void MessagesTest::noSentenceHasStraySpaces()
{
    static const std::regex stray("(^ .*)|(.* $)|(.*  .*)|(.*\\s[.,;:].*)|(.*[\\n\\t].*)");
    QCOMPARE_TEXT(misfits([](const Message &message) {
                      return !std::regex_match(std::string(message.english), stray);
                  }),
                  "");
}

void MessagesTest::argumentsFillTheirPlaces()
{
    QCOMPARE_TEXT(sentence("json.malformed", {{"place", "a.json"}, {"line", 3}, {"column", 7}}),
                  "a.json: line 3, column 7 is not valid JSON. Correct the text there and try again.");
}

void MessagesTest::anArgumentIsNeverReadAsAPlaceholder()
{
    QCOMPARE_TEXT(sentence("parameter.unknown", {{"name", "{known}"}, {"known", "a, b"}}),
                  "There is no setting called {known}. Known settings: a, b.");
    // A place without an argument stays visible, so that the mistake is seen.
    QCOMPARE_TEXT(sentence("parameter.unknown", {{"name", "x"}}),
                  "There is no setting called x. Known settings: {known}.");
}

void MessagesTest::aFailureCarriesCodeIdArgumentsAndDetail()
{
    const Error error = failure("time.malformed", {{"text", "noon"}}, "from the window");
    QCOMPARE(error.code, ErrorCode::InvalidArgument);
    QCOMPARE_TEXT(error.id, "time.malformed");
    QCOMPARE_TEXT(error.args.at("text").get<std::string>(), "noon");
    QCOMPARE_TEXT(error.detail, "from the window");
    QCOMPARE(cancelled().code, ErrorCode::Cancelled);
}

// File names are bytes on Linux; a name in Latin-1 must not turn a sentence into an exception.
void MessagesTest::bytesThatAreNoTextStillMakeASentence()
{
    const Error error = failure("time.malformed", {{"text", "caf\xE9"}});
    QCOMPARE_TEXT(writeJson(toJson(error).at("args")), "{\"text\":\"caf\xEF\xBF\xBD\"}");
    const Error listed = failure("time.malformed", {{"text", Json::array({"caf\xE9"})}});
    QVERIFY(listed.message.find("caf") != std::string::npos);
}

SLIPWAY_TEST_MAIN(MessagesTest)
#include "messages_test.moc"
