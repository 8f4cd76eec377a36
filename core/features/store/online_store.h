#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/features/store/read_batch.h"
#include "core/features/store/stored_view.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::features {

/// One row on its way into a store.
struct NewRow {
    std::string_view key; ///< of EntityKey
    std::string_view bytes; ///< of RowWriter
};

/// Reads rows for one thread; it keeps what makes the next read cheap. Must not outlive its store.
class StoreReader
{
public:
    virtual ~StoreReader() = default;

    /// Finds every row that the batch asks for, and what is known of their views. The rows of a view are all
    /// of one generation.
    virtual Status read(ReadBatch &batch) = 0;
};

/// Puts rows into a view; readers see none of them before commit(). Dropped without it, all is as before.
class ViewWriter
{
public:
    virtual ~ViewWriter() = default;
    virtual Status put(std::span<const NewRow> rows) = 0;

    /// Shows the rows to readers, all at once. `view` says what they are; the store fills in its counts, and
    /// gives back what it keeps.
    virtual Result<StoredView> commit(StoredView view) = 0;
};

enum class WriteMode {
    Replace, ///< the new rows take the place of all that were there, except for newer ones that were pushed
    Update, ///< the new rows join the others; of two rows of an entity the one with the later event stays
};

/// The latest features of every entity, by view. Its functions may be called from any thread.
class OnlineStore
{
public:
    explicit OnlineStore(std::shared_ptr<ViewNames> names)
        : m_names(std::move(names))
    {
    }
    virtual ~OnlineStore() = default;

    /// "lmdb", or "redis://127.0.0.1:6379/0" without its password.
    virtual std::string address() const = 0;

    /// What is stored, by set and view.
    virtual Result<std::vector<StoredView>> views() = 0;

    virtual Result<std::unique_ptr<StoreReader>> reader() = 0;

    /// `view` says what the rows are to be: set, view, layout, definition.
    virtual Result<std::unique_ptr<ViewWriter>> writer(const StoredView &view, WriteMode mode,
                                                       const RunContext &context = {}) = 0;

    Result<std::optional<StoredView>> find(const std::string &set, const std::string &view);

    const std::shared_ptr<ViewNames> &names() const { return m_names; }

private:
    std::shared_ptr<ViewNames> m_names;
};

} // namespace slipway::features
