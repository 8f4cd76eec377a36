#include "tests/ui/shell/shell_fixture.h"

#include "ui/widgets/buttons.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace slipway::testing {

using namespace slipway::ui;

SimplePage::SimplePage(const PageFrame &frame, const PageDescription &description, QWidget *parent)
    : Page(frame, description, parent)
{
    registerAction({.id = description.id + QStringLiteral(".export"),
                    .text = QStringLiteral("Export report"),
                    .category = {},
                    .icon = QStringLiteral("download"),
                    .shortcut = {},
                    .toolTip = {},
                    .run = [] {}});
    addTitleButton(description.id + QStringLiteral(".export"));
    setSentence(
        QStringLiteral("Production is healthy. One decision waits for you, and two features have drifted."));
    auto *filter = new QLineEdit;
    filter->setObjectName(description.id + QStringLiteral(".filter"));
    filter->setAccessibleName(QStringLiteral("Filter"));
    filter->setPlaceholderText(QStringLiteral("Filter runs"));
    filter->setMaximumWidth(320);
    filterLine()->addWidget(filter);
    filterLine()->addStretch();

    auto *rows = new QListWidget;
    rows->setObjectName(description.id + QStringLiteral(".rows"));
    rows->setAccessibleName(QStringLiteral("Rows"));
    rows->addItems(
        {QStringLiteral("mlp_256_128"), QStringLiteral("two_tower_64"), QStringLiteral("gbdt_400")});
    views().setResult(rows);
    views().setEmpty({.icon = description.icon,
                      .title = QStringLiteral("Nothing here yet"),
                      .sentence = QStringLiteral("Train on a data set, or look at the sample.")});
    views().showResult();
}

void SimplePage::showExample(View view)
{
    if (view == View::Empty)
        views().showEmpty();
    else if (view == View::Busy)
        views().showBusy(QStringLiteral("Training, epoch 5 of 8"));
    else if (view == View::Result)
        views().showResult();
    else
        views().showFailure(
            {.title = QStringLiteral("Training stopped"), .sentence = QStringLiteral("No rows.")});
}

void SimplePage::inspectRun()
{
    inspect({.kind = QStringLiteral("Run 48"),
             .icon = QStringLiteral("experiments"),
             .name = QStringLiteral("two_tower_64"),
             .status = ui::Status::Running,
             .statusWord = QStringLiteral("Running"),
             .sections = {{.id = QStringLiteral("result"),
                           .title = QStringLiteral("Result so far"),
                           .facts = {{QStringLiteral("AUC, validation"), QStringLiteral("0.737 ±0.003")},
                                     {QStringLiteral("Over production"), QStringLiteral("↑ 0.006"),
                                      QStringLiteral("status.ok.text")},
                                     {QStringLiteral("Log loss"), QStringLiteral("0.558")}}},
                          {.id = QStringLiteral("parameters"),
                           .title = QStringLiteral("Parameters"),
                           .facts = {{QStringLiteral("Algorithm"), QStringLiteral("two_tower")},
                                     {QStringLiteral("Learning rate"), QStringLiteral("0.001")}}}},
             .actions = {actions().action(id() + QStringLiteral(".copy_command")),
                         actions().action(id() + QStringLiteral(".export"))}});
}

std::unique_ptr<QStandardItemModel> jobsModel(const QList<ShownJob> &jobs)
{
    auto model = std::make_unique<QStandardItemModel>();
    for (const ShownJob &job : jobs) {
        const bool ended = job.state >= Job::State::Done;
        ui::Status status = ended ? ui::Status::Ok : ui::Status::Running;
        if (job.state == Job::State::Failed)
            status = ui::Status::Failed;
        auto *row = new QStandardItem(job.sentence);
        row->setData(job.id, IdRole);
        row->setData(QVariant::fromValue(status), StatusRole);
        row->setData(QVariant::fromValue(job.state), JobsModel::StateRole);
        row->setData(job.fraction, JobsModel::FractionRole);
        row->setData(job.timeLeft, JobsModel::TimeLeftRole);
        row->setData(!ended && job.state != Job::State::Stopping, JobsModel::CanStopRole);
        row->setData(QStringLiteral("slipway train"), JobsModel::CommandRole);
        row->setData(job.sentence + QLatin1Char('.'), Qt::AccessibleTextRole);
        model->appendRow(row);
    }
    return model;
}

Shell::Shell(const QString &settingsFile)
    : settings(settingsFile.isEmpty() ? folder.filePath(QStringLiteral("slipway.ini")) : settingsFile)
    , actions([this](const QString &name) { return theme.icons().icon(name); })
{
    theme.applyTo(*qApp);
    offerPages();
    window = std::make_unique<MainWindow>(ShellParts {theme, settings, actions, pages});
}

void Shell::offerPages()
{
    for (const PageDescription &page : PageList().planned())
        pages.offer(page.id, [this](const PageDescription &description, QWidget *parent) -> Page * {
            return new SimplePage({theme, actions}, description, parent);
        });
}

} // namespace slipway::testing
