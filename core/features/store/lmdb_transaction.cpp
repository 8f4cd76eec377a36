#include "core/features/store/lmdb_transaction.h"

#include "core/features/store/entry_seal.h"
#include "core/features/store/lmdb_error.h"

#include <lmdb.h>

namespace slipway::features {

namespace {

MDB_val bytes(std::string_view text)
{
    return {text.size(), const_cast<char *>(text.data())};
}

std::string_view view(const MDB_val &value)
{
    return {static_cast<const char *>(value.mv_data), value.mv_size};
}

class Cursor
{
public:
    Cursor(MDB_txn *transaction, unsigned table)
        : m_error(::mdb_cursor_open(transaction, table, &m_handle))
    {
    }
    ~Cursor()
    {
        if (m_handle)
            ::mdb_cursor_close(m_handle);
    }
    Cursor(const Cursor &) = delete;
    Cursor &operator=(const Cursor &) = delete;

    int find(std::string_view from)
    {
        m_key = bytes(from);
        return m_error ? m_error : ::mdb_cursor_get(m_handle, &m_key, &m_value, MDB_SET_RANGE);
    }
    int next() { return ::mdb_cursor_get(m_handle, &m_key, &m_value, MDB_NEXT); }
    int erase() { return ::mdb_cursor_del(m_handle, 0); }
    std::string_view key() const { return view(m_key); }
    std::optional<std::string_view> value() const { return unsealed(key(), view(m_value)); }

private:
    MDB_cursor *m_handle = nullptr;
    MDB_val m_key {};
    MDB_val m_value {};
    int m_error;
};

} // namespace

Result<std::optional<std::string_view>> LmdbTransaction::get(LmdbTable table, std::string_view key) const
{
    MDB_val name = bytes(key);
    MDB_val value;
    const int error = ::mdb_get(m_handle, m_tables[static_cast<int>(table)], &name, &value);
    if (error == MDB_NOTFOUND)
        return std::optional<std::string_view>();
    if (error != 0)
        return lmdbError(error);
    const auto content = unsealed(key, view(value));
    return content ? Result<std::optional<std::string_view>>(content) : lmdbError(lmdbEntryBroken);
}

Status LmdbTransaction::put(LmdbTable table, std::string_view key, std::string_view value)
{
    MDB_val name = bytes(key);
    sealInto(m_sealed, key, value);
    MDB_val content = bytes(m_sealed);
    const int error = ::mdb_put(m_handle, m_tables[static_cast<int>(table)], &name, &content, 0);
    if (error != 0)
        return lmdbError(error);
    return done();
}

Result<bool> LmdbTransaction::append(LmdbTable table, std::string_view key, std::string_view value)
{
    MDB_val name = bytes(key);
    sealInto(m_sealed, key, value);
    MDB_val content = bytes(m_sealed);
    const int error = ::mdb_put(m_handle, m_tables[static_cast<int>(table)], &name, &content, MDB_APPEND);
    if (error != 0 && error != MDB_KEYEXIST)
        return lmdbError(error);
    return error == 0;
}

Status LmdbTransaction::erase(LmdbTable table, std::string_view key)
{
    MDB_val name = bytes(key);
    const int error = ::mdb_del(m_handle, m_tables[static_cast<int>(table)], &name, nullptr);
    if (error != 0 && error != MDB_NOTFOUND)
        return lmdbError(error);
    return done();
}

Status LmdbTransaction::each(LmdbTable table, std::string_view prefix, const Visitor &visit) const
{
    Cursor cursor(m_handle, m_tables[static_cast<int>(table)]);
    int error = cursor.find(prefix);
    for (; error == 0 && cursor.key().starts_with(prefix); error = cursor.next()) {
        const auto value = cursor.value();
        if (!value)
            return lmdbError(lmdbEntryBroken);
        SLIPWAY_ASSIGN(const bool goOn, visit(cursor.key(), *value));
        if (!goOn)
            return done();
    }
    if (error != 0 && error != MDB_NOTFOUND)
        return lmdbError(error);
    return done();
}

Result<std::size_t> LmdbTransaction::eraseSome(LmdbTable table, std::string_view prefix, std::size_t most)
{
    Cursor cursor(m_handle, m_tables[static_cast<int>(table)]);
    std::size_t erased = 0;
    int error = cursor.find(prefix);
    while (error == 0 && erased < most && cursor.key().starts_with(prefix)) {
        error = cursor.erase();
        if (error == 0) {
            ++erased;
            // The cursor stands on what followed, or behind the last entry of its page.
            error = cursor.find(prefix);
        }
    }
    if (error != 0 && error != MDB_NOTFOUND)
        return lmdbError(error);
    return erased;
}

std::size_t LmdbTransaction::id() const
{
    return ::mdb_txn_id(m_handle);
}

} // namespace slipway::features
