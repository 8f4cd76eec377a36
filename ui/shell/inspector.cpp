#include "ui/shell/inspector.h"

#include "ui/shell/quiet_button.h"
#include "ui/theme/theme.h"
#include "ui/widgets/bars_picture.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/glyph.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

namespace slipway::ui {

namespace {

constexpr int kSide = 16;
constexpr int kFactHeight = 22;
constexpr qsizetype kActionsInSight = 1; // the others stand in the menu behind the dots

void empty(QLayout &layout)
{
    while (QLayoutItem *item = layout.takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater(); // it may be the one that was clicked
        }
        delete item;
    }
}

} // namespace

Inspector::Inspector(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("shell.inspector_panel"));
    setAccessibleName(tr("Inspector"));
    setMinimumWidth(theme.pixels(u"shell.inspectorMin"));
    connect(&theme, &Theme::changed, this, [this] { update(); });

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 0, 0, 0);
    column->setSpacing(0);

    m_head = new QWidget(this);
    auto *head = new QVBoxLayout(m_head);
    head->setContentsMargins(kSide, 12, kSide, 10);
    head->setSpacing(2);
    auto *kindRow = new QHBoxLayout;
    kindRow->setSpacing(6);
    m_icon = new Glyph(theme, QStringLiteral("file"), QStringLiteral("text.tertiary"),
                       theme.pixels(u"icon.small"), m_head);
    m_kind = makeLabel(QStringLiteral("note"), {}, m_head);
    m_kind->setObjectName(QStringLiteral("inspector.kind"));
    kindRow->addWidget(m_icon);
    kindRow->addWidget(m_kind, 1);
    auto *nameRow = new QHBoxLayout;
    nameRow->setSpacing(8);
    m_name = makeLabel(QStringLiteral("section"), {}, m_head);
    m_name->setObjectName(QStringLiteral("inspector.name"));
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_chip = new Chip(theme, Status::Neutral, m_head);
    m_chip->setObjectName(QStringLiteral("inspector.status"));
    nameRow->addWidget(m_name);
    nameRow->addWidget(m_chip);
    nameRow->addStretch();
    head->addLayout(kindRow);
    head->addLayout(nameRow);
    column->addWidget(m_head);
    column->addWidget(makeHairline(this));

    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("inspector.scroll"));
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_body = new QWidget(scroll);
    m_body->setProperty("role", QStringLiteral("scrolled"));
    auto *body = new QVBoxLayout(m_body);
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(0);
    m_nothing = makeLabel(QStringLiteral("small"),
                          tr("Choose something on the page, and what is known about it "
                             "stands here."),
                          m_body);
    m_nothing->setObjectName(QStringLiteral("inspector.nothing"));
    m_nothing->setWordWrap(true);
    m_nothing->setContentsMargins(kSide, kSide, kSide, kSide);
    m_sections = new QVBoxLayout;
    m_sections->setSpacing(0);
    body->addWidget(m_nothing);
    body->addLayout(m_sections);
    body->addStretch();
    scroll->setWidget(m_body);
    scroll->viewport()->setAutoFillBackground(false);
    m_body->setAutoFillBackground(false);
    column->addWidget(scroll, 1);

    m_foot = new QWidget(this);
    auto *foot = new QVBoxLayout(m_foot);
    foot->setContentsMargins(0, 0, 0, 0);
    foot->setSpacing(0);
    foot->addWidget(makeHairline(m_foot));
    m_actions = new QHBoxLayout;
    m_actions->setContentsMargins(kSide, 12, kSide, 12);
    m_actions->setSpacing(8);
    foot->addLayout(m_actions);
    column->addWidget(m_foot);
    show(Inspection());
}

void Inspector::show(const Inspection &selection)
{
    const bool something = !selection.isEmpty();
    m_head->setVisible(something);
    m_nothing->setVisible(!something);
    m_kind->setText(selection.kind);
    m_icon->setGlyph(selection.icon.isEmpty() ? QStringLiteral("file") : selection.icon,
                     QStringLiteral("text.tertiary"));
    m_name->setText(selection.name);
    m_chip->setStatus(selection.status, selection.statusWord);
    m_chip->setVisible(!selection.statusWord.isEmpty());
    showSections(selection.sections);
    showActions(selection.actions);
}

void Inspector::showSections(const QList<FactSection> &sections)
{
    empty(*m_sections);
    for (const FactSection &each : sections) {
        QWidget *box = section(each);
        m_sections->addWidget(box);
        box->show(); // now, not with the next event: the keyboard may want to go there
        m_sections->addWidget(makeHairline(m_body));
    }
}

QWidget *Inspector::section(const FactSection &section)
{
    auto *box = new QWidget(m_body);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(kSide - 6, 6, kSide, 8);
    column->setSpacing(0);
    auto *fold = new QuietButton(m_theme, QStringLiteral("inspector.fold.") + section.id, box);
    fold->setText(section.title);
    fold->setTextStyle(QStringLiteral("strong"), QStringLiteral("text.primary"));
    auto *facts = new QWidget(box);
    auto *lines = new QVBoxLayout(facts);
    lines->setContentsMargins(6, 2, 0, 2);
    lines->setSpacing(0);
    if (!section.note.isEmpty()) {
        auto *note = makeLabel(QStringLiteral("note"), section.note, facts);
        note->setWordWrap(true);
        lines->addWidget(note);
    }
    if (!section.picture.isEmpty()) {
        auto *picture = new BarsView(m_theme, facts);
        picture->setObjectName(QStringLiteral("inspector.picture.") + section.id);
        picture->setPicture(section.picture);
        lines->addSpacing(6);
        lines->addWidget(picture);
    }
    if (section.isAcross)
        lines->addWidget(factsAcross(section.facts, facts));
    for (const Fact &fact : section.isAcross ? QList<Fact>() : section.facts)
        lines->addWidget(factLine(fact, facts));
    column->addWidget(fold, 0, Qt::AlignLeading);
    column->addWidget(facts);
    if (section.title.isEmpty()) {
        fold->hide();
        return box;
    }

    const auto showFolded = [this, fold, facts, id = section.id, title = section.title] {
        const bool folded = m_folded.contains(id);
        fold->setGlyph(folded ? QStringLiteral("chevr") : QStringLiteral("chevd"));
        fold->setAccessibleName(folded ? tr("%1, folded").arg(title) : tr("%1, open").arg(title));
        facts->setVisible(!folded);
    };
    connect(fold, &QAbstractButton::clicked, this, [this, showFolded, id = section.id] {
        if (!m_folded.remove(id))
            m_folded.insert(id);
        showFolded();
    });
    showFolded();
    return box;
}

QWidget *Inspector::factLine(const Fact &fact, QWidget *parent) const
{
    auto *line = new QWidget(parent);
    line->setMinimumHeight(kFactHeight);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    auto *key = makeLabel(QStringLiteral("note"), fact.key, line);
    auto *value = makeLabel(QStringLiteral("small"), fact.value, line);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    value->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    value->setWordWrap(true);
    value->setAccessibleName(tr("%1: %2", "key and value").arg(fact.key, fact.value));
    const QString token = fact.colour.isEmpty() ? QStringLiteral("text.primary") : fact.colour;
    const auto dress = [this, value, token] {
        value->setStyleSheet(m_theme.expanded(QStringLiteral("color: ${%1};").arg(token)));
    };
    dress();
    connect(&m_theme, &Theme::changed, value, dress);
    row->addWidget(key);
    row->addWidget(value, 1);
    return line;
}

QWidget *Inspector::factsAcross(const QList<Fact> &facts, QWidget *parent) const
{
    auto *line = new QWidget(parent);
    auto *grid = new QGridLayout(line);
    grid->setContentsMargins(0, 2, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(2);
    for (int i = 0; i < static_cast<int>(facts.size()); ++i) {
        const auto &fact = facts[i];
        auto *value = makeLabel(QStringLiteral("small"), fact.value, line);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        value->setAccessibleName(tr("%1: %2", "key and value").arg(fact.key, fact.value));
        const auto side =
            i > 0 && i + 1 == static_cast<int>(facts.size()) ? Qt::AlignTrailing : Qt::AlignLeading;
        grid->addWidget(makeLabel(QStringLiteral("note"), fact.key, line), 0, i, side);
        grid->addWidget(value, 1, i, side);
    }
    return line;
}

void Inspector::showActions(const QList<QAction *> &actions)
{
    empty(*m_actions);
    m_foot->setVisible(!actions.isEmpty());
    for (qsizetype i = 0; i < std::min(actions.size(), kActionsInSight); ++i) {
        QAction *action = actions[i];
        auto *button =
            makeButton(m_theme, {.objectName = action->objectName(), .text = action->text()}, m_foot);
        button->setIcon(action->icon());
        button->setEnabled(action->isEnabled());
        connect(action, &QAction::changed, button,
                [button, action] { button->setEnabled(action->isEnabled()); });
        connect(button, &QPushButton::clicked, action, [action] { action->trigger(); });
        m_actions->addWidget(button);
    }
    if (actions.size() > kActionsInSight) {
        auto *more = makeIconButton(m_theme, QStringLiteral("inspector.more"), QStringLiteral("more"),
                                    tr("More actions"), ButtonKind::Normal, m_foot);
        auto *menu = new QMenu(more);
        menu->addActions(actions.mid(kActionsInSight));
        more->setMenu(menu);
        m_actions->addWidget(more);
    }
    m_actions->addStretch();
}

void Inspector::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colour(u"surface.panel"));
    const int edge = layoutDirection() == Qt::RightToLeft ? width() - 1 : 0;
    painter.fillRect(edge, 0, 1, height(), m_theme.colour(u"border.default"));
}

} // namespace slipway::ui
