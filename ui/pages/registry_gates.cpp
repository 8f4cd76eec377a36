#include "ui/pages/registry_gates.h"

#include "ui/models/text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/glyph.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace slipway::ui {

namespace {

constexpr int leastRowHeight = 33; ///< a link needs 24
constexpr int titleWidth = 178;

} // namespace

GatesPanel::GatesPanel(const Theme &theme, QWidget *foot, QWidget *parent)
    : Panel(theme, tr("Gates"), parent)
    , m_theme(theme)
    , m_list(new QWidget)
    , m_rows(new QVBoxLayout)
    , m_chip(new Chip(theme))
    , m_again(makeButton(theme,
                         {.objectName = QStringLiteral("registry.check_again"),
                          .text = tr("Check again"),
                          .icon = QStringLiteral("retrain"),
                          .kind = ButtonKind::Quiet,
                          .size = ButtonSize::Compact}))
{
    setObjectName(QStringLiteral("registry.gates"));
    m_chip->setObjectName(QStringLiteral("registry.gates_chip"));
    addTool(m_chip);
    addTool(m_again);
    m_list->setProperty("role", QStringLiteral("scrolled"));
    auto *column = new QVBoxLayout(m_list);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(m_rows);
    column->addStretch();
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
    auto *scroll = new QScrollArea;
    scroll->setWidget(m_list);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    m_list->setAutoFillBackground(false);
    body()->setContentsMargins(0, 0, 0, 0);
    body()->setSpacing(0);
    body()->addWidget(makeHairline());
    body()->addWidget(scroll, 1);
    body()->addWidget(makeHairline());
    body()->addWidget(foot);
    connect(m_again, &QPushButton::clicked, this, &GatesPanel::checkAgainWanted);
}

void GatesPanel::clear(const QString &version)
{
    setTitle(tr("Gates for %1").arg(version));
    setNote({});
    m_again->hide();
    m_chip->hide();
    while (auto *item = m_rows->takeAt(0)) {
        if (auto *widget = item->widget()) {
            // It may be the one whose click has led here, so it goes later; by then others have its names.
            for (auto *part : widget->findChildren<QWidget *>())
                part->setObjectName({});
            widget->setObjectName({});
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
}

void GatesPanel::addMessage(const QString &message, const QString &role)
{
    auto *label = makeLabel(role, message, m_list);
    label->setObjectName(QStringLiteral("registry.gates_message"));
    label->setWordWrap(true);
    const int inner = m_theme.pixels(u"space.panel");
    label->setContentsMargins(inner, inner, inner, inner);
    m_rows->addWidget(label);
}

void GatesPanel::showAsking(const QString &version)
{
    clear(version);
    m_chip->setStatus(Status::Running, tr("Checking"));
    m_chip->show();
    addMessage(tr("The gates of %1 are being checked.").arg(version), QStringLiteral("note"));
}

void GatesPanel::showFailure(const QString &version, const Error &error)
{
    clear(version);
    const bool stopped = error.code == ErrorCode::Cancelled;
    m_chip->setStatus(stopped ? Status::Stopped : Status::Failed,
                      stopped ? tr("Stopped") : tr("Not checked"));
    m_chip->show();
    m_again->show();
    addMessage(stopped ? tr("The check was stopped, so nothing is known about the gates of %1.").arg(version)
                       : text(error.message),
               stopped ? QStringLiteral("note") : QStringLiteral("error"));
}

void GatesPanel::showAnswer(const QString &version, const GateAnswer &answer)
{
    clear(version);
    const auto shut = answer.gates.size() - answer.passedCount();
    m_chip->setStatus(shut == 0 ? Status::Ok : Status::Failed,
                      shut == 0       ? tr("%1 of %1 passed").arg(answer.gates.size())
                          : shut == 1 ? tr("1 stays shut")
                                      : tr("%1 stay shut").arg(shut));
    m_chip->show();
    for (const auto &gate : answer.gates)
        addRow(gate);
}

void GatesPanel::addRow(const GateVerdict &gate)
{
    const int inner = m_theme.pixels(u"space.panel");
    const Status status = gate.passed ? Status::Ok : Status::Failed;
    auto *shape =
        new Glyph(m_theme, statusIcon(status),
                  gate.passed ? QStringLiteral("status.ok.solid") : QStringLiteral("status.bad.solid"),
                  m_theme.pixels(u"icon.small"), m_list);
    auto *title = makeLabel({}, gate.title(), m_list);
    title->setFixedWidth(titleWidth);
    auto *sentence = makeLabel(QStringLiteral("small"), gate.sentence, m_list);
    sentence->setObjectName(QStringLiteral("registry.gate.") + gate.id);
    sentence->setAccessibleName(
        tr("%1, %2: %3").arg(gate.title(), statusWord(status).toLower(), gate.sentence));
    sentence->setWordWrap(true);
    auto *cell = new QWidget(m_list);
    auto *line = new QHBoxLayout(cell);
    line->setContentsMargins(inner, 0, inner, 0);
    line->setSpacing(m_theme.pixels(u"space.2"));
    line->addWidget(shape);
    line->addWidget(title);
    line->addWidget(sentence, 1);
    cell->setMinimumHeight(leastRowHeight);
    if (!gate.page().isEmpty()) {
        auto *link = makeButton(m_theme,
                                {.objectName = QStringLiteral("registry.open.") + gate.id,
                                 .text = gate.link(),
                                 .kind = ButtonKind::Link,
                                 .size = ButtonSize::Compact},
                                cell);
        connect(link, &QPushButton::clicked, this, [this, page = gate.page()] { Q_EMIT pageWanted(page); });
        line->addWidget(link);
    }
    m_rows->addWidget(cell);
    m_rows->addWidget(makeHairline(m_list));
}

} // namespace slipway::ui
