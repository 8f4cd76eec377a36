#include "ui/theme/icons.h"

#include "ui/theme/theme.h"

#include <QDir>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

#include <algorithm>
#include <cmath>

// Q_INIT_RESOURCE has to stand outside of every namespace. Without it the linker drops the resource of a
// static library.
static void initialiseIcons()
{
    Q_INIT_RESOURCE(slipway_icons);
}

namespace slipway::ui {

namespace {

constexpr int mostCached = 2000;

QString pathOf(const QString &name)
{
    return QStringLiteral(":/slipway/icons/%1.svg").arg(name);
}

/// Asks the theme at each painting, so that no widget has to set its icons again when the theme changes.
class TokenIconEngine : public QIconEngine
{
public:
    TokenIconEngine(const Theme &theme, QString name, QString token)
        : m_theme(theme)
        , m_name(std::move(name))
        , m_token(std::move(token))
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        m_theme.icons().paint(*painter, rect, m_name, colour(mode));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1);
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        // `size` is in device pixels here.
        const int side = qRound(std::min(size.width(), size.height()) / scale);
        return m_theme.icons().pixmap(m_name, side, colour(mode), scale);
    }

    QIconEngine *clone() const override { return new TokenIconEngine(m_theme, m_name, m_token); }
    QString key() const override { return QStringLiteral("slipway"); }
    bool isNull() override { return false; }

private:
    QColor colour(QIcon::Mode mode) const
    {
        return m_theme.colour(mode == QIcon::Disabled ? QStringLiteral("text.disabled") : m_token);
    }

    const Theme &m_theme;
    QString m_name;
    QString m_token;
};

} // namespace

Icons::Icons(const Theme &theme)
    : m_theme(theme)
{
    initialiseIcons();
}

Icons::~Icons() = default;

bool Icons::contains(const QString &name) const
{
    return QFile::exists(pathOf(name));
}

QStringList Icons::names() const
{
    auto names = QDir(QStringLiteral(":/slipway/icons")).entryList({QStringLiteral("*.svg")}, QDir::Files);
    for (auto &name : names)
        name.chop(4);
    return names;
}

QIcon Icons::icon(const QString &name, const QString &token) const
{
    Q_ASSERT_X(contains(name), "Icons::icon", qPrintable(name));
    return QIcon(new TokenIconEngine(m_theme, name, token));
}

QByteArray Icons::recoloured(QByteArray svg, const QColor &colour, const QColor &cutOut)
{
    svg.replace("#FFFFFF", cutOut.name().toLatin1());
    svg.replace("currentColor", colour.name().toLatin1());
    return svg;
}

QPixmap Icons::pixmap(const QString &name, int size, const QColor &colour, qreal devicePixelRatio) const
{
    const auto inner = m_theme.colour(u"surface.panel"); // what is cut out of a filled shape
    const auto key = QStringLiteral("%1/%2/%3/%4/%5")
                         .arg(name)
                         .arg(size)
                         .arg(colour.name(QColor::HexArgb), inner.name())
                         .arg(devicePixelRatio);
    if (const auto cached = m_cache.constFind(key); cached != m_cache.constEnd())
        return *cached;
    QFile file(pathOf(name));
    const bool there = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(there, "Icons::pixmap", qPrintable(name));
    if (!there)
        return {};
    QSvgRenderer renderer(recoloured(file.readAll(), colour, inner));
    QPixmap pixmap(QSize(size, size) * devicePixelRatio);
    pixmap.fill(Qt::transparent);
    {
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        renderer.render(&painter, QRectF(QPointF(), pixmap.size()));
    }
    pixmap.setDevicePixelRatio(devicePixelRatio);
    if (m_cache.size() >= mostCached)
        m_cache.clear();
    m_cache.insert(key, pixmap);
    return pixmap;
}

void Icons::paint(QPainter &painter, const QRectF &square, const QString &name, const QColor &colour) const
{
    const qreal ratio = painter.device()->devicePixelRatioF();
    const int side = qRound(std::min(square.width(), square.height()));
    if (side <= 0)
        return;
    const auto picture = pixmap(name, side, colour, ratio);
    const QPointF corner = square.center() - QPointF(side / 2.0, side / 2.0);
    // On whole device pixels: a glyph between two of them is blurred.
    painter.drawPixmap(
        QPointF(std::round(corner.x() * ratio) / ratio, std::round(corner.y() * ratio) / ratio), picture);
}

} // namespace slipway::ui
