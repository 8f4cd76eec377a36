#include "ui/pages/reports_page.h"

#include "core/base/json_value.h"
#include "ui/actions/action_registry.h"
#include "ui/jobs/job.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/number_text.h"
#include "ui/models/reports_model.h"
#include "ui/models/text.h"
#include "ui/pages/reports_document.h"
#include "ui/pages/reports_list.h"
#include "ui/theme/theme.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/text.h"

#include <QComboBox>
#include <QDesktopServices>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QPushButton>
#include <QRegularExpression>
#include <QStackedWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace slipway::ui {

namespace {

const QString writeId = QStringLiteral("reports.write");
const QString saveId = QStringLiteral("reports.save");
const QString openId = QStringLiteral("reports.open");

/// What a text browser can show of a page that was made for a real one.
QString readableHtml(const QByteArray &bytes)
{
    static const QRegularExpression unreadable(
        QStringLiteral("<(style|svg|nav|details)\\b.*?</\\1>|<span class=\"word\">.*?</span>"),
        QRegularExpression::DotMatchesEverythingOption);
    return QString::fromUtf8(bytes).remove(unreadable);
}

} // namespace

ReportsPage::ReportsPage(const PageServices &services, const PageDescription &description, QWidget *parent)
    : WorkspacePage(services, description, parent)
    , m_reports(new ReportsModel(session().reader(), this))
    , m_saver(*this,
              {.dialogName = QStringLiteral("reports.save.dialog"),
               .title = tr("Save the report"),
               .filter = {},
               .saved = tr("The report is saved as %1."),
               .failed = tr("The report could not be saved"),
               .elsewhereName = QStringLiteral("reports.save_elsewhere"),
               .leaveName = QStringLiteral("reports.leave_saving")},
              [this] { return m_shown; },
              [this](Pending &pending, WhenRead<QByteArray> answer) {
                  session().reader().report(pending, m_shown, std::move(answer));
              })
{
    registerActions();
    addTitleButton(openId);
    addTitleButton(saveId);
    auto *write = addTitleButton(writeId, true);
    makeFilterLine();
    views().setEmpty(
        {.icon = QStringLiteral("reports"),
         .title = tr("No report yet"),
         .sentence = tr("A report is one file with everything that is known about a model: data, training, "
                        "quality, gates, drift."),
         .ways = {{.objectName = QStringLiteral("reports.write_first"),
                   .verb = tr("&Write a report"),
                   .run = [this] { this->write(); }},
                  {.objectName = QStringLiteral("reports.to_home"), .verb = tr("Go to &Home"), .run = [this] {
                       openPage(QStringLiteral("home"));
                   }}}});
    views().setResult(makeResult());
    connect(m_reports, &RowsModelBase::loaded, this, &ReportsPage::takeReports);
    connect(m_reports, &RowsModelBase::failed, this, &ReportsPage::showReadingFailure);
    // The empty view has buttons of its own.
    const auto onlyWithReports = [this, write](View view) {
        filterLine()->parentWidget()->setVisible(view == View::Result);
        write->setVisible(view == View::Result);
        actions().refresh();
    };
    connect(&views(), &FourViews::viewChanged, this, onlyWithReports);
    onlyWithReports(view());
}

ReportsPage::~ReportsPage() = default;

QStringList ReportsPage::command() const
{
    return {QStringLiteral("report"), QStringLiteral("feed"), QStringLiteral("--format"),
            m_format ? m_format->current() : QStringLiteral("html")};
}

void ReportsPage::registerActions()
{
    const auto hasReport = [this] { return shown() && view() == View::Result; };
    registerAction({.id = writeId,
                    .text = tr("Write a report"),
                    .icon = QStringLiteral("plus"),
                    .toolTip = tr("Writes what is known about the model's life now as one file"),
                    .run = [this] { write(); },
                    .enabled = [this] { return !session().isReadOnly() && !work(); }});
    registerAction({.id = saveId,
                    .text = tr("Save as…"),
                    .icon = QStringLiteral("download"),
                    .toolTip = tr("Copies the report to a place of your choice"),
                    .run = [this] { m_saver.ask(); },
                    .enabled = hasReport});
    registerAction({.id = openId,
                    .text = tr("Open in browser"),
                    .icon = QStringLiteral("external"),
                    .toolTip = tr("Opens the file with the program that the desktop has for it"),
                    .run = [this] { open(); },
                    .enabled = hasReport});
}

void ReportsPage::makeFilterLine()
{
    m_format = new Segments(QStringLiteral("reports.format"));
    m_format->setAccessibleName(tr("Format of the next report"));
    m_format->add(QStringLiteral("html"), tr("HTML"));
    m_format->add(QStringLiteral("md"), tr("Markdown"));
    m_format->add(QStringLiteral("json"), tr("JSON"));
    m_count = makeLabel(QStringLiteral("small"));
    m_count->setObjectName(QStringLiteral("reports.count"));
    filterLine()->addWidget(makeLabel(QStringLiteral("small"), tr("Write the next one as")));
    filterLine()->addWidget(m_format);
    filterLine()->addStretch();
    filterLine()->addWidget(m_count);
}

QWidget *ReportsPage::makeResult()
{
    m_list = new ReportsList(theme(), *m_reports);
    connect(m_list, &ReportsList::chosen, this, &ReportsPage::choose);
    connect(m_list, &ReportsList::opened, this, [this] { actions().trigger(openId); });

    m_view = new ReportView(theme());
    m_view->setObjectName(QStringLiteral("reports.view"));
    m_file = new QTextBrowser;
    m_file->setObjectName(QStringLiteral("reports.file"));
    m_file->setFrameShape(QFrame::NoFrame);
    m_file->setOpenLinks(false);
    m_file->document()->setDocumentMargin(theme().pixels(u"space.6"));
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_file);

    m_section = new QComboBox;
    m_section->setObjectName(QStringLiteral("reports.section"));
    m_section->setAccessibleName(tr("Go to a section"));
    m_section->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(m_section, &QComboBox::activated, m_view, &ReportView::goTo);
    connect(m_view, &ReportView::sectionReached, m_section, &QComboBox::setCurrentIndex);
    m_notice = makeLabel(QStringLiteral("sentence"));
    m_notice->setObjectName(QStringLiteral("reports.notice"));
    m_notice->setWordWrap(true);
    const int inner = theme().pixels(u"space.panel");
    m_notice->setContentsMargins(inner, theme().pixels(u"space.2"), inner, theme().pixels(u"space.2"));
    m_notice->hide();

    m_panel = new Panel(theme(), tr("Report"));
    m_panel->addTool(m_section);
    m_panel->body()->setContentsMargins(0, 0, 0, 0);
    m_panel->body()->setSpacing(0);
    m_panel->body()->addWidget(makeHairline());
    m_panel->body()->addWidget(m_notice);
    m_panel->body()->addWidget(m_stack, 1);

    auto *result = new QWidget;
    auto *line = new QHBoxLayout(result);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(theme().pixels(u"space.gap"));
    line->addWidget(m_list);
    line->addWidget(m_panel, 1);
    return result;
}

void ReportsPage::refresh()
{
    m_reports->refresh();
}

void ReportsPage::write()
{
    Job *job = startWork(command());
    if (!job)
        return;
    connect(job, &Job::finished, this, [this](const Result<Json> &outcome) {
        if (outcome)
            m_wanted = QFileInfo(text(valueOr(outcome.value(), "file", std::string()))).fileName();
    });
}

void ReportsPage::takeReports()
{
    if (!m_wanted.isEmpty() && m_reports->rowOf(m_wanted) >= 0)
        m_list->choose(std::exchange(m_wanted, {}));
    if (!shown()) {
        m_shown.clear();
        if (!m_reports->rows().empty())
            m_list->choose(m_reports->rows().front().name);
        else
            inspect({});
    }
    updateSentence();
    showContent(m_reports->rowCount() == 0);
    actions().refresh();
}

const ReportRow *ReportsPage::shown() const
{
    const int row = m_reports->rowOf(m_shown);
    return row < 0 ? nullptr : &m_reports->rows()[static_cast<std::size_t>(row)];
}

void ReportsPage::choose(const QString &name)
{
    if (name == m_shown)
        return;
    m_shown = name;
    m_facts.clear();
    m_panel->setTitle(name);
    read();
    inspectReport();
    actions().refresh();
}

void ReportsPage::read()
{
    m_bytes.cancel();
    session().reader().reportDocument(m_document, m_shown, [this](const Result<Json> &document) {
        if (document && document.value().is_object())
            return showDocument(document.value());
        session().reader().report(m_bytes, m_shown, [this](const Result<QByteArray> &bytes) {
            if (bytes)
                showFile(bytes.value());
            else
                showNothing(text(bytes.error().message));
        });
    });
}

void ReportsPage::showDocument(const Json &json)
{
    auto document = report::documentFromJson(json);
    if (!document)
        return showNothing(text(document.error().message));
    for (const auto &[label, value] : document.value().facts)
        m_facts << Fact {text(label), text(value)};
    m_view->setDocument(std::move(document).value());
    m_section->clear();
    m_section->addItems(m_view->sections());
    m_section->setVisible(m_section->count() > 1);
    m_notice->hide();
    m_stack->setCurrentWidget(m_view);
    inspectReport();
}

/// A report whose blocks were not kept: the file itself, as far as a text browser can show it.
void ReportsPage::showFile(const QByteArray &bytes)
{
    const auto *report = shown();
    if (report && report->format == QLatin1String("html"))
        m_file->setHtml(readableHtml(bytes));
    else if (report && report->format == QLatin1String("md"))
        m_file->setMarkdown(QString::fromUtf8(bytes));
    else
        m_file->setPlainText(QString::fromUtf8(bytes));
    m_view->clear();
    m_section->hide();
    m_notice->setText(tr("This report came without its numbers, so only its words and tables are shown here. "
                         "Open it in the browser to see its charts."));
    m_notice->setVisible(report && report->format == QLatin1String("html"));
    m_stack->setCurrentWidget(m_file);
}

void ReportsPage::showNothing(const QString &sentence)
{
    m_view->clear();
    m_section->hide();
    m_notice->setText(sentence);
    m_notice->show();
    m_stack->setCurrentWidget(m_view);
}

void ReportsPage::open()
{
    if (shown())
        QDesktopServices::openUrl(
            QUrl::fromLocalFile(session().folder() + QStringLiteral("/reports/") + m_shown));
}

void ReportsPage::updateSentence()
{
    const auto count = m_reports->rowCount();
    if (count == 0)
        return setSentence({});
    const auto &newest = m_reports->rows().front();
    const QString when = NumberText::time(newest.written);
    setSentence(count == 1 ? tr("One report, written %1. It says what was known then.").arg(when)
                           : tr("%1 reports, the newest written %2. Each says what was known then.")
                                 .arg(NumberText::count(count), when));
    m_count->setText(count == 1 ? tr("1 report") : tr("%1 reports").arg(NumberText::count(count)));
}

void ReportsPage::inspectReport()
{
    const auto *report = shown();
    if (!report)
        return inspect({});
    m_panel->setNote(QStringLiteral("%1, %2").arg(report->formatName(), report->size()));
    Inspection inspection {.kind = tr("Report"), .icon = QStringLiteral("reports"), .name = report->name};
    inspection.sections << FactSection {QStringLiteral("file"),
                                        tr("File"),
                                        {{tr("Format"), report->formatName()},
                                         {tr("Size"), report->size()},
                                         {tr("Written"), NumberText::fullTime(report->written)}}};
    if (!m_facts.isEmpty())
        inspection.sections << FactSection {QStringLiteral("document"), tr("What it is about"), m_facts};
    inspection.actions = {actions().action(openId), actions().action(saveId)};
    inspect(inspection);
}

} // namespace slipway::ui
