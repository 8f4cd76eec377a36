#include "app/console/console_window.h"
#include "tests/support/demo_workspace.h"
#include "tests/support/ui_test_main.h"
#include "ui/pages/page.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QLabel>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <unordered_map>

using namespace slipway;
using namespace slipway::testing;
using namespace slipway::ui;

namespace {

constexpr int readingMs = 1500;
constexpr double sharpness = 3; ///< so that the strokes of letters have pixels in their own colour
constexpr double leastContrast = 4.5;

double channel(int value)
{
    const double share = value / 255.0;
    return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
}

double luminance(QRgb colour)
{
    return 0.2126 * channel(qRed(colour)) + 0.7152 * channel(qGreen(colour))
        + 0.0722 * channel(qBlue(colour));
}

/// WCAG 2: from 1 to 21.
double contrast(double one, double other)
{
    return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

/// Between the background, which most pixels have, and the pixel that stands out most.
double contrastIn(const QImage &picture)
{
    std::unordered_map<QRgb, int> counts;
    for (int y = 0; y < picture.height(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(picture.constScanLine(y));
        for (int x = 0; x < picture.width(); ++x)
            ++counts[line[x]];
    }
    const auto most = std::max_element(counts.begin(), counts.end(), [](const auto &one, const auto &other) {
        return one.second < other.second;
    });
    if (most == counts.end())
        return 0;
    const double background = luminance(most->first);
    double best = 1;
    for (const auto &[colour, count] : counts)
        best = std::max(best, contrast(background, luminance(colour)));
    return best;
}

} // namespace

/// Measures on the pixels where text is, because a colour can be right in the tokens and wrong on its
/// surface.
class ContrastTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void textStandsOutOnEveryPage_data();
    void textStandsOutOnEveryPage();

private:
    std::unique_ptr<DemoWorkspace> m_demo;
    QTemporaryDir m_folder;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<ConsoleWindow> m_console;
    int m_texts = 0;
    double m_least = 21;
};

void ContrastTest::initTestCase()
{
    m_demo = std::make_unique<DemoWorkspace>();
    m_theme = std::make_unique<Theme>();
    m_theme->applyTo(*qApp);
    m_settings = std::make_unique<Settings>(m_folder.filePath(QStringLiteral("slipway.ini")));
    m_console = std::make_unique<ConsoleWindow>(
        *m_theme, *m_settings, WorkspaceSession::open(m_demo->name(), workspace::OpenMode::Existing).value());
    m_console->window().resize(1440, 900);
    m_console->window().show();
}

void ContrastTest::cleanupTestCase()
{
    std::printf("texts measured: %d, least contrast: %.2f\n", m_texts, m_least);
    m_console.reset();
}

void ContrastTest::textStandsOutOnEveryPage_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<int>("mode");
    for (const PageDescription &page : PageList().planned()) {
        for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark})
            QTest::addRow("%s, %s", qPrintable(page.id), mode == ThemeMode::Dark ? "dark" : "light")
                << page.id << static_cast<int>(mode);
    }
}

void ContrastTest::textStandsOutOnEveryPage()
{
    QFETCH(const QString, id);
    QFETCH(const int, mode);
    MainWindow &window = m_console->window();
    m_theme->setMode(static_cast<ThemeMode>(mode));
    const bool first = !window.page(id);
    window.openPage(id);
    Page *page = window.page(id);
    QTest::qWait(first ? readingMs : 60);
    for (const View view : {View::Result, View::Empty, View::Failure}) {
        page->showExample(view);
        QTest::qWait(60);
        QImage picture((QSizeF(window.size()) * sharpness).toSize(), QImage::Format_RGB32);
        picture.setDevicePixelRatio(sharpness);
        window.render(&picture);
        const auto children = window.findChildren<QWidget *>();
        for (const QWidget *widget : children) {
            const auto *label = qobject_cast<const QLabel *>(widget);
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            const bool hasText = (label && !label->text().isEmpty()) || (button && !button->text().isEmpty());
            if (!hasText || !widget->isVisible() || !widget->isEnabled())
                continue;
            const QRect shown = widget->visibleRegion().boundingRect();
            if (shown.width() < 6 || shown.height() < 10)
                continue;
            const QRect place(widget->mapTo(&window, shown.topLeft()), shown.size());
            const QRect pixels((QPointF(place.topLeft()) * sharpness).toPoint(),
                               (QSizeF(place.size()) * sharpness).toSize());
            const double measured = contrastIn(picture.copy(pixels));
            ++m_texts;
            m_least = std::min(m_least, measured);
            QVERIFY2(measured >= leastContrast,
                     qPrintable(QStringLiteral("%1 \"%2\": %3")
                                    .arg(widget->objectName(), label ? label->text() : button->text())
                                    .arg(measured, 0, 'f', 2)));
        }
    }
}

SLIPWAY_UI_TEST_MAIN(ContrastTest)
#include "contrast_test.moc"
