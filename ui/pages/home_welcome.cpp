#include "ui/pages/home_welcome.h"

#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/glyph.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace slipway::ui {

namespace {

constexpr int columnWidth = 1040;
constexpr int cardPadding = 20;
constexpr int tileSide = 36;
constexpr int glyphSide = 20;
constexpr int dropHeight = 56;

/// The glyph of a card on its tile.
class Tile : public QWidget
{
public:
    Tile(const Theme &theme, const QString &glyph, bool accent)
        : m_theme(theme)
        , m_glyph(glyph)
        , m_accent(accent)
    {
        setFixedSize(tileSide, tileSide);
        connect(&theme, &Theme::changed, this, [this] { update(); });
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.colour(m_accent ? u"accent.subtle" : u"surface.sunken"));
        const double radius = m_theme.number(u"radius.panel");
        painter.drawRoundedRect(rect(), radius, radius);
        constexpr double inset = (tileSide - glyphSide) / 2.0;
        m_theme.icons().paint(painter, QRectF(inset, inset, glyphSide, glyphSide), m_glyph,
                              m_theme.colour(m_accent ? u"accent.text" : u"text.secondary"));
    }

private:
    const Theme &m_theme;
    QString m_glyph;
    bool m_accent;
};

} // namespace

struct HomeWelcome::Card {
    QString glyph;
    QString title;
    QString text;
    ButtonSpec button;
    QString note;
};

HomeWelcome::HomeWelcome(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    auto *outer = new QHBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto *middle = new QWidget(this);
    middle->setMaximumWidth(columnWidth);
    outer->addStretch(1);
    outer->addWidget(middle, 100);
    outer->addStretch(1);
    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.pixels(u"space.2"));

    column->addStretch(1);
    auto *title = makeLabel(QStringLiteral("title"), tr("Take a model through its whole life, on this machine"));
    title->setObjectName(QStringLiteral("home.welcome"));
    column->addWidget(title);
    column->addWidget(makeLabel(
        QStringLiteral("sentence"),
        tr("Import data, train, compare, serve, watch for drift and retrain. Nothing leaves this computer.")));
    column->addSpacing(theme.pixels(u"space.3"));

    QPushButton *demo = nullptr;
    QPushButton *import = nullptr;
    QPushButton *open = nullptr;
    auto *cards = new QHBoxLayout;
    cards->setSpacing(16);
    cards->addWidget(card({QStringLiteral("play"), tr("Start the guided demo"),
                           tr("Makes a feed of posts with readers who click, trains a ranker on it and puts it into "
                              "production. The tour shows eight steps on it."),
                           {.objectName = QStringLiteral("home.guided_demo"),
                            .text = tr("Start guided demo"),
                            .kind = ButtonKind::Primary,
                            .size = ButtonSize::Large},
                           tr("About 6 minutes")},
                          demo));
    cards->addWidget(card({QStringLiteral("upload"), tr("Import a file"),
                           tr("Start from your own table. Slipway finds the column types and keeps every version that "
                              "you bring."),
                           {.objectName = QStringLiteral("home.import"),
                            .text = tr("Choose a file…"),
                            .size = ButtonSize::Large},
                           tr("CSV, JSON, SQLite or Parquet")},
                          import));
    cards->addWidget(card({QStringLiteral("folder"), tr("Open a workspace"),
                           tr("A workspace is a folder with data, runs, models and reports. It can be copied and read "
                              "without Slipway."),
                           {.objectName = QStringLiteral("home.open_workspace"),
                            .text = tr("Open a folder…"),
                            .size = ButtonSize::Large},
                           {}},
                          open));
    column->addLayout(cards);
    connect(demo, &QPushButton::clicked, this, &HomeWelcome::demoRequested);
    connect(import, &QPushButton::clicked, this, &HomeWelcome::importRequested);
    connect(open, &QPushButton::clicked, this, &HomeWelcome::workspaceRequested);

    column->addSpacing(16);
    m_dropPlace = new QWidget(middle);
    m_dropPlace->setFixedHeight(dropHeight);
    auto *drop = new QHBoxLayout(m_dropPlace);
    drop->addStretch();
    drop->addWidget(new Glyph(theme, QStringLiteral("download")));
    drop->addWidget(makeLabel(QStringLiteral("sentence"), tr("Drop a table or a workspace folder anywhere in this window")));
    drop->addStretch();
    column->addWidget(m_dropPlace);
    column->addSpacing(theme.pixels(u"space.2"));
    auto *hint = new QHBoxLayout;
    hint->addStretch();
    hint->addWidget(makeLabel(QStringLiteral("small"), tr("Press", "before a key")));
    hint->addWidget(new Tag(theme, QStringLiteral("Ctrl K"), TagKind::Key));
    hint->addWidget(makeLabel(QStringLiteral("small"), tr("on any page to find every command, page and record.")));
    hint->addStretch();
    column->addLayout(hint);
    column->addStretch(2);
}

QWidget *HomeWelcome::card(const Card &content, QPushButton *&button)
{
    const bool accent = content.button.kind == ButtonKind::Primary;
    auto *panel = new Panel(m_theme, {}, this);
    panel->setAccessibleName(content.title);
    if (accent)
        panel->setEmphasis(QStringLiteral("accent"));
    QVBoxLayout *body = panel->body();
    body->setContentsMargins(cardPadding, cardPadding, cardPadding, cardPadding);
    body->addWidget(new Tile(m_theme, content.glyph, accent));
    body->addSpacing(6);
    body->addWidget(makeLabel(QStringLiteral("section"), content.title));
    auto *text = makeLabel(QStringLiteral("sentence"), content.text);
    text->setWordWrap(true);
    body->addWidget(text);
    body->addStretch();
    auto *line = new QHBoxLayout;
    line->setSpacing(m_theme.pixels(u"space.gap"));
    button = makeButton(m_theme, content.button, panel);
    line->addWidget(button);
    line->addWidget(makeLabel(QStringLiteral("note"), content.note));
    line->addStretch();
    body->addSpacing(6);
    body->addLayout(line);
    return panel;
}

void HomeWelcome::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF place(m_dropPlace->mapTo(this, QPoint(0, 0)), m_dropPlace->size());
    painter.setPen(QPen(m_theme.colour(u"border.strong"), 1, Qt::DashLine));
    const double radius = m_theme.number(u"radius.panel");
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

} // namespace slipway::ui
