#include "ui/models/features_filter.h"

#include "ui/models/features_model.h"

#include <algorithm>

namespace slipway::ui {

void FeaturesFilter::setWords(const QString &words)
{
    const QStringList next = words.toCaseFolded().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (next == m_words)
        return;
    m_words = next;
    invalidateRowsFilter();
}

void FeaturesFilter::setTag(const QString &tag)
{
    if (tag == m_tag)
        return;
    m_tag = tag;
    invalidateRowsFilter();
}

void FeaturesFilter::setHiddenShown(bool shown)
{
    if (shown == m_hiddenShown)
        return;
    m_hiddenShown = shown;
    invalidateRowsFilter();
}

bool FeaturesFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const auto index = sourceModel()->index(row, 0, parent);
    if (!m_hiddenShown && index.data(FeaturesModel::HiddenRole).toBool())
        return false;
    if (!m_tag.isEmpty() && !index.data(FeaturesModel::TagsRole).toStringList().contains(m_tag))
        return false;
    const QString searched = index.data(FeaturesModel::SearchRole).toString();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString &word) { return searched.contains(word); });
}

} // namespace slipway::ui
