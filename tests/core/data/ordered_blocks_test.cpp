#include "core/data/ordered_blocks.h"

#include "tests/support/test_main.h"

#include <QObject>
#include <QTest>

#include <atomic>

using slipway::data::OrderedBlocks;

class OrderedBlocksTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void blocksAreSettledInOrderAndFinishedAfterwards();
    void neverMoreBlocksExistThanAreDeclared();
    void aReaderThatGivesUpEndsTheOthers();
};

void OrderedBlocksTest::blocksAreSettledInOrderAndFinishedAfterwards()
{
    struct Block {
        std::size_t made = 0;
        std::size_t total = 0;
        bool finished = false;
    };
    for (const std::size_t threads : {std::size_t(1), std::size_t(2), std::size_t(5)}) {
        std::size_t running = 0; // of all blocks before: right only where they come in order
        OrderedBlocks<Block>::Steps steps;
        steps.make = [](std::size_t index, Block &into) { into = {index, 0, false}; };
        steps.settle = [&](std::size_t, Block &block) { block.total = running += block.made; };
        steps.finish = [](std::size_t, Block &block) { block.finished = block.total >= block.made; };
        OrderedBlocks<Block> blocks(2000, 1, threads, steps, {});
        std::size_t expected = 0;
        for (std::size_t i = 0; i < 2000; ++i) {
            const Block *block = blocks.next(0);
            QVERIFY(block);
            expected += i;
            QCOMPARE(block->made, i);
            QCOMPARE(block->total, expected);
            QVERIFY(block->finished);
        }
        QVERIFY(!blocks.next(0));
    }
}

// The memory of a generation is this many blocks, whatever the number of rows.
void OrderedBlocksTest::neverMoreBlocksExistThanAreDeclared()
{
    std::atomic<std::size_t> made = 0;
    std::size_t most = 0;
    OrderedBlocks<int>::Steps steps;
    steps.make = [&](std::size_t, int &) { ++made; };
    steps.settle = [](std::size_t, int &) {};
    OrderedBlocks<int> blocks(500, 2, 2, steps, {});
    std::jthread slow([&] {
        while (blocks.next(1)) { }
    });
    for (std::size_t taken = 0; blocks.next(0); ++taken)
        most = std::max(most, made.load() - taken);
    QCOMPARE(made.load(), std::size_t(500));
    QVERIFY(most <= OrderedBlocks<int>::mostAtOnce(2));
}

void OrderedBlocksTest::aReaderThatGivesUpEndsTheOthers()
{
    OrderedBlocks<int> blocks(1'000'000'000, 2, 2, [](std::size_t, int &) {}, {});
    QVERIFY(blocks.next(0));
    std::jthread other([&] { blocks.stop(); });
    while (blocks.next(0)) { }
    QVERIFY(!blocks.next(1));
}

SLIPWAY_TEST_MAIN(OrderedBlocksTest)
#include "ordered_blocks_test.moc"
