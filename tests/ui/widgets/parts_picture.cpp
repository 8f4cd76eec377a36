// ui_parts FOLDER [--scale 2] [--font FAMILY]: writes the sheet of parts, charts and the ring in both themes.
// A widget knows its resolution from the start, so each scale is a run of its own.

#include "tests/core/report/sample_charts.h"
#include "tests/support/ui_test_main.h"
#include "tests/ui/widgets/parts_sheet.h"
#include "ui/charts/chart_view.h"
#include "ui/charts/life_ring.h"
#include "ui/theme/theme.h"
#include "ui/widgets/four_views.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/table_view.h"

#include <QDir>
#include <QGridLayout>
#include <QLineEdit>
#include <QTest>

#include <cstdio>

using namespace slipway;
using namespace slipway::ui;

namespace {

QWidget *makeCharts(const Theme &theme)
{
    auto *sheet = new QWidget;
    sheet->setFixedSize(1440, 900);
    auto *grid = new QGridLayout(sheet);
    grid->setContentsMargins(20, 16, 20, 16);
    grid->setSpacing(12);
    int i = 0;
    for (const auto &chart : testing::sampleCharts()) {
        auto *panel = new Panel(theme, QString::fromStdString(chart.title));
        panel->setNote(QString::fromStdString(chart.unit));
        auto *view = new ChartView(theme);
        view->setChart(chart);
        panel->body()->addWidget(view);
        grid->addWidget(panel, i / 3, i % 3);
        ++i;
    }
    return sheet;
}

QWidget *makeRing(const Theme &theme)
{
    auto *panel = new Panel(theme, QStringLiteral("Life cycle"));
    panel->setFixedSize(616, 648);
    auto *ring = new LifeRing(theme);
    const auto stage = [](const char *name, ui::Status status, const char *line, const char *note,
                          bool waits = false) {
        const auto text = QString::fromLatin1(name);
        return LifeStage {text.toLower(), text, status, QString::fromLatin1(line), QString::fromLatin1(note),
                          waits};
    };
    ring->setStages({stage("Data", ui::Status::Ok, "1,000,000 interactions", "checked today 09:12"),
                     stage("Features", ui::Status::Ok, "24 features", "6 min old"),
                     stage("Train", ui::Status::Running, "run 48", "epoch 5 of 8"),
                     stage("Evaluate", ui::Status::Ok, "AUC 0.742", "version 8, test set"),
                     stage("Register", ui::Status::Warns, "version 8 waits", "for your approval", true),
                     stage("Serve", ui::Status::Ok, "30.4K req/s", "p99 3.8 ms"),
                     stage("Monitor", ui::Status::Warns, "2 of 24 features", "have drifted"),
                     stage("Retrain", ui::Status::Neutral, "next check", "in 3 days")});
    ring->setCentre({QStringLiteral("In production"), QStringLiteral("feed_mlp v7"),
                     QStringLiteral("AUC 0.731, since 6 Nov"), ui::Status::Ok, QStringLiteral("Healthy")});
    panel->body()->addWidget(ring);
    return panel;
}

/// What only a person would do: the focus in a field, the pointer on a row.
void touch(QWidget &sheet)
{
    if (auto *field = sheet.findChild<QLineEdit *>(QStringLiteral("focused"))) {
        sheet.activateWindow();
        field->setFocus(Qt::TabFocusReason);
        field->deselect();
    }
    if (auto *table = sheet.findChild<TableView *>(QStringLiteral("sheet.table")))
        QTest::mouseMove(table->viewport(), QPoint(60, 28 + 14));
    if (auto *busy = sheet.findChild<FourViews *>(QStringLiteral("sheet.busy"))) {
        while (busy->view() != View::Busy)
            QTest::qWait(20);
    }
    QTest::qWait(60);
}

} // namespace

int main(int argc, char **argv)
{
    QByteArray scale("1");
    QString family;
    QString folder;
    for (int i = 1; i < argc; ++i) {
        const QByteArray argument(argv[i]);
        if (argument == "--scale" && i + 1 < argc)
            scale = argv[++i];
        else if (argument == "--font" && i + 1 < argc)
            family = QString::fromLocal8Bit(argv[++i]);
        else
            folder = QString::fromLocal8Bit(argument);
    }
    if (folder.isEmpty()) {
        std::fprintf(stderr, "usage: ui_parts FOLDER [--scale 2] [--font FAMILY]\n");
        return 2;
    }
    qputenv("QT_SCALE_FACTOR", scale);
    const slipway::testing::UiTestSession session(argc, argv);
    if (!family.isEmpty()) {
        QFont font(family);
        font.setPixelSize(13);
        QApplication::setFont(font);
    }
    QDir().mkpath(folder);
    Theme theme;
    theme.applyTo(*qApp);
    for (const auto mode : {ThemeMode::Light, ThemeMode::Dark}) {
        theme.setMode(mode);
        const auto name = QStringLiteral("%1-%2x").arg(mode == ThemeMode::Dark ? QStringLiteral("dark")
                                                                               : QStringLiteral("light"),
                                                       QString::fromLatin1(scale));
        const auto save = [&](QWidget *sheet, const QString &what) {
            sheet->show();
            touch(*sheet);
            const auto path = QDir(folder).filePath(what + u'-' + name + QStringLiteral(".png"));
            const bool written = sheet->grab().save(path);
            delete sheet;
            return written;
        };
        if (!save(new PartsSheet(theme), QStringLiteral("parts"))
            || !save(makeCharts(theme), QStringLiteral("charts"))
            || !save(makeRing(theme), QStringLiteral("ring"))) {
            std::fprintf(stderr, "The pictures could not be written to %s.\n", qPrintable(folder));
            return 5;
        }
    }
    return 0;
}
