#include "ui/widgets/text.h"

namespace slipway::ui {

QLabel *makeLabel(const QString &role, const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setProperty("role", role);
    // Names of files and columns are data: a "<" in them must not start mark-up.
    label->setTextFormat(Qt::PlainText);
    return label;
}

QFrame *makeHairline(QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setProperty("role", QStringLiteral("hairline"));
    line->setFixedHeight(1);
    return line;
}

} // namespace slipway::ui
