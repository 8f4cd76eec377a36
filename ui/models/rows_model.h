#pragma once

#include "core/base/result.h"
#include "ui/models/roles.h"

#include <QAbstractTableModel>
#include <QHash>

#include <algorithm>
#include <numeric>
#include <vector>

namespace slipway::ui {

/// The part of every table model that needs no knowledge of its rows.
class RowsModelBase : public QAbstractTableModel
{
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    /// Whether the first answer has come; until then a page is busy, not empty.
    bool isLoaded() const { return m_loaded; }

    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

Q_SIGNALS:
    void loaded(); ///< after every answer
    void failed(const slipway::Error &error);

protected:
    /// A column's title, its alignment and what its numbers mean.
    virtual QVariant headerCell(int column, int role) const = 0;

    /// Numbers stand at the right, texts at the left.
    static Qt::Alignment numbers() { return Qt::AlignRight | Qt::AlignVCenter; }
    static Qt::Alignment words() { return Qt::AlignLeft | Qt::AlignVCenter; }

    void answered();

private:
    bool m_loaded = false;
};

/// A table of value structs. It keeps the plumbing of indexes in one place; a concrete model writes
/// headerCell(), cell() and keyOf(). New rows take the place of old ones without losing selection or
/// position.
template <typename Row>
class RowsModel : public RowsModelBase
{
public:
    using RowsModelBase::RowsModelBase;

    int rowCount(const QModelIndex &parent = {}) const final
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const final
    {
        const Row *found = row(index);
        return found ? cell(*found, index.column(), role) : QVariant();
    }

    /// nullptr where there is none.
    const Row *row(const QModelIndex &index) const
    {
        const bool valid = index.isValid() && index.model() == this && index.row() < rowCount();
        return valid ? &m_rows[static_cast<std::size_t>(index.row())] : nullptr;
    }

    const std::vector<Row> &rows() const { return m_rows; }

    /// The row of that key, -1 where there is none.
    int rowOf(const QString &key) const
    {
        const auto found =
            std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &row) { return keyOf(row) == key; });
        return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
    }

protected:
    virtual QVariant cell(const Row &row, int column, int role) const = 0;
    virtual QString keyOf(const Row &row) const = 0; ///< what stays the same when a row changes

    /// Brings the table in line with these rows, by the smallest announcements that views understand.
    void replaceRows(std::vector<Row> next)
    {
        QHash<QString, int> places;
        for (std::size_t i = 0; i < next.size(); ++i)
            places.insert(keyOf(next[i]), static_cast<int>(i));
        removeOthers(places);
        reorder(places);
        insertAndUpdate(std::move(next));
    }

    void appendRows(std::vector<Row> more)
    {
        if (!more.empty())
            insertAt(rowCount(), more.begin(), more.end());
    }

    using Iterator = typename std::vector<Row>::iterator;
    void insertAt(int place, Iterator first, Iterator last)
    {
        beginInsertRows({}, place, place + static_cast<int>(last - first) - 1);
        m_rows.insert(m_rows.begin() + place, std::make_move_iterator(first), std::make_move_iterator(last));
        endInsertRows();
    }

    Row &mutableRow(int row) { return m_rows[static_cast<std::size_t>(row)]; }

    void announceRows(int first, int last)
    {
        Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
    }

    void clearRows()
    {
        beginResetModel();
        m_rows.clear();
        endResetModel();
    }

private:
    void removeOthers(const QHash<QString, int> &places)
    {
        for (int last = rowCount() - 1; last >= 0; --last) {
            int first = last;
            while (first >= 0 && !places.contains(keyOf(m_rows[static_cast<std::size_t>(first)])))
                --first;
            if (first == last)
                continue;
            beginRemoveRows({}, first + 1, last);
            m_rows.erase(m_rows.begin() + first + 1, m_rows.begin() + last + 1);
            endRemoveRows();
            last = first + 1;
        }
    }

    void reorder(const QHash<QString, int> &places)
    {
        std::vector<int> wanted;
        for (const auto &row : m_rows)
            wanted.push_back(places.value(keyOf(row)));
        if (std::is_sorted(wanted.begin(), wanted.end()))
            return;
        Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
        std::vector<std::size_t> order(m_rows.size());
        std::iota(order.begin(), order.end(), std::size_t {0});
        std::sort(order.begin(), order.end(),
                  [&](auto left, auto right) { return wanted[left] < wanted[right]; });
        std::vector<Row> sorted;
        std::vector<int> newPlace(m_rows.size());
        for (std::size_t i = 0; i < order.size(); ++i) {
            newPlace[order[i]] = static_cast<int>(i);
            sorted.push_back(std::move(m_rows[order[i]]));
        }
        m_rows = std::move(sorted);
        const auto before = persistentIndexList();
        QModelIndexList after;
        for (const auto &old : before)
            after << index(newPlace[static_cast<std::size_t>(old.row())], old.column());
        changePersistentIndexList(before, after);
        Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
    }

    /// What is left stands in the wanted order; new rows come between.
    void insertAndUpdate(std::vector<Row> next)
    {
        for (std::size_t i = 0; i < next.size();) {
            if (i < m_rows.size() && keyOf(m_rows[i]) == keyOf(next[i])) {
                std::size_t end = i;
                for (; end < next.size() && end < m_rows.size() && keyOf(m_rows[end]) == keyOf(next[end])
                     && !(m_rows[end] == next[end]);
                     ++end)
                    m_rows[end] = std::move(next[end]);
                if (end > i)
                    announceRows(static_cast<int>(i), static_cast<int>(end) - 1);
                i = std::max(end, i + 1);
                continue;
            }
            std::size_t end = i + 1;
            while (end < next.size() && (i >= m_rows.size() || keyOf(m_rows[i]) != keyOf(next[end])))
                ++end;
            const auto from = next.begin() + static_cast<std::ptrdiff_t>(i);
            insertAt(static_cast<int>(i), from, next.begin() + static_cast<std::ptrdiff_t>(end));
            i = end;
        }
    }

    std::vector<Row> m_rows;
};

} // namespace slipway::ui
