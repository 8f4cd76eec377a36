#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

struct MDB_txn;

namespace slipway::features {

/// The two tables of an environment: what is known of the views, and the rows.
enum class LmdbTable { Contents, Rows };

/// What one transaction sees and does. The views into the map live until it ends, or until its next change.
/// Each entry is kept with its seal, and read only where that still fits.
class LmdbTransaction
{
public:
    LmdbTransaction(MDB_txn *handle, const unsigned *tables)
        : m_handle(handle)
        , m_tables(tables)
    {
    }

    Result<std::optional<std::string_view>> get(LmdbTable table, std::string_view key) const;
    Status put(LmdbTable table, std::string_view key, std::string_view value);
    Status erase(LmdbTable table, std::string_view key);

    /// Puts a key behind all others; false where it does not belong there.
    Result<bool> append(LmdbTable table, std::string_view key, std::string_view value);

    /// Visits the entries whose keys begin with `prefix`, in order, until `visit` says false. `visit` may put
    /// into the tables, but must copy what it was shown before.
    using Visitor = std::function<Result<bool>(std::string_view key, std::string_view value)>;
    Status each(LmdbTable table, std::string_view prefix, const Visitor &visit) const;

    /// Erases at most that many entries that begin with `prefix`; the number that it erased.
    Result<std::size_t> eraseSome(LmdbTable table, std::string_view prefix, std::size_t most);

    std::size_t id() const; ///< grows with every commit

private:
    MDB_txn *m_handle;
    const unsigned *m_tables;
    std::string m_sealed; ///< kept for its memory
};

} // namespace slipway::features
