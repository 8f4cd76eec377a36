#include "ui/models/rows_model.h"

#include "core/base/random.h"
#include "tests/support/print_model.h"
#include "tests/support/ui_test_main.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QTest>

using namespace slipway;
using namespace slipway::ui;

namespace {

struct Letter {
    QString name;
    int count = 0;
    bool operator==(const Letter &) const = default;
};

class LettersModel : public RowsModel<Letter>
{
public:
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 2; }
    void set(const std::vector<Letter> &letters) { replaceRows(letters); }

protected:
    QVariant headerCell(int column, int role) const override
    {
        return role == Qt::DisplayRole
            ? QVariant(column == 0 ? QStringLiteral("letter") : QStringLiteral("count"))
            : QVariant();
    }
    QVariant cell(const Letter &letter, int column, int role) const override
    {
        if (role != Qt::DisplayRole)
            return {};
        return column == 0 ? QVariant(letter.name) : QVariant(letter.count);
    }
    QString keyOf(const Letter &letter) const override { return letter.name; }
};

std::vector<Letter> letters(const char *names)
{
    std::vector<Letter> list;
    for (const char *c = names; *c; ++c)
        list.push_back({QString(QLatin1Char(*c)), 1});
    return list;
}

} // namespace

class RowsModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theTableShowsWhatWasSet();
    void onlyWhatChangedIsAnnounced();
    void newRowsComeBetweenTheOldOnes();
    void aSelectedRowStaysSelected();
    void anyTableCanFollowAnyOther();
};

void RowsModelTest::theTableShowsWhatWasSet()
{
    LettersModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.set(letters("ab"));
    QCOMPARE(slipway::testing::printModel(model), QStringLiteral("letter | count\na | 1\nb | 1"));
    QCOMPARE(model.rowOf(QStringLiteral("b")), 1);
    QCOMPARE(model.rowOf(QStringLiteral("z")), -1);
    QCOMPARE(model.row(QModelIndex()), nullptr);
    model.set({});
    QCOMPARE(model.rowCount(), 0);
}

void RowsModelTest::onlyWhatChangedIsAnnounced()
{
    LettersModel model;
    model.set(letters("abcd"));
    QStringList said;
    connect(&model, &QAbstractItemModel::dataChanged, this,
            [&](const QModelIndex &first, const QModelIndex &last) {
                said << QStringLiteral("%1-%2").arg(first.row()).arg(last.row());
            });
    const auto loud = [&] { said << QStringLiteral("more than that"); };
    connect(&model, &QAbstractItemModel::rowsInserted, this, loud);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, loud);
    connect(&model, &QAbstractItemModel::modelReset, this, loud);
    connect(&model, &QAbstractItemModel::layoutChanged, this, loud);
    model.set(letters("abcd"));
    QCOMPARE(said, QStringList());
    auto next = letters("abcd");
    next[1].count = next[2].count = 2;
    model.set(next);
    QCOMPARE(said, QStringList {QStringLiteral("1-2")});
}

void RowsModelTest::newRowsComeBetweenTheOldOnes()
{
    LettersModel model;
    model.set(letters("bdf"));
    QStringList said;
    connect(&model, &QAbstractItemModel::rowsInserted, this, [&](const QModelIndex &, int first, int last) {
        said << QStringLiteral("%1-%2").arg(first).arg(last);
    });
    model.set(letters("abcdfgh"));
    QCOMPARE(said, (QStringList {QStringLiteral("0-0"), QStringLiteral("2-2"), QStringLiteral("5-6")}));
    QCOMPARE(model.rowOf(QStringLiteral("h")), 6);
}

void RowsModelTest::aSelectedRowStaysSelected()
{
    LettersModel model;
    model.set(letters("abc"));
    const QPersistentModelIndex selected(model.index(2, 1));
    model.set(letters("xcbya"));
    QCOMPARE(selected.row(), 1);
    QCOMPARE(selected.column(), 1);
    model.set(letters("ab"));
    QVERIFY(!selected.isValid());
}

// A law rather than examples: whatever the two tables are, the second is shown and nobody is misled.
void RowsModelTest::anyTableCanFollowAnyOther()
{
    LettersModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Random random(7);
    for (int i = 0; i < 200; ++i) {
        std::vector<Letter> next;
        for (auto &letter : letters("abcdefghij")) {
            if (random.uniform() < 0.6) {
                letter.count = static_cast<int>(random.below(2));
                next.insert(next.begin() + static_cast<std::ptrdiff_t>(random.below(next.size() + 1)),
                            letter);
            }
        }
        model.set(next);
        QVERIFY(model.rows() == next);
    }
}

SLIPWAY_UI_TEST_MAIN(RowsModelTest)
#include "rows_model_test.moc"
