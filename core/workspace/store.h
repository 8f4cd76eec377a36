#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace slipway::workspace {

/// A value on its way into a record: nothing, a whole number, a number or a text.
using Value = std::variant<std::monostate, std::int64_t, double, std::string>;
using Values = std::initializer_list<Value>;

/// One row on its way out. Columns count from 0.
class Row
{
public:
    virtual ~Row() = default;
    virtual bool isNull(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual double real(int column) const = 0;
    virtual std::string text(int column) const = 0;
};

/// The seam between the records and the database that keeps them: SQLite in a workspace.
/// SQL written against it keeps to what SQLite and PostgreSQL both understand. One thread at a time.
class Store
{
public:
    virtual ~Store() = default;

    /// Runs one statement with `?` places.
    virtual Status execute(std::string_view sql, Values values = {}) = 0;

    /// Hands each row of a query to `visit`, as the database produces them.
    virtual Status each(std::string_view sql, Values values,
                        const std::function<void(const Row &)> &visit) = 0;

    /// All or nothing, against other processes too. Inside another transaction it joins that one.
    virtual Status transaction(const std::function<Status()> &work) = 0;

    /// Several queries that see the same records, whatever others commit meanwhile. For reading only; keep it
    /// short, because it holds back the cleaning of the log.
    virtual Status snapshot(const std::function<Status()> &work) = 0;

    /// Changes whenever another connection has committed something.
    virtual Result<std::int64_t> dataVersion() = 0;

    virtual bool readOnly() const = 0;
};

} // namespace slipway::workspace
