#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::data {

/// A column of a file that is being made.
struct NewColumn {
    enum class Kind {
        Whole,
        Real,
        Text,
        Time, ///< microseconds since 1970 in UTC
        Date, ///< days since 1970
    };

    std::string name;
    Kind kind = Kind::Whole;
};

/// Room for the next rows, which the maker fills: nothing is copied in between.
class NewRows
{
public:
    virtual ~NewRows() = default;
    virtual std::size_t capacity() const = 0;
    virtual std::int64_t *whole(std::size_t column) = 0; ///< of a Whole or Time column
    virtual double *reals(std::size_t column) = 0;
    virtual std::int32_t *days(std::size_t column) = 0; ///< of a Date column
    virtual void setText(std::size_t column, std::size_t row, std::string_view text) = 0;
    virtual void setMissing(std::size_t column, std::size_t row) = 0; ///< after its value
};

/// Fills up to capacity() rows and says how many; 0 ends the file, an error drops it.
using RowMaker = std::function<Result<std::size_t>(NewRows &)>;

} // namespace slipway::data
