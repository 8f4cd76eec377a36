#pragma once

#include "core/base/messages.h"
#include "core/workspace/artifacts.h"
#include "core/workspace/sqlite_store.h"
#include "core/workspace/vault.h"
#include "ui/models/workspace_reader.h"

namespace slipway::ui {

/// The folder and its records, opened by the first question.
struct WorkspaceReader::Source {
    std::filesystem::path folder;
    std::unique_ptr<workspace::Store> opened;
    RunContext context {}; ///< of long questions
    OpenTables tables {};
    QHash<QString, Validation> validations {}; ///< by the artifact that holds the result, which never changes
    QHash<QString, DriftReport> driftReports {}; ///< the same

    Result<workspace::Store *> store()
    {
        if (!opened) {
            SLIPWAY_ASSIGN(opened, workspace::openSqliteStore(folder / "slipway.db"));
        }
        return opened.get();
    }

    Result<std::filesystem::path> artifact(const std::string &hash) const
    {
        return workspace::Artifacts(folder / "artifacts").find(hash);
    }

    Result<DriftReport> driftReport(const std::string &hash)
    {
        const QString key = QString::fromStdString(hash);
        if (const auto known = driftReports.constFind(key); known != driftReports.constEnd())
            return *known;
        SLIPWAY_ASSIGN(const auto file, artifact(hash));
        SLIPWAY_ASSIGN(const auto bytes, workspace::readFile(file));
        SLIPWAY_ASSIGN(const Json json, parseJson(bytes, file.filename().string()));
        return *driftReports.insert(key, driftReportFrom(json));
    }

    /// A data set, open for queries.
    Result<data::Source *> table(const std::string &dataset)
    {
        SLIPWAY_ASSIGN(workspace::Store *const records, store());
        SLIPWAY_ASSIGN(const auto version, workspace::Datasets(*records).find(dataset));
        SLIPWAY_ASSIGN(const auto file, artifact(version.fileHash));
        return tables.open(file, context);
    }

    /// The index of one of its views, open for queries.
    Result<data::Source *> index(const QString &name)
    {
        const auto relative = std::filesystem::path(name.toStdString()).lexically_normal();
        if (relative.is_absolute() || !relative.string().starts_with("cache/rows/"))
            return failure("data.file_missing", {{"file", relative.string()}});
        return tables.open(folder / relative, context);
    }

    /// A file of the last build of a feature set ("features.json"), or of any where `set` is empty; an error
    /// where there is none.
    Result<std::filesystem::path> featureFile(const std::string &name, const std::string &set)
    {
        SLIPWAY_ASSIGN(workspace::Store *const records, store());
        SLIPWAY_ASSIGN(const auto event, workspace::EventLog(*records).newest("features.built", set));
        const Json files = event ? event->change.payload.value("files", Json::object()) : Json::object();
        return artifact(files.value(name, std::string()));
    }

    Result<std::array<data::Source *, 3>> featureParts(const QString &set);
};

template <typename T>
void WorkspaceReader::ask(Pending &pending, std::function<Result<T>(Source &)> read, WhenRead<T> answer,
                          Line line)
{
    const auto latest = pending.m_latest;
    const auto mine = ++*latest;
    enqueue(
        [this, latest, mine, read = std::move(read), answer = std::move(answer), &pending](Source &source) {
            if (*latest != mine)
                return; // nobody waits for it any more
            auto result = std::make_shared<Result<T>>(read(source));
            QMetaObject::invokeMethod(
                this,
                [latest, mine, result, answer, &pending] {
                    if (*latest != mine)
                        return;
                    pending.m_answered = mine; // it is there: otherwise the number would have moved on
                    answer(*result);
                },
                Qt::QueuedConnection);
        },
        line);
}

} // namespace slipway::ui
