#include "core/data/text_rows.h"

#include "core/base/clock.h"
#include "core/base/messages.h"
#include "core/data/text_records.h"

#include <algorithm>

namespace slipway::data {

namespace {

enum class Kind { Text, Whole, Real, Flag, Date, Time };

Kind kindOf(const TextColumn &column)
{
    if (column.type == "VARCHAR")
        return Kind::Text;
    if (column.type == "BIGINT")
        return Kind::Whole;
    if (column.type == "DOUBLE")
        return Kind::Real;
    if (column.type == "BOOLEAN")
        return Kind::Flag;
    return column.type == "DATE" ? Kind::Date : Kind::Time;
}

BlockColumn::Form blockForm(Kind kind)
{
    return kind == Kind::Text ? BlockColumn::Form::Text
        : kind == Kind::Real  ? BlockColumn::Form::Real
                              : BlockColumn::Form::Whole;
}

/// Fills one column of a block, value after value.
class ColumnMaker
{
public:
    ColumnMaker(const TextColumn &column, const std::vector<std::string> &nulls, BlockColumn &to,
                std::vector<std::uint64_t> &validity)
        : m_column(column)
        , m_kind(kindOf(column))
        , m_nulls(nulls)
        , m_to(to)
        , m_validity(validity)
    {
        to.name = column.name;
        to.type = column.type;
        to.form = blockForm(m_kind);
        to.whole.clear();
        to.reals.clear();
        to.texts.clear();
        to.validity = nullptr;
        validity.clear();
    }

    const TextColumn &column() const { return m_column; }
    Kind kind() const { return m_kind; }

    bool isMissing(std::string_view value) const
    {
        const auto among = [&](const std::vector<std::string> &tokens) {
            return !tokens.empty() && std::find(tokens.begin(), tokens.end(), value) != tokens.end();
        };
        return value.empty() || among(m_nulls) || among(m_column.guessedNulls);
    }

    void addMissing(std::size_t row)
    {
        if (m_to.form == BlockColumn::Form::Text)
            m_to.texts.emplace_back();
        else if (m_to.form == BlockColumn::Form::Real)
            m_to.reals.push_back(0);
        else
            m_to.whole.push_back(0);
        m_validity.resize(row / 64 + 1, ~std::uint64_t {0});
        m_validity[row / 64] &= ~(std::uint64_t {1} << (row % 64));
    }

    void addText(std::string_view text) { m_to.texts.push_back(text); }

    /// False where the value does not fit the type.
    bool add(std::string_view value)
    {
        switch (m_kind) {
        case Kind::Whole:
            return addWhole(wholeOf(value, m_column.form));
        case Kind::Real: {
            const auto real = realOf(value, m_column.form);
            if (real)
                m_to.reals.push_back(*real);
            return real.has_value();
        }
        case Kind::Flag:
            return addFlag(value);
        case Kind::Date:
        case Kind::Time:
            return addTime(value);
        case Kind::Text:
            break;
        }
        return true;
    }

    /// Takes back the last value, of a row that is rejected.
    void shrink(std::size_t rows)
    {
        m_to.whole.resize(std::min(m_to.whole.size(), rows));
        m_to.reals.resize(std::min(m_to.reals.size(), rows));
        m_to.texts.resize(std::min(m_to.texts.size(), rows));
        if (rows / 64 < m_validity.size())
            m_validity[rows / 64] |= std::uint64_t {1} << (rows % 64);
    }

    void finish(std::size_t rows)
    {
        if (m_validity.empty())
            return;
        m_validity.resize(rows / 64 + 1, ~std::uint64_t {0});
        m_to.validity = m_validity.data();
    }

private:
    bool addWhole(std::optional<std::int64_t> value)
    {
        if (value)
            m_to.whole.push_back(*value);
        return value.has_value();
    }

    bool addFlag(std::string_view value)
    {
        auto flag = flagOf(value);
        if (!flag && m_column.forced) {
            constexpr std::string_view yes[] = {"1", "t", "T", "yes", "Yes", "YES", "y", "Y"};
            constexpr std::string_view no[] = {"0", "f", "F", "no", "No", "NO", "n", "N"};
            if (std::find(std::begin(yes), std::end(yes), value) != std::end(yes))
                flag = true;
            else if (std::find(std::begin(no), std::end(no), value) != std::end(no))
                flag = false;
        }
        return addWhole(flag ? std::optional<std::int64_t>(*flag ? 1 : 0) : std::nullopt);
    }

    bool addTime(std::string_view value)
    {
        const auto time = m_column.dateFormat.empty() ? timeOf(value, m_column.form)
                                                      : timeByFormat(value, m_column.dateFormat);
        if (!time)
            return false;
        if (m_kind == Kind::Time)
            return addWhole(time->micros);
        const std::int64_t rest = ((time->micros % microsPerDay) + microsPerDay) % microsPerDay;
        return rest == 0 && addWhole((time->micros - rest) / microsPerDay);
    }

    const TextColumn &m_column;
    Kind m_kind;
    const std::vector<std::string> &m_nulls;
    BlockColumn &m_to;
    std::vector<std::uint64_t> &m_validity;
};

/// Turns the records of one part into rows.
class RowMakerOfPart
{
public:
    RowMakerOfPart(const TextPlan &plan, const TextPart &part, const std::vector<bool> &wanted,
                   TextRows &into)
        : m_plan(plan)
        , m_part(part)
        , m_into(into)
        , m_fieldOf(plan.columns.size(), noField)
    {
        for (std::size_t field = 0; field < part.columns.size(); ++field)
            m_fieldOf[part.columns[field]] = field;
        into.block.columns.resize(plan.columns.size());
        into.validity.resize(plan.columns.size());
        m_makers.reserve(plan.columns.size());
        for (std::size_t i = 0; i < plan.columns.size(); ++i) {
            m_makers.emplace_back(plan.columns[i], plan.options.nullTokens, into.block.columns[i],
                                  into.validity[i]);
            // A column whose type is given is read even where nobody wants it: its values decide which lines
            // are rows.
            if (wanted.empty() || wanted[i] || plan.columns[i].forced)
                m_read.push_back(i);
        }
    }

    void take(const TextRecords &records)
    {
        for (const std::size_t i : m_read) {
            if (addCell(records.record(), i))
                continue;
            const TextColumn &column = m_plan.columns[i];
            if (!column.forced) {
                m_into.error = failure("import.file_changed", {{"file", m_part.file.path().string()}});
                return;
            }
            const auto text = trimmed(records.record().fields[m_fieldOf[i]].text);
            m_into.rejects.push_back(records.rejected("type",
                                                      sentence("import.reason_type",
                                                               {{"column", column.name},
                                                                {"value", rejectedText(text.substr(0, 80))},
                                                                {"type", column.type}})));
            for (const std::size_t k : m_read)
                m_makers[k].shrink(m_rows);
            return;
        }
        ++m_rows;
    }

    void finish()
    {
        m_into.block.rows = m_rows;
        for (auto &maker : m_makers)
            maker.finish(m_rows);
    }

private:
    static constexpr std::size_t noField = static_cast<std::size_t>(-1);

    bool addCell(const CsvRecord &record, std::size_t column)
    {
        ColumnMaker &maker = m_makers[column];
        const std::size_t at = m_fieldOf[column];
        if (at == noField) {
            maker.addMissing(m_rows);
            return true;
        }
        const CsvField &field = record.fields[at];
        const auto value = trimmed(field.text);
        if (maker.isMissing(value)) {
            maker.addMissing(m_rows);
            return true;
        }
        if (maker.kind() != Kind::Text)
            return maker.add(value);
        maker.addText(field.escaped ? unescaped(field, m_part.dialect, m_into.unescaped) : field.text);
        return true;
    }

    const TextPlan &m_plan;
    const TextPart &m_part;
    TextRows &m_into;
    std::vector<std::size_t> m_fieldOf;
    std::vector<ColumnMaker> m_makers;
    std::vector<std::size_t> m_read;
    std::size_t m_rows = 0;
};

} // namespace

void readTextRows(const TextPlan &plan, std::size_t index, const std::vector<bool> &wanted, TextRows &into)
{
    const auto &[partIndex, range] = plan.ranges[index];
    const TextPart &part = plan.parts[partIndex];
    into.rejects.clear();
    into.error.reset();
    into.unescaped.clear();
    RowMakerOfPart maker(plan, part, wanted, into);
    auto records = TextRecords::open(part, range, into.raw);
    if (!records) {
        into.error = records.error();
        maker.finish();
        return;
    }
    into.unescaped.reserve(into.raw.size()); // the block's texts point into it: it must not move
    for (auto kind = records.value().next(); kind != TextRecords::Kind::End && !into.error;
         kind = records.value().next()) {
        if (kind == TextRecords::Kind::Row)
            maker.take(records.value());
        else
            into.rejects.push_back(records.value().rejected());
    }
    maker.finish();
}

} // namespace slipway::data
