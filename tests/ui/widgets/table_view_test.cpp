#include "tests/support/ui_test_main.h"
#include "tests/support/verify.h"
#include "ui/theme/theme.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/item_roles.h"
#include "ui/widgets/table_view.h"

#include <QImage>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>

using namespace slipway::ui;

class TableViewTest : public QObject
{
    Q_OBJECT
public:
    TableViewTest()
    {
        m_theme.setMode(ThemeMode::Light);
        m_theme.applyTo(*qApp);
        m_model.setHorizontalHeaderLabels(
            {QStringLiteral("Run"), QStringLiteral("State"), QStringLiteral("AUC")});
        for (int row = 0; row < 3; ++row) {
            m_model.setItem(row, 0, new QStandardItem(QStringLiteral("run %1").arg(row)));
            m_model.setItem(row, 1, new QStandardItem(QStringLiteral("Finished")));
            m_model.setItem(row, 2, new QStandardItem);
        }
        m_model.item(0, 1)->setData(static_cast<int>(Status::Ok), StatusRole);
        m_model.item(0, 2)->setText(QStringLiteral("0.742"));
    }

private Q_SLOTS:
    void headersAndRowsHaveTheirHeights();
    void theSelectionHasAFillAndABar();
    void enterOpensTheRow();
    void aChipIsPaintedInItsCell();
    void intervalsStandOnOneScale();
    void zeroIsAlwaysInReach();

private:
    Theme m_theme;
    QStandardItemModel m_model;
};

void TableViewTest::headersAndRowsHaveTheirHeights()
{
    TableView table(m_theme);
    table.setModel(&m_model);
    table.resize(500, 200);
    table.show();
    QCOMPARE(table.horizontalHeader()->height(), 28);
    QCOMPARE(table.rowHeight(0), 28);
    table.setRowHeight(RowHeight::Dense);
    QCOMPARE(table.rowHeight(0), 24);
}

void TableViewTest::theSelectionHasAFillAndABar()
{
    TableView table(m_theme);
    table.setModel(&m_model);
    table.resize(500, 200);
    table.show();
    table.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&table));
    table.selectRow(1);
    const auto image = table.viewport()->grab().toImage();
    const int middle = 28 + 14;
    QCOMPARE(image.pixelColor(1, middle), m_theme.colour(u"selection.bar"));
    QCOMPARE(image.pixelColor(6, 28 + 4), m_theme.colour(u"selection.fill"));
    // Hairlines, no zebra.
    QCOMPARE(image.pixelColor(300, 27), m_theme.colour(u"border.subtle"));
    QCOMPARE(image.pixelColor(300, 10), image.pixelColor(300, 2 * 28 + 10));
}

void TableViewTest::enterOpensTheRow()
{
    TableView table(m_theme);
    table.setModel(&m_model);
    table.setCurrentIndex(m_model.index(2, 0));
    QSignalSpy opened(&table, &TableView::opened);
    QTest::keyClick(&table, Qt::Key_Return);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.first().first().toModelIndex().row(), 2);
}

void TableViewTest::aChipIsPaintedInItsCell()
{
    TableView table(m_theme);
    table.setModel(&m_model);
    table.setItemDelegateForColumn(1, new ChipDelegate(m_theme, &table));
    table.resize(500, 200);
    table.show();
    const auto cell = table.visualRect(m_model.index(0, 1));
    const auto image = table.viewport()->grab().toImage();
    QCOMPARE(image.pixelColor(cell.left() + cellPadding + 3, cell.center().y()),
             m_theme.colour(u"status.ok.fill"));
}

void TableViewTest::intervalsStandOnOneScale()
{
    IntervalDelegate delegate(m_theme);
    delegate.setReach(-0.01, 0.03);
    const QRect room(0, 0, 108, 28);
    // Four pixels at each side, then a hundred for the whole of 0.04.
    QCOMPARE_NEAR(delegate.position(room, -0.01), 4, 1e-9);
    QCOMPARE_NEAR(delegate.position(room, 0), 29, 1e-9);
    QCOMPARE_NEAR(delegate.position(room, 0.03), 104, 1e-9);
    QCOMPARE_NEAR(delegate.position(room, 1), 104, 1e-9);
}

void TableViewTest::zeroIsAlwaysInReach()
{
    IntervalDelegate delegate(m_theme);
    delegate.setReach(0.01, 0.02);
    const QRect room(0, 0, 108, 28);
    QCOMPARE_NEAR(delegate.position(room, 0), 4, 1e-9);
}

SLIPWAY_UI_TEST_MAIN(TableViewTest)
#include "table_view_test.moc"
