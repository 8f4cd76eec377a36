#include "ui/pages/home_origin.h"

#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/glyph.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <array>

namespace slipway::ui {

namespace {

struct Station {
    const char *glyph;
    const char *kind;
};

constexpr std::array stations {
    Station {"data", QT_TRANSLATE_NOOP("slipway::ui::HomeOrigin", "data set")},
    Station {"features", QT_TRANSLATE_NOOP("slipway::ui::HomeOrigin", "features")},
    Station {"experiments", QT_TRANSLATE_NOOP("slipway::ui::HomeOrigin", "run")},
    Station {"registry", QT_TRANSLATE_NOOP("slipway::ui::HomeOrigin", "model")},
    Station {"serving", QT_TRANSLATE_NOOP("slipway::ui::HomeOrigin", "endpoint")},
};

} // namespace

HomeOrigin::HomeOrigin(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(4, 0, 4, 0);
    column->setSpacing(theme.pixels(u"space.2"));
    auto *head = new QHBoxLayout;
    m_title = makeLabel(QStringLiteral("strong"));
    auto *open = makeButton(theme,
                            {.objectName = QStringLiteral("home.lineage"),
                             .text = tr("Open lineage"),
                             .kind = ButtonKind::Link,
                             .size = ButtonSize::Compact});
    connect(open, &QPushButton::clicked, this, &HomeOrigin::lineageRequested);
    head->addWidget(m_title);
    head->addStretch();
    head->addWidget(open);
    column->addLayout(head);

    auto *line = new QHBoxLayout;
    line->setSpacing(theme.pixels(u"space.2"));
    for (std::size_t i = 0; i < stations.size(); ++i) {
        if (i > 0) {
            line->addStretch();
            line->addWidget(new Glyph(theme, QStringLiteral("chevr"), QStringLiteral("text.tertiary"), 12));
            line->addStretch();
        }
        line->addWidget(new Glyph(theme, QString::fromLatin1(stations[i].glyph)));
        auto *texts = new QVBoxLayout;
        texts->setSpacing(0);
        texts->addWidget(makeLabel(QStringLiteral("note"), tr(stations[i].kind)));
        m_names << makeLabel(QStringLiteral("body"));
        texts->addWidget(m_names.last());
        line->addLayout(texts);
    }
    column->addLayout(line);
}

void HomeOrigin::setFacts(const LifeFacts &facts)
{
    const QString version = facts.production.section(QLatin1Char('/'), -1);
    m_title->setText(tr("Where version %1 comes from").arg(version));
    const QStringList names {tr("%1 v%2").arg(facts.dataset).arg(facts.version), tr("point in time"),
                             facts.productionRun,
                             tr("%1 v%2").arg(facts.production.section(QLatin1Char('/'), 0, 0), version),
                             QStringLiteral("/predict")};
    for (qsizetype i = 0; i < m_names.size(); ++i)
        m_names[i]->setText(names[i]);
    setVisible(!facts.production.isEmpty());
}

} // namespace slipway::ui
