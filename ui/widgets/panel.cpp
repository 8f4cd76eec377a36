#include "ui/widgets/panel.h"

#include "ui/theme/theme.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QStyle>
#include <QVBoxLayout>

namespace slipway::ui {

namespace {

constexpr int headerHeight = 38;

QHBoxLayout *row(int spacing)
{
    auto *layout = new QHBoxLayout;
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    return layout;
}

} // namespace

Panel::Panel(const Theme &theme, const QString &title, QWidget *parent)
    : QFrame(parent)
    , m_title(makeLabel(QStringLiteral("strong"), title, this))
    , m_note(makeLabel(QStringLiteral("note"), {}, this))
    , m_badges(row(theme.pixels(u"space.2")))
    , m_tools(row(theme.pixels(u"space.2")))
    , m_body(new QVBoxLayout)
{
    setProperty("role", QStringLiteral("panel"));
    setAccessibleName(title);
    m_note->hide();
    auto *header = new QWidget(this);
    header->setFixedHeight(headerHeight);
    header->setVisible(!title.isEmpty());
    auto *line = row(theme.pixels(u"space.2"));
    line->setContentsMargins(theme.pixels(u"space.panel"), 0, theme.pixels(u"space.panel"), 0);
    line->addWidget(m_title);
    line->addWidget(m_note);
    line->addLayout(m_badges);
    line->addStretch();
    line->addLayout(m_tools);
    header->setLayout(line);

    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0); // the frame has its pixel already
    all->setSpacing(0);
    all->addWidget(header);
    const int inner = theme.pixels(u"space.panel");
    m_body->setContentsMargins(inner, title.isEmpty() ? inner : 0, inner, inner);
    m_body->setSpacing(theme.pixels(u"space.2"));
    all->addLayout(m_body, 1);
}

void Panel::setTitle(const QString &title)
{
    m_title->setText(title);
    setAccessibleName(title);
    m_title->parentWidget()->setVisible(!title.isEmpty());
}

void Panel::setNote(const QString &note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

void Panel::addTool(QWidget *tool)
{
    m_tools->addWidget(tool);
}

void Panel::addBadge(QWidget *badge)
{
    m_badges->addWidget(badge);
}

void Panel::setEmphasis(const QString &emphasis)
{
    setProperty("emphasis", emphasis);
    style()->unpolish(this);
    style()->polish(this);
}

TitleLine::TitleLine(const Theme &theme, const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_name(makeLabel(QStringLiteral("title"), name, this))
    , m_sentence(makeLabel(QStringLiteral("sentence"), {}, this))
    , m_badges(row(theme.pixels(u"space.2")))
    , m_actions(row(theme.pixels(u"space.2")))
{
    m_sentence->setWordWrap(true);
    m_sentence->hide();
    auto *line = row(theme.pixels(u"space.3"));
    line->addWidget(m_name);
    line->addLayout(m_badges);
    line->addStretch();
    line->addLayout(m_actions);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(theme.pixels(u"space.1"));
    all->addLayout(line);
    all->addWidget(m_sentence);
}

void TitleLine::setName(const QString &name)
{
    m_name->setText(name);
}

void TitleLine::setSentence(const QString &sentence)
{
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
}

QString TitleLine::sentence() const
{
    return m_sentence->text();
}

void TitleLine::addBadge(QWidget *badge)
{
    m_badges->addWidget(badge);
}

void TitleLine::addButton(QWidget *button)
{
    m_actions->addWidget(button);
}

} // namespace slipway::ui
