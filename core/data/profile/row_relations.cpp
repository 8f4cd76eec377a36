#include "core/data/profile/row_relations.h"

#include "core/data/profile/parallel.h"
#include "core/data/profile/sorted_numbers.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace slipway::data {

namespace {

constexpr std::size_t blockRows = 1024; ///< some columns of that many rows stay in the processor's cache
constexpr std::size_t stretchRows = 64 * blockRows; ///< that one thread adds up

/// Every place once, in the order of the questions: correlated columns first.
std::vector<std::size_t> placesOf(const RowQuestions &questions)
{
    auto places = questions.correlated;
    for (const std::size_t place : questions.ordered) {
        if (std::find(places.begin(), places.end(), place) == places.end())
            places.push_back(place);
    }
    return places;
}

std::size_t slotOf(const std::vector<std::size_t> &places, std::size_t place)
{
    return static_cast<std::size_t>(std::find(places.begin(), places.end(), place) - places.begin());
}

std::vector<std::size_t> slotsOf(const std::vector<std::size_t> &places,
                                 const std::vector<std::size_t> &wanted)
{
    std::vector<std::size_t> slots;
    for (const std::size_t each : wanted)
        slots.push_back(slotOf(places, each));
    return slots;
}

void fillBlock(const NumberTable &table, const std::vector<std::size_t> &places, std::size_t first,
               NumberBlock &block)
{
    block.rows = std::min(blockRows, table.rows - first);
    block.columns.resize(places.size());
    for (std::size_t slot = 0; slot < places.size(); ++slot) {
        block.columns[slot].resize(blockRows);
        table.columns[places[slot]].finiteValues(first, block.rows, block.columns[slot].data());
    }
}

PairMoments momentsInMemory(const NumberTable &table, const std::vector<std::size_t> &columns,
                            const std::vector<double> &means, std::size_t threads, const RunContext &context)
{
    const std::size_t stretches = (table.rows + stretchRows - 1) / stretchRows;
    std::vector<PairMoments> parts(stretches, PairMoments(means));
    inParallel(stretches, threads, [&] {
        return [&, block = NumberBlock {}](std::size_t stretch) mutable {
            const std::size_t end = std::min(table.rows, (stretch + 1) * stretchRows);
            for (std::size_t first = stretch * stretchRows; first < end && !context.cancelled();
                 first += blockRows) {
                fillBlock(table, columns, first, block);
                parts[stretch].add(block);
            }
        };
    });
    PairMoments all(means);
    for (const auto &part : parts)
        all.add(part);
    return all;
}

/// Relations and orders, which need the rows in their order.
class Walk
{
public:
    Walk(const RowQuestions &questions, const std::vector<std::size_t> &places)
        : m_questions(questions)
        , m_places(places)
        , m_relations(slotsOf(places, questions.related), slotsOf(places, questions.results))
        , m_ordered(slotsOf(places, questions.ordered))
        , m_orders(questions.ordered.size())
    {
    }

    bool needsMore() const { return m_relations.any() || !m_ordered.empty(); }

    void add(const NumberBlock &block)
    {
        m_relations.add(block);
        for (std::size_t k = 0; k < m_ordered.size(); ++k) {
            const auto &values = block.columns[m_ordered[k]];
            for (std::size_t i = 0; i < block.rows; ++i)
                m_orders[k].add(values[i], m_questions.nows[k]);
        }
    }

    void finish(std::int64_t rows, RowAnswers &answers) const
    {
        answers.relations = m_relations.found(rows);
        for (auto &relation : answers.relations) {
            relation.result = m_places[relation.result];
            relation.first = m_places[relation.first];
            if (relation.second)
                relation.second = m_places[*relation.second];
        }
        answers.orders = m_orders;
    }

private:
    const RowQuestions &m_questions;
    const std::vector<std::size_t> &m_places;
    ExactRelations m_relations;
    std::vector<std::size_t> m_ordered;
    std::vector<RowOrder> m_orders;
};

/// Cuts what DuckDB hands out into blocks of our size, so that sums do not depend on its threads.
class Recutter
{
public:
    Recutter(std::size_t columns, std::function<void(const NumberBlock &)> take)
        : m_take(std::move(take))
    {
        m_block.columns.assign(columns, std::vector<double>(blockRows));
    }

    void add(const Block &from)
    {
        for (std::size_t row = 0; row < from.rows; ++row) {
            for (std::size_t c = 0; c < m_block.columns.size(); ++c) {
                const auto &column = from.columns[c];
                const double value = column.missing(row) ? std::nan("") : column.reals[row];
                m_block.columns[c][m_block.rows] = std::isfinite(value) ? value : std::nan("");
            }
            if (++m_block.rows == blockRows)
                flush();
        }
        m_rows += from.rows;
    }

    void flush()
    {
        m_take(m_block);
        m_block.rows = 0;
    }

    std::size_t rows() const { return m_rows; }

private:
    std::function<void(const NumberBlock &)> m_take;
    NumberBlock m_block;
    std::size_t m_rows = 0;
};

} // namespace

void RowOrder::add(double value, double now)
{
    if (std::isnan(value))
        return;
    if (began) {
        ++steps;
        back += value < last;
        forth += value > last;
    }
    began = true;
    last = value;
    future += value > now;
}

RowAnswers askRows(const NumberTable &table, const RowQuestions &questions, std::size_t threads,
                   const RunContext &context)
{
    RowAnswers answers;
    answers.moments = momentsInMemory(table, questions.correlated, questions.means, threads, context);
    const auto places = placesOf(questions);
    Walk walk(questions, places);
    NumberBlock block;
    for (std::size_t first = 0; first < table.rows && walk.needsMore() && !context.cancelled();
         first += blockRows) {
        fillBlock(table, places, first, block);
        walk.add(block);
    }
    walk.finish(static_cast<std::int64_t>(table.rows), answers);
    return answers;
}

Result<RowAnswers> askRows(Source &source, std::span<const SourceColumn *const> columns,
                           const RowQuestions &questions, const RunContext &context)
{
    RowAnswers answers;
    const auto places = placesOf(questions);
    if (places.empty())
        return answers;
    answers.moments.emplace(questions.means);
    Walk walk(questions, places);
    Recutter cut(places.size(), [&](const NumberBlock &block) {
        answers.moments->add(block);
        if (walk.needsMore())
            walk.add(block);
    });
    std::vector<std::string> values;
    for (const std::size_t place : places)
        values.push_back(numberExpression(*columns[place]));
    SLIPWAY_TRY(source.duck.stream(
        fmt::format("SELECT {} FROM {}", fmt::join(values, ", "), source.expression),
        [&](const Block &from) {
            cut.add(from);
            return done();
        },
        context));
    cut.flush();
    walk.finish(static_cast<std::int64_t>(cut.rows()), answers);
    return answers;
}

PairMoments rankMoments(const NumberTable &table, const std::vector<std::size_t> &columns,
                        std::size_t threads, const RunContext &context)
{
    std::vector<double> middles;
    for (const std::size_t column : columns) {
        const auto present =
            static_cast<double>(table.rows) - static_cast<double>(table.columns[column].nulls);
        middles.push_back(0.5 * (present + 1));
    }
    return momentsInMemory(table, columns, middles, threads, context);
}

} // namespace slipway::data
