#include "ui/shell/palette_source.h"

#include "ui/shell/fuzzy_match.h"

#include <algorithm>

namespace slipway::ui {

PaletteSource::~PaletteSource() = default;

QList<PaletteEntry> rank(const QList<PaletteEntry> &entries, const QString &pattern, int limit)
{
    QList<PaletteEntry> found;
    for (const PaletteEntry &entry : entries) {
        const auto match = fuzzyMatch(pattern, entry.text);
        if (!match)
            continue;
        found.append(entry);
        found.last().score = match->score;
        found.last().places = match->places;
    }
    std::stable_sort(found.begin(), found.end(), [](const PaletteEntry &one, const PaletteEntry &other) {
        return one.score > other.score;
    });
    if (found.size() > limit)
        found.resize(limit);
    return found;
}

ListedSource::ListedSource(PaletteGroup group, QChar prefix, Lister list)
    : m_group(group)
    , m_prefix(prefix)
    , m_list(std::move(list))
{
}

QList<PaletteEntry> ListedSource::find(const QString &pattern, int limit) const
{
    return rank(m_list(), pattern, limit);
}

} // namespace slipway::ui
