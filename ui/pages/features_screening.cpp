#include "ui/pages/features_screening.h"

#include "ui/jobs/workspace_session.h"
#include "ui/models/number_text.h"
#include "ui/pages/data_job_line.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/status_delegate.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <cmath>

namespace slipway::ui {

namespace {

enum Column { State, Feature, Reason, Missing, Information, Correlation, With };

QString threeDecimals(double value)
{
    return std::isfinite(value) ? NumberText::fixed(value, 3) : QString();
}

/// The rule of a reason in a word or two; its sentence stands in the tip.
QString shortly(const QString &rule)
{
    static const QHash<QString, const char *> words {
        {QStringLiteral("constant"), QT_TRANSLATE_NOOP("slipway::ui::FeaturesScreening", "one value")},
        {QStringLiteral("variance"), QT_TRANSLATE_NOOP("slipway::ui::FeaturesScreening", "nearly one value")},
        {QStringLiteral("missing"), QT_TRANSLATE_NOOP("slipway::ui::FeaturesScreening", "mostly blank")},
        {QStringLiteral("missing_tells"),
         QT_TRANSLATE_NOOP("slipway::ui::FeaturesScreening", "its blanks tell")},
        {QStringLiteral("duplicate"), QT_TRANSLATE_NOOP("slipway::ui::FeaturesScreening", "a copy")},
        {QStringLiteral("identifier"), QT_TRANSLATE_NOOP("slipway::ui::FeaturesScreening", "names the row")},
        {QStringLiteral("correlation"),
         QT_TRANSLATE_NOOP("slipway::ui::FeaturesScreening", "follows another")},
        {QStringLiteral("mutual_information"),
         QT_TRANSLATE_NOOP("slipway::ui::FeaturesScreening", "tells nothing")},
        {QStringLiteral("leak"), QT_TRANSLATE_NOOP("slipway::ui::FeaturesScreening", "gives it away")}};
    const auto found = words.constFind(rule);
    return found == words.cend() ? rule : FeaturesScreening::tr(*found);
}

} // namespace

FeaturesScreening::FeaturesScreening(const FeaturesScene &scene, QWidget *parent)
    : FeaturesTab(scene, parent)
    , m_columns({{tr("Verdict")},
                 {tr("Feature")},
                 {tr("Why")},
                 {tr("Blank"), true, tr("Share of the training rows without a value")},
                 {tr("Information"), true,
                  tr("Mutual information in nats: how much knowing the feature tells about the target")},
                 {tr("Correlation"), true, tr("The strongest one with another feature")},
                 {tr("With")}})
    , m_start(makeButton(scene.theme,
                         {.objectName = QStringLiteral("features.screening.start"),
                          .text = tr("Screen"),
                          .icon = QStringLiteral("filter"),
                          .size = ButtonSize::Compact}))
{
    m_start->setToolTip(
        tr("Looks at variance, blanks, correlation and mutual information of the training rows"));
    m_sorted.setSourceModel(&m_columns);
    m_sorted.setSortRole(SortRole);
    connect(m_start, &QPushButton::clicked, this, &FeaturesScreening::start);
}

QList<QWidget *> FeaturesScreening::tools() const
{
    return {m_start};
}

QStringList FeaturesScreening::command() const
{
    if (!shown().set || !shown().build || shown().set->labels.target.isEmpty())
        return {};
    return {QStringLiteral("features"),
            QStringLiteral("screen"),
            shown().set->set + QStringLiteral("_train"),
            QStringLiteral("--target"),
            shown().set->labels.target,
            QStringLiteral("--set"),
            shown().set->set};
}

void FeaturesScreening::make()
{
    m_table = new TableView(theme());
    m_table->setObjectName(QStringLiteral("features.screening.columns"));
    m_table->setAccessibleName(tr("Screened features"));
    m_table->setModel(&m_sorted);
    m_table->setRowHeight(RowHeight::Dense);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setSortingEnabled(true);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->setItemDelegateForColumn(State, new StatusDelegate(theme(), m_table));
    for (const int number : {Missing, Information, Correlation})
        m_table->setItemDelegateForColumn(number, new NumberDelegate(theme(), m_table));
    m_table->setColumnWidth(State, 112);
    m_table->setColumnWidth(Feature, 190);
    m_table->setColumnWidth(Reason, 132);
    m_table->setColumnWidth(Missing, 68);
    m_table->setColumnWidth(Information, 96);
    m_table->setColumnWidth(Correlation, 96);
    chooseFrom(*m_table, Feature);
    m_line = new DataJobLine(theme(), session(), QStringLiteral("features.screening"));
    m_said = makeSaid(QStringLiteral("features.screening.said"));
    m_nothing = makeNothing(QStringLiteral("features.screening.none"));
    auto *result = new QWidget;
    auto *inner = new QVBoxLayout(result);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(0);
    inner->addWidget(m_said);
    inner->addWidget(makeHairline());
    inner->addWidget(m_table, 1);
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_nothing);
    m_stack->addWidget(result);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_line);
    column->addWidget(m_stack, 1);
    connect(m_line, &DataJobLine::finished, this, [this](const Result<Json> &outcome) {
        if (outcome)
            take(screeningFrom(outcome.value()));
    });
}

void FeaturesScreening::showShown()
{
    m_start->setEnabled(!command().isEmpty() && !session().isReadOnly());
    const QString of = QStringLiteral("%1 %2").arg(shown().setName(),
                                                   QString::number(shown().build ? shown().build->built : 0));
    if (of == m_of) {
        select();
        return;
    }
    m_of = of;
    m_line->leave();
    m_stack->setCurrentIndex(0);
    m_nothing->setText(
        !shown().build ? tr("The features are not built yet: there are no training rows to look at.")
            : session().isReadOnly()
            ? tr("This workspace is read only: nothing can be screened here.")
            : tr("“Screen” looks at the training rows and says which features have no variance, too many "
                 "blanks, "
                 "nearly the same values as another one, or nothing to say about the target."));
}

void FeaturesScreening::start()
{
    if (!m_line->isBusy())
        m_line->start(command());
}

void FeaturesScreening::take(const ScreeningAnswer &answer)
{
    std::vector<TextRow> rows;
    for (const auto &column : answer.columns) {
        QStringList reasons;
        QStringList words;
        for (const auto &reason : column.reasons) {
            reasons << (reason.sentence.isEmpty() ? reason.rule : reason.sentence);
            words << shortly(reason.rule);
        }
        const QString verdict = column.kept ? tr("Keep") : tr("Leave out");
        const QString why = reasons.join(QLatin1Char(' '));
        rows.push_back({.key = column.name,
                        .cells = {verdict, column.name, words.join(tr(", ", "between the parts of a list")),
                                  NumberText::share(column.missing), threeDecimals(column.information),
                                  threeDecimals(column.correlation), column.correlatedWith},
                        .numbers = {{}, {}, {}, column.missing, column.information, column.correlation},
                        .status = column.kept ? Status::Ok : Status::Warns,
                        .sentence = why.isEmpty() ? tr("%1: %2.").arg(column.name, verdict)
                                                  : tr("%1: %2. %3").arg(column.name, verdict, why),
                        .tip = why});
    }
    m_said->setText(tr("%1 of %2 features are worth keeping, by %3 training rows.")
                        .arg(NumberText::count(answer.kept()),
                             NumberText::count(static_cast<double>(answer.columns.size())),
                             NumberText::count(answer.rows)));
    m_columns.show(std::move(rows));
    m_stack->setCurrentIndex(1);
    select();
}

void FeaturesScreening::select()
{
    const int row = m_columns.rowOf(shown().feature.name);
    if (row >= 0 && !m_table->hasFocus())
        m_table->setCurrentIndex(m_sorted.mapFromSource(m_columns.index(row, Feature)));
}

} // namespace slipway::ui
