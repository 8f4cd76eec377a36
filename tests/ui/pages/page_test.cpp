#include "tests/support/ui_test_main.h"
#include "ui/actions/action_registry.h"
#include "ui/pages/page.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace slipway::ui;

namespace {

/// The smallest page that does everything that a page can do.
class CountingPage : public Page
{
public:
    CountingPage(const PageFrame &frame, const PageDescription &description)
        : Page(frame, description)
    {
        views().setResult(new QLabel(QStringLiteral("rows")));
        views().setEmpty({.icon = QStringLiteral("data"),
                          .title = QStringLiteral("No data yet"),
                          .sentence = QStringLiteral("Import a file.")});
        registerAction({.id = QStringLiteral("data.count"),
                        .text = QStringLiteral("Count"),
                        .category = {},
                        .icon = QStringLiteral("plus"),
                        .shortcut = {},
                        .toolTip = {},
                        .run = [this] { ++counted; }});
        addTitleButton(QStringLiteral("data.count"), true);
        setSentence(QStringLiteral("Two data sets, both checked."));
    }

    void showExample(View view) override
    {
        if (view == View::Empty)
            views().showEmpty();
        else if (view == View::Busy)
            views().showBusy(QStringLiteral("Importing"));
        else if (view == View::Result)
            views().showResult();
        else
            views().showFailure({.title = QStringLiteral("The import stopped"), .sentence = {}});
    }

    QString commandLine() const override { return command; }
    using Page::filterLine;
    using Page::inspect;

    QString command;
    int counted = 0;
};

} // namespace

class PageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void isNamedByItsDescription();
    void showsEachOfTheFourViews();
    void theTitleButtonRunsItsAction();
    void itsActionsAreFreeOnlyWhileItIsShown();
    void copiesItsCommand();
    void hasNothingToCopyWithoutACommand();
    void theFilterLineStandsBetweenTitleAndContent();
    void tellsTheInspectorWhatIsChosen();
    void leavesNoActionBehind();

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<ActionRegistry> m_actions;
    std::unique_ptr<CountingPage> m_page;
};

void PageTest::initTestCase()
{
    m_theme = std::make_unique<Theme>();
    m_theme->applyTo(*qApp);
}

void PageTest::init()
{
    m_actions = std::make_unique<ActionRegistry>();
    m_page = std::make_unique<CountingPage>(PageFrame {*m_theme, *m_actions},
                                            *PageList().find(QStringLiteral("data")));
    m_page->resize(900, 600);
    m_page->show();
    m_actions->setScope(QStringLiteral("data"));
}

void PageTest::cleanup()
{
    m_page.reset();
    m_actions.reset();
}

void PageTest::isNamedByItsDescription()
{
    QCOMPARE(m_page->id(), QStringLiteral("data"));
    QCOMPARE(m_page->title(), QStringLiteral("Data"));
    QCOMPARE(m_page->group(), QStringLiteral("Build"));
    QCOMPARE(m_page->objectName(), QStringLiteral("page.data"));
}

void PageTest::showsEachOfTheFourViews()
{
    QSignalSpy changed(m_page.get(), &Page::viewChanged);
    for (const View view : {View::Result, View::Busy, View::Failure, View::Empty}) {
        m_page->showExample(view);
        QTRY_COMPARE(m_page->view(), view);
    }
    QCOMPARE(changed.size(), 4);
}

void PageTest::theTitleButtonRunsItsAction()
{
    auto *button = m_page->findChild<QPushButton *>(QStringLiteral("data.count"));
    QVERIFY(button);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(m_page->counted, 1);
}

void PageTest::itsActionsAreFreeOnlyWhileItIsShown()
{
    auto *button = m_page->findChild<QPushButton *>(QStringLiteral("data.count"));
    QVERIFY(button->isEnabled());
    m_actions->setScope(QStringLiteral("home"));
    QVERIFY(!button->isEnabled());
}

void PageTest::copiesItsCommand()
{
    QSignalSpy copied(m_page.get(), &Page::commandCopied);
    m_page->command = QStringLiteral("slipway data list");
    QVERIFY(m_actions->trigger(QStringLiteral("data.copy_command")));
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("slipway data list"));
    QCOMPARE(copied.size(), 1);
}

void PageTest::hasNothingToCopyWithoutACommand()
{
    QGuiApplication::clipboard()->setText(QStringLiteral("mine"));
    QVERIFY(!m_actions->trigger(QStringLiteral("data.copy_command")));
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("mine"));
}

void PageTest::theFilterLineStandsBetweenTitleAndContent()
{
    m_page->showExample(View::Result);
    auto *field = new QLineEdit;
    m_page->filterLine()->addWidget(field);
    field->show();
    QTest::qWait(0);
    const auto *button = m_page->findChild<QPushButton *>(QStringLiteral("data.count"));
    const int fieldTop = field->mapTo(m_page.get(), QPoint()).y();
    QVERIFY(button->mapTo(m_page.get(), QPoint(0, button->height())).y() <= fieldTop);
    const auto *views = m_page->findChild<FourViews *>();
    QVERIFY(fieldTop + field->height() <= views->mapTo(m_page.get(), QPoint()).y());
}

void PageTest::tellsTheInspectorWhatIsChosen()
{
    QSignalSpy inspected(m_page.get(), &Page::inspected);
    Inspection selection;
    selection.name = QStringLiteral("interactions v3");
    m_page->inspect(selection);
    QCOMPARE(inspected.size(), 1);
    QCOMPARE(m_page->inspection().name, QStringLiteral("interactions v3"));
}

void PageTest::leavesNoActionBehind()
{
    m_page.reset();
    QVERIFY(m_actions->ids().isEmpty());
    m_actions->refresh();
}

SLIPWAY_UI_TEST_MAIN(PageTest)
#include "page_test.moc"
