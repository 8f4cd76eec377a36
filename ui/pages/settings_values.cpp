#include "ui/pages/settings_values.h"

#include "ui/models/config_model.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPainter>

namespace slipway::ui {

namespace {

constexpr int textInset = 6;

} // namespace

QWidget *SettingsValues::createEditor(QWidget *parent, const QStyleOptionViewItem &,
                                      const QModelIndex &index) const
{
    const QString name = index.siblingAtColumn(ConfigModel::Key).data().toString();
    const QStringList choices = index.data(ConfigModel::ChoicesRole).toStringList();
    if (choices.isEmpty()) {
        auto *field = new QLineEdit(parent);
        field->setTextMargins(textInset, 0, 0, 0); // the text stays where it was
        field->setObjectName(QStringLiteral("settings.value"));
        field->setAccessibleName(name);
        field->setAccessibleDescription(index.siblingAtColumn(ConfigModel::Allowed).data().toString());
        return field;
    }
    auto *list = new QComboBox(parent);
    list->setObjectName(QStringLiteral("settings.value"));
    list->setAccessibleName(name);
    list->addItems(choices);
    auto *self = const_cast<SettingsValues *>(this); // signals of a delegate are for its views
    connect(list, &QComboBox::activated, self, [self, list] {
        Q_EMIT self->commitData(list);
        Q_EMIT self->closeEditor(list);
    });
    return list;
}

void SettingsValues::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                          const QModelIndex &) const
{
    editor->setGeometry(option.rect.adjusted(3, 1, -3, -2));
}

void SettingsValues::content(QPainter &painter, const QRect &room, const QModelIndex &index) const
{
    if (!index.data(ConfigModel::IsStandardRole).toBool())
        painter.setFont(theme().font(u"strong"));
    RowDelegate::content(painter, room, index);
}

} // namespace slipway::ui
