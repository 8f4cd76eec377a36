#include "ui/pages/retraining_settings.h"

#include "ui/models/number_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/text.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

#include <array>

namespace slipway::ui {

namespace {

struct Setting {
    const char *rule;
    const char *key; ///< in the file
    const char *words;
    int decimals;
};

constexpr std::array settings {
    Setting {"drift", "retraining.drift_threshold",
             QT_TRANSLATE_NOOP("slipway::ui::RetrainingSettings", "Drift score above which it is due"), 3},
    Setting {"accuracy_drop", "retraining.accuracy_drop",
             QT_TRANSLATE_NOOP("slipway::ui::RetrainingSettings", "Drop of accuracy above which it is due"), 3},
    Setting {"age", "retraining.max_days",
             QT_TRANSLATE_NOOP("slipway::ui::RetrainingSettings", "Days after which it is due"), 0},
    Setting {"pause", "retraining.min_days",
             QT_TRANSLATE_NOOP("slipway::ui::RetrainingSettings", "Least days between two trainings"), 0},
};

} // namespace

RetrainingSettings::RetrainingSettings(const Theme &theme, QWidget *parent)
    : Panel(theme, tr("Policy"), parent)
{
    setObjectName(QStringLiteral("retraining.settings"));
    auto *change = makeButton(theme,
                              {.objectName = QStringLiteral("retraining.to_settings"),
                               .text = tr("Change in Settings"),
                               .kind = ButtonKind::Link});
    addTool(change);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(theme.pixels(u"space.3"));
    grid->setVerticalSpacing(theme.pixels(u"space.1"));
    grid->setColumnStretch(0, 1);
    for (const auto &setting : settings) {
        auto *words = makeLabel(QStringLiteral("small"), tr(setting.words));
        words->setToolTip(QString::fromLatin1(setting.key));
        auto *value = makeLabel(QStringLiteral("strong"));
        value->setObjectName(QString::fromLatin1(setting.key));
        const int row = grid->rowCount();
        grid->addWidget(words, row, 0);
        grid->addWidget(value, row, 1, Qt::AlignRight);
        m_values << value;
    }
    auto *where = makeLabel(QStringLiteral("note"),
                            tr("They stand in config/monitoring_config.yaml, under retraining."));
    where->setObjectName(QStringLiteral("retraining.where"));
    where->setWordWrap(true);
    body()->addLayout(grid);
    body()->addWidget(where);
    body()->addStretch();
    connect(change, &QPushButton::clicked, this, &RetrainingSettings::settingsWanted);
}

void RetrainingSettings::show(const RetrainingAnswer &answer)
{
    for (std::size_t i = 0; i < settings.size(); ++i) {
        const auto *rule = answer.rule(QString::fromLatin1(settings[i].rule));
        m_values[static_cast<qsizetype>(i)]->setText(
            rule ? NumberText::fixed(rule->limit, settings[i].decimals) : NumberText::missing());
    }
}

} // namespace slipway::ui
