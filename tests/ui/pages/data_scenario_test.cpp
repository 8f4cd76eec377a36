#include "ui/pages/data_page.h"

#include "core/data/worlds/scenario.h"
#include "tests/support/verify.h"
#include "tests/ui/pages/page_fixture.h"
#include "ui/charts/chart_view.h"
#include "ui/models/scenario_plan.h"
#include "ui/models/text.h"
#include "ui/widgets/segments.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSlider>
#include <QTableView>

#include <cmath>

using namespace slipway;
using namespace slipway::ui;
using slipway::testing::PageStage;
using slipway::testing::SampleWorkspace;

namespace {

constexpr int engineMs = 30'000;
constexpr int pictureMs = 5'000; ///< generous: other tests run beside

using Stage = PageStage<DataPage>;

void click(QWidget *button)
{
    QVERIFY(button && button->isVisible() && button->isEnabled());
    QTest::mouseClick(button, Qt::LeftButton);
}

void open(Stage &stage)
{
    QTRY_COMPARE(stage.page->view(), View::Empty);
    stage.actions.trigger(QStringLiteral("data.generate"));
    QVERIFY(stage.find("data.generate.form")->isVisible());
}

void chooseScenario(const Stage &stage, const data::Scenario &scenario)
{
    click(stage.find(("data.generate.scenario." + scenario.name).c_str()));
}

QAction *addAction(const Stage &stage, data::IncidentKind kind)
{
    const auto name =
        "data.generate.add." + std::string(data::incidentKindNames()[static_cast<std::size_t>(kind)]);
    return stage.find<QPushButton>("data.generate.add")->menu()->findChild<QAction *>(text(name));
}

void type(const Stage &stage, const char *field, const QString &typed)
{
    auto *edit = stage.find<QLineEdit>(field);
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, typed);
}

const report::ChartSpec &chart(const Stage &stage, const char *name)
{
    return stage.find<ChartView>(name)->chart();
}

bool hasPicture(const Stage &stage)
{
    return !chart(stage, "data.generate.course").empty() && !chart(stage, "data.generate.spread").empty();
}

} // namespace

class DataScenarioTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachScenarioTellsItsStory_data();
    void eachScenarioTellsItsStory();
    void eachIncidentHasItsPicture_data();
    void eachIncidentHasItsPicture();
    void thePictureFollowsTheChoice();
    void theCommandSaysWhatTheFormSays();
    void mistakesAreToldAtTheirField();
    void whatTheConfigurationSaysStandsInTheFields();
    void generatingShowsWhatWasMade();
    void escapeLeavesEverythingAsItWas();
    void everyControlIsReachedByKeyboard();
};

void DataScenarioTest::eachScenarioTellsItsStory_data()
{
    QTest::addColumn<QString>("name");
    for (const auto &scenario : data::scenarios())
        QTest::newRow(scenario.name.c_str()) << text(scenario.name);
}

void DataScenarioTest::eachScenarioTellsItsStory()
{
    QFETCH(const QString, name);
    const auto &scenario = *data::findScenario(name.toStdString()).value();
    SampleWorkspace workspace;
    Stage stage(workspace.name(), "data");
    open(stage);
    chooseScenario(stage, scenario);
    QCOMPARE(stage.said("data.generate.story"), text(scenario.story).simplified());
    QCOMPARE(stage.said("data.generate.truth"), text(scenario.truth).simplified());
    int columns = 0;
    for (const auto &table : scenario.tables)
        columns += static_cast<int>(table.columns.size());
    QCOMPARE(stage.find<QTableView>("data.generate.columns")->model()->rowCount(), columns);
    QTRY_VERIFY_WITH_TIMEOUT(stage.said("data.generate.best").contains(QStringLiteral("sample of")),
                             pictureMs);
    QVERIFY(stage.said("data.generate.estimate").contains(QStringLiteral("on disk")));
    QVERIFY(stage.said("data.generate.estimate").contains(text(scenario.rowsOf)));
    QCOMPARE(stage.find("data.generate.entities")->isVisible(), !scenario.entitiesOf.empty());
    QCOMPARE(stage.page->command()[3], name);
    click(stage.find("data.generate.causes.show"));
    QVERIFY(stage.find("data.generate.causes")->isVisible());
    QCOMPARE(stage.said("data.generate.causes"), text(scenario.mechanism).simplified());
}

void DataScenarioTest::eachIncidentHasItsPicture_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("kind");
    for (const auto &scenario : data::scenarios()) {
        for (const auto &offer : scenario.incidents) {
            const auto kind = data::incidentKindNames()[static_cast<std::size_t>(offer.kind)];
            QTest::newRow((scenario.name + " " + std::string(kind)).c_str())
                << text(scenario.name) << static_cast<int>(offer.kind);
        }
    }
}

void DataScenarioTest::eachIncidentHasItsPicture()
{
    QFETCH(const QString, name);
    QFETCH(const int, kind);
    SampleWorkspace workspace;
    Stage stage(workspace.name(), "data");
    open(stage);
    chooseScenario(stage, *data::findScenario(name.toStdString()).value());
    addAction(stage, static_cast<data::IncidentKind>(kind))->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(hasPicture(stage), pictureMs);
    const auto &course = chart(stage, "data.generate.course");
    QVERIFY(course.limits.front().value > 0);
    // Before the moment both worlds are the same, afterwards they are not.
    bool differs = false;
    for (std::size_t i = 0; i < course.series[0].y.size(); ++i) {
        const double without = course.series[0].y[i];
        const double with = course.series[1].y[i];
        const bool same = without == with || (std::isnan(without) && std::isnan(with));
        if (course.series[0].x[i] < course.limits.front().value)
            QVERIFY(same);
        differs = differs || !same;
    }
    QVERIFY(differs);
    QVERIFY(stage.said("data.generate.effect").startsWith(QStringLiteral("From day")));
    QCOMPARE(stage.find("data.generate.spread")->isVisible(), true);
    const auto folder = qEnvironmentVariable("SLIPWAY_PICTURES");
    if (!folder.isEmpty())
        stage.page->grab().save(folder + QStringLiteral("/%1-%2.png").arg(name).arg(kind));
    if (!folder.isEmpty() && kind < 2) {
        stage.theme.setMode(kind == 0 ? ThemeMode::Dark : ThemeMode::Light);
        stage.page->resize(920, 740);
        QTest::qWait(600);
        stage.page->grab().save(folder + QStringLiteral("/%1-%2-narrow.png").arg(name).arg(kind));
        click(stage.find("data.generate.view.world"));
        QTest::qWait(600);
        stage.page->grab().save(folder + QStringLiteral("/%1-%2-world.png").arg(name).arg(kind));
    }
}

void DataScenarioTest::thePictureFollowsTheChoice()
{
    SampleWorkspace workspace;
    Stage stage(workspace.name(), "data");
    open(stage);
    addAction(stage, data::IncidentKind::CovariateShift)->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(hasPicture(stage), pictureMs);
    const auto began = [&] { return chart(stage, "data.generate.course").limits.front().value; };
    QCOMPARE_NEAR(began(), 18, 1e-6);
    const QString effect = stage.said("data.generate.effect");
    auto *time = stage.find<QSlider>("data.generate.time");
    for (int step = 0; step < 5; ++step) // the newest choice wins
        QTest::keyClick(time, Qt::Key_PageUp);
    QTRY_COMPARE_WITH_TIMEOUT(qRound(began() * 100), 2550, pictureMs);
    QCOMPARE(stage.find<QLineEdit>("data.generate.day")->text(), QStringLiteral("25.5"));
    type(stage, "data.generate.strength", QStringLiteral("3"));
    QTRY_VERIFY_WITH_TIMEOUT(stage.said("data.generate.effect") != effect, pictureMs);

    auto *column = stage.find<QComboBox>("data.generate.column");
    column->setFocus();
    QTest::keyClick(column, Qt::Key_Down);
    QTRY_COMPARE_WITH_TIMEOUT(chart(stage, "data.generate.course").title, std::string("Mean of position"),
                              pictureMs);
    auto *kind = stage.find<QComboBox>("data.generate.kind");
    kind->setFocus();
    QTest::keyClick(kind, Qt::Key_Down);
    QCOMPARE(kind->currentText(), QStringLiteral("Prior shift"));
    QTRY_COMPARE_WITH_TIMEOUT(chart(stage, "data.generate.course").title, std::string("Share of click = 1"),
                              pictureMs);
    QVERIFY(!column->isEnabled());
    click(stage.find("data.generate.remove"));
    QVERIFY(stage.find("data.generate.calm")->isVisible());
    QVERIFY(stage.find("data.generate.story")->isVisible());
}

void DataScenarioTest::theCommandSaysWhatTheFormSays()
{
    SampleWorkspace workspace;
    Stage stage(workspace.name(), "data");
    open(stage);
    chooseScenario(stage, *data::findScenario("fraud").value());
    QCOMPARE(stage.page->command().join(QLatin1Char(' ')),
             QStringLiteral("data generate --scenario fraud --rows 200000 --seed 42"));
    type(stage, "data.generate.rows", QStringLiteral("5000"));
    type(stage, "data.generate.entities", QStringLiteral("70"));
    type(stage, "data.generate.days", QStringLiteral("50"));
    type(stage, "data.generate.seed", QStringLiteral("7"));
    type(stage, "data.generate.missing", QStringLiteral("2.5"));
    type(stage, "data.generate.set.fraud_rate", QStringLiteral("1"));
    addAction(stage, data::IncidentKind::UnitChange)->trigger();
    type(stage, "data.generate.day", QStringLiteral("20"));
    addAction(stage, data::IncidentKind::PriorShift)->trigger();
    click(stage.find("data.generate.format.parquet"));
    const QString expected = QStringLiteral("data generate --scenario fraud --rows 5000 --entities 70 --days "
                                            "50 --seed 7 --missing 0.025 --incident "
                                            "unit_change:transactions.amount@0.4=100 --incident "
                                            "prior_shift@0.6=1 --set fraud_rate=0.01 --format parquet");
    QCOMPARE(stage.page->command().join(QLatin1Char(' ')), expected);
    click(stage.find("data.generate.copy"));
    QVERIFY(QGuiApplication::clipboard()->text().contains(expected));
}

void DataScenarioTest::mistakesAreToldAtTheirField()
{
    SampleWorkspace workspace;
    Stage stage(workspace.name(), "data");
    open(stage);
    chooseScenario(stage, *data::findScenario("demand").value());
    type(stage, "data.generate.days", QStringLiteral("0"));
    QCOMPARE(stage.find("data.generate.days")->accessibleDescription(),
             QStringLiteral("Days: use a whole number, 1 to 3,650."));
    click(stage.find("data.generate.start"));
    QCOMPARE(stage.page->focusWidget(), stage.find("data.generate.days"));
    QVERIFY(!stage.page->work());
    type(stage, "data.generate.days", QStringLiteral("730"));
    type(stage, "data.generate.entities", QStringLiteral("900"));
    QVERIFY(stage.said("data.generate.estimate").contains(QStringLiteral("900")));
    QVERIFY(!stage.said("data.generate.estimate").contains(QStringLiteral("on disk")));
    click(stage.find("data.generate.start"));
    QVERIFY(!stage.page->work());
    type(stage, "data.generate.entities", QStringLiteral("9"));
    addAction(stage, data::IncidentKind::NewCategory)->trigger();
    QVERIFY(!addAction(stage, data::IncidentKind::NewCategory)->isEnabled()); // its only column has one
    type(stage, "data.generate.strength", QStringLiteral("4"));
    click(stage.find("data.generate.start"));
    QVERIFY(!stage.page->work());
}

void DataScenarioTest::whatTheConfigurationSaysStandsInTheFields()
{
    const Json config {{"generation.rows", 4000},
                       {"generation.seed", 9},
                       {"generation.days", 10},
                       {"generation.missing", 0.05},
                       {"generation.incidents",
                        {{{"kind", "prior_shift"}, {"at", "2026-01-06"}, {"column", ""}, {"strength", 2}},
                         {{"kind", "unit_change"}, {"at", "0.5"}, {"column", "amount"}, {"strength", 100}}}}};
    const ScenarioPlan plan(*data::findScenario("feed").value(), config);
    QCOMPARE(plan.rows, 4000);
    QCOMPARE(plan.days, 10);
    QCOMPARE(plan.incidents.size(), 1U); // the other one is meant for fraud
    QCOMPARE_NEAR(plan.incidents.front().share, 0.5, 1e-12);
    QCOMPARE(plan.command().join(QLatin1Char(' ')),
             QStringLiteral("data generate --scenario feed --rows 4000 --seed 9 --only-these-incidents "
                            "--incident prior_shift@0.5=2"));
    const auto options = plan.options();
    QVERIFY_OK(options);
    QCOMPARE_NEAR(options.value().missing, 0.05, 1e-12);
    QCOMPARE(options.value().days, 10);
    QCOMPARE(options.value().incidents.size(), 1U);
}

void DataScenarioTest::generatingShowsWhatWasMade()
{
    SampleWorkspace workspace;
    Stage stage(workspace.name(), "data");
    open(stage);
    chooseScenario(stage, *data::findScenario("reviews").value());
    type(stage, "data.generate.rows", QStringLiteral("900"));
    addAction(stage, data::IncidentKind::MissingBlock)->trigger();
    click(stage.find("data.generate.start"));
    QVERIFY(stage.page->work());
    QVERIFY(!stage.find("data.generate.form")->isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->chosen(), QStringLiteral("reviews@1"), engineMs);
    QTRY_COMPARE(stage.page->view(), View::Result);
    QCOMPARE(stage.toasts.size(), 1);
    QVERIFY(stage.toasts.front().contains(QStringLiteral("products@1")));
}

void DataScenarioTest::escapeLeavesEverythingAsItWas()
{
    SampleWorkspace workspace;
    Stage stage(workspace.name(), "data");
    open(stage);
    QVERIFY(!stage.find("data.empty.generate")->isVisible());
    type(stage, "data.generate.seed", QStringLiteral("8"));
    QTest::keyClick(stage.find("data.generate.seed"), Qt::Key_Escape);
    QVERIFY(!stage.find("data.generate.form")->isVisible());
    QVERIFY(stage.find("data.empty.generate")->isVisible());
    click(stage.find("data.empty.generate")); // what was typed is still there
    QCOMPARE(stage.find<QLineEdit>("data.generate.seed")->text(), QStringLiteral("8"));
    QTest::keyClick(stage.find("data.generate.incidents.panel"), Qt::Key_Escape);
    QVERIFY(stage.find("data.empty.generate")->isVisible());
}

void DataScenarioTest::everyControlIsReachedByKeyboard()
{
    SampleWorkspace workspace;
    Stage stage(workspace.name(), "data");
    open(stage);
    addAction(stage, data::IncidentKind::SensorStuck)->trigger();
    for (const char *name :
         {"data.generate.rows", "data.generate.entities", "data.generate.days", "data.generate.seed",
          "data.generate.missing", "data.generate.incidents", "data.generate.add", "data.generate.kind",
          "data.generate.column", "data.generate.day", "data.generate.time", "data.generate.strength",
          "data.generate.remove", "data.generate.copy", "data.generate.cancel", "data.generate.start"}) {
        const auto *widget = stage.find(name);
        QVERIFY2(widget, name);
        QVERIFY2(widget->focusPolicy() & Qt::TabFocus, name);
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()), name);
    }
}

SLIPWAY_UI_TEST_MAIN(DataScenarioTest)
#include "data_scenario_test.moc"
