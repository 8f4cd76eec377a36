#include "ui/pages/features_lookup.h"

#include "ui/jobs/workspace_session.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/pages/features_entity.h"
#include "ui/pages/features_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/form_row.h"
#include "ui/widgets/status_delegate.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/text.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QTime>
#include <QVBoxLayout>

namespace slipway::ui {

namespace {

constexpr int formWidth = 272;
constexpr int labelWidth = 96;
constexpr int repeatMs = 2000;
enum Column { State, Entity, Feature, Value, Since };

} // namespace

FeaturesLookup::FeaturesLookup(const FeaturesScene &scene, QWidget *parent)
    : FeaturesTab(scene, parent)
    , m_question(scene.session.launcher())
    , m_cells({{tr("State")},
               {tr("About")},
               {tr("Feature")},
               {tr("Value"), true},
               {tr("Known since"), false, tr("The moment of the newest event that the value rests on")}})
{
    m_repeat.setInterval(repeatMs);
    connect(&m_repeat, &QTimer::timeout, this, [this] {
        if (!m_question.isWaiting())
            ask();
    });
    connect(&m_question, &Question::answered, this, &FeaturesLookup::take);
}

void FeaturesLookup::make()
{
    layFormBeside(makeForm(), makeAnswer());
}

QWidget *FeaturesLookup::makeForm()
{
    m_entity = new FeaturesEntity(theme(), QStringLiteral("features.lookup"), true);
    m_wanted = new QLineEdit;
    m_wanted->setObjectName(QStringLiteral("features.lookup.features"));
    m_wanted->setPlaceholderText(tr("all of them"));
    m_ask = makeButton(theme(),
                       {.objectName = QStringLiteral("features.lookup.ask"),
                        .text = tr("Look up"),
                        .icon = QStringLiteral("search"),
                        .size = ButtonSize::Compact});
    m_again = new QCheckBox(tr("Every &2 s"));
    m_again->setObjectName(QStringLiteral("features.lookup.repeat"));
    auto *wanted = new FormRow(theme(), tr("&Features"), m_wanted, LabelPlace::Left);
    wanted->setLabelWidth(labelWidth);
    auto *form = new QWidget;
    form->setFixedWidth(formWidth);
    auto *column = new QVBoxLayout(form);
    const int inner = theme().pixels(u"space.panel");
    column->setContentsMargins(inner, inner, inner, inner);
    column->setSpacing(theme().pixels(u"space.2"));
    column->addWidget(m_entity);
    column->addWidget(wanted);
    auto *line = new QHBoxLayout;
    line->setSpacing(theme().pixels(u"space.2"));
    line->addWidget(m_ask);
    line->addWidget(m_again);
    line->addStretch();
    column->addLayout(line);
    column->addStretch();
    connect(m_ask, &QPushButton::clicked, this, &FeaturesLookup::ask);
    connect(m_entity, &FeaturesEntity::accepted, this, &FeaturesLookup::ask);
    connect(m_wanted, &QLineEdit::returnPressed, this, &FeaturesLookup::ask);
    connect(m_entity, &FeaturesEntity::changed, this, [this] { m_answers = 0; });
    connect(m_again, &QCheckBox::toggled, this, [this](bool again) {
        if (!again) {
            m_repeat.stop();
            return;
        }
        ask();
        m_repeat.start();
    });
    return form;
}

QWidget *FeaturesLookup::makeAnswer()
{
    auto *table = makeTable(QStringLiteral("features.lookup.values"), tr("Stored values"), m_cells);
    auto *header = table->horizontalHeader();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(Feature, QHeaderView::Stretch);
    table->setItemDelegateForColumn(State, new StatusDelegate(theme(), table));
    table->setItemDelegateForColumn(Value, new NumberDelegate(theme(), table));
    chooseFrom(*table, Feature);
    m_said = makeSaid(QStringLiteral("features.lookup.said"));
    m_nothing = makeNothing(QStringLiteral("features.lookup.none"));
    auto *result = new QWidget;
    auto *column = new QVBoxLayout(result);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_said);
    column->addWidget(makeHairline());
    column->addWidget(table, 1);
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_nothing);
    m_stack->addWidget(result);
    return m_stack;
}

void FeaturesLookup::showShown()
{
    const bool may = shown().set.has_value();
    m_ask->setEnabled(may);
    m_again->setEnabled(may);
    if (may)
        m_entity->setEntities(shown().set->entities);
    if (m_of == shown().setName() && may)
        return;
    m_of = shown().setName();
    m_stack->setCurrentIndex(0);
    m_nothing->setText(
        may ? tr("What would a server answer now? Several keys are written with commas between "
                 "them.")
            : tr("Features have to be described in a set before they can be looked up."));
}

/// Nobody looks any more.
void FeaturesLookup::hideEvent(QHideEvent *event)
{
    FeaturesTab::hideEvent(event);
    if (m_again)
        m_again->setChecked(false);
}

QStringList FeaturesLookup::command() const
{
    if (!m_entity || !shown().set)
        return {};
    QStringList command {QStringLiteral("features"), QStringLiteral("get")};
    command << m_entity->options() << QStringLiteral("--set") << shown().set->set;
    const QString wanted = QString(m_wanted->text()).remove(QLatin1Char(' '));
    if (!wanted.isEmpty())
        command << QStringLiteral("--features") << wanted;
    return command;
}

void FeaturesLookup::ask()
{
    if (!shown().set || !m_entity->check()) {
        m_again->setChecked(false);
        return;
    }
    m_took.start();
    m_question.ask(command());
}

void FeaturesLookup::take(const Result<Json> &answer)
{
    const auto took = static_cast<double>(m_took.elapsed()) / 1000;
    if (!answer) {
        m_again->setChecked(false);
        m_nothing->setText(text(answer.error().message));
        m_stack->setCurrentIndex(0);
        return;
    }
    showAnswer(lookupFrom(answer.value(), m_entity->keys()), took);
}

/// No store has what the request itself brings.
bool FeaturesLookup::isOfRequest(const QString &feature) const
{
    const auto *definition = shown().set ? shown().set->feature(feature) : nullptr;
    return definition && definition->kind == QLatin1String("request");
}

void FeaturesLookup::showAnswer(const LookupAnswer &answer, double took)
{
    std::vector<TextRow> rows;
    int asked = 0;
    for (const auto &cell : answer.cells) {
        const bool isOfRequest = this->isOfRequest(cell.feature);
        asked += isOfRequest ? 0 : 1;
        const QString word = isOfRequest ? tr("In the request") : FeaturesWords::word(cell.state);
        rows.push_back(
            {.key = cell.entity + u'/' + cell.feature,
             .cells = {word, cell.entity, cell.feature, cell.value.text, NumberText::time(cell.eventTime)},
             .status = isOfRequest ? Status::Neutral : FeaturesWords::status(cell.state),
             .sentence = tr("%1 of %2: %3. %4.")
                             .arg(cell.feature, cell.entity,
                                  cell.value.text.isEmpty() ? tr("no value") : cell.value.text, word),
             .tip = isOfRequest       ? tr("Whoever asks for a prediction says it; no store has it.")
                 : cell.eventTime > 0 ? NumberText::fullTime(cell.eventTime)
                                      : QString()});
    }
    const auto present = NumberText::count(answer.count(ValueState::Present));
    const auto all = NumberText::count(asked);
    const QString when = QLocale().toString(QTime::currentTime(), tr("HH:mm:ss", "a moment of today"));
    const QString times = ++m_answers > 1 ? tr(", asked %n times", nullptr, m_answers) : QString();
    m_said->setText(std::isfinite(answer.seconds)
                        ? tr("%1 of %2 values were there at %3; the store took %4, the whole command %5%6.")
                              .arg(present, all, when, NumberText::duration(answer.seconds),
                                   NumberText::duration(took), times)
                        : tr("%1 of %2 values were there at %3; the whole command took %4%5.")
                              .arg(present, all, when, NumberText::duration(took), times));
    m_cells.show(std::move(rows));
    m_stack->setCurrentIndex(1);
}

} // namespace slipway::ui
