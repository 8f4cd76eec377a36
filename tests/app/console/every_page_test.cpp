#include "app/console/console_window.h"
#include "tests/support/demo_workspace.h"
#include "tests/support/ui_test_main.h"
#include "ui/pages/page.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace slipway;
using namespace slipway::testing;
using namespace slipway::ui;

namespace {

constexpr int readingMs = 1500;
constexpr int busyMs = 320;
constexpr int mostStops = 400;

constexpr View allViews[] = {View::Result, View::Empty, View::Busy, View::Failure};

/// Whether a screen reader has a word for it.
bool isSpoken(const QWidget &control)
{
    if (!control.accessibleName().isEmpty())
        return true;
    const auto *button = qobject_cast<const QAbstractButton *>(&control);
    return button && !button->text().isEmpty();
}

} // namespace

/// What holds for every page, on the window as people have it.
class EveryPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void showsTheFourViews_data() { eachPage(); }
    void showsTheFourViews();
    void everyControlHasAName_data() { eachPage(); }
    void everyControlHasAName();
    void theKeyboardAloneReachesEverything_data() { eachPage(); }
    void theKeyboardAloneReachesEverything();
    void hasACommandToCopy_data() { eachPage(); }
    void hasACommandToCopy();
    void everyTourWalks();

private:
    void eachPage() const;
    Page *open(const QString &id);

    std::unique_ptr<DemoWorkspace> m_demo;
    QTemporaryDir m_folder;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<ConsoleWindow> m_console;
    QSet<QString> m_read; ///< pages that have been open for a while
    int m_unnamed = 0;
    int m_controls = 0;
};

void EveryPageTest::initTestCase()
{
    m_demo = std::make_unique<DemoWorkspace>();
    m_theme = std::make_unique<Theme>();
    m_theme->applyTo(*qApp);
    m_settings = std::make_unique<Settings>(m_folder.filePath(QStringLiteral("slipway.ini")));
    m_console = std::make_unique<ConsoleWindow>(
        *m_theme, *m_settings, WorkspaceSession::open(m_demo->name(), workspace::OpenMode::Existing).value());
    m_console->window().resize(1440, 900);
    m_console->window().show();
    QVERIFY(QTest::qWaitForWindowActive(&m_console->window()));
}

void EveryPageTest::cleanupTestCase()
{
    std::printf("controls: %d, without an accessible or an object name: %d\n", m_controls, m_unnamed);
    m_console.reset();
}

void EveryPageTest::eachPage() const
{
    QTest::addColumn<QString>("id");
    for (const PageDescription &page : PageList().planned())
        QTest::newRow(qPrintable(page.id)) << page.id;
}

Page *EveryPageTest::open(const QString &id)
{
    m_console->window().openPage(id);
    if (!m_read.contains(id)) {
        QTest::qWait(readingMs);
        m_read.insert(id);
    }
    return m_console->window().page(id);
}

void EveryPageTest::showsTheFourViews()
{
    QFETCH(const QString, id);
    Page *page = open(id);
    QVERIFY(page);
    for (const View view : allViews) {
        page->showExample(view);
        QTRY_COMPARE(page->view(), view);
    }
}

void EveryPageTest::everyControlHasAName()
{
    QFETCH(const QString, id);
    Page *page = open(id);
    QStringList unnamed;
    for (const View view : allViews) {
        page->showExample(view);
        QTest::qWait(view == View::Busy ? busyMs : 30);
        for (const QWidget *control : m_console->window().tabStops()) {
            ++m_controls;
            if (control->objectName().isEmpty() || !isSpoken(*control))
                unnamed << QStringLiteral("%1 \"%2\"")
                               .arg(QString::fromLatin1(control->metaObject()->className()),
                                    control->objectName());
        }
    }
    m_unnamed += static_cast<int>(unnamed.size());
    QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(QStringLiteral(", "))));
}

// Tab goes to every control that can have the focus, and comes back to where it began.
void EveryPageTest::theKeyboardAloneReachesEverything()
{
    QFETCH(const QString, id);
    Page *page = open(id);
    for (const View view : {View::Result, View::Failure}) {
        page->showExample(view);
        QTest::qWait(30);
        const QList<QWidget *> stops = m_console->window().tabStops();
        QVERIFY(!stops.isEmpty());
        stops.constFirst()->setFocus(Qt::TabFocusReason);
        QSet<QWidget *> seen;
        QWidget *const first = QApplication::focusWidget();
        for (int i = 0; i < mostStops; ++i) {
            seen.insert(QApplication::focusWidget());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            if (QApplication::focusWidget() == first)
                break;
        }
        QCOMPARE(QApplication::focusWidget(), first); // else it is a trap
        for (const QWidget *stop : stops)
            QVERIFY2(seen.contains(const_cast<QWidget *>(stop)) || !stop->isEnabled(),
                     qPrintable(stop->objectName()));
        // What a mouse can press and no key can reach would be missing among the stops.
        for (const QAbstractButton *button : page->findChildren<QAbstractButton *>()) {
            if (!button->isVisible() || !button->isEnabled() || button->focusPolicy() != Qt::NoFocus)
                continue;
            const bool insideField =
                qobject_cast<const QLineEdit *>(button->parentWidget()); // keys do the same there
            QVERIFY2(insideField || button->objectName().startsWith(QLatin1String("qt_")),
                     qPrintable(button->objectName()));
        }
    }
}

void EveryPageTest::hasACommandToCopy()
{
    QFETCH(const QString, id);
    const Page *page = open(id);
    QVERIFY2(page->commandLine().startsWith(QLatin1String("slipway ")), qPrintable(page->commandLine()));
}

void EveryPageTest::everyTourWalks()
{
    QVERIFY(!builtInTours().isEmpty());
    for (const QString &id : builtInTours()) {
        QString problem;
        const auto tour = builtInTour(id, &problem);
        QVERIFY2(tour, qPrintable(problem));
        for (const TourStep &step : tour->steps) {
            if (!step.page.isEmpty())
                open(step.page)->showExample(View::Result);
        }
        QCOMPARE(m_console->tour().problems(*tour), QStringList());
    }
}

SLIPWAY_UI_TEST_MAIN(EveryPageTest)
#include "every_page_test.moc"
