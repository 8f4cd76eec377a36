#pragma once

#include "ui/widgets/delegates.h"

namespace slipway::ui {

/// Values of settings: in weight where they differ from their standard, and editable in place, by a list where
/// only some words may stand.
class SettingsValues : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;

protected:
    void content(QPainter &painter, const QRect &room, const QModelIndex &index) const override;
};

} // namespace slipway::ui
