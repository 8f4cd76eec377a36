#pragma once

#include <QSortFilterProxyModel>
#include <QStringList>

namespace slipway::ui {

/// The features that a person looks for: each word is found in name, meaning, tag, owner or column, and the
/// tag that is chosen is one of theirs.
class FeaturesFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setWords(const QString &words);
    void setTag(const QString &tag); ///< empty: any
    void setHiddenShown(bool shown); ///< the steps on the way to others
    bool isHiddenShown() const { return m_hiddenShown; }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QStringList m_words;
    QString m_tag;
    bool m_hiddenShown = false;
};

} // namespace slipway::ui
