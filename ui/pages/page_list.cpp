#include "ui/pages/page_list.h"

#include <QCoreApplication>

#include <algorithm>

namespace slipway::ui {

namespace {

struct Planned {
    const char *id;
    const char *title;
    const char *icon;
    const char *group;
    const char *purpose;
};

/// The room's one list.
constexpr Planned plan[] = {
    {"home", QT_TRANSLATE_NOOP("PageList", "Home"), "home", "",
     QT_TRANSLATE_NOOP("PageList", "the life of the model and the next step")},
    {"data", QT_TRANSLATE_NOOP("PageList", "Data"), "data", QT_TRANSLATE_NOOP("PageList", "Build"),
     QT_TRANSLATE_NOOP("PageList", "data sets, their versions and checks")},
    {"features", QT_TRANSLATE_NOOP("PageList", "Features"), "features",
     QT_TRANSLATE_NOOP("PageList", "Build"),
     QT_TRANSLATE_NOOP("PageList", "what the model is told about each row")},
    {"experiments", QT_TRANSLATE_NOOP("PageList", "Experiments"), "experiments",
     QT_TRANSLATE_NOOP("PageList", "Build"), QT_TRANSLATE_NOOP("PageList", "runs and their curves")},
    {"evaluate", QT_TRANSLATE_NOOP("PageList", "Evaluate"), "evaluate",
     QT_TRANSLATE_NOOP("PageList", "Decide"), QT_TRANSLATE_NOOP("PageList", "how good one model is")},
    {"compare", QT_TRANSLATE_NOOP("PageList", "Compare"), "compare", QT_TRANSLATE_NOOP("PageList", "Decide"),
     QT_TRANSLATE_NOOP("PageList", "two models on the same rows")},
    {"registry", QT_TRANSLATE_NOOP("PageList", "Registry"), "registry",
     QT_TRANSLATE_NOOP("PageList", "Decide"), QT_TRANSLATE_NOOP("PageList", "versions, gates and promotion")},
    {"serving", QT_TRANSLATE_NOOP("PageList", "Serving"), "serving", QT_TRANSLATE_NOOP("PageList", "Run"),
     QT_TRANSLATE_NOOP("PageList", "the server that answers requests")},
    {"monitoring", QT_TRANSLATE_NOOP("PageList", "Monitoring"), "monitoring",
     QT_TRANSLATE_NOOP("PageList", "Run"), QT_TRANSLATE_NOOP("PageList", "production against training data")},
    {"retraining", QT_TRANSLATE_NOOP("PageList", "Retraining"), "retrain",
     QT_TRANSLATE_NOOP("PageList", "Run"), QT_TRANSLATE_NOOP("PageList", "when a new model is due")},
    {"pipelines", QT_TRANSLATE_NOOP("PageList", "Pipelines"), "pipelines",
     QT_TRANSLATE_NOOP("PageList", "Together"), QT_TRANSLATE_NOOP("PageList", "steps that run one another")},
    {"reports", QT_TRANSLATE_NOOP("PageList", "Reports"), "reports",
     QT_TRANSLATE_NOOP("PageList", "Together"), QT_TRANSLATE_NOOP("PageList", "documents to hand on")},
    {"activity", QT_TRANSLATE_NOOP("PageList", "Activity"), "clock",
     QT_TRANSLATE_NOOP("PageList", "Together"),
     QT_TRANSLATE_NOOP("PageList", "who did what and when, with proof")},
    {"settings", QT_TRANSLATE_NOOP("PageList", "Settings"), "settings", "",
     QT_TRANSLATE_NOOP("PageList", "theme, keys and this computer")},
};

constexpr qsizetype kNumberedPages = 9; // Ctrl+1 to Ctrl+9

QString translated(const char *text)
{
    return *text ? QCoreApplication::translate("PageList", text) : QString();
}

} // namespace

PageList::PageList()
{
    for (const Planned &page : plan)
        m_pages.append({QString::fromLatin1(page.id),
                        translated(page.title),
                        QString::fromLatin1(page.icon),
                        translated(page.group),
                        translated(page.purpose),
                        {}});
}

bool PageList::offer(const QString &id, std::function<Page *(const PageDescription &, QWidget *parent)> make)
{
    const auto page = std::find_if(m_pages.begin(), m_pages.end(),
                                   [&](const PageDescription &known) { return known.id == id; });
    if (page == m_pages.end() || page->make || !make)
        return false;
    page->make = std::move(make);
    return true;
}

QList<PageDescription> PageList::offered() const
{
    QList<PageDescription> pages;
    for (const PageDescription &page : m_pages) {
        if (page.make)
            pages.append(page);
    }
    return pages;
}

const PageDescription *PageList::find(const QString &id) const
{
    for (const PageDescription &page : m_pages) {
        if (page.id == id)
            return &page;
    }
    return nullptr;
}

QKeySequence PageList::shortcut(const QString &id) const
{
    const QList<PageDescription> pages = offered();
    const qsizetype count = std::min(pages.size(), kNumberedPages);
    for (qsizetype i = 0; i < count; ++i) {
        if (pages[i].id == id)
            return QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(i)));
    }
    return {};
}

} // namespace slipway::ui
