#include "core/base/random.h"
#include "core/data/duckdb.h"
#include "core/features/definitions/expression.h"

#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <bit>
#include <thread>

using namespace slipway;
using namespace slipway::features;

namespace {

const std::vector<ExpressionInput> inputs {
    {"n1", ValueType::Number}, {"n2", ValueType::Number}, {"n3", ValueType::Number}, {"t1", ValueType::Text},
    {"t2", ValueType::Text},   {"m1", ValueType::Time},   {"m2", ValueType::Time},
};

using Row = std::vector<Value>;

/// A table of DuckDB with one column for each input.
std::string tableSql(const std::vector<Row> &rows)
{
    std::vector<std::string> lines;
    for (const auto &row : rows) {
        std::vector<std::string> cells;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const auto &value = row[i];
            if (!value.present)
                cells.push_back("NULL");
            else if (inputs[i].type == ValueType::Number)
                cells.push_back(fmt::format("CAST('{}' AS DOUBLE)", value.number));
            else if (inputs[i].type == ValueType::Text)
                cells.push_back(data::quoted(value.text));
            else
                cells.push_back(fmt::format("make_timestamp({}::BIGINT)", value.time));
        }
        lines.push_back(fmt::format("({})", fmt::join(cells, ", ")));
    }
    return fmt::format("CREATE OR REPLACE TABLE x (i BIGINT, n1 DOUBLE, n2 DOUBLE, n3 DOUBLE, t1 VARCHAR, t2 "
                       "VARCHAR, m1 TIMESTAMP, "
                       "m2 TIMESTAMP); INSERT INTO x SELECT row_number() OVER () - 1, * FROM (VALUES {})",
                       fmt::join(lines, ", "));
}

Value valueOf(const data::BlockColumn &column, std::size_t row)
{
    if (column.missing(row))
        return {};
    if (column.form == data::BlockColumn::Form::Text)
        return Value::ofText(std::string(column.texts[row]));
    return column.isTime() ? Value::ofTime(column.whole[row]) : Value::ofNumber(column.reals[row]);
}

std::string shown(const Value &value)
{
    if (!value.present)
        return "null";
    return fmt::format("{:a} {} {} '{}'", value.number, value.number, value.time, value.text);
}

bool same(const Value &a, const Value &b)
{
    return a.present == b.present && a.time == b.time && a.text == b.text
        && std::bit_cast<std::uint64_t>(a.number) == std::bit_cast<std::uint64_t>(b.number);
}

/// Writes expressions by chance, and values at which they may go wrong.
class Chance
{
public:
    explicit Chance(std::uint64_t seed)
        : m_random(seed)
    {
    }

    std::string number(int depth)
    {
        if (depth <= 0 || one(6))
            return one(2) ? pick({"n1", "n2", "n3"}) : literal();
        switch (below(16)) {
        case 0:
            return fmt::format("({} {} {})", number(depth - 1), pick({"+", "-", "*", "/", "%"}),
                               number(depth - 1));
        case 1:
            return fmt::format("({} {} {})", number(depth - 1), pick({"+", "-", "*", "/"}),
                               number(depth - 1));
        case 2:
            return fmt::format("{}({})",
                               pick({"abs", "ln", "log10", "log2", "log", "exp", "sqrt", "floor", "ceil",
                                     "round", "sign", "sin", "cos", "trunc"}),
                               number(depth - 1));
        case 3:
            return fmt::format("{}({})",
                               pick({"hour", "minute", "second", "day", "dayofweek", "isodow", "dayofyear",
                                     "month", "quarter", "year"}),
                               time(depth - 1));
        case 4:
            return fmt::format("{}({}, {})",
                               pick({"coalesce", "nullif", "least", "greatest", "power", "ifnull"}),
                               number(depth - 1), number(depth - 1));
        case 5:
            return fmt::format("{}({}, {}, {})", pick({"coalesce", "least", "greatest"}), number(depth - 1),
                               number(depth - 1), number(depth - 1));
        case 6:
            return fmt::format("CASE WHEN {} THEN {} WHEN {} THEN {} ELSE {} END", flag(depth - 1),
                               number(depth - 1), flag(depth - 1), number(depth - 1), number(depth - 1));
        case 7:
            return fmt::format("CASE {} WHEN {} THEN {} END", number(depth - 1), number(depth - 1),
                               number(depth - 1));
        case 8:
            return fmt::format("days_between({}, {})", time(depth - 1), time(depth - 1));
        case 9:
            return fmt::format("CAST({} AS {})", number(depth - 1), pick({"DOUBLE", "BIGINT"}));
        case 10:
            return fmt::format("length({})", text(depth - 1));
        case 11:
            return fmt::format("round({}, {})", number(depth - 1),
                               pick({"0", "1", "2", "5", "-1", "-3", "300"}));
        case 12:
            return fmt::format("(- {})", number(depth - 1));
        case 13:
            return fmt::format("({} ^ {})", number(depth - 1), pick({"2", "0.5", "-1", "n1"}));
        case 14:
            return fmt::format("CAST({} AS DOUBLE)", flag(depth - 1));
        default:
            return fmt::format("extract({} FROM {})", pick({"hour", "dow", "doy", "year"}), time(depth - 1));
        }
    }

    std::string flag(int depth)
    {
        if (depth <= 0)
            return pick({"true", "false", "n1 > 0", "t1 = t2", "m1 < m2"});
        switch (below(10)) {
        case 0:
            return fmt::format("({} {} {})", number(depth - 1), sign(), number(depth - 1));
        case 1:
            return fmt::format("({} {} {})", text(depth - 1), sign(), text(depth - 1));
        case 2:
            return fmt::format("({} {} {})", time(depth - 1), sign(), time(depth - 1));
        case 3:
            return fmt::format("({} {} {})", flag(depth - 1), pick({"AND", "OR"}), flag(depth - 1));
        case 4:
            return fmt::format("(NOT {})", flag(depth - 1));
        case 5:
            return fmt::format("({} IS {}NULL)", number(depth - 1), pick({"", "NOT "}));
        case 6:
            return fmt::format("({} {}BETWEEN {} AND {})", number(depth - 1), pick({"", "NOT "}),
                               number(depth - 1), number(depth - 1));
        case 7:
            return fmt::format("({} {}IN ({}, {}, NULL))", number(depth - 1), pick({"", "NOT "}),
                               number(depth - 1), number(depth - 1));
        case 8:
            return fmt::format("({} {}IN ({}, {}))", text(depth - 1), pick({"", "NOT "}), text(depth - 1),
                               text(depth - 1));
        default:
            return fmt::format("({} IS {}DISTINCT FROM {})", number(depth - 1), pick({"", "NOT "}),
                               number(depth - 1));
        }
    }

    std::string text(int depth)
    {
        if (depth <= 0)
            return pick({"t1", "t2", "'abc'", "''", "'É'"});
        switch (below(6)) {
        case 0:
            return fmt::format("{}({})", pick({"lower", "upper"}), text(depth - 1));
        case 1:
            return fmt::format("({} || {})", text(depth - 1), one(2) ? text(depth - 1) : number(depth - 1));
        case 2:
            return fmt::format("concat({}, {})", text(depth - 1), one(2) ? text(depth - 1) : flag(depth - 1));
        case 3:
            return fmt::format("CAST({} AS VARCHAR)", number(depth - 1));
        case 4:
            return fmt::format("CASE WHEN {} THEN {} END", flag(depth - 1), text(depth - 1));
        default:
            return fmt::format("{}({}, {})", pick({"coalesce", "greatest", "least", "nullif"}),
                               text(depth - 1), text(depth - 1));
        }
    }

    std::string time(int depth)
    {
        if (depth <= 0 || one(2))
            return pick({"m1", "m2", "TIMESTAMP '2026-02-28 23:59:59.5'", "DATE '1969-12-31'"});
        return fmt::format("{}({}, {})", pick({"coalesce", "greatest", "least", "nullif"}), time(depth - 1),
                           time(depth - 1));
    }

    Row row()
    {
        Row values;
        for (const auto &input : inputs) {
            if (one(6))
                values.push_back({});
            else if (input.type == ValueType::Number)
                values.push_back(Value::ofNumber(anyNumber()));
            else if (input.type == ValueType::Text)
                values.push_back(Value::ofText(
                    pick({"", "a", "B", "abc", "ABC", "it's", "Straße", "ÇA VA", "ǅ", "日本", "😀a", "İi"})));
            else
                values.push_back(Value::ofTime(anyTime()));
        }
        return values;
    }

private:
    std::string literal()
    {
        return pick({"0", "1", "2", "-1", "0.5", "2.5", "100", "1e3", "0.1", "-0.0", "3.14159", "1e300", "7",
                     "12345678901234567890", "0.1234567890123456789", "86400"});
    }

    std::string sign() { return pick({"=", "<>", "<", "<=", ">", ">="}); }

    double anyNumber()
    {
        constexpr std::array edges {0.0,     -0.0,   1.0,    -1.0,   0.5,        2.5,  -2.5,
                                    1e308,   -1e308, 5e-324, 1e15,   1e16,       1e-5, 9.3e18,
                                    -9.2e18, 0.1,    7.0,    1e-300, 123456.789, 0.3,  100.0};
        if (one(2))
            return edges[below(edges.size())];
        return (m_random.uniform() - 0.5) * std::pow(10.0, static_cast<double>(below(12)) - 3);
    }

    TimeMicros anyTime()
    {
        if (one(4))
            return static_cast<TimeMicros>((m_random.uniform() - 0.5) * 1e18);
        return static_cast<TimeMicros>(m_random.uniform() * 2e15);
    }

    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(m_random.below(limit)); }
    bool one(std::size_t in) { return below(in) == 0; }
    std::string pick(std::initializer_list<const char *> list)
    {
        return *(list.begin() + below(list.size()));
    }

    Random m_random;
};

} // namespace

/// All rows at once, as columns; more rows than are calculated together.
std::vector<Value> columnsOf(const BoundExpression &expression, const std::vector<Row> &rows)
{
    constexpr std::size_t times = 4;
    std::vector<std::vector<Value>> columns(inputs.size());
    std::vector<std::uint32_t> places;
    for (std::size_t i = 0; i < times * rows.size(); ++i)
        places.push_back(static_cast<std::uint32_t>(i % rows.size()));
    std::vector<ExpressionColumn> given;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        for (const auto &row : rows)
            columns[i].push_back(row[i]);
        given.push_back({columns[i].data(), 1, places.data()});
    }
    std::vector<Value> results(places.size());
    expression.evaluate(given, results);
    return {results.end() - static_cast<std::ptrdiff_t>(rows.size()), results.end()};
}

class ExpressionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void anyExpressionMeansTheSameToDuckdbBitForBit();
    void whatHasNoAnswerIsNull_data();
    void whatHasNoAnswerIsNull();
    void valuesAreThoseWorkedByHand_data();
    void valuesAreThoseWorkedByHand();
    void theNamesThatItReadsAreListedOnce();
    void whatIsNoExpressionIsRefused_data();
    void whatIsNoExpressionIsRefused();
    void typesThatDoNotFitAreRefused_data();
    void typesThatDoNotFitAreRefused();
    void anExpressionAsDeepAsAllowedWorksInDuckdb();
    void severalThreadsParseAndEvaluateAtOnce();

private:
    std::optional<data::Duck> m_duck;
};

void ExpressionTest::initTestCase()
{
    auto duck = data::Duck::open({.threads = 1});
    QVERIFY_OK(duck);
    m_duck = std::move(duck).value();
}

// The law is the sameness itself: one expression, one row, one value, whoever calculates it.
void ExpressionTest::anyExpressionMeansTheSameToDuckdbBitForBit()
{
    constexpr std::size_t together = 30;
    const int rounds = qEnvironmentVariableIntValue("SLIPWAY_ROUNDS") > 0
        ? qEnvironmentVariableIntValue("SLIPWAY_ROUNDS")
        : 70;
    Chance chance(static_cast<std::uint64_t>(qEnvironmentVariableIntValue("SLIPWAY_SEED")) + 7);
    for (int round = 0; round < rounds; ++round) {
        std::vector<Row> rows;
        for (int i = 0; i < 25; ++i)
            rows.push_back(chance.row());
        QVERIFY_OK(m_duck->execute(tableSql(rows)));
        std::vector<std::string> texts;
        std::vector<BoundExpression> bound;
        std::vector<std::string> columns;
        while (bound.size() < together) {
            const auto kind = texts.size() % 6;
            texts.push_back(kind == 0       ? chance.text(4)
                                : kind == 1 ? chance.time(3)
                                : kind == 2 ? chance.flag(4)
                                            : chance.number(5));
            const auto parsed = Expression::parse(texts.back());
            QVERIFY2(parsed.ok(), texts.back().c_str());
            auto ready = parsed.value().bind(inputs);
            QVERIFY_OK(ready);
            columns.push_back(fmt::format("{} AS c{}", ready.value().sql(), bound.size()));
            bound.push_back(std::move(ready).value());
        }
        std::vector<std::vector<Value>> amongOthers;
        for (const auto &each : bound)
            amongOthers.push_back(columnsOf(each, rows));
        std::string difference;
        const auto status = m_duck->stream(
            fmt::format("SELECT {} FROM x ORDER BY i", fmt::join(columns, ", ")),
            [&](const data::Block &block) {
                for (std::size_t c = 0; c < bound.size(); ++c) {
                    for (std::size_t row = 0; row < block.rows; ++row) {
                        const auto theirs = valueOf(block.columns[c], row);
                        const auto ours = bound[c].evaluate(rows[row]);
                        if (!same(ours, amongOthers[c][row]) && difference.empty())
                            difference = fmt::format("{}\n  alone {}\n  among others {}", texts[c],
                                                     shown(ours), shown(amongOthers[c][row]));
                        if (!same(theirs, ours) && difference.empty())
                            difference = fmt::format("{}\n  as {}\n  duckdb {}\n  ours   {}", texts[c],
                                                     bound[c].sql(), shown(theirs), shown(ours));
                    }
                }
                return done();
            });
        QVERIFY_OK(status);
        QVERIFY2(difference.empty(), difference.c_str());
    }
}

void ExpressionTest::whatHasNoAnswerIsNull_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"n1 / 0", "n1 % 0", "0 / 0", "ln(0)", "ln(-1)", "log10(0)", "sqrt(-1)",
                             "exp(1000)", "power(0, -1)", "power(-1, 0.5)", "1e308 * 10", "-1e308 * 10",
                             "n1 + null", "CAST(1e300 AS BIGINT)", "CASE WHEN n1 > 100 THEN 1 END"})
        QTest::newRow(text) << QByteArray(text);
}

void ExpressionTest::whatHasNoAnswerIsNull()
{
    QFETCH(QByteArray, text);
    const auto bound = Expression::parse(text.toStdString()).value().bind(inputs);
    QVERIFY_OK(bound);
    const Row row {Value::ofNumber(3), {}, {}, {}, {}, {}, {}};
    QVERIFY(!bound.value().evaluate(row).present);
    QVERIFY_OK(m_duck->execute(tableSql({row})));
    const auto nulls =
        m_duck->number(fmt::format("SELECT count(*) FROM x WHERE ({}) IS NULL", bound.value().sql()));
    QVERIFY_OK(nulls);
    QCOMPARE(nulls.value(), 1.0);
}

void ExpressionTest::valuesAreThoseWorkedByHand_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<double>("value");
    const auto row = [](const char *text, double value) { QTest::newRow(text) << QByteArray(text) << value; };
    row("n1 + 2 * n1", 9);
    row("7 / 2", 3.5);
    row("-7 % 3", -1); // takes the sign of the dividend
    row("coalesce(n2 / 0, 5)", 5);
    row("n1 BETWEEN 3 AND 4", 1);
    row("n1 IN (1, 2)", 0);
    row("round(2.5)", 3);
    row("CAST(2.5 AS BIGINT)", 2); // to the even one
    row("round(2.345, 2)", 2.35);
    row("hour(m1)", 1);
    row("dayofweek(m1)", 4); // 1 January 1970 was a Thursday
    row("isodow(m1)", 4);
    row("days_between(m1, m1)", 0);
    row("days_between(TIMESTAMP '1970-01-01 00:00:00', m1)", 1.0 / 24);
    row("length('日本😀')", 3);
    row("CASE WHEN n1 THEN 10 ELSE 20 END", 10); // a number is a condition unless it is 0
    row("CASE WHEN 'É' = upper('é') THEN 1 ELSE 0 END", 1);
    row("CASE WHEN CAST(n1 AS VARCHAR) = '3.0' THEN 1 ELSE 0 END", 1);
    row("CASE WHEN CAST(hour(m1) + 1 AS VARCHAR) = '2' THEN 1 ELSE 0 END", 1);
    row("greatest(n2, 1, n1)", 3); // nulls do not count
}

void ExpressionTest::valuesAreThoseWorkedByHand()
{
    QFETCH(QByteArray, text);
    QFETCH(double, value);
    const auto expression = Expression::parse(text.toStdString());
    QVERIFY_OK(expression);
    const auto bound = expression.value().bind(inputs);
    QVERIFY_OK(bound);
    const auto result =
        bound.value().evaluate(Row {Value::ofNumber(3), {}, {}, {}, {}, Value::ofTime(3'600'000'000), {}});
    QVERIFY(result.present);
    QCOMPARE(result.number, value);
}

void ExpressionTest::theNamesThatItReadsAreListedOnce()
{
    const auto expression =
        Expression::parse("coalesce(clicks, 0) / shown + clicks * hour(now) + \"odd name\"");
    QVERIFY_OK(expression);
    QCOMPARE(expression.value().names(), (std::vector<std::string> {"clicks", "shown", "now", "odd name"}));
}

void ExpressionTest::whatIsNoExpressionIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"",
                             "  ",
                             "n1 +",
                             "n1 n2",
                             "n1, n2",
                             "n1 AS x",
                             "1; DROP TABLE x",
                             "1) FROM (SELECT 1",
                             "(SELECT 1)",
                             "sum(n1)",
                             "count(*)",
                             "n1 + avg(n2)",
                             "row_number() OVER ()",
                             "sum(n1) OVER (ORDER BY n2)",
                             "?",
                             "$1",
                             "*",
                             "random()",
                             "now()",
                             "getenv('HOME')",
                             "read_text('/etc/passwd')",
                             "t1.n1",
                             "[1, 2]",
                             "{'a': 1}",
                             "n1 // 2",
                             "m1 - m2",
                             "INTERVAL 3 DAY",
                             "TIMESTAMP 'yesterday'",
                             "CAST(n1 AS BLOB)",
                             "ln(n1, n2, 3)",
                             "CAST(t1 AS TIMESTAMP)",
                             "x -> x + 1",
                             "TRY(ln(0))",
                             "1 IN (SELECT 2)",
                             "'a' LIKE 'b'"})
        QTest::newRow(text) << QByteArray(text);
    QTest::newRow("deep") << QByteArray("(") + QByteArray("n1 + (").repeated(500) + "1"
            + QByteArray(")").repeated(501);
    QTest::newRow("long") << QByteArray("n1 + ").repeated(5000) + "1";
    QTest::newRow("no UTF-8") << QByteArray("'caf\xe9' = t1");
    QTest::newRow("cut within a letter") << QByteArray("sum('") + QByteArray("é").repeated(100) + "')";
    QTest::newRow("byte 0") << QByteArray("n1\0+ 1", 6);
}

void ExpressionTest::whatIsNoExpressionIsRefused()
{
    QFETCH(QByteArray, text);
    const auto expression = Expression::parse(text.toStdString());
    if (!expression) {
        QVERIFY_FAILS(expression, "definitions.expression_wrong");
        QVERIFY(!expression.error().args.at("remedy").get<std::string>().empty());
        QVERIFY(!writeJson(toJson(expression.error())).empty());
        return;
    }
    QVERIFY_FAILS(expression.value().bind(inputs), "definitions.expression_wrong");
}

void ExpressionTest::typesThatDoNotFitAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char *text, const char *reason) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(reason);
    };
    row("n1 + t1", "a text stands where a number is needed");
    row("n1 = t1", "a number and a text do not go together");
    row("hour(n1)", "a number stands where a time is needed");
    row("m1 > '2026-01-01'", "a time and a text do not go together");
    row("lower(n1)", "needs a text, not a number");
    row("CASE WHEN n1 > 0 THEN t1 ELSE 0 END", "do not go together");
    row("NOT t1", "a text stands where a condition is needed");
    row("CAST(t1 AS DOUBLE)", "a text stands where a number is needed");
    row("null", "always null");
    row("n9", "there is no n9");
    row("round(n1, n2)", "must be a whole number");
}

void ExpressionTest::typesThatDoNotFitAreRefused()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, reason);
    const auto expression = Expression::parse(text.toStdString());
    QVERIFY_OK(expression);
    const auto bound = expression.value().bind(inputs);
    QVERIFY_FAILS(bound, "definitions.expression_wrong");
    QVERIFY2(bound.error().message.find(reason.toStdString()) != std::string::npos,
             bound.error().message.c_str());
}

void ExpressionTest::anExpressionAsDeepAsAllowedWorksInDuckdb()
{
    std::string text = "n1";
    for (int i = 0; i < 190; ++i)
        text = fmt::format("({} + {})", text, i);
    const auto bound = Expression::parse(text).value().bind(inputs);
    QVERIFY_OK(bound);
    const Row row {Value::ofNumber(3), {}, {}, {}, {}, {}, {}};
    QVERIFY_OK(m_duck->execute(tableSql({row})));
    const auto value = m_duck->number(fmt::format("SELECT {} FROM x", bound.value().sql()));
    QVERIFY_OK(value);
    QCOMPARE(value.value(), 3.0 + 190 * 189 / 2);
    QCOMPARE(bound.value().evaluate(row).number, value.value());
}

void ExpressionTest::severalThreadsParseAndEvaluateAtOnce()
{
    std::atomic<int> wrong = 0;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&wrong, i] {
            for (int turn = 0; turn < 20; ++turn) {
                const auto bound = Expression::parse(fmt::format("n1 + {}", i)).value().bind(inputs);
                wrong += bound.value().evaluate(Row(7, Value::ofNumber(1))).number != 1 + i;
            }
        });
    }
    threads.clear();
    QCOMPARE(wrong.load(), 0);
}

SLIPWAY_TEST_MAIN(ExpressionTest)
#include "expression_test.moc"
