#include "ui/shell/palette.h"

#include "ui/shell/palette_delegate.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/glyph.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QVBoxLayout>

namespace slipway::ui {

namespace {

constexpr int kWidth = 680;
constexpr int kTop = 84;
constexpr int kFieldHeight = 50;
constexpr int kFooterHeight = 38;
constexpr int kSide = 19;
constexpr int kPageStep = 8;

/// The panel itself: a raised surface with a border, and hairlines under the field and above the footer.
class PalettePanel : public QWidget
{
public:
    PalettePanel(const Theme &theme, QWidget *parent)
        : QWidget(parent)
        , m_theme(theme)
    {
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const double radius = m_theme.number(u"radius.dialog");
        painter.setPen(m_theme.colour(u"border.strong"));
        painter.setBrush(m_theme.colour(u"surface.raised"));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
        painter.fillRect(1, kFieldHeight, width() - 2, 1, m_theme.colour(u"border.default"));
        painter.fillRect(1, height() - kFooterHeight - 1, width() - 2, 1, m_theme.colour(u"border.default"));
    }

private:
    const Theme &m_theme;
};

} // namespace

Palette::Palette(const Theme &theme, QWidget *window)
    : QWidget(window)
    , m_theme(theme)
    , m_model(new PaletteModel(this))
{
    setObjectName(QStringLiteral("palette"));
    setAccessibleName(tr("Search or run a command"));
    build();
    hide();
    window->installEventFilter(this);
    connect(&theme, &Theme::changed, this, &Palette::dress);
    dress();
}

Palette::~Palette() = default;

PaletteSource *Palette::addSource(std::unique_ptr<PaletteSource> source)
{
    return m_model->add(std::move(source));
}

void Palette::removeSource(PaletteSource *source)
{
    m_model->remove(source);
    if (isVisible())
        search(m_field->text());
}

void Palette::open(const QString &typed)
{
    if (!isVisible())
        m_focusBefore = window()->focusWidget();
    m_field->setText(typed);
    search(typed);
    place();
    show();
    raise();
    m_field->setFocus(Qt::ShortcutFocusReason);
    Q_EMIT opened();
}

void Palette::close()
{
    if (!isVisible())
        return;
    hide();
    if (m_focusBefore)
        m_focusBefore->setFocus(Qt::OtherFocusReason);
    Q_EMIT closed();
}

void Palette::build()
{
    m_panel = new PalettePanel(m_theme, this);
    auto *column = new QVBoxLayout(m_panel);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);

    auto *head = new QWidget(m_panel);
    head->setFixedHeight(kFieldHeight - 1);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(kSide, 0, kSide, 0);
    row->setSpacing(12);
    auto *glass = new Glyph(m_theme, QStringLiteral("search"), QStringLiteral("text.secondary"), 16, head);
    m_field = new QLineEdit(head);
    m_field->setObjectName(QStringLiteral("palette.field"));
    m_field->setAccessibleName(tr("What do you look for?"));
    m_field->setPlaceholderText(tr("Search or run a command"));
    m_field->setFrame(false);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &Palette::search);
    m_count = makeLabel(QStringLiteral("note"), {}, head);
    m_count->setObjectName(QStringLiteral("palette.count"));
    row->addWidget(glass);
    row->addWidget(m_field, 1);
    row->addWidget(m_count);
    row->addWidget(new Tag(m_theme, tr("Esc", "key"), TagKind::Key, head));
    column->addWidget(head);
    column->addSpacing(1);

    m_list = new QListView(m_panel);
    m_list->setObjectName(QStringLiteral("palette.list"));
    m_list->setAccessibleName(tr("What was found"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_theme, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setFocusPolicy(Qt::NoFocus); // the field keeps the keyboard
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_list, &QListView::clicked, this, &Palette::accept);
    auto *listRow = new QHBoxLayout;
    listRow->setContentsMargins(6, 4, 6, 4);
    listRow->addWidget(m_list);
    column->addLayout(listRow, 1);
    column->addWidget(footer());
}

QWidget *Palette::footer()
{
    auto *bar = new QWidget(m_panel);
    bar->setFixedHeight(kFooterHeight);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(kSide, 1, kSide, 0);
    row->setSpacing(5);
    const auto hint = [&](const QStringList &keys, const QString &meaning, int gap) {
        for (const QString &key : keys)
            row->addWidget(new Tag(m_theme, key, TagKind::Key, bar));
        row->addWidget(makeLabel(QStringLiteral("small"), meaning, bar));
        row->addSpacing(gap);
    };
    hint({QStringLiteral("↑"), QStringLiteral("↓")}, tr("choose"), 10);
    hint({tr("Enter", "key")}, tr("run"), 10);
    hint({tr("Tab", "key")}, tr("next group"), 0);
    row->addStretch();
    hint({QStringLiteral(">")}, tr("actions"), 3);
    hint({QStringLiteral("#")}, tr("runs"), 3);
    hint({QStringLiteral("@")}, tr("models"), 3);
    hint({QStringLiteral(":")}, tr("columns"), 0);
    return bar;
}

void Palette::search(const QString &typed)
{
    m_model->search(typed);
    m_count->setText(m_model->found() == 0 ? tr("Nothing found")
                                           : tr("%Ln found", nullptr, m_model->found()));
    select(m_model->firstEntry());
    place();
}

void Palette::select(const QModelIndex &index)
{
    m_list->setCurrentIndex(index);
    // The first entry's heading is worth seeing too.
    if (index.row() == 1)
        m_list->scrollToTop();
}

void Palette::accept(const QModelIndex &index)
{
    const PaletteEntry *entry = m_model->entry(index);
    if (!entry)
        return;
    // Copied: what it does may search again, or remove the source.
    const std::function<void()> run = entry->accept;
    close();
    if (run)
        run();
}

bool Palette::takeKey(int key)
{
    const QModelIndex current = m_list->currentIndex();
    switch (key) {
    case Qt::Key_Up:
        select(m_model->nextEntry(current, -1));
        return true;
    case Qt::Key_Down:
        select(m_model->nextEntry(current, 1));
        return true;
    case Qt::Key_PageUp:
        select(m_model->nextEntry(current, -kPageStep));
        return true;
    case Qt::Key_PageDown:
        select(m_model->nextEntry(current, kPageStep));
        return true;
    case Qt::Key_Tab:
        select(m_model->nextGroup(current));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        accept(current);
        return true;
    case Qt::Key_Escape:
        close();
        return true;
    default:
        return key == Qt::Key_Backtab; // nothing lies behind the field
    }
}

void Palette::place()
{
    const QRect area = parentWidget()->rect();
    setGeometry(area);
    int rows = 8; // the list's own margins
    for (int i = 0; i < m_model->rowCount(); ++i)
        rows += m_list->sizeHintForRow(i);
    const int room = area.height() - kTop - m_theme.pixels(u"space.4");
    const int height = std::clamp(kFieldHeight + rows + kFooterHeight + 2, kFieldHeight + kFooterHeight + 10,
                                  std::max(room, 160));
    const int width = std::min(kWidth, area.width() - 2 * m_theme.pixels(u"space.4"));
    m_panel->setGeometry((area.width() - width) / 2, std::min(kTop, area.height() / 8), width, height);
}

void Palette::dress()
{
    m_field->setStyleSheet(
        m_theme.expanded(QStringLiteral("QLineEdit { border: none; background: transparent; padding: 0; "
                                        "font-size: ${font.section}px; color: ${text.primary}; }")));
    m_list->setStyleSheet(QStringLiteral("QListView { border: none; background: transparent; }"));
    update();
}

void Palette::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colour(u"surface.scrim"));
}

void Palette::mousePressEvent(QMouseEvent *event)
{
    if (m_panel->geometry().contains(event->pos()))
        return;
    close();
}

bool Palette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    if (watched == m_field && event->type() == QEvent::KeyPress)
        return takeKey(static_cast<QKeyEvent *>(event)->key());
    // While the palette is open Esc is its own, whatever shortcut the window has for it.
    if (watched == m_field && event->type() == QEvent::ShortcutOverride
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace slipway::ui
