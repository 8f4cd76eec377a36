#include "tests/support/ui_test_main.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/form_row.h"
#include "ui/widgets/key_figure.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/sparkline.h"
#include "ui/widgets/toast.h"

#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

#include <limits>

using namespace slipway::ui;

class ControlsTest : public QObject
{
    Q_OBJECT
public:
    ControlsTest() { m_theme.applyTo(*qApp); }

private Q_SLOTS:
    void buttonsHaveNamesAndKinds();
    void anErrorTakesTheHintsPlace();
    void oneSegmentIsChosen();
    void aToastShowsOneLinkAndGoes();
    void aKeyFigureIsReadAloud();
    void aPanelHeaderIs38High();
    void aGapPartsASparkline();

private:
    Theme m_theme;
};

void ControlsTest::buttonsHaveNamesAndKinds()
{
    QWidget page;
    auto *train = makeButton(m_theme,
                             {.objectName = QStringLiteral("data.train"),
                              .text = QStringLiteral("&Train on this"),
                              .kind = ButtonKind::Primary},
                             &page);
    QCOMPARE(train->objectName(), QStringLiteral("data.train"));
    QCOMPARE(train->accessibleName(), QStringLiteral("Train on this"));
    train->ensurePolished();
    train->resize(train->sizeHint());
    const auto before = train->grab().toImage();
    QCOMPARE(before.pixelColor(6, 6), m_theme.colour(u"accent.fill"));
    setButtonKind(*train, ButtonKind::Danger);
    // Danger is red words, never a red fill.
    QCOMPARE(train->grab().toImage().pixelColor(6, 6), m_theme.colour(u"surface.raised"));
    auto *more = makeIconButton(m_theme, QStringLiteral("data.export"), QStringLiteral("download"),
                                QStringLiteral("Export"), ButtonKind::Normal, &page);
    QCOMPARE(more->accessibleName(), QStringLiteral("Export"));
    QCOMPARE(more->sizeHint(), QSize(28, 28));
}

void ControlsTest::anErrorTakesTheHintsPlace()
{
    auto *field = new QLineEdit;
    FormRow row(m_theme, QStringLiteral("&Epochs"), field);
    row.setHint(QStringLiteral("More epochs take longer."));
    QCOMPARE(row.message(), QStringLiteral("More epochs take longer."));
    row.setError(QStringLiteral("use a whole number from 1 to 500."));
    QCOMPARE(row.message(), QStringLiteral("Epochs: use a whole number from 1 to 500."));
    QCOMPARE(field->accessibleDescription(), row.message());
    QCOMPARE(field->accessibleName(), QStringLiteral("Epochs"));
    field->resize(120, 28);
    QCOMPARE(field->grab().toImage().pixelColor(60, 0), m_theme.colour(u"status.bad.solid"));
    row.setError({});
    QCOMPARE(row.message(), QStringLiteral("More epochs take longer."));
    QCOMPARE(field->grab().toImage().pixelColor(60, 0), m_theme.colour(u"border.input"));
}

void ControlsTest::oneSegmentIsChosen()
{
    Segments axis(QStringLiteral("chart.axis"));
    axis.add(QStringLiteral("epoch"), QStringLiteral("Epoch"));
    axis.add(QStringLiteral("time"), QStringLiteral("Time"));
    QCOMPARE(axis.current(), QStringLiteral("epoch"));
    QSignalSpy changed(&axis, &Segments::currentChanged);
    auto *time = axis.findChild<QPushButton *>(QStringLiteral("chart.axis.time"));
    QVERIFY(time);
    QTest::mouseClick(time, Qt::LeftButton);
    QCOMPARE(axis.current(), QStringLiteral("time"));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.first().first().toString(), QStringLiteral("time"));
}

void ControlsTest::aToastShowsOneLinkAndGoes()
{
    QWidget window;
    window.resize(600, 400);
    window.show();
    Toast toast(m_theme, &window, 30);
    QVERIFY(!toast.isVisible());
    bool undone = false;
    toast.show(QStringLiteral("Run 44 deleted."), QStringLiteral("Undo"), [&] { undone = true; });
    QVERIFY(toast.isVisible());
    QVERIFY(toast.geometry().bottom() < 400 - 30);
    QVERIFY(window.rect().contains(toast.geometry()));
    QTest::mouseClick(toast.findChild<QPushButton *>(QStringLiteral("toast.link")), Qt::LeftButton);
    QVERIFY(undone);
    QVERIFY(!toast.isVisible());
}

void ControlsTest::aKeyFigureIsReadAloud()
{
    KeyFigure card(m_theme);
    card.setFigure({.title = QStringLiteral("Latency p99"),
                    .value = QStringLiteral("3.8"),
                    .unit = QStringLiteral("ms"),
                    .note = QStringLiteral("limit 8 ms"),
                    .status = Status::Ok});
    QCOMPARE(card.accessibleName(), QStringLiteral("Latency p99, 3.8 ms, Passed, limit 8 ms"));
    QVERIFY(card.minimumSizeHint().width() > 80);
}

void ControlsTest::aPanelHeaderIs38High()
{
    Panel panel(m_theme, QStringLiteral("Validation AUC"));
    panel.setNote(QStringLiteral("8 epochs"));
    auto *content = new QLabel(QStringLiteral("content"));
    panel.body()->setContentsMargins(0, 0, 0, 0);
    panel.body()->addWidget(content);
    panel.resize(300, 200);
    panel.show();
    QCOMPARE(content->y(), 39); // 1 px of frame and the header
}

void ControlsTest::aGapPartsASparkline()
{
    QImage image(100, 30, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    QPainter painter(&image);
    const double gap = std::numeric_limits<double>::quiet_NaN();
    paintSparkline(painter, QRectF(0, 5, 100, 20), m_theme, {1, 2, gap, gap, 2, 1}, Qt::blue);
    painter.end();
    const auto painted = [&](int x) {
        for (int y = 0; y < 30; ++y) {
            if (image.pixelColor(x, y) != QColor(Qt::white))
                return true;
        }
        return false;
    };
    QVERIFY(painted(10));
    QVERIFY(!painted(50));
    QVERIFY(painted(90));
}

SLIPWAY_UI_TEST_MAIN(ControlsTest)
#include "controls_test.moc"
