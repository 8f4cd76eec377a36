#include "ui/widgets/status.h"

#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QPainter>

namespace slipway::ui {

namespace {

struct Look {
    const char *shape;
    const char *colours;
    const char *word;
};

/// In the order of the enumerators.
constexpr Look looks[] = {
    {"status-neutral", "neutral", QT_TRANSLATE_NOOP("Status", "Not checked")},
    {"status-ok", "ok", QT_TRANSLATE_NOOP("Status", "Passed")},
    {"status-warn", "warn", QT_TRANSLATE_NOOP("Status", "Warns")},
    {"status-bad", "bad", QT_TRANSLATE_NOOP("Status", "Failed")},
    {"status-running", "running", QT_TRANSLATE_NOOP("Status", "Running")},
    {"status-queued", "neutral", QT_TRANSLATE_NOOP("Status", "Queued")},
    {"status-stopped", "neutral", QT_TRANSLATE_NOOP("Status", "Stopped")},
};

const Look &look(Status status)
{
    return looks[static_cast<std::size_t>(status)];
}

} // namespace

QString statusIcon(Status status)
{
    return QString::fromLatin1(look(status).shape);
}

QColor statusColour(const Theme &theme, Status status, QStringView part)
{
    return theme.colour(QStringLiteral("status.%1.%2").arg(QLatin1String(look(status).colours), part));
}

QString statusWord(Status status)
{
    return QCoreApplication::translate("Status", look(status).word);
}

void paintStatus(QPainter &painter, const QRectF &square, const Theme &theme, Status status)
{
    theme.icons().paint(painter, square, statusIcon(status), statusColour(theme, status, u"solid"));
}

} // namespace slipway::ui
