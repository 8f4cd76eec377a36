#include "ui/pages/features_versions.h"

#include "ui/jobs/workspace_session.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/status_delegate.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/text.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway::ui {

namespace {

constexpr int choiceWidth = 190;
constexpr qsizetype mostNames = 12;
enum Column { Change, Feature, What, Before, After };

QString namesOf(const QStringList &names)
{
    if (names.size() <= mostNames)
        return names.join(QLatin1String(", "));
    return FeaturesVersions::tr("%1 and %n more", nullptr, static_cast<int>(names.size() - mostNames))
        .arg(names.first(mostNames).join(QLatin1String(", ")));
}

} // namespace

FeaturesVersions::FeaturesVersions(const FeaturesScene &scene, QWidget *parent)
    : FeaturesTab(scene, parent)
    , m_question(scene.session.launcher())
    , m_changes({{tr("Change")}, {tr("Feature")}, {tr("What")}, {tr("Before")}, {tr("After")}})
    , m_apply(makeButton(scene.theme,
                         {.objectName = QStringLiteral("features.versions.apply"),
                          .text = tr("Put in force"),
                          .icon = QStringLiteral("check"),
                          .size = ButtonSize::Compact}))
{
    m_apply->setEnabled(false);
    connect(m_apply, &QPushButton::clicked, this, [this] {
        if (!wanted().isEmpty())
            Q_EMIT applyWanted(wanted());
    });
    connect(&m_question, &Question::answered, this, &FeaturesVersions::take);
}

QList<QWidget *> FeaturesVersions::tools() const
{
    return {m_apply};
}

void FeaturesVersions::make()
{
    m_table =
        makeTable(QStringLiteral("features.versions.changes"), tr("Changes of the definitions"), m_changes);
    m_table->setItemDelegateForColumn(Change, new StatusDelegate(theme(), m_table));
    m_table->setColumnWidth(Change, 124);
    m_table->setColumnWidth(Feature, 176);
    m_table->setColumnWidth(What, 112);
    m_table->setColumnWidth(Before, 220);
    chooseFrom(*m_table, Feature);
    m_touched = makeLabel(QStringLiteral("small"));
    m_touched->setObjectName(QStringLiteral("features.versions.touched"));
    m_touched->setWordWrap(true);
    m_touched->setMargin(theme().pixels(u"space.2"));
    m_nothing = makeNothing(QStringLiteral("features.versions.none"));
    auto *result = new QWidget;
    auto *inner = new QVBoxLayout(result);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(0);
    inner->addWidget(m_table, 1);
    inner->addWidget(makeHairline());
    inner->addWidget(m_touched);
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_nothing);
    m_stack->addWidget(result);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeChoice());
    column->addWidget(makeHairline());
    column->addWidget(m_stack, 1);
}

QWidget *FeaturesVersions::makeChoice()
{
    const auto box = [this](const char *name, const QString &words) {
        auto *choice = new QComboBox;
        choice->setObjectName(QString::fromLatin1(name));
        choice->setAccessibleName(words);
        choice->setFixedWidth(choiceWidth);
        connect(choice, &QComboBox::currentIndexChanged, this, &FeaturesVersions::compare);
        return choice;
    };
    m_before = box("features.versions.before", tr("Compare"));
    m_after = box("features.versions.after", tr("Compare with"));
    m_said = new ElidedLabel(QStringLiteral("small"));
    m_said->setObjectName(QStringLiteral("features.versions.said"));
    auto *choice = new QWidget;
    auto *line = new QHBoxLayout(choice);
    line->setContentsMargins(theme().pixels(u"space.panel"), 5, theme().pixels(u"space.panel"), 5);
    line->setSpacing(theme().pixels(u"space.2"));
    line->addWidget(m_before);
    line->addWidget(makeLabel(QStringLiteral("small"), tr("to", "from one version to another")));
    line->addWidget(m_after);
    line->addWidget(m_said, 1);
    return choice;
}

void FeaturesVersions::showShown()
{
    follow();
    if (!shown().set) {
        m_of.clear();
        say(tr("Features have to be described in a set before two versions can be compared."));
        return;
    }
    if (m_of == shown().set->reference())
        return;
    m_of = shown().set->reference();
    m_file.clear();
    readVersions();
}

void FeaturesVersions::readVersions()
{
    session().reader().featureVersions(m_pending, shown().set->set,
                                       [this](const Result<std::vector<FeatureSetVersion>> &versions) {
                                           if (!versions || !shown().set)
                                               return; // the definitions report what cannot be read
                                           m_versions = versions.value();
                                           showVersions();
                                       });
}

void FeaturesVersions::showVersions()
{
    const auto &set = *shown().set;
    {
        const QSignalBlocker quietBefore(m_before);
        const QSignalBlocker quietAfter(m_after);
        m_before->clear();
        m_after->clear();
        for (const auto &each : m_versions) {
            const QString reference = QStringLiteral("%1@%2").arg(set.set).arg(each.version);
            const QString words = each.version == set.version
                ? tr("version %1, in force").arg(each.version)
                : tr("version %1, %2", "number and when it was applied")
                      .arg(each.version)
                      .arg(NumberText::time(each.applied));
            m_before->addItem(words, reference);
            m_after->addItem(words, reference);
        }
        if (!m_file.isEmpty())
            m_after->addItem(QFileInfo(m_file).fileName(), m_file);
        const int now = m_before->findData(set.reference());
        // From the one that was in force before to the one that is, or from that to the file.
        m_before->setCurrentIndex(m_file.isEmpty() && m_versions.size() > 1 ? (now == 0 ? 1 : 0) : now);
        m_after->setCurrentIndex(m_file.isEmpty() ? now : m_after->count() - 1);
    }
    compare();
}

void FeaturesVersions::compareWithFile(const QString &file)
{
    m_file = file;
    if (shown().set && m_of == shown().set->reference() && !m_versions.empty())
        showVersions();
    else if (shown().set) {
        m_of = shown().set->reference();
        readVersions();
    }
}

QStringList FeaturesVersions::command() const
{
    if (!m_before || m_before->currentData().toString().isEmpty()
        || m_after->currentData().toString().isEmpty())
        return {};
    return {QStringLiteral("features"), QStringLiteral("diff"), m_before->currentData().toString(),
            m_after->currentData().toString()};
}

QString FeaturesVersions::wanted() const
{
    const QString after = m_after ? m_after->currentData().toString() : QString();
    return shown().set && after != shown().set->reference() ? after : QString();
}

void FeaturesVersions::follow()
{
    m_apply->setEnabled(!wanted().isEmpty() && !session().isReadOnly());
}

void FeaturesVersions::say(const QString &sentence)
{
    m_nothing->setText(sentence);
    m_stack->setCurrentIndex(0);
}

void FeaturesVersions::compare()
{
    follow();
    m_said->setText({});
    if (command().isEmpty())
        return;
    if (m_before->currentData() == m_after->currentData()) {
        m_question.cancel();
        say(m_versions.size() < 2 ? tr(
                "There is one version so far. Applying a file whose definitions mean something else makes "
                "the next one.")
                                  : tr("Choose two different versions, and what differs appears here."));
        return;
    }
    m_question.ask(command());
}

void FeaturesVersions::take(const Result<Json> &answer)
{
    if (!answer) {
        say(text(answer.error().message));
        return;
    }
    const auto changes = featureChangesFrom(answer.value());
    std::vector<TextRow> rows;
    const auto add = [&](const QString &change, Status status, const FeatureChanges::Change &of) {
        rows.push_back({.key = QStringLiteral("%1 %2").arg(rows.size()).arg(of.feature),
                        .cells = {change, of.feature, of.what, of.from, of.to},
                        .status = status,
                        .sentence = of.what.isEmpty() ? tr("%1: %2.").arg(change, of.feature)
                                                      : tr("%1: %2, %3.").arg(change, of.feature, of.what),
                        .tip = of.from.isEmpty() && of.to.isEmpty()
                            ? QString()
                            : tr("%1 becomes %2").arg(of.from, of.to)});
    };
    if (changes.labels)
        add(tr("What is predicted"), Status::Warns, {tr("labels"), {}, {}, {}});
    for (const auto &each : changes.changed)
        add(each.values ? tr("Other values") : tr("Other words"),
            each.values ? Status::Warns : Status::Neutral, each);
    for (const auto &name : changes.added)
        add(tr("Added"), Status::Ok, {name, {}, {}, {}});
    for (const auto &name : changes.removed)
        add(tr("Gone"), Status::Failed, {name, {}, {}, {}});
    m_said->setText(changes.isEmpty() ? tr("Both mean the same.")
                                      : tr("%1 added, %2 gone, %3 changes.")
                                            .arg(changes.added.size())
                                            .arg(changes.removed.size())
                                            .arg(changes.changed.size()));
    QStringList touched;
    if (!changes.features.isEmpty())
        touched << tr("Features with other values: %1.").arg(namesOf(changes.features));
    if (!changes.models.isEmpty())
        touched << tr("Models that were given them: %1.").arg(namesOf(changes.models));
    if (!changes.reports.isEmpty())
        touched << tr("Reports about those: %1.").arg(namesOf(changes.reports));
    m_touched->setText(touched.isEmpty() ? tr("No model and no report is touched.")
                                         : touched.join(QLatin1Char(' ')));
    if (rows.empty())
        say(tr("Both mean the same."));
    else
        m_stack->setCurrentIndex(1);
    m_changes.show(std::move(rows));
}

} // namespace slipway::ui
