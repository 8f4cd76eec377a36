#include "ui/pages/features_about.h"

#include "ui/models/number_text.h"
#include "ui/pages/features_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace slipway::ui {

namespace {

constexpr int leastLines = 2;
constexpr int mostLines = 8;
constexpr int formulaFrame = 14; ///< above and below the lines of a formula
constexpr qsizetype mostInputs = 6;
enum Column { Model, Share, Loss, Rank };

/// "3rd of 17" is not a number in every language.
QString place(const ModelImportance &model, const QString &feature)
{
    const auto found = std::find_if(model.features.begin(), model.features.end(),
                                    [&](const FeatureWeight &each) { return each.feature == feature; });
    return FeaturesAbout::tr("%1 of %2")
        .arg(NumberText::count(static_cast<double>(found - model.features.begin() + 1)),
             NumberText::count(static_cast<double>(model.features.size())));
}

} // namespace

FeaturesAbout::FeaturesAbout(const FeaturesScene &scene, QWidget *parent)
    : FeaturesTab(scene, parent)
    , m_models(
          {{tr("Model")},
           {tr("Share"), true, tr("Of the quality that all features together carry")},
           {tr("Loss without it"), true,
            tr("What the metric loses when the feature's values are dealt out to other rows, and how much "
               "that varies between the repeats")},
           {tr("Place"), true}})
{
}

void FeaturesAbout::make()
{
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    line->addWidget(makeDefinition(), 1);
    auto *border = new QFrame;
    border->setProperty("role", QStringLiteral("hairline"));
    border->setFixedWidth(1);
    line->addWidget(border);
    line->addWidget(makeWeights(), 1);
}

QWidget *FeaturesAbout::makeDefinition()
{
    m_says = makeLabel(QStringLiteral("strong"));
    m_says->setObjectName(QStringLiteral("features.about.says"));
    m_says->setWordWrap(true);
    m_facts = makeLabel(QStringLiteral("small"));
    m_facts->setObjectName(QStringLiteral("features.about.facts"));
    m_facts->setWordWrap(true);
    m_formula = new QPlainTextEdit;
    m_formula->setObjectName(QStringLiteral("features.about.formula"));
    m_formula->setAccessibleName(tr("Formula in SQL"));
    m_formula->setReadOnly(true);
    m_formula->setTabChangesFocus(true);
    m_formula->setFont(theme().font(u"mono"));
    m_inputs = new QWidget;
    auto *inputs = new QHBoxLayout(m_inputs);
    inputs->setContentsMargins(0, 0, 0, 0);
    inputs->setSpacing(theme().pixels(u"space.2"));

    auto *body = new QWidget;
    auto *column = new QVBoxLayout(body);
    const int inner = theme().pixels(u"space.panel");
    column->setContentsMargins(inner, inner, inner, inner);
    column->setSpacing(theme().pixels(u"space.2"));
    column->addWidget(m_says);
    column->addWidget(m_facts);
    column->addWidget(m_formula);
    column->addWidget(m_inputs);
    column->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(body);
    scroll->viewport()->setAutoFillBackground(false);
    body->setAutoFillBackground(false);
    return scroll;
}

QWidget *FeaturesAbout::makeWeights()
{
    m_table =
        makeTable(QStringLiteral("features.about.weights"), tr("Weight of the feature in models"), m_models);
    auto *header = m_table->horizontalHeader();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(Model, QHeaderView::Stretch);
    for (const int number : {Share, Loss, Rank})
        m_table->setItemDelegateForColumn(number, new NumberDelegate(theme(), m_table));
    m_noWeights = makeNothing(QStringLiteral("features.about.no_weights"));
    m_weights = new QStackedWidget;
    m_weights->addWidget(m_noWeights);
    m_weights->addWidget(m_table);
    return m_weights;
}

void FeaturesAbout::showShown()
{
    showDefinition();
    showInputs();
    showWeights();
}

void FeaturesAbout::showDefinition()
{
    const auto &feature = shown().feature;
    if (feature.name.isEmpty()) {
        m_says->setText(tr("Choose a feature, and its definition appears here."));
        m_facts->clear();
        m_formula->hide();
        return;
    }
    m_says->setText(feature.description.isEmpty() ? feature.name : feature.description);
    QStringList facts {tr("A %1 about the %2: %3.")
                           .arg(FeaturesModel::typeName(feature), FeaturesModel::about(feature),
                                FeaturesWords::looksAt(feature))};
    if (const auto *view = shown().set ? shown().set->view(feature.view) : nullptr) {
        const auto *source = shown().set->source(view->source);
        if (source && source->before)
            facts << tr("Only what happened strictly before the row's moment is seen.");
        if (view->ttl > 0)
            facts << tr("A value older than %1 is none.").arg(FeatureNames::span(view->ttl));
    }
    if (!feature.owner.isEmpty())
        facts << tr("Owner: %1.").arg(feature.owner);
    if (!feature.tags.isEmpty())
        facts << tr("Tags: %1.").arg(feature.tags.join(QLatin1String(", ")));
    for (const auto &expectation : feature.expectations)
        facts << tr("Expected: %1.").arg(expectation);
    m_facts->setText(facts.join(QLatin1Char(' ')));
    const bool counts = feature.kind == QLatin1String("windowed") && !feature.aggregate.isEmpty();
    const QString formula = counts
        ? QStringLiteral("%1(%2)").arg(
            feature.aggregate, feature.expression.isEmpty() ? QStringLiteral("*") : feature.expression)
        : feature.expression;
    if (m_formula->toPlainText() != formula)
        m_formula->setPlainText(formula);
    m_formula->setVisible(!formula.isEmpty());
    fitFormula();
}

/// As high as its lines, where they are few.
void FeaturesAbout::fitFormula()
{
    const int width = std::max(1, m_formula->viewport()->width() - 8);
    const QFontMetrics metrics(m_formula->font());
    const QRect room = metrics.boundingRect(
        QRect(0, 0, width, 10'000), Qt::TextWordWrap | Qt::TextWrapAnywhere, m_formula->toPlainText());
    const int lines = std::clamp((room.height() + metrics.lineSpacing() - 1) / metrics.lineSpacing(),
                                 leastLines, mostLines);
    m_formula->setFixedHeight(lines * metrics.lineSpacing() + formulaFrame);
}

void FeaturesAbout::resizeEvent(QResizeEvent *event)
{
    FeaturesTab::resizeEvent(event);
    if (m_formula)
        fitFormula();
}

/// Features that it is made from are links, so that a chain can be followed.
void FeaturesAbout::showInputs()
{
    const auto &feature = shown().feature;
    const QStringList inputs = feature.inputs + feature.columns;
    if (inputs == m_shownInputs && m_inputs->layout()->count() > 0)
        return;
    m_shownInputs = inputs;
    while (auto *item = m_inputs->layout()->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater(); // it may be the one whose click has led here
        }
        delete item;
    }
    auto *line = static_cast<QHBoxLayout *>(m_inputs->layout());
    if (!inputs.isEmpty())
        line->addWidget(makeLabel(QStringLiteral("small"), tr("Made from")));
    for (const auto &name : feature.inputs.first(std::min(mostInputs, feature.inputs.size()))) {
        auto *link = makeButton(theme(),
                                {.objectName = QStringLiteral("features.about.input.") + name,
                                 .text = name,
                                 .kind = ButtonKind::Link,
                                 .size = ButtonSize::Compact});
        connect(link, &QPushButton::clicked, this, [this, name] { Q_EMIT featureChosen(name); });
        line->addWidget(link);
    }
    if (feature.inputs.size() > mostInputs)
        line->addWidget(
            makeLabel(QStringLiteral("small"),
                      tr("and %n more", nullptr, static_cast<int>(feature.inputs.size() - mostInputs))));
    if (!feature.columns.isEmpty())
        line->addWidget(makeLabel(QStringLiteral("small"), feature.columns.join(QLatin1String(", "))));
    line->addStretch();
}

void FeaturesAbout::showWeights()
{
    std::vector<TextRow> rows;
    for (const auto &model : shown().importances) {
        const auto *weight = model.of(shown().feature.name);
        if (!weight)
            continue;
        const QString metric = NumberText::metricLabel(model.metric.toStdString());
        const QString loss =
            tr("%1 ± %2 %3", "0.0306 ± 0.0043 AUC")
                .arg(NumberText::fixed(weight->mean, 4), NumberText::fixed(weight->deviation, 4), metric);
        rows.push_back({.key = model.run,
                        .cells = {model.model, NumberText::share(weight->share), loss,
                                  place(model, shown().feature.name)},
                        .sentence = tr("%1: %2 of the quality, %3 lost without it.")
                                        .arg(model.model, NumberText::share(weight->share), loss),
                        .tip = tr("%1 of %2 on %3 rows, dealt out %4 times")
                                   .arg(metric, NumberText::fixed(model.baseline, 3),
                                        NumberText::count(model.rows), NumberText::count(model.repeats))});
    }
    m_noWeights->setText(
        shown().importances.empty()
            ? tr("No model says yet how much it rests on its features. “Evaluate” measures it: it deals a "
                 "feature's values out to other rows and looks at what is lost.")
            : tr("No measured model was given this feature."));
    m_weights->setCurrentIndex(rows.empty() ? 0 : 1);
    m_models.show(std::move(rows));
}

} // namespace slipway::ui
