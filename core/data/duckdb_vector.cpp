#include "core/data/duckdb_vector.h"

#include <fmt/format.h>

#include <cmath>
#include <cstring>

namespace slipway::data {

namespace {

using Form = BlockColumn::Form;

template <typename Value>
void copyWhole(const void *from, std::size_t rows, double, BlockColumn &to)
{
    const auto *values = static_cast<const Value *>(from);
    to.whole.resize(rows);
    for (std::size_t i = 0; i < rows; ++i)
        to.whole[i] = static_cast<std::int64_t>(values[i]);
}

template <typename Value>
void copyReal(const void *from, std::size_t rows, double divisor, BlockColumn &to)
{
    const auto *values = static_cast<const Value *>(from);
    to.reals.resize(rows);
    for (std::size_t i = 0; i < rows; ++i)
        to.reals[i] = static_cast<double>(values[i]) / divisor;
}

void copyHuge(const void *from, std::size_t rows, double divisor, BlockColumn &to)
{
    const auto *values = static_cast<const duckdb_hugeint *>(from);
    to.reals.resize(rows);
    for (std::size_t i = 0; i < rows; ++i)
        to.reals[i] = duckdb_hugeint_to_double(values[i]) / divisor;
}

void copyUnsignedHuge(const void *from, std::size_t rows, double, BlockColumn &to)
{
    const auto *values = static_cast<const duckdb_uhugeint *>(from);
    to.reals.resize(rows);
    for (std::size_t i = 0; i < rows; ++i)
        to.reals[i] = duckdb_uhugeint_to_double(values[i]);
}

/// Times of other units as microseconds; the ends of the range mean infinity and stay as they are.
template <std::int64_t multiplier, std::int64_t divisor>
void copyTime(const void *from, std::size_t rows, double, BlockColumn &to)
{
    const auto *values = static_cast<const std::int64_t *>(from);
    to.whole.resize(rows);
    for (std::size_t i = 0; i < rows; ++i) {
        const bool infinite = values[i] == INT64_MAX || values[i] == -INT64_MAX;
        std::int64_t micros = values[i];
        // Rows without a value hold anything, also what would overflow.
        if (!infinite && !__builtin_mul_overflow(values[i], multiplier, &micros))
            micros /= divisor;
        to.whole[i] = micros;
    }
}

void copyText(const void *from, std::size_t rows, double, BlockColumn &to)
{
    const auto *values = static_cast<const duckdb_string_t *>(from);
    to.texts.resize(rows);
    for (std::size_t i = 0; i < rows; ++i) {
        if (to.missing(i)) {
            to.texts[i] = {};
            continue;
        }
        const auto &value = values[i].value;
        // DuckDB keeps texts of up to twelve bytes inside the value itself.
        to.texts[i] = value.inlined.length <= sizeof(value.inlined.inlined)
            ? std::string_view(value.inlined.inlined, value.inlined.length)
            : std::string_view(value.pointer.ptr, value.pointer.length);
    }
}

void copyNothing(const void *, std::size_t rows, double, BlockColumn &to)
{
    to.reals.assign(rows, std::nan(""));
}

VectorReader decimalReader(duckdb_logical_type type)
{
    const double divisor = std::pow(10, duckdb_decimal_scale(type));
    switch (duckdb_decimal_internal_type(type)) {
    case DUCKDB_TYPE_SMALLINT:
        return {copyReal<std::int16_t>, divisor};
    case DUCKDB_TYPE_INTEGER:
        return {copyReal<std::int32_t>, divisor};
    case DUCKDB_TYPE_BIGINT:
        return {copyReal<std::int64_t>, divisor};
    default:
        return {copyHuge, divisor};
    }
}

template <typename To>
void fillWhole(duckdb_vector vector, const BlockColumn &from, std::size_t row, std::size_t count)
{
    auto *to = static_cast<To *>(duckdb_vector_get_data(vector));
    for (std::size_t i = 0; i < count; ++i)
        to[i] = static_cast<To>(from.whole[row + i]);
}

void fillTexts(duckdb_vector vector, const BlockColumn &from, std::size_t row, std::size_t count)
{
    auto *to = static_cast<duckdb_string_t *>(duckdb_vector_get_data(vector));
    for (std::size_t i = 0; i < count; ++i) {
        const auto text = from.texts[row + i];
        if (text.size() <= sizeof(to->value.inlined.inlined)) {
            std::memset(&to[i], 0, sizeof(duckdb_string_t));
            to[i].value.inlined.length = static_cast<std::uint32_t>(text.size());
            if (!text.empty())
                std::memcpy(to[i].value.inlined.inlined, text.data(), text.size());
        } else {
            duckdb_vector_assign_string_element_len(vector, i, text.data(), text.size());
        }
    }
}

/// Rows of a block begin at multiples of the chunk's size, so that the bits of validity are whole words.
void fillValidity(duckdb_vector vector, const BlockColumn &from, std::size_t row, std::size_t count)
{
    if (!from.validity)
        return;
    duckdb_vector_ensure_validity_writable(vector);
    std::memcpy(duckdb_vector_get_validity(vector), from.validity + row / 64, (count + 63) / 64 * 8);
}

} // namespace

duckdb_type duckType(std::string_view type)
{
    if (type == "BIGINT")
        return DUCKDB_TYPE_BIGINT;
    if (type == "DOUBLE")
        return DUCKDB_TYPE_DOUBLE;
    if (type == "BOOLEAN")
        return DUCKDB_TYPE_BOOLEAN;
    if (type == "DATE")
        return DUCKDB_TYPE_DATE;
    if (type == "TIMESTAMP")
        return DUCKDB_TYPE_TIMESTAMP;
    return type == "TIMESTAMP WITH TIME ZONE" ? DUCKDB_TYPE_TIMESTAMP_TZ : DUCKDB_TYPE_VARCHAR;
}

std::optional<VectorReader> vectorReader(duckdb_logical_type type, BlockColumn::Form &form)
{
    form = Form::Whole;
    switch (duckdb_get_type_id(type)) {
    case DUCKDB_TYPE_BOOLEAN:
        // Bytes, since a row without a value holds any, which no bool may.
        return VectorReader {copyWhole<std::uint8_t>};
    case DUCKDB_TYPE_TINYINT:
        return VectorReader {copyWhole<std::int8_t>};
    case DUCKDB_TYPE_SMALLINT:
        return VectorReader {copyWhole<std::int16_t>};
    case DUCKDB_TYPE_INTEGER:
    case DUCKDB_TYPE_DATE:
        return VectorReader {copyWhole<std::int32_t>};
    case DUCKDB_TYPE_BIGINT:
    case DUCKDB_TYPE_TIMESTAMP:
    case DUCKDB_TYPE_TIMESTAMP_TZ:
        return VectorReader {copyWhole<std::int64_t>};
    case DUCKDB_TYPE_UTINYINT:
        // Bytes, since a row without a value holds any, which no bool may.
        return VectorReader {copyWhole<std::uint8_t>};
    case DUCKDB_TYPE_USMALLINT:
        return VectorReader {copyWhole<std::uint16_t>};
    case DUCKDB_TYPE_UINTEGER:
        return VectorReader {copyWhole<std::uint32_t>};
    case DUCKDB_TYPE_TIMESTAMP_S:
        return VectorReader {copyTime<1'000'000, 1>};
    case DUCKDB_TYPE_TIMESTAMP_MS:
        return VectorReader {copyTime<1'000, 1>};
    case DUCKDB_TYPE_TIMESTAMP_NS:
        return VectorReader {copyTime<1, 1'000>};
    default:
        break;
    }
    form = Form::Real;
    switch (duckdb_get_type_id(type)) {
    case DUCKDB_TYPE_UBIGINT:
        return VectorReader {copyReal<std::uint64_t>};
    case DUCKDB_TYPE_HUGEINT:
        return VectorReader {copyHuge};
    case DUCKDB_TYPE_UHUGEINT:
        return VectorReader {copyUnsignedHuge};
    case DUCKDB_TYPE_FLOAT:
        return VectorReader {copyReal<float>};
    case DUCKDB_TYPE_DOUBLE:
        return VectorReader {copyReal<double>};
    case DUCKDB_TYPE_DECIMAL:
        return decimalReader(type);
    case DUCKDB_TYPE_SQLNULL:
        return VectorReader {copyNothing};
    default:
        break;
    }
    form = Form::Text;
    if (duckdb_get_type_id(type) == DUCKDB_TYPE_VARCHAR)
        return VectorReader {copyText};
    return std::nullopt;
}

std::string typeName(duckdb_logical_type type)
{
    switch (duckdb_get_type_id(type)) {
    case DUCKDB_TYPE_BOOLEAN:
        return "BOOLEAN";
    case DUCKDB_TYPE_TINYINT:
        return "TINYINT";
    case DUCKDB_TYPE_SMALLINT:
        return "SMALLINT";
    case DUCKDB_TYPE_INTEGER:
        return "INTEGER";
    case DUCKDB_TYPE_BIGINT:
        return "BIGINT";
    case DUCKDB_TYPE_UTINYINT:
        return "UTINYINT";
    case DUCKDB_TYPE_USMALLINT:
        return "USMALLINT";
    case DUCKDB_TYPE_UINTEGER:
        return "UINTEGER";
    case DUCKDB_TYPE_UBIGINT:
        return "UBIGINT";
    case DUCKDB_TYPE_HUGEINT:
        return "HUGEINT";
    case DUCKDB_TYPE_UHUGEINT:
        return "UHUGEINT";
    case DUCKDB_TYPE_FLOAT:
        return "FLOAT";
    case DUCKDB_TYPE_DOUBLE:
        return "DOUBLE";
    case DUCKDB_TYPE_DECIMAL:
        return fmt::format("DECIMAL({},{})", duckdb_decimal_width(type), duckdb_decimal_scale(type));
    case DUCKDB_TYPE_VARCHAR:
        return "VARCHAR";
    case DUCKDB_TYPE_DATE:
        return "DATE";
    case DUCKDB_TYPE_TIMESTAMP:
        return "TIMESTAMP";
    case DUCKDB_TYPE_TIMESTAMP_S:
        return "TIMESTAMP_S";
    case DUCKDB_TYPE_TIMESTAMP_MS:
        return "TIMESTAMP_MS";
    case DUCKDB_TYPE_TIMESTAMP_NS:
        return "TIMESTAMP_NS";
    case DUCKDB_TYPE_TIMESTAMP_TZ:
        return "TIMESTAMP WITH TIME ZONE";
    case DUCKDB_TYPE_SQLNULL:
        return "NULL";
    default:
        return fmt::format("type {}", static_cast<int>(duckdb_get_type_id(type)));
    }
}

void fillVector(duckdb_vector vector, const Column &column, std::size_t from, std::size_t rows)
{
    const bool number = column.kind == ColumnKind::Number;
    auto *values = static_cast<double *>(duckdb_vector_get_data(vector));
    std::uint64_t *validity = nullptr;
    for (std::size_t i = 0; i < rows; ++i) {
        const bool missing = number ? std::isnan(column.numbers[from + i]) : column.codes[from + i] < 0;
        if (missing) {
            if (!validity) {
                duckdb_vector_ensure_validity_writable(vector);
                validity = duckdb_vector_get_validity(vector);
            }
            duckdb_validity_set_row_invalid(validity, i);
        } else if (number) {
            values[i] = column.numbers[from + i];
        } else {
            const auto &level = column.levels[static_cast<std::size_t>(column.codes[from + i])];
            duckdb_vector_assign_string_element_len(vector, i, level.data(), level.size());
        }
    }
}

void fillVector(duckdb_vector vector, const BlockColumn &from, std::size_t row, std::size_t count)
{
    switch (duckType(from.type)) {
    case DUCKDB_TYPE_DOUBLE:
        std::memcpy(duckdb_vector_get_data(vector), from.reals.data() + row, count * sizeof(double));
        break;
    case DUCKDB_TYPE_BOOLEAN:
        fillWhole<bool>(vector, from, row, count);
        break;
    case DUCKDB_TYPE_DATE:
        fillWhole<std::int32_t>(vector, from, row, count);
        break;
    case DUCKDB_TYPE_VARCHAR:
        fillTexts(vector, from, row, count);
        break;
    default:
        std::memcpy(duckdb_vector_get_data(vector), from.whole.data() + row, count * sizeof(std::int64_t));
    }
    fillValidity(vector, from, row, count);
}

} // namespace slipway::data
