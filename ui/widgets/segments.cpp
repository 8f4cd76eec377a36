#include "ui/widgets/segments.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPushButton>

namespace slipway::ui {

namespace {

/// Has room for its word in weight from the start, so that choosing it moves nothing and cuts nothing off.
class SegmentButton : public QPushButton
{
public:
    using QPushButton::QPushButton;

    QSize sizeHint() const override
    {
        auto size = QPushButton::sizeHint();
        auto chosen = font();
        chosen.setWeight(QFont::DemiBold);
        size.rwidth() += QFontMetrics(chosen).horizontalAdvance(text()) - fontMetrics().horizontalAdvance(text());
        return size;
    }
    QSize minimumSizeHint() const override { return sizeHint(); }
};

} // namespace

Segments::Segments(const QString &name, QWidget *parent)
    : QFrame(parent)
    , m_group(new QButtonGroup(this))
    , m_line(new QHBoxLayout(this))
{
    setObjectName(name);
    setProperty("role", QStringLiteral("segments"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    // The frame's colour shows between the buttons as the line that parts them.
    m_line->setContentsMargins(1, 1, 1, 1);
    m_line->setSpacing(1);
    connect(m_group, &QButtonGroup::buttonToggled, this, [this](QAbstractButton *button, bool checked) {
        // One stop for Tab, which is the chosen word also where the program has chosen it.
        button->setFocusPolicy(checked ? Qt::StrongFocus : Qt::ClickFocus);
        if (checked)
            Q_EMIT currentChanged(button->property("segment").toString());
    });
}

void Segments::add(const QString &id, const QString &text)
{
    auto *button = new SegmentButton(text, this);
    button->setObjectName(objectName() + u'.' + id);
    button->setAccessibleName(text);
    button->setProperty("segment", id);
    button->setProperty("kind", QStringLiteral("segment"));
    button->setProperty("compact", m_compact);
    button->setCheckable(true);
    button->setAutoDefault(false);
    m_group->addButton(button);
    m_line->addWidget(button);
    button->setFocusPolicy(m_group->buttons().size() == 1 ? Qt::StrongFocus : Qt::ClickFocus);
    if (m_group->buttons().size() == 1) {
        const QSignalBlocker quiet(m_group);
        button->setChecked(true);
    }
}

void Segments::setText(const QString &id, const QString &text)
{
    if (auto *button = find(id)) {
        button->setText(text);
        button->setAccessibleName(text);
    }
}

void Segments::setCompact(bool compact)
{
    m_compact = compact;
    for (auto *button : m_group->buttons())
        button->setProperty("compact", compact);
}

QPushButton *Segments::find(const QString &id) const
{
    for (auto *button : m_group->buttons()) {
        if (button->property("segment").toString() == id)
            return qobject_cast<QPushButton *>(button);
    }
    return nullptr;
}

QString Segments::current() const
{
    const auto *button = m_group->checkedButton();
    return button ? button->property("segment").toString() : QString();
}

void Segments::setCurrent(const QString &id)
{
    if (auto *button = find(id))
        button->setChecked(true);
}

} // namespace slipway::ui
