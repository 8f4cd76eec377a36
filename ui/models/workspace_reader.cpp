#include "ui/models/workspace_reader.h"

#include "core/base/json_value.h"
#include "core/base/messages.h"
#include "core/pipeline/retraining_check.h"
#include "core/workspace/jobs.h"
#include "core/workspace/workspace.h"
#include "ui/models/text.h"
#include "ui/models/workspace_reader_source.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include <unistd.h>

namespace slipway::ui {

namespace fs = std::filesystem;
using workspace::Store;

namespace {

constexpr std::int64_t mostReports = 1000; ///< looked through, newest first

/// Ids become folder names only where they are ids.
bool isRunId(const std::string &id)
{
    return !id.empty() && id.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// DuckDB takes every core for what it reads; the threads that it starts from here on let the window go
/// first.
void yieldToWindow()
{
    constexpr int step = 5;
    thread_local const int niceness = ::nice(step);
    (void)niceness;
}

} // namespace

WorkspaceReader::WorkspaceReader(fs::path workspace, QObject *parent)
    : QObject(parent)
    , m_source(std::make_unique<Source>(Source {std::move(workspace), nullptr}))
{
    m_rowsSource = std::make_unique<Source>(Source {m_source->folder, nullptr});
    m_windowSource = std::make_unique<Source>(Source {m_source->folder, nullptr});
    for (auto *source : {m_source.get(), m_rowsSource.get(), m_windowSource.get()})
        source->context.stop = m_stop.get_token();
    for (auto *pool : {&m_pool, &m_rowsPool, &m_windowPool}) {
        pool->setMaxThreadCount(1);
        pool->setExpiryTimeout(-1);
    }
}

WorkspaceReader::~WorkspaceReader()
{
    m_closing = true;
    m_stop.request_stop();
    m_pool.waitForDone();
    m_rowsPool.waitForDone();
    m_windowPool.waitForDone();
}

void WorkspaceReader::enqueue(std::function<void(Source &)> work, Line line)
{
    auto &source = line == Line::Records ? *m_source : line == Line::Rows ? *m_rowsSource : *m_windowSource;
    auto &pool = line == Line::Records ? m_pool : line == Line::Rows ? m_rowsPool : m_windowPool;
    pool.start([this, &source, line, work = std::move(work)] {
        if (line != Line::Records)
            yieldToWindow();
        if (!m_closing)
            work(source);
    });
}

void WorkspaceReader::runs(Pending &pending, const workspace::RunQuery &query,
                           WhenRead<workspace::RunPage> answer)
{
    ask<workspace::RunPage>(
        pending,
        [query](Source &source) -> Result<workspace::RunPage> {
            SLIPWAY_ASSIGN(Store *const store, source.store());
            return workspace::readRunPage(*store, query);
        },
        std::move(answer));
}

void WorkspaceReader::run(Pending &pending, const QString &id, WhenRead<workspace::RunSummary> answer)
{
    ask<workspace::RunSummary>(
        pending,
        [id = id.toStdString()](Source &source) -> Result<workspace::RunSummary> {
            SLIPWAY_ASSIGN(Store *const store, source.store());
            return workspace::Runs(*store).find(id);
        },
        std::move(answer));
}

void WorkspaceReader::runInputs(Pending &pending, const QString &run,
                                WhenRead<std::vector<workspace::RunInput>> answer)
{
    using Inputs = std::vector<workspace::RunInput>;
    ask<Inputs>(
        pending,
        [id = run.toStdString()](Source &source) -> Result<Inputs> {
            SLIPWAY_ASSIGN(Store *const store, source.store());
            return workspace::readRunInputs(*store, id);
        },
        std::move(answer));
}

void WorkspaceReader::modelFiles(Pending &pending, const QString &run,
                                 WhenRead<std::vector<ModelFile>> answer)
{
    ask<std::vector<ModelFile>>(
        pending,
        [id = run.toStdString()](Source &source) -> Result<std::vector<ModelFile>> {
            if (!isRunId(id))
                return failure("run.missing", {{"run", id}});
            return modelFilesIn(source.folder / "models/runs" / id);
        },
        std::move(answer));
}

void WorkspaceReader::curves(Pending &pending, const QString &run,
                             WhenRead<std::vector<workspace::MetricCurve>> answer)
{
    using Curves = std::vector<workspace::MetricCurve>;
    ask<Curves>(
        pending,
        [id = run.toStdString()](Source &source) -> Result<Curves> {
            SLIPWAY_ASSIGN(Store *const store, source.store());
            return workspace::readCurves(*store, id);
        },
        std::move(answer));
}

void WorkspaceReader::datasets(Pending &pending, WhenRead<std::vector<workspace::DatasetVersion>> answer)
{
    using Versions = std::vector<workspace::DatasetVersion>;
    ask<Versions>(
        pending,
        [](Source &source) -> Result<Versions> {
            SLIPWAY_ASSIGN(Store *const store, source.store());
            return workspace::Datasets(*store).list();
        },
        std::move(answer));
}

void WorkspaceReader::versions(Pending &pending, WhenRead<std::vector<registry::ModelVersion>> answer)
{
    using Versions = std::vector<registry::ModelVersion>;
    ask<Versions>(
        pending,
        [](Source &source) -> Result<Versions> {
            SLIPWAY_ASSIGN(Store *const store, source.store());
            return registry::Models(*store).list();
        },
        std::move(answer));
}

void WorkspaceReader::events(Pending &pending, std::int64_t before, std::int64_t limit,
                             WhenRead<std::vector<workspace::LoggedEvent>> answer)
{
    using Events = std::vector<workspace::LoggedEvent>;
    ask<Events>(
        pending,
        [before, limit](Source &source) -> Result<Events> {
            SLIPWAY_ASSIGN(Store *const store, source.store());
            const workspace::EventLog log(*store);
            return before > 0 ? log.before(before, limit) : log.latest(limit);
        },
        std::move(answer));
}

void WorkspaceReader::driftReport(Pending &pending, WhenRead<std::optional<DriftReport>> answer)
{
    using Report = std::optional<DriftReport>;
    ask<Report>(
        pending,
        [](Source &source) -> Result<Report> {
            const auto file = source.folder / "data/monitoring/drift_report.json";
            SLIPWAY_ASSIGN(const Json json, readOptional(file));
            if (!json.is_object())
                return Report();
            auto report = driftReportFrom(json);
            report.measured = writtenAt(file);
            return Report(std::move(report));
        },
        std::move(answer));
}

void WorkspaceReader::driftReportFile(Pending &pending, WhenRead<QByteArray> answer)
{
    ask<QByteArray>(
        pending,
        [](Source &source) -> Result<QByteArray> {
            SLIPWAY_ASSIGN(const auto bytes,
                           workspace::readFile(source.folder / "data/monitoring/drift_report.json"));
            return QByteArray::fromStdString(bytes);
        },
        std::move(answer));
}

void WorkspaceReader::driftHistory(Pending &pending, std::int64_t limit,
                                   WhenRead<std::vector<DriftReport>> answer)
{
    using Reports = std::vector<DriftReport>;
    ask<Reports>(
        pending,
        [limit](Source &source) -> Result<Reports> {
            SLIPWAY_ASSIGN(Store *const store, source.store());
            SLIPWAY_ASSIGN(const auto events,
                           workspace::EventLog(*store).ofKind("drift.measured", {}, limit));
            Reports reports;
            for (const auto &event : events) {
                const Json &payload = event.change.payload;
                auto report = source.driftReport(valueOr(payload, "report", std::string()));
                if (!report)
                    continue;
                report.value().measured = event.time;
                report.value().reference = text(valueOr(payload, "reference", std::string()));
                report.value().current = text(valueOr(payload, "current", std::string()));
                reports.push_back(std::move(report).value());
            }
            return reports;
        },
        std::move(answer));
}

void WorkspaceReader::retraining(Pending &pending, WhenRead<RetrainingAnswer> answer)
{
    ask<RetrainingAnswer>(
        pending,
        [](Source &source) -> Result<RetrainingAnswer> {
            SLIPWAY_ASSIGN(Store *const store, source.store());
            SLIPWAY_ASSIGN(const Json check, pipeline::checkRetraining(*store, source.folder, utcNow()));
            return retrainingAnswerFrom(check);
        },
        std::move(answer));
}

void WorkspaceReader::evaluation(Pending &pending, const QString &run, WhenRead<Json> answer)
{
    ask<Json>(
        pending,
        [id = run.toStdString()](Source &source) -> Result<Json> {
            if (!isRunId(id))
                return failure("run.missing", {{"run", id}});
            return readOptional(source.folder / "models/runs" / id / "evaluation.json");
        },
        std::move(answer));
}

void WorkspaceReader::newestEvent(Pending &pending, const QString &kind, const QString &subject,
                                  WhenRead<std::optional<workspace::LoggedEvent>> answer)
{
    using Event = std::optional<workspace::LoggedEvent>;
    ask<Event>(
        pending,
        [kind = kind.toStdString(), subject = subject.toStdString()](Source &source) -> Result<Event> {
            SLIPWAY_ASSIGN(Store *const store, source.store());
            return workspace::EventLog(*store).newest(kind, subject);
        },
        std::move(answer));
}

void WorkspaceReader::reports(Pending &pending, WhenRead<std::vector<ReportFile>> answer)
{
    ask<std::vector<ReportFile>>(
        pending,
        [](Source &source) -> Result<std::vector<ReportFile>> {
            return reportsIn(source.folder / "reports");
        },
        std::move(answer));
}

void WorkspaceReader::report(Pending &pending, const QString &name, WhenRead<QByteArray> answer)
{
    ask<QByteArray>(
        pending,
        [file = fs::path(name.toStdString()).filename()](Source &source) -> Result<QByteArray> {
            SLIPWAY_ASSIGN(const auto bytes, workspace::readFile(source.folder / "reports" / file));
            return QByteArray::fromStdString(bytes);
        },
        std::move(answer));
}

void WorkspaceReader::reportDocument(Pending &pending, const QString &name, WhenRead<Json> answer)
{
    ask<Json>(
        pending,
        [file = fs::path(name.toStdString()).filename()](Source &source) -> Result<Json> {
            if (file.extension() == ".json")
                return readOptional(source.folder / "reports" / file);
            SLIPWAY_ASSIGN(Store *const store, source.store());
            SLIPWAY_ASSIGN(const auto events,
                           workspace::EventLog(*store).ofKind("report.written", {}, mostReports));
            for (const auto &event : events) {
                if (valueOr(event.change.payload, "file", std::string()) != "reports/" + file.string())
                    continue;
                const auto hash = valueOr(event.change.payload, "document", std::string());
                if (hash.empty())
                    break; // by an engine that did not keep it
                SLIPWAY_ASSIGN(const auto document, source.artifact(hash));
                return readOptional(document);
            }
            return Json();
        },
        std::move(answer));
}

void WorkspaceReader::configuration(Pending &pending, WhenRead<std::vector<ConfigFile>> answer)
{
    ask<std::vector<ConfigFile>>(
        pending,
        [](Source &source) -> Result<std::vector<ConfigFile>> {
            std::vector<ConfigFile> files;
            for (const auto &schema : workspace::configSchemas()) {
                const auto config = workspace::Config::read(schema, source.folder / "config");
                files.push_back({schema.file, config ? config.value().values() : Json(),
                                 config ? std::optional<Error>() : config.error()});
            }
            return files;
        },
        std::move(answer));
}

void WorkspaceReader::jobEvents(Pending &pending, const QString &job, const QString &kind,
                                WhenRead<std::vector<Json>> answer)
{
    using Events = std::vector<Json>;
    ask<Events>(
        pending,
        [id = fs::path(job.toStdString()).filename(),
         wanted = kind.toStdString()](Source &source) -> Result<Events> {
            workspace::JobFollower follower(source.folder / "jobs" / id);
            auto events = follower.poll();
            if (!events) // it has not begun yet
                return events.error().id == "job.missing" ? Result<Events>(Events()) : events.error();
            std::erase_if(events.value(), [&](const Json &event) {
                return valueOr(event, "event", std::string()) != wanted;
            });
            return events;
        },
        std::move(answer));
}

void WorkspaceReader::tidyUp()
{
    enqueue([](Source &source) {
        // A workspace that is read only, or gone by now, needs no sweeping.
        (void)workspace::Workspace::open(source.folder, workspace::OpenMode::Existing, {{}, "console", {}});
    });
}

} // namespace slipway::ui
