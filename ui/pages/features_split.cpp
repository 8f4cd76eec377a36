#include "ui/pages/features_split.h"

#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QActionGroup>
#include <QMenu>

namespace slipway::ui {

FeaturesSplit::FeaturesSplit(const Theme &theme, QObject *parent)
    : QObject(parent)
    , m_button(makeButton(theme,
                          {.objectName = QStringLiteral("features.split"),
                           .text = tr("Split by time"),
                           .icon = QStringLiteral("branch"),
                           .kind = ButtonKind::Quiet}))
    , m_menu(new QMenu(m_button))
    , m_group(new QActionGroup(m_menu))
{
    m_button->setToolTip(tr("How a build divides the rows into training, validation and test"));
    m_menu->setToolTipsVisible(true);
    add({}, tr("Split by time"), tr("The oldest rows train, the newest test: what a model will meet"));
    add(QStringLiteral("stratified"), tr("Split at random"),
        tr("With the target's shares kept in each part"));
    add(QStringLiteral("group"), tr("Split by entity"), tr("Nobody is in two parts"));
    m_button->setMenu(m_menu);
}

void FeaturesSplit::add(const QString &split, const QString &words, const QString &tip)
{
    auto *action = m_menu->addAction(words);
    action->setObjectName(QStringLiteral("features.split.")
                          + (split.isEmpty() ? QStringLiteral("time") : split));
    action->setCheckable(true);
    action->setChecked(split.isEmpty());
    action->setToolTip(tip);
    m_group->addAction(action);
    connect(action, &QAction::triggered, this, [this, split, words] {
        m_chosen = split;
        m_button->setText(QLatin1Char(' ') + words); // as far from the glyph as at first
        m_button->setAccessibleName(words);
        Q_EMIT changed();
    });
}

} // namespace slipway::ui
