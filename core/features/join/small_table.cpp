#include "core/features/join/small_table.h"

#include "core/data/block_function.h"
#include "core/features/join/key_numbers.h"
#include "core/features/join/raw_tables.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <cstdint>
#include <deque>
#include <utility>

namespace slipway::features {

namespace {

// So many values take some hundred megabytes with their texts; more are joined.
constexpr double mostValues = 16e6;

/// The types that are kept, each with the one in which a function gives it back.
constexpr std::array<std::pair<std::string_view, std::string_view>, 12> keptTypes {{
    {"BIGINT", "BIGINT"},
    {"INTEGER", "BIGINT"},
    {"SMALLINT", "BIGINT"},
    {"TINYINT", "BIGINT"},
    {"UINTEGER", "BIGINT"},
    {"USMALLINT", "BIGINT"},
    {"UTINYINT", "BIGINT"},
    {"BOOLEAN", "BOOLEAN"},
    {"DOUBLE", "DOUBLE"},
    {"DATE", "DATE"},
    {"TIMESTAMP", "TIMESTAMP"},
    {"VARCHAR", "VARCHAR"},
}};

std::string_view keptType(std::string_view type)
{
    const auto found = std::ranges::find(keptTypes, type, [](const auto &each) { return each.first; });
    return found == keptTypes.end() ? std::string_view() : found->second;
}

/// Values of one column; texts are held once each.
struct KeptColumn {
    std::string type {};
    std::vector<std::int64_t> wholes {}; ///< of texts: the index in `levels`
    std::vector<double> reals {};
    std::vector<std::uint8_t> missing {};
    std::deque<std::string> levels {};
    TextMap<std::int64_t> codes {};

    void add(const data::BlockColumn &from, std::size_t rows)
    {
        for (std::size_t row = 0; row < rows; ++row) {
            const bool none = from.missing(row);
            missing.push_back(none ? 1 : 0);
            if (type == "DOUBLE")
                reals.push_back(none ? 0 : from.reals[row]);
            else if (type == "VARCHAR")
                wholes.push_back(none ? 0 : codeOf(from.texts[row]));
            else
                wholes.push_back(none ? 0 : from.whole[row]);
        }
    }

private:
    std::int64_t codeOf(std::string_view text)
    {
        if (const auto known = codes.find(text); known != codes.end())
            return known->second;
        levels.emplace_back(text);
        return codes.emplace(text, static_cast<std::int64_t>(levels.size()) - 1).first->second;
    }
};

} // namespace

class SmallTable::Kept
{
public:
    Kept(std::vector<std::string> keyTypes, std::span<const data::SourceColumn> values)
        : m_keyTypes(std::move(keyTypes))
        , m_numbers(m_keyTypes.size())
    {
        for (const auto &value : values)
            m_columns.push_back({.type = std::string(keptType(value.type))});
    }

    void add(const data::Block &block)
    {
        std::vector<std::uint32_t> numbers;
        m_numbers.of(keysOf(block), block.rows, numbers);
        for (std::size_t i = 0; i < m_columns.size(); ++i)
            m_columns[i].add(block.columns[m_keyTypes.size() + i], block.rows);
    }

    const std::vector<std::string> &keyTypes() const { return m_keyTypes; }
    const KeptColumn &column(std::size_t i) const { return m_columns[i]; }

    void find(const data::Block &arguments, std::vector<std::uint32_t> &numbers) const
    {
        m_numbers.find(keysOf(arguments), arguments.rows, numbers);
    }

    void clear()
    {
        m_numbers = KeyNumbers(m_keyTypes.size());
        m_columns.clear();
    }

private:
    std::vector<const data::BlockColumn *> keysOf(const data::Block &block) const
    {
        std::vector<const data::BlockColumn *> keys;
        for (std::size_t i = 0; i < m_keyTypes.size(); ++i)
            keys.push_back(&block.columns[i]);
        return keys;
    }

    std::vector<std::string> m_keyTypes;
    KeyNumbers m_numbers; ///< no two rows are alike, so the number of a key is its row
    std::vector<KeptColumn> m_columns;
};

class SmallTable::RowOf : public data::BlockFunction
{
public:
    explicit RowOf(std::shared_ptr<const Kept> kept)
        : m_kept(std::move(kept))
    {
    }

    std::vector<std::string> argumentTypes() const override { return m_kept->keyTypes(); }
    std::string type() const override { return "BIGINT"; }

    Status answer(const data::Block &arguments, data::BlockAnswer &answer) const override
    {
        std::vector<std::uint32_t> numbers;
        m_kept->find(arguments, numbers);
        answer.values.whole.assign(numbers.begin(), numbers.end());
        for (std::size_t row = 0; row < numbers.size(); ++row) {
            bool missing = numbers[row] == WholeNumbers::nobody;
            for (const auto &key : arguments.columns)
                missing |= key.missing(row);
            if (missing)
                answer.miss(row);
        }
        return done();
    }

private:
    const std::shared_ptr<const Kept> m_kept;
};

class SmallTable::ValueOf : public data::BlockFunction
{
public:
    ValueOf(std::shared_ptr<const Kept> kept, std::size_t column)
        : m_kept(std::move(kept))
        , m_column(column)
        , m_type(m_kept->column(column).type)
    {
    }

    std::vector<std::string> argumentTypes() const override { return {"BIGINT"}; }
    std::string type() const override { return m_type; }

    Status answer(const data::Block &arguments, data::BlockAnswer &answer) const override
    {
        const auto &column = m_kept->column(m_column);
        auto &values = answer.values;
        const auto give = [&](auto &into, auto valueOf) {
            into.resize(arguments.rows);
            for (std::size_t row = 0; row < arguments.rows; ++row) {
                const auto at = static_cast<std::size_t>(arguments.columns[0].whole[row]);
                if (arguments.columns[0].missing(row) || column.missing[at] != 0)
                    answer.miss(row);
                else
                    into[row] = valueOf(at);
            }
        };
        if (m_type == "DOUBLE") {
            give(values.reals, [&](std::size_t at) { return column.reals[at]; });
        } else if (m_type == "VARCHAR") {
            give(values.texts, [&](std::size_t at) -> std::string_view {
                return column.levels[static_cast<std::size_t>(column.wholes[at])];
            });
        } else {
            give(values.whole, [&](std::size_t at) { return column.wholes[at]; });
        }
        return done();
    }

private:
    const std::shared_ptr<const Kept> m_kept;
    const std::size_t m_column;
    const std::string m_type;
};

Result<SmallTable> SmallTable::load(data::Duck &duck, const std::string &query, std::size_t keys,
                                    const RunContext &context)
{
    SLIPWAY_ASSIGN(const auto columns, describe(duck, query, context));
    for (const auto &column : columns) {
        if (keptType(column.type).empty())
            return SmallTable();
    }
    SLIPWAY_ASSIGN(const double rows, duck.number(fmt::format("SELECT count(*) FROM ({})", query), context));
    if (rows * static_cast<double>(columns.size()) > mostValues)
        return SmallTable();
    SmallTable table;
    std::vector<std::string> keyTypes;
    for (std::size_t i = 0; i < keys; ++i)
        keyTypes.push_back(columns[i].type);
    table.m_kept = std::make_shared<Kept>(std::move(keyTypes), std::span(columns).subspan(keys));
    SLIPWAY_TRY(duck.stream(
        query,
        [&](const data::Block &block) {
            table.m_kept->add(block);
            return done();
        },
        context));
    SLIPWAY_ASSIGN(table.m_row, duck.provide(std::make_shared<RowOf>(table.m_kept)));
    for (std::size_t i = keys; i < columns.size(); ++i) {
        SLIPWAY_ASSIGN(table.m_values.emplace_back(),
                       duck.provide(std::make_shared<ValueOf>(table.m_kept, i - keys)));
        table.m_types.push_back(columns[i].type);
    }
    return table;
}

std::string SmallTable::row(const std::vector<std::string> &keys) const
{
    return fmt::format("{}({})", m_row, fmt::join(keys, ", "));
}

std::string SmallTable::value(std::size_t column, std::string_view row) const
{
    const auto call = fmt::format("{}({})", m_values[column], row);
    const auto &type = m_types[column];
    return keptType(type) == type ? call : fmt::format("CAST({} AS {})", call, type);
}

void SmallTable::release()
{
    if (m_kept)
        m_kept->clear();
}

} // namespace slipway::features
