#pragma once

#include "core/features/store/online_store.h"
#include "core/features/store/redis_connection.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace slipway::features {

/// Writes a view into Redis, in groups of rows. The rows of a replacement stand in a hash that ends by itself
/// where the writer does not come to its end.
class RedisViewWriter : public ViewWriter
{
public:
    RedisViewWriter(std::unique_ptr<RedisConnection> connection, const StoredView &view, WriteMode mode,
                    RunContext context);
    ~RedisViewWriter() override;

    Status put(std::span<const NewRow> rows) override;
    Result<StoredView> commit(StoredView view) override;

private:
    using Rows = std::map<std::string, std::string, std::less<>>; ///< each entity once

    Status flush();
    Status begin();
    Status putIntoNew(const Rows &rows, StoredView &counted);
    Result<std::optional<StoredView>> present();
    Result<std::vector<std::string>> rowsOf(std::uint32_t generation, const Rows &rows);
    Result<Rows> pushedRows(const StoredView &old);
    Result<bool> tryToReplace(StoredView &view);
    Result<bool> tryToUpdate(const Rows &rows, StoredView &view);
    Result<StoredView> update(const Rows &rows, StoredView view);
    Status collectView(const StoredView &view);
    Result<bool> execute(std::size_t commands);

    std::unique_ptr<RedisConnection> m_connection;
    const std::string m_name;
    StoredView m_view;
    WriteMode m_mode;
    RunContext m_context;
    Rows m_rows;
    bool m_begun = false; ///< m_view has its new generation
    bool m_committed = false;
};

} // namespace slipway::features
