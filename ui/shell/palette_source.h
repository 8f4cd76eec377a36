#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

#include <functional>

namespace slipway::ui {

/// The headings of the palette, in the order in which they stand.
enum class PaletteGroup { Actions, Pages, RunsAndModels, Columns, Help };

/// One thing that can be chosen in the palette.
struct PaletteEntry {
    QString text;
    QString note; ///< grey, after the text
    QString icon; ///< name of a glyph
    QKeySequence shortcut;
    std::function<void()> accept; ///< what choosing it does; called after the palette has closed
    QList<int> places = {}; ///< of the characters in `text` that match; filled by rank()
    int score = 0;
};

/// A filter that offers entries. Sources register with the palette; a page adds its own and takes it away
/// again.
class PaletteSource
{
public:
    virtual ~PaletteSource();

    virtual PaletteGroup group() const = 0;
    /// The character that narrows the search to this source ('>', '#', '@', ':'); null if there is none.
    virtual QChar prefix() const { return {}; }

    /// The best entries for what was typed, best first, at most `limit`.
    virtual QList<PaletteEntry> find(const QString &pattern, int limit) const = 0;
};

/// Keeps the entries that match, best first, and fills in where.
QList<PaletteEntry> rank(const QList<PaletteEntry> &entries, const QString &pattern, int limit);

/// A source whose entries are made afresh by a function each time, such as the actions that are enabled now.
class ListedSource : public PaletteSource
{
public:
    using Lister = std::function<QList<PaletteEntry>()>;

    ListedSource(PaletteGroup group, QChar prefix, Lister list);

    PaletteGroup group() const override { return m_group; }
    QChar prefix() const override { return m_prefix; }
    QList<PaletteEntry> find(const QString &pattern, int limit) const override;

private:
    PaletteGroup m_group;
    QChar m_prefix;
    Lister m_list;
};

} // namespace slipway::ui
