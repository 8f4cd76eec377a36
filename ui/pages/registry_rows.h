#pragma once

#include "ui/widgets/delegates.h"

#include <QHash>
#include <QSortFilterProxyModel>

namespace slipway::ui {

/// The versions of one model as the table shows them: "v3" in place of "feed-model/3", runs by their number.
class RegistryRows : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit RegistryRows(QObject *parent = nullptr);

    void setModelName(const QString &name);
    void setOnlyWithAlias(bool only);
    void setRunNumbers(const QHash<QString, qint64> &numbers); ///< by a run's id

    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// "v3" of "feed-model/3".
    static QString shortName(const QString &reference);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString m_name;
    bool m_onlyWithAlias = false;
    QHash<QString, qint64> m_runNumbers;
};

/// The name of a row, in weight.
class StrongDelegate : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

protected:
    void content(QPainter &painter, const QRect &room, const QModelIndex &index) const override;
    int contentWidth(const QModelIndex &index) const override;
};

/// Aliases as tags. Production is locked: only promotion moves it.
class AliasDelegate : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

protected:
    void content(QPainter &painter, const QRect &room, const QModelIndex &index) const override;
    int contentWidth(const QModelIndex &index) const override;
};

} // namespace slipway::ui
