#include "core/features/store/lmdb_writer.h"

#include "core/base/messages.h"

#include <algorithm>

namespace slipway::features {

namespace {

/// Small enough that a stop is heard and other writers do not wait; large enough that flushing to the disk
/// costs little.
constexpr std::size_t pieceBytes = 16 << 20;

RowView viewOf(std::string_view bytes, const StoredView &view)
{
    return RowView(bytes, view.layout.columns.size());
}

} // namespace

LmdbViewWriter::LmdbViewWriter(std::shared_ptr<LmdbEnvironment> environment, StoredView view, WriteMode mode,
                               RunContext context)
    : m_environment(std::move(environment))
    , m_counted(std::move(view))
    , m_mode(mode)
    , m_context(std::move(context))
{
    m_counted.rows = m_counted.pushed = 0;
    m_counted.present.assign(m_counted.layout.columns.size(), 0);
    m_counted.latestEvent.reset();
}

LmdbViewWriter::~LmdbViewWriter()
{
    if (m_committed || m_staged == 0)
        return;
    // What is left where this fails is swept away by the next writer.
    static_cast<void>(m_environment->write(
        [&](LmdbTransaction &changes) { return lmdb::generationIsDone(changes, m_staged); }));
}

Status LmdbViewWriter::put(std::span<const NewRow> rows)
{
    for (const auto &row : rows) {
        m_pieces.push_back({m_bytes.size(), row.key.size(), row.bytes.size()});
        m_bytes.append(row.key).append(row.bytes);
    }
    return m_bytes.size() < pieceBytes ? done() : flush();
}

Status LmdbViewWriter::flush()
{
    if (m_context.cancelled())
        return cancelled();
    std::uint32_t generation = 0;
    StoredView counted;
    SLIPWAY_TRY(m_environment->write([&](LmdbTransaction &changes) -> Status {
        generation = m_staged;
        counted = m_counted; // anew in each attempt
        if (generation == 0) {
            SLIPWAY_ASSIGN(generation, lmdb::beginGeneration(changes));
        }
        return putPieces(changes, generation, counted);
    }));
    m_staged = generation;
    m_counted = std::move(counted);
    m_bytes.clear();
    m_pieces.clear();
    return done();
}

Status LmdbViewWriter::putPieces(LmdbTransaction &changes, std::uint32_t generation, StoredView &counted)
{
    std::string key = lmdb::rowPrefix(generation);
    for (const auto &piece : m_pieces) {
        key.resize(4);
        key.append(m_bytes, piece.keyAt, piece.keySize);
        const auto row = std::string_view(m_bytes).substr(piece.keyAt + piece.keySize, piece.rowSize);
        SLIPWAY_TRY(putRow(changes, key, row, counted));
    }
    return done();
}

/// Of two rows of an entity the one with the later event stays; of equal ones the one that comes later.
Status LmdbViewWriter::putRow(LmdbTransaction &changes, const std::string &key, std::string_view row,
                              StoredView &counted) const
{
    // Rows of a generation come in the order of their keys, mostly: then they go to the end.
    SLIPWAY_ASSIGN(const bool appended, changes.append(LmdbTable::Rows, key, row));
    if (!appended) {
        SLIPWAY_ASSIGN(const auto present, changes.get(LmdbTable::Rows, key));
        if (present) {
            const auto old = viewOf(*present, counted);
            if (old.valid() && old.eventTime() > RowView::eventTimeOf(row))
                return done();
            if (old.valid())
                counted.count(old, -1);
        }
        SLIPWAY_TRY(changes.put(LmdbTable::Rows, key, row));
    }
    counted.count(viewOf(row, counted), 1);
    return done();
}

/// Pushed rows of the old generation that are newer than what replaces them.
Status LmdbViewWriter::keepPushed(LmdbTransaction &changes, const StoredView &old, StoredView &counted) const
{
    if (old.pushed == 0 || old.layoutId != counted.layoutId)
        return done();
    const auto fresh = lmdb::rowPrefix(counted.generation);
    return changes.each(LmdbTable::Rows, lmdb::rowPrefix(old.generation),
                        [&](std::string_view key, std::string_view value) -> Result<bool> {
                            const auto row = viewOf(value, old);
                            if (row.valid() && row.pushed()) {
                                const auto name = fresh + std::string(key.substr(4));
                                SLIPWAY_TRY(putRow(changes, name, std::string(value), counted));
                            }
                            return true;
                        });
}

Status LmdbViewWriter::mergeStaged(LmdbTransaction &changes, StoredView &counted) const
{
    const auto into = lmdb::rowPrefix(counted.generation);
    std::size_t seen = 0;
    return changes.each(
        LmdbTable::Rows, lmdb::rowPrefix(m_staged),
        [&](std::string_view key, std::string_view value) -> Result<bool> {
            if (++seen % 4096 == 0 && m_context.cancelled())
                return cancelled();
            SLIPWAY_TRY(putRow(changes, into + std::string(key.substr(4)), std::string(value), counted));
            return true;
        });
}

Status LmdbViewWriter::commitReplacement(LmdbTransaction &changes, StoredView &view)
{
    auto counted = m_counted;
    counted.generation = m_staged;
    if (m_staged == 0) {
        SLIPWAY_ASSIGN(counted.generation, lmdb::beginGeneration(changes));
    }
    SLIPWAY_TRY(putPieces(changes, counted.generation, counted));
    SLIPWAY_ASSIGN(const auto old, lmdb::storedView(changes, view.set, view.view));
    if (old) {
        SLIPWAY_TRY(keepPushed(changes, *old, counted));
        SLIPWAY_TRY(lmdb::generationIsDone(changes, old->generation));
    }
    view.generation = counted.generation;
    view.rows = counted.rows;
    view.pushed = counted.pushed;
    view.present = counted.present;
    view.latestEvent = counted.latestEvent;
    SLIPWAY_TRY(lmdb::generationIsShown(changes, view.generation));
    return lmdb::putView(changes, view);
}

Status LmdbViewWriter::commitUpdate(LmdbTransaction &changes, StoredView &view)
{
    SLIPWAY_ASSIGN(auto old, lmdb::storedView(changes, view.set, view.view));
    if (!old)
        return commitReplacement(changes, view);
    if (old->layoutId != view.layoutId || (view.to != 0 && old->definition != view.definition))
        return failure("store.other_definition", {{"view", view.view}});
    if (m_staged != 0) {
        SLIPWAY_TRY(mergeStaged(changes, *old));
        SLIPWAY_TRY(lmdb::generationIsDone(changes, m_staged));
    }
    SLIPWAY_TRY(putPieces(changes, old->generation, *old));
    if (view.to > old->to) {
        old->setVersion = view.setVersion;
        old->from = view.from;
        old->to = view.to;
        old->materialized = view.materialized;
    }
    view = std::move(*old);
    return lmdb::putView(changes, view);
}

Result<StoredView> LmdbViewWriter::commit(StoredView view)
{
    if (m_context.cancelled())
        return cancelled();
    view.layoutId = view.layout.id();
    StoredView result;
    SLIPWAY_TRY(m_environment->write([&](LmdbTransaction &changes) {
        result = view;
        return m_mode == WriteMode::Replace ? commitReplacement(changes, result)
                                            : commitUpdate(changes, result);
    }));
    m_committed = true;
    // The rows are shown: what is left of old ones can wait for the next writer.
    static_cast<void>(lmdb::sweep(*m_environment, m_context));
    return result;
}

} // namespace slipway::features
