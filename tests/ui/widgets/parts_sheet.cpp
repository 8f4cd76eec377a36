#include "tests/ui/widgets/parts_sheet.h"

#include "ui/charts/chart_ink.h"
#include "ui/charts/chart_tip.h"
#include "ui/charts/chart_view.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/form_row.h"
#include "ui/widgets/four_views.h"
#include "ui/widgets/item_roles.h"
#include "ui/widgets/key_figure.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/text.h"
#include "ui/widgets/toast.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFocusFrame>
#include <QGridLayout>
#include <QLineEdit>
#include <QPainter>
#include <QRadioButton>
#include <QSlider>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <cmath>
#include <functional>
#include <random>

namespace slipway::ui {

namespace {

/// A piece of the sheet that is painted by a function.
class Picture : public QWidget
{
public:
    Picture(QSize size, std::function<void(QPainter &)> paint)
        : m_paint(std::move(paint))
    {
        setFixedSize(size);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        m_paint(painter);
    }

private:
    std::function<void(QPainter &)> m_paint;
};

QWidget *line(const QList<QWidget *> &parts, int spacing = 8)
{
    auto *widget = new QWidget;
    auto *layout = new QHBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    for (auto *part : parts)
        layout->addWidget(part);
    layout->addStretch();
    return widget;
}

report::ChartSpec learningCurve()
{
    report::ChartSpec chart {.title = "Validation AUC", .sentence = "The AUC rises to 0.742."};
    chart.series = {{.name = "0.742"}};
    std::mt19937 random(7);
    std::normal_distribution<double> noise(0, 0.004);
    auto &curve = chart.series.front();
    for (int i = 0; i < 60; ++i) {
        const double value = 0.742 - 0.19 * std::exp(-i / 9.0) + (i < 59 ? noise(random) : 0);
        curve.x.push_back(i);
        curve.y.push_back(value);
        curve.low.push_back(value - 0.012);
        curve.high.push_back(value + 0.012);
    }
    return chart;
}

QStandardItem *item(const QString &text, int status = -1)
{
    auto *made = new QStandardItem(text);
    if (status >= 0)
        made->setData(status, StatusRole);
    return made;
}

} // namespace

PartsSheet::PartsSheet(const Theme &theme)
    : m_theme(theme)
{
    setFixedSize(1440, 900);
    setAutoFillBackground(true);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(24, 20, 24, 20);
    grid->setHorizontalSpacing(28);
    grid->setVerticalSpacing(14);
    grid->addWidget(section(QStringLiteral("Surfaces"), surfaces()), 0, 0);
    grid->addWidget(section(QStringLiteral("State"), states()), 0, 1);
    grid->addWidget(section(QStringLiteral("Float"), floating()), 0, 2);
    grid->addWidget(section(QStringLiteral("Series, ramps"), series()), 1, 0);
    grid->addWidget(section(QStringLiteral("Buttons"), buttons()), 1, 1);
    grid->addWidget(section(QStringLiteral("Forms"), forms()), 1, 2);
    grid->addWidget(section(QStringLiteral("Table rows"), table()), 2, 0);
    grid->addWidget(section(QStringLiteral("Type"), type()), 2, 1);
    grid->addWidget(section(QStringLiteral("Key figures"), figures()), 2, 2);
    grid->addWidget(section(QStringLiteral("The four views of a page"), fourViews()), 3, 0, 1, 3);
    for (int column = 0; column < 3; ++column)
        grid->setColumnMinimumWidth(column, 440);
    grid->setRowStretch(4, 1);
}

QWidget *PartsSheet::section(const QString &title, QWidget *content)
{
    auto *widget = new QWidget;
    auto *layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    auto *label = makeLabel(QStringLiteral("small"), title);
    auto font = m_theme.font(u"small");
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    layout->addWidget(label);
    layout->addWidget(content);
    layout->addStretch();
    return widget;
}

QWidget *PartsSheet::surfaces()
{
    return new Picture({460, 44}, [this](QPainter &painter) {
        int x = 0;
        for (const auto *name :
             {"canvas", "rail", "panel", "header", "sunken", "raised", "hover", "pressed"}) {
            const auto word = QString::fromLatin1(name);
            painter.setBrush(m_theme.colour(QStringLiteral("surface.") + word));
            painter.setPen(m_theme.colour(u"border.default"));
            painter.drawRoundedRect(QRectF(x + 0.5, 0.5, 51, 25), 4, 4);
            painter.setFont(m_theme.font(u"caption"));
            painter.setPen(m_theme.colour(u"text.secondary"));
            painter.drawText(QRect(x - 3, 28, 58, 16), Qt::AlignCenter, word);
            x += 58;
        }
    });
}

QWidget *PartsSheet::states()
{
    auto *widget = new QWidget;
    auto *layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    const auto chip = [this](Status status) { return new Chip(m_theme, status); };
    layout->addWidget(line({chip(Status::Ok), chip(Status::Warns), chip(Status::Failed),
                            chip(Status::Running), chip(Status::Neutral)}));
    layout->addWidget(line({chip(Status::Queued), chip(Status::Stopped)}));
    auto *locked = new Tag(m_theme, QStringLiteral("production"));
    locked->setIcon(QStringLiteral("lock"));
    auto *filter = new Tag(m_theme, QStringLiteral("last 7 days"), TagKind::Accent);
    filter->setRemovable(true);
    layout->addWidget(line({new Tag(m_theme, QStringLiteral("version 4")),
                            new Tag(m_theme, QStringLiteral("candidate"), TagKind::Accent), locked, filter,
                            new Tag(m_theme, QStringLiteral("Ctrl K"), TagKind::Key)},
                           6));
    return widget;
}

QWidget *PartsSheet::floating()
{
    auto *tip = new Picture({150, 68}, [this](QPainter &painter) {
        report::ChartSpec chart;
        chart.series = {{.name = "run 44", .style = 2}, {.name = "run 48", .style = 0}};
        const ChartReading reading {
            5.2,
            QStringLiteral("Epoch 5.2"),
            {{0, 0.740, QStringLiteral("0.740")}, {1, 0.735, QStringLiteral("0.735")}}};
        paintTip(painter, reading, chart, m_theme, {-14, 30}, QRect(0, 0, 400, 68));
    });
    auto *place = new QWidget;
    place->setFixedSize(260, 76);
    auto *toast = new Toast(m_theme, place);
    toast->show(QStringLiteral("Run 44 deleted."), QStringLiteral("Undo"));
    toast->move(0, 0);
    return line({tip, place}, 14);
}

QWidget *PartsSheet::series()
{
    return new Picture({460, 156}, [this](QPainter &painter) {
        const QStringList names {QStringLiteral("blue"),  QStringLiteral("orange"),
                                 QStringLiteral("green"), QStringLiteral("magenta"),
                                 QStringLiteral("ochre"), QStringLiteral("violet"),
                                 QStringLiteral("cyan"),  QStringLiteral("rose")};
        for (int style = 0; style < 8; ++style) {
            const int x = style % 2 * 238;
            const double y = 10 + style / 2 * 23;
            const report::Series line {.name = "", .style = style};
            painter.setFont(m_theme.font(u"small"));
            painter.setPen(m_theme.colour(u"text.secondary"));
            painter.drawText(QRectF(x, y - 10, 14, 20), Qt::AlignVCenter, QString::number(style + 1));
            painter.setPen(seriesPen(m_theme, line));
            painter.drawLine(QPointF(x + 16, y), QPointF(x + 60, y));
            paintSeriesMarker(painter, {x + 75.0, y}, m_theme, line, 4.5);
            painter.setPen(m_theme.colour(u"text.primary"));
            painter.drawText(QRectF(x + 90, y - 10, 80, 20), Qt::AlignVCenter, names[style]);
            painter.setFont(m_theme.font(u"mono"));
            painter.setPen(m_theme.colour(u"text.tertiary"));
            painter.drawText(QRectF(x + 150, y - 10, 72, 20), Qt::AlignVCenter | Qt::AlignRight,
                             m_theme.seriesColour(style).name().toUpper());
        }
        int y = 98;
        for (const auto *ramp : {"sequential", "diverging"}) {
            const auto name = QString::fromLatin1(ramp);
            painter.setFont(m_theme.font(u"small"));
            painter.setPen(m_theme.colour(u"text.secondary"));
            painter.drawText(QRect(0, y, 76, 16), Qt::AlignVCenter, name);
            for (int step = 1; step <= 9; ++step)
                painter.fillRect(76 + (step - 1) * 43, y, 43, 16,
                                 m_theme.colour(QStringLiteral("chart.%1.%2").arg(name).arg(step)));
            y += 25;
        }
    });
}

QWidget *PartsSheet::buttons()
{
    auto *widget = new QWidget;
    auto *grid = new QGridLayout(widget);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(0);
    grid->setVerticalSpacing(4);
    grid->setColumnMinimumWidth(0, 70);
    grid->setColumnStretch(1, 1);
    const auto made = [this](const char *text, ButtonKind kind, const char *icon = "") {
        return makeButton(m_theme,
                          {.objectName = QString::fromLatin1(text),
                           .text = QString::fromLatin1(text),
                           .icon = QString::fromLatin1(icon),
                           .kind = kind});
    };
    const auto row = [&](const char *name, const QList<QWidget *> &parts) {
        const int at = grid->rowCount();
        grid->addWidget(makeLabel(QStringLiteral("note"), QString::fromLatin1(name)), at, 0);
        grid->addWidget(line(parts), at, 1);
    };
    auto *focused = made("Train", ButtonKind::Primary);
    auto *off = made("Promote v14", ButtonKind::Primary);
    off->setEnabled(false);
    row("primary", {made("Train", ButtonKind::Primary), focused, off});
    row("normal",
        {made("Compare", ButtonKind::Normal, "compare"), made("7 columns", ButtonKind::Normal, "table"),
         makeIconButton(m_theme, QStringLiteral("export"), QStringLiteral("download"),
                        QStringLiteral("Export"))});
    row("quiet",
        {made("Not now", ButtonKind::Quiet), made("Leave", ButtonKind::Quiet),
         makeIconButton(m_theme, QStringLiteral("more"), QStringLiteral("more"), QStringLiteral("More"),
                        ButtonKind::Quiet),
         made("Open lineage", ButtonKind::Link)});
    row("danger", {made("Roll back", ButtonKind::Danger, "undo"), made("Delete 3 runs", ButtonKind::Danger)});
    auto *ring = new QFocusFrame(widget);
    ring->setWidget(focused);
    return widget;
}

QWidget *PartsSheet::forms()
{
    auto *widget = new QWidget;
    auto *layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    const auto row = [&](const char *name, QWidget *field) {
        auto *made = new FormRow(m_theme, QString::fromLatin1(name), field, LabelPlace::Left);
        made->setLabelWidth(58);
        layout->addWidget(made);
        return made;
    };
    auto *name = new QLineEdit(QStringLiteral("customers_nov"));
    name->setFixedWidth(170);
    auto *filter = new QLineEdit;
    filter->setPlaceholderText(QStringLiteral("Filter runs"));
    filter->addAction(m_theme.icons().icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    filter->setFixedWidth(150);
    row("text", line({name, filter}));
    auto *threshold = new QLineEdit(QStringLiteral("0.42"));
    threshold->setObjectName(QStringLiteral("focused"));
    threshold->setFixedWidth(80);
    auto *method = new QComboBox;
    method->addItem(QStringLiteral("Method: calibrated"));
    method->setFixedWidth(190);
    row("focus", line({threshold, method}));
    auto *epochs = new QLineEdit(QStringLiteral("-4"));
    epochs->setMaximumWidth(80);
    auto *wrong = new FormRow(m_theme, QStringLiteral("Epochs"), epochs, LabelPlace::Left);
    wrong->setLabelWidth(58);
    wrong->setError(QStringLiteral("use a whole number from 1 to 500."));
    layout->addWidget(wrong);
    auto *roc = new QCheckBox(QStringLiteral("ROC"));
    roc->setChecked(true);
    auto *pdf = new QRadioButton(QStringLiteral("PDF"));
    pdf->setChecked(true);
    auto *on = new QCheckBox;
    on->setProperty("toggle", true);
    on->setChecked(true);
    auto *off = new QCheckBox;
    off->setProperty("toggle", true);
    row("choose",
        line({roc, new QCheckBox(QStringLiteral("Lift")), pdf, new QRadioButton(QStringLiteral("HTML")), on,
              off}));
    auto *slider = new QSlider(Qt::Horizontal);
    slider->setRange(0, 100);
    slider->setValue(60);
    slider->setFixedWidth(150);
    auto *axis = new Segments(QStringLiteral("axis"));
    axis->add(QStringLiteral("epoch"), QStringLiteral("Epoch"));
    axis->add(QStringLiteral("time"), QStringLiteral("Time"));
    row("range", line({slider, makeLabel(QStringLiteral("small"), QStringLiteral("0.6")), axis}));
    return widget;
}

QWidget *PartsSheet::table()
{
    auto *panel = new Panel(m_theme, {});
    panel->body()->setContentsMargins(0, 0, 0, 0);
    auto *model = new QStandardItemModel(panel);
    const auto add = [&](const char *name, Status status, const char *word, const char *auc,
                         const char *time) {
        QList<QStandardItem *> row {item(QString::fromLatin1(name)),
                                    item(QString::fromLatin1(word), static_cast<int>(status)),
                                    item(QString::fromLatin1(auc)), item(QString::fromLatin1(time))};
        row[2]->setData(true, StrongRole);
        if (*auc)
            row[2]->setData(QStringLiteral("\u00b10.003"), NoteRole);
        model->appendRow(row);
    };
    add("normal row", Status::Ok, "Finished", "0.742", "3.9 s");
    add("pointer on it", Status::Running, "Running", "0.735", "9.1 s");
    add("selected", Status::Failed, "Failed", "", "0.3 s");
    add("cell with focus", Status::Queued, "Queued", "", "");
    model->setHorizontalHeaderLabels(
        {QStringLiteral("Run"), QStringLiteral("State"), QStringLiteral("AUC"), QStringLiteral("Time")});
    for (const int column : {2, 3})
        model->setHeaderData(column, Qt::Horizontal, static_cast<int>(Qt::AlignRight), Qt::TextAlignmentRole);
    auto *view = new TableView(m_theme);
    view->setObjectName(QStringLiteral("sheet.table"));
    view->setModel(model);
    view->setItemDelegateForColumn(1, new ChipDelegate(m_theme, view));
    view->setItemDelegateForColumn(2, new NumberDelegate(m_theme, view));
    view->setItemDelegateForColumn(3, new NumberDelegate(m_theme, view));
    view->setColumnWidth(0, 180);
    view->setColumnWidth(1, 96);
    view->setColumnWidth(2, 118);
    view->setFixedHeight(28 * 5);
    view->horizontalHeader()->setSortIndicator(2, Qt::DescendingOrder);
    view->selectRow(2);
    panel->body()->addWidget(view);
    panel->setFixedWidth(460);
    return panel;
}

QWidget *PartsSheet::type()
{
    auto *widget = new QWidget;
    auto *grid = new QGridLayout(widget);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(0);
    grid->setColumnMinimumWidth(0, 150);
    grid->setColumnStretch(1, 1);
    struct Sample {
        const char16_t *role;
        const char *text;
    };
    static constexpr Sample samples[] = {
        {u"caption", "checked 09:12"},  {u"small", "50,000 test rows"}, {u"body", "B ranks churners better"},
        {u"strong", "churn_model v14"}, {u"section", "Decision"},       {u"title", "Experiments"},
        {u"metric", "0.884"},           {u"metricLarge", "30.4K"},      {u"mono", "slipway drift"},
    };
    int row = 0;
    for (const auto &sample : samples) {
        grid->addWidget(makeLabel(QStringLiteral("caption"), QString::fromUtf16(sample.role)), row, 0);
        const auto font = m_theme.font(sample.role);
        const int height = m_theme.lineHeight(sample.role);
        const auto text = QString::fromLatin1(sample.text);
        auto *picture = new Picture({260, height}, [this, font, text, height](QPainter &painter) {
            painter.setFont(font);
            painter.setPen(m_theme.colour(u"text.primary"));
            painter.drawText(QRect(0, 0, 260, height), Qt::AlignVCenter, text);
        });
        grid->addWidget(picture, row++, 1);
    }
    return widget;
}

QWidget *PartsSheet::figures()
{
    auto *widget = new QWidget;
    auto *grid = new QGridLayout(widget);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(12);
    std::mt19937 random(3);
    std::normal_distribution<double> noise(0, 1);
    const auto trend = [&](double slope) {
        QVector<double> values;
        double level = 0;
        for (int i = 0; i < 24; ++i)
            values << (level += slope + noise(random));
        return values;
    };
    const auto add = [&](int row, int column, const Figure &figure) {
        auto *card = new KeyFigure(m_theme);
        card->setFigure(figure);
        grid->addWidget(card, row, column);
    };
    add(0, 0,
        {.title = QStringLiteral("Requests"),
         .value = QStringLiteral("30.4K"),
         .unit = QStringLiteral("/s"),
         .note = QStringLiteral("peak today 31.9K/s"),
         .status = Status::Ok,
         .trend = trend(0)});
    add(0, 1,
        {.title = QStringLiteral("Latency p99"),
         .value = QStringLiteral("3.8"),
         .unit = QStringLiteral("ms"),
         .note = QStringLiteral("limit 8 ms"),
         .status = Status::Ok,
         .trend = trend(0)});
    add(1, 0,
        {.title = QStringLiteral("Features with drift"),
         .value = QStringLiteral("2"),
         .unit = QStringLiteral("of 24"),
         .note = QStringLiteral("limit 30%, now 8%"),
         .status = Status::Warns,
         .trend = {0, 0, 0, 1, 1, 0, 1, 2, 2}});
    add(1, 1,
        {.title = QStringLiteral("Clicks per 100 views"),
         .value = QStringLiteral("6.42"),
         .note = QStringLiteral("since 6 Nov"),
         .trend = trend(0.5),
         .direction = Direction::Up,
         .change = QStringLiteral("0.18"),
         .changeIsGood = true});
    return widget;
}

QWidget *PartsSheet::fourViews()
{
    auto *widget = new QWidget;
    auto *layout = new QHBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    const auto add = [&](FourViews *views) {
        auto *panel = new Panel(m_theme, {});
        panel->setFixedHeight(186);
        panel->body()->setContentsMargins(0, 0, 0, 0);
        panel->body()->addWidget(views);
        layout->addWidget(panel);
    };
    auto *empty = new FourViews(m_theme);
    empty->setEmpty({.icon = QStringLiteral("experiments"),
                     .title = QStringLiteral("No runs yet"),
                     .sentence = QStringLiteral("Train on a data set, or look at the sample."),
                     .ways = {{QStringLiteral("run.new"), QStringLiteral("New run"), {}},
                              {QStringLiteral("sample"), QStringLiteral("Use sample"), {}},
                              {QStringLiteral("tour"), QStringLiteral("Tour"), {}}}});
    add(empty);
    auto *busy = new FourViews(m_theme);
    busy->setObjectName(QStringLiteral("sheet.busy"));
    busy->showBusy(QStringLiteral("Training, epoch 5 of 8"));
    busy->setProgress(0.58, QStringLiteral("Training, epoch 5 of 8"),
                      QStringLiteral("AUC 0.735 so far, 6 s left"));
    add(busy);
    auto *result = new FourViews(m_theme);
    auto *chart = new ChartView(m_theme);
    chart->setChart(learningCurve());
    result->setResult(chart);
    result->showResult();
    add(result);
    auto *failure = new FourViews(m_theme);
    failure->showFailure({.title = QStringLiteral("Port 8000 is taken by another program"),
                          .sentence = QStringLiteral("The model is loaded, but nobody can reach it."),
                          .ways = {{QStringLiteral("other"), QStringLiteral("Use port 8001"), {}},
                                   {QStringLiteral("log"), QStringLiteral("Show log"), {}}}});
    add(failure);
    return widget;
}

} // namespace slipway::ui
