#pragma once

#include <QAbstractListModel>
#include <QFrame>
#include <QStringList>

#include <vector>

class QLineEdit;
class QListView;
class QSortFilterProxyModel;

namespace slipway::ui {

class Theme;

/// The columns of a table as a list to tick; at least one stays ticked.
class ColumnTicks : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void set(const QStringList &names, const std::vector<int> &ticked);
    std::vector<int> ticked() const; ///< places, in the order of the columns
    void tickAll();

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void changed(); ///< by a person

private:
    QStringList m_names;
    std::vector<bool> m_ticked;
    int m_count = 0;
};

/// Opens below a button and says which columns a table shows.
class ColumnChooser : public QFrame
{
    Q_OBJECT
public:
    explicit ColumnChooser(const Theme &theme, QWidget *parent);

    void open(const QWidget &below, const QStringList &names, const std::vector<int> &ticked);

Q_SIGNALS:
    void chosen(const std::vector<int> &places);

private:
    ColumnTicks m_ticks;
    QSortFilterProxyModel *m_found;
    QLineEdit *m_filter;
    QListView *m_list;
};

} // namespace slipway::ui
