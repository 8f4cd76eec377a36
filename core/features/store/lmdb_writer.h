#pragma once

#include "core/features/store/lmdb_contents.h"
#include "core/features/store/online_store.h"

#include <string>
#include <vector>

namespace slipway::features {

/// Writes a view into LMDB. Rows that do not fit into one transaction go into a generation of their own
/// first, which no reader sees.
class LmdbViewWriter : public ViewWriter
{
public:
    LmdbViewWriter(std::shared_ptr<LmdbEnvironment> environment, StoredView view, WriteMode mode,
                   RunContext context);
    ~LmdbViewWriter() override;

    Status put(std::span<const NewRow> rows) override;
    Result<StoredView> commit(StoredView view) override;

private:
    struct Piece {
        std::size_t keyAt;
        std::size_t keySize;
        std::size_t rowSize;
    };

    Status flush();
    Status putPieces(LmdbTransaction &changes, std::uint32_t generation, StoredView &counted);
    Status putRow(LmdbTransaction &changes, const std::string &key, std::string_view row,
                  StoredView &counted) const;
    Status keepPushed(LmdbTransaction &changes, const StoredView &old, StoredView &counted) const;
    Status mergeStaged(LmdbTransaction &changes, StoredView &counted) const;
    Status commitReplacement(LmdbTransaction &changes, StoredView &view);
    Status commitUpdate(LmdbTransaction &changes, StoredView &view);

    std::shared_ptr<LmdbEnvironment> m_environment;
    StoredView m_counted; ///< what has been staged
    WriteMode m_mode;
    RunContext m_context;
    std::uint32_t m_staged = 0; ///< generation; 0: nothing is staged yet
    std::string m_bytes;
    std::vector<Piece> m_pieces;
    bool m_committed = false;
};

} // namespace slipway::features
