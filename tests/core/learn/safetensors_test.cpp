#include "core/learn/safetensors.h"

#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <cstring>

using namespace slipway;
using namespace slipway::learn;

namespace {

std::string file(const std::string &header, const std::string &data, std::uint64_t length)
{
    std::string bytes(8, '\0');
    std::memcpy(bytes.data(), &length, 8);
    return bytes + header + data;
}

std::string file(const std::string &header, const std::string &data)
{
    return file(header, data, header.size());
}

const std::vector<Tensor> twoTensors {{"3.weight", {2, 3}, {1, 2, 3, 4, 5, 6}}, {"0.bias", {1}, {-0.5f}}};

} // namespace

class SafetensorsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsWrittenReadsBackInTheSameOrder();
    void theBytesAreThoseOfTheFormat();
    void everyShorterFileIsRefused();
    void hostileFilesAreRefused_data();
    void hostileFilesAreRefused();
    void anEmptyTensorIsAllowed();
};

void SafetensorsTest::whatIsWrittenReadsBackInTheSameOrder()
{
    const auto read = readSafetensors(writeSafetensors(twoTensors), "weights");
    QVERIFY_OK(read);
    QCOMPARE(read.value().size(), std::size_t {2});
    for (std::size_t i = 0; i < 2; ++i) {
        QCOMPARE_TEXT(read.value()[i].name, twoTensors[i].name);
        QVERIFY(read.value()[i].shape == twoTensors[i].shape);
        QVERIFY(read.value()[i].values == twoTensors[i].values);
    }
}

// Worked by hand from the format's description: length, header padded to a multiple of 8, little-endian
// floats.
void SafetensorsTest::theBytesAreThoseOfTheFormat()
{
    const std::vector<Tensor> one {{"a", {1}, {1.0f}}};
    const std::string header =
        R"({"__metadata__":{"format":"pt"},"a":{"data_offsets":[0,4],"dtype":"F32","shape":[1]}})";
    const std::string padded = header + std::string((8 - header.size() % 8) % 8, ' ');
    QCOMPARE(QByteArray::fromStdString(writeSafetensors(one)),
             QByteArray::fromStdString(file(padded, std::string("\0\0\x80\x3f", 4))));
}

void SafetensorsTest::everyShorterFileIsRefused()
{
    const auto whole = writeSafetensors(twoTensors);
    for (std::size_t length = 0; length < whole.size(); ++length)
        QVERIFY_FAILS(readSafetensors(std::string_view(whole).substr(0, length), "weights"),
                      "learn.weights_damaged");
}

void SafetensorsTest::hostileFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *name, const std::string &bytes) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes);
    };
    const std::string four(4, '\0');
    const std::string eight(8, '\0');
    row("a header as long as memory", file("{}", "", ~std::uint64_t {0}));
    row("a header one byte too long", file("{}", "", 3));
    row("no JSON", file("{\"a\":", ""));
    row("no object", file("[]", ""));
    row("deep nesting", file(std::string(100'000, '['), ""));
    row("an entry that is no object", file(R"({"a":5})", four));
    row("another type", file(R"({"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}})", eight));
    row("a type that is a number", file(R"({"a":{"dtype":32,"shape":[1],"data_offsets":[0,4]}})", four));
    row("no shape", file(R"({"a":{"dtype":"F32","data_offsets":[0,4]}})", four));
    row("a negative length", file(R"({"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})", four));
    row("half a length", file(R"({"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}})", four));
    row("a shape that overflows",
        file(R"({"a":{"dtype":"F32","shape":[4611686018427387905],"data_offsets":[0,4]}})", four));
    row("a shape of other size", file(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})", four));
    row("offsets out of range", file(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", four));
    row("offsets backwards", file(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}})", four));
    row("three offsets", file(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,4]}})", four));
    row("overlap",
        file(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
             R"("b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})",
             eight));
    row("a gap", file(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})", eight));
    row("bytes that nobody names", file(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", eight));
}

void SafetensorsTest::hostileFilesAreRefused()
{
    QFETCH(QByteArray, bytes);
    const auto read = readSafetensors(bytes.toStdString(), "models/x/weights.safetensors");
    QVERIFY_FAILS(read, "learn.weights_damaged");
    QVERIFY(read.error().message.starts_with("models/x/weights.safetensors"));
}

void SafetensorsTest::anEmptyTensorIsAllowed()
{
    const auto read =
        readSafetensors(file(R"({"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}})", ""), "weights");
    QVERIFY_OK(read);
    QVERIFY(read.value().front().values.empty());
}

SLIPWAY_TEST_MAIN(SafetensorsTest)
#include "safetensors_test.moc"
