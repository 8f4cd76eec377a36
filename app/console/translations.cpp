#include "app/console/translations.h"

#include <QApplication>
#include <QLocale>
#include <QTranslator>

// Q_INIT_RESOURCE has to stand outside of every namespace. Without it the linker drops the resource of a
// static library.
static void initialiseTranslations()
{
    Q_INIT_RESOURCE(slipway_translations);
}

namespace slipway::ui {

void installTranslations(QApplication &application)
{
    initialiseTranslations();
    const QString folder = QStringLiteral(":/slipway/translations");
    auto *catalogue = new QTranslator(&application);
    if (catalogue->load(QLocale(), QStringLiteral("slipway"), QStringLiteral("_"), folder)
        || catalogue->load(QStringLiteral("slipway_en"), folder))
        QApplication::installTranslator(catalogue);
}

} // namespace slipway::ui
