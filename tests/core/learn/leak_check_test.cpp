#include "core/learn/leak_check.h"

#include "core/learn/model.h"
#include "core/learn/trainer.h"
#include "tests/core/learn/synthetic.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <algorithm>

using namespace slipway;
using namespace slipway::learn;
using slipway::features::FittedPipeline;
using slipway::testing::synthetic;
using slipway::testing::TemporaryFolder;

namespace {

const std::vector<std::string> features4 {"x0", "x1", "x2", "shop"};
const Json quick = {{"hidden", {8}}, {"batch_size", 256}, {"epochs", 1}};

/// A problem with a category of many levels that has nothing to do with the target.
data::Table rows(std::size_t count, std::uint64_t seed)
{
    auto table = synthetic(count, seed).table;
    data::Column shop {"shop", data::ColumnKind::Category, "VARCHAR", {}, {}, {}};
    for (int level = 0; level < 400; ++level)
        shop.levels.push_back("shop " + std::to_string(level));
    Random random(seed + 100);
    for (std::size_t row = 0; row < count; ++row)
        shop.codes.push_back(static_cast<std::int32_t>(random.below(400)));
    table.columns.push_back(std::move(shop));
    return table;
}

features::TransformSpec proposed(const data::Table &table)
{
    return features::proposedTransforms(table, features4);
}

FittedPipeline fittedOn(const data::Table &table)
{
    return features::fitPipeline(proposed(table), table, "clicked").value();
}

data::Table together(data::Table a, const data::Table &b)
{
    for (std::size_t c = 0; c < a.columns.size(); ++c) {
        auto &column = a.columns[c];
        const auto &more = b.columns[c];
        column.numbers.insert(column.numbers.end(), more.numbers.begin(), more.numbers.end());
        column.codes.insert(column.codes.end(), more.codes.begin(), more.codes.end());
    }
    return a;
}

} // namespace

class LeakCheckTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatTheOtherRowsHoldDoesNotReachTheTransforms();
    void honestTransformsPass();
    void transformsThatSawOtherRowsAreNoticed();
    void trainingRowsThatChangedAfterwardsAreNoticed();
    void aRowsOwnTargetInItsInputsIsNoticed();
    void theTrainerAsksBeforeItTrains();
};

void LeakCheckTest::whatTheOtherRowsHoldDoesNotReachTheTransforms()
{
    const auto train = rows(2000, 1);
    auto validation = rows(1000, 2);
    const TemporaryFolder folder;
    const auto cardWith = [&](const data::Table &others, const char *name) {
        const auto trained =
            learn::train("mlp", {train, others, features4, "clicked", "run"}, quick, folder / name, {});
        return trained ? writeJson(Model::load(folder / name).value().card()["features"])
                       : trained.error().message;
    };
    const auto first = cardWith(validation, "a");
    for (auto &column : validation.columns) {
        if (column.name == "clicked")
            std::reverse(column.numbers.begin(), column.numbers.end());
        else
            for (double &value : column.numbers)
                value = value * 1000 + 7;
        for (auto &code : column.codes)
            code = 3;
    }
    validation.columns.back().levels[3] = "a shop of its own";
    const auto second = cardWith(validation, "b");
    QVERIFY(first.find("by target") != std::string::npos || first.find("\"target\"") != std::string::npos);
    QCOMPARE_TEXT(second, first);
}

void LeakCheckTest::honestTransformsPass()
{
    const auto train = rows(2000, 1);
    QVERIFY_OK(checkLeaks(fittedOn(train), proposed(train), train, "clicked"));
}

// The mistake that this is about: scaling and encoding first, and parting the rows afterwards.
void LeakCheckTest::transformsThatSawOtherRowsAreNoticed()
{
    const auto train = rows(2000, 1);
    auto planted = fittedOn(together(train, rows(1000, 2)));
    planted.training = planted.pipeline.encode(train).value();
    QVERIFY_FAILS(checkLeaks(planted, proposed(train), train, "clicked"), "features.leak_other_rows");
}

void LeakCheckTest::trainingRowsThatChangedAfterwardsAreNoticed()
{
    auto train = rows(2000, 1);
    const auto fitted = fittedOn(train);
    train.columns[1].numbers[1234] += 1e-9;
    QVERIFY_FAILS(checkLeaks(fitted, proposed(train), train, "clicked"), "features.leak_other_rows");
    train = rows(2000, 1);
    train.columns[3].numbers[17] = 1 - train.columns[3].numbers[17];
    QVERIFY_FAILS(checkLeaks(fitted, proposed(train), train, "clicked"), "features.leak_other_rows");
}

void LeakCheckTest::aRowsOwnTargetInItsInputsIsNoticed()
{
    const auto train = rows(2000, 1);
    auto planted = fittedOn(train);
    planted.training = planted.pipeline.encode(train).value();
    QVERIFY_FAILS(checkLeaks(planted, proposed(train), train, "clicked"), "learn.leak_own_target");
}

void LeakCheckTest::theTrainerAsksBeforeItTrains()
{
    const auto train = rows(2000, 1);
    const auto validation = rows(1000, 2);
    const TemporaryFolder folder;
    const auto with = [&](const FittedPipeline &prepared) {
        TrainInput input {train, validation, features4, "clicked", "run"};
        input.prepared = &prepared;
        return learn::train("mlp", input, quick, folder / "model", {});
    };
    QVERIFY_OK(with(fittedOn(train)));
    auto planted = fittedOn(together(train, validation));
    planted.training = planted.pipeline.encode(train).value();
    QVERIFY_FAILS(with(planted), "features.leak_other_rows");
    planted = fittedOn(train);
    planted.training = planted.pipeline.encode(train).value();
    QVERIFY_FAILS(with(planted), "learn.leak_own_target");
}

SLIPWAY_TEST_MAIN(LeakCheckTest)
#include "leak_check_test.moc"
