#include "core/data/identity.h"

#include "core/base/clock.h"
#include "core/base/hash.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>

namespace slipway::data {

namespace {

constexpr std::uint64_t theOneNan = 0x7FF8000000000000;

/// Gathers bytes, so that the hash is called once a block and not once a value.
class Bytes
{
public:
    void tag(char c) { m_bytes.push_back(c); }

    void word(std::uint64_t value)
    {
        if constexpr (std::endian::native == std::endian::big)
            value = __builtin_bswap64(value);
        char bytes[8];
        std::memcpy(bytes, &value, 8);
        m_bytes.append(bytes, 8);
    }

    void text(std::string_view text)
    {
        word(text.size());
        m_bytes.append(text);
    }

    void giveTo(Sha256 &hash)
    {
        hash.update(m_bytes);
        m_bytes.clear();
    }

private:
    std::string m_bytes;
};

/// How the values of a column are written, found once a block.
enum class Meaning { Whole, Flag, Date, Time, Real, Float, Text };

Meaning meaning(const BlockColumn &column)
{
    if (column.form == BlockColumn::Form::Text)
        return Meaning::Text;
    if (column.form == BlockColumn::Form::Real)
        return column.type == "FLOAT" ? Meaning::Float : Meaning::Real;
    if (column.type == "BOOLEAN")
        return Meaning::Flag;
    return column.isDate() ? Meaning::Date : column.isTime() ? Meaning::Time : Meaning::Whole;
}

void writeNumber(double value, Bytes &out)
{
    constexpr double limit = 0x1p63;
    if (value >= -limit && value < limit && value == std::trunc(value)) {
        out.tag('i');
        out.word(static_cast<std::uint64_t>(static_cast<std::int64_t>(value)));
        return;
    }
    out.tag('d');
    out.word(std::isnan(value) ? theOneNan : std::bit_cast<std::uint64_t>(value));
}

/// The double that the shortest text of a float names: 0.1 and not 0.10000000149.
double throughText(double value)
{
    if (!std::isfinite(value))
        return value;
    char text[64];
    const auto end = std::to_chars(text, text + sizeof(text), static_cast<float>(value)).ptr;
    double wide = 0;
    std::from_chars(text, end, wide);
    return wide;
}

void writeTagged(char tag, std::int64_t value, Bytes &out)
{
    out.tag(tag);
    out.word(static_cast<std::uint64_t>(value));
}

std::int64_t midnight(std::int64_t days)
{
    const bool infinite = days == INT32_MAX || days == -INT32_MAX;
    return infinite ? (days > 0 ? INT64_MAX : -INT64_MAX) : days * microsPerDay;
}

void write(const BlockColumn &column, Meaning meaning, std::size_t row, Bytes &out)
{
    if (column.missing(row))
        return out.tag('n');
    switch (meaning) {
    case Meaning::Whole:
        return writeTagged('i', column.whole[row], out);
    case Meaning::Flag:
        out.tag('b');
        return out.tag(column.whole[row] ? '\1' : '\0');
    case Meaning::Date:
        return writeTagged('t', midnight(column.whole[row]), out);
    case Meaning::Time:
        return writeTagged('t', column.whole[row], out);
    case Meaning::Real:
        return writeNumber(column.reals[row], out);
    case Meaning::Float:
        return writeNumber(throughText(column.reals[row]), out);
    case Meaning::Text:
        const auto text = column.texts[row];
        if (text.find_first_not_of(' ') == std::string_view::npos)
            return out.tag('n');
        out.tag('s');
        return out.text(text);
    }
}

void write(const Block &block, Bytes &out)
{
    std::vector<Meaning> meanings;
    for (const auto &column : block.columns)
        meanings.push_back(meaning(column));
    for (std::size_t row = 0; row < block.rows; ++row) {
        for (std::size_t i = 0; i < meanings.size(); ++i)
            write(block.columns[i], meanings[i], row, out);
    }
}

} // namespace

struct ContentHash::State {
    Sha256 hash;
    Bytes bytes;
    ContentIdentity identity;
};

ContentHash::ContentHash(const std::vector<SourceColumn> &columns)
    : m_state(std::make_unique<State>())
{
    m_state->identity.columns = columns;
    m_state->hash.update(std::string_view("slipway-content-1\0", 18));
    m_state->bytes.word(columns.size());
    for (const auto &column : columns)
        m_state->bytes.text(column.name);
}

ContentHash::~ContentHash() = default;

void ContentHash::add(const Block &block)
{
    write(block, m_state->bytes);
    m_state->bytes.giveTo(m_state->hash);
    m_state->identity.rows += static_cast<std::int64_t>(block.rows);
}

ContentIdentity ContentHash::finish()
{
    m_state->bytes.word(static_cast<std::uint64_t>(m_state->identity.rows));
    m_state->bytes.giveTo(m_state->hash);
    m_state->identity.sha256 = m_state->hash.finish();
    return std::move(m_state->identity);
}

Result<ContentIdentity> contentIdentity(const std::filesystem::path &file, const ReadOptions &options,
                                        const RunContext &context)
{
    SLIPWAY_ASSIGN(Source source, openSource(file, options, context));
    ContentHash hash(source.columns);
    std::vector<std::string> selection;
    for (const auto &column : source.columns)
        selection.push_back(selected(column));
    const auto streamed = source.duck.stream(
        fmt::format("SELECT {} FROM {}", fmt::join(selection, ", "), source.expression),
        [&](const Block &block) {
            hash.add(block);
            return done();
        },
        context);
    if (!streamed)
        return sourceError(file, streamed.error());
    return hash.finish();
}

} // namespace slipway::data
