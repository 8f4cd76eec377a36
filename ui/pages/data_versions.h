#pragma once

#include "ui/models/datasets_model.h"
#include "ui/models/validation.h"
#include "ui/widgets/delegates.h"

#include <QSortFilterProxyModel>

namespace slipway::ui {

/// The data sets as the page lists them: what was brought in first, what was computed from it last, and with
/// each the state of its checks.
class DataVersions : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    enum VersionRole {
        SizeTextRole = FirstOwnRole, ///< "250,000 × 28"
        VersionTextRole, ///< "v4"
        ChecksTextRole, ///< "2 failing"
    };

    explicit DataVersions(DatasetsModel &datasets, QObject *parent = nullptr);

    void setValidations(const Validations &validations);
    const Validation *validation(const QString &id) const; ///< nullptr where it was not checked

    const DatasetsModel &datasets() const { return m_datasets; }
    int names() const; ///< of different data sets, however many versions they have
    const DatasetRow *version(const QModelIndex &index) const; ///< nullptr where there is none
    QModelIndex indexOf(const QString &id) const; ///< "users@2"

    QVariant data(const QModelIndex &index, int role) const override;

protected:
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    DatasetsModel &m_datasets;
    Validations m_validations;
};

/// Two lines: name and version, then size and the state of the checks.
class DataVersionDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit DataVersionDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

} // namespace slipway::ui
