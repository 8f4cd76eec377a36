#include "core/base/hash.h"

#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

using namespace slipway;
using slipway::testing::TemporaryFolder;

class HashTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hashesAreThoseOfTheStandard();
    void piecesHashLikeTheWhole();
    void bytesHashLikeText();
    void aHashCanBeMovedWhileItIsMade();
    void aFileHashesLikeItsText();
    void aFileThatIsNotThereIsNamed();
    void aFolderIsNoFile();
    void aStopIsAnswered();
};

// FIPS 180-4's examples: the empty text, one block, two blocks, a million times "a".
void HashTest::hashesAreThoseOfTheStandard()
{
    QCOMPARE_TEXT(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    QCOMPARE_TEXT(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    QCOMPARE_TEXT(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
                  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    QCOMPARE_TEXT(sha256(std::string(1'000'000, 'a')),
                  "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

void HashTest::piecesHashLikeTheWhole()
{
    const std::string text(1000, 'x');
    for (const std::size_t length : {1u, 7u, 63u, 64u, 65u, 999u}) {
        Sha256 hash;
        for (std::size_t at = 0; at < text.size(); at += length)
            hash.update(std::string_view(text).substr(at, length));
        QCOMPARE_TEXT(hash.finish(), sha256(text));
    }
}

void HashTest::bytesHashLikeText()
{
    const std::string text("a\0b", 3);
    Sha256 hash;
    hash.update(std::as_bytes(std::span(text)));
    QCOMPARE_TEXT(hash.finish(), sha256(text));
    QVERIFY(sha256(text) != sha256("a"));
}

void HashTest::aHashCanBeMovedWhileItIsMade()
{
    Sha256 begun;
    begun.update("ab");
    Sha256 hash = std::move(begun);
    hash.update("c");
    QCOMPARE_TEXT(hash.finish(), sha256("abc"));
}

// Larger than the block in which files are read, and not a multiple of it.
void HashTest::aFileHashesLikeItsText()
{
    const TemporaryFolder folder;
    for (const std::size_t size :
         {std::size_t {0}, std::size_t {3}, std::size_t {1} << 20, (std::size_t {5} << 19) + 1}) {
        const std::string text(size, 'z');
        const auto hash = sha256OfFile(folder.write("file", text));
        QVERIFY_OK(hash);
        QCOMPARE_TEXT(hash.value(), sha256(text));
    }
}

void HashTest::aFileThatIsNotThereIsNamed()
{
    const TemporaryFolder folder;
    const auto hash = sha256OfFile(folder / "missing.csv");
    QVERIFY_FAILS(hash, "file.unreadable");
    QVERIFY(hash.error().message.find("missing.csv") != std::string::npos);
    QVERIFY(hash.error().message.find("No such file") != std::string::npos);
}

void HashTest::aFolderIsNoFile()
{
    const TemporaryFolder folder;
    QVERIFY_FAILS(sha256OfFile(folder.path()), "file.unreadable");
}

void HashTest::aStopIsAnswered()
{
    const TemporaryFolder folder;
    std::stop_source source;
    source.request_stop();
    QVERIFY_FAILS(sha256OfFile(folder.write("file", "abc"), {.stop = source.get_token()}), "base.cancelled");
}

SLIPWAY_TEST_MAIN(HashTest)
#include "hash_test.moc"
