#include "ui/widgets/glyph.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace slipway::ui {

Glyph::Glyph(const Theme &theme, const QString &name, const QString &token, int size, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_name(name)
    , m_token(token)
    , m_size(size)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Glyph::setGlyph(const QString &name, const QString &token)
{
    m_name = name;
    m_token = token;
    update();
}

void Glyph::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    m_theme.icons().paint(painter, rect(), m_name, m_theme.colour(m_token));
}

} // namespace slipway::ui
