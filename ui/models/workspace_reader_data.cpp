#include "core/base/json_value.h"
#include "core/data/row_filter.h"
#include "core/data/row_index.h"
#include "ui/models/text.h"
#include "ui/models/workspace_reader_source.h"

#include <cmath>
#include <set>

namespace slipway::ui {

namespace fs = std::filesystem;
using workspace::Store;

namespace {

constexpr std::int64_t mostValidations = 500;

} // namespace

void WorkspaceReader::validations(Pending &pending, WhenRead<Validations> answer)
{
    ask<Validations>(
        pending,
        [](Source &source) -> Result<Validations> {
            SLIPWAY_ASSIGN(Store *const store, source.store());
            SLIPWAY_ASSIGN(const auto events,
                           workspace::EventLog(*store).ofKind("data.validated", {}, mostValidations));
            Validations found;
            for (const auto &event : events) {
                const QString subject = text(event.change.subject);
                if (found.contains(subject))
                    continue; // the newest comes first
                const auto hash = event.change.payload.value("result", std::string());
                auto known = source.validations.find(text(hash));
                if (known == source.validations.end()) {
                    SLIPWAY_ASSIGN(const auto file, source.artifact(hash));
                    SLIPWAY_ASSIGN(const Json result, readOptional(file));
                    known = source.validations.insert(text(hash), validationFrom(result));
                }
                auto validation = known.value();
                validation.checked = event.time;
                validation.seconds = valueOr(event.change.payload, "seconds", std::nan(""));
                found.insert(subject, std::move(validation));
            }
            return found;
        },
        std::move(answer));
}

void WorkspaceReader::rows(Pending &pending, const RowsWanted &wanted, WhenRead<RowBlock> answer)
{
    ask<RowBlock>(
        pending,
        [wanted](Source &source) -> Result<RowBlock> {
            if (wanted.index.isEmpty()) {
                SLIPWAY_ASSIGN(data::Source *const table, source.table(wanted.dataset.toStdString()));
                return readRows(*table, wanted.window, source.context);
            }
            SLIPWAY_ASSIGN(data::Source *const index, source.index(wanted.index));
            auto window = wanted.window;
            ++window.firstColumn; // the first one holds the places of the rows
            return readRows(*index, window, source.context);
        },
        std::move(answer), Line::Window);
}

void WorkspaceReader::rowIndex(Pending &pending, const QString &dataset, const data::RowView &view,
                               WhenRead<std::optional<RowIndexFile>> answer)
{
    using Found = std::optional<RowIndexFile>;
    ask<Found>(
        pending,
        [dataset = dataset.toStdString(), view](Source &source) -> Result<Found> {
            SLIPWAY_ASSIGN(Store *const store, source.store());
            SLIPWAY_ASSIGN(const auto version, workspace::Datasets(*store).find(dataset));
            SLIPWAY_ASSIGN(const data::Source *const table, source.table(dataset));
            if (view.sort && !table->find(view.sort->column))
                return data::unknownColumn(*table, view.sort->column);
            if (!view.filter.empty()) {
                SLIPWAY_TRY(data::filterCondition(view.filter, table->columns));
            }
            const auto name =
                fs::path("cache/rows") / version.digest / data::rowIndexName(version.digest, view);
            std::error_code ignored;
            if (!fs::exists(source.folder / name, ignored))
                return Found();
            SLIPWAY_ASSIGN(const auto index, data::openRowIndex(source.folder / name, source.context));
            return Found({text(name.string()), index.rows});
        },
        std::move(answer), Line::Window);
}

void WorkspaceReader::column(Pending &pending, const QString &dataset, const QString &column,
                             WhenRead<ColumnFacts> answer)
{
    ask<ColumnFacts>(
        pending,
        [dataset = dataset.toStdString(), column](Source &source) -> Result<ColumnFacts> {
            SLIPWAY_ASSIGN(data::Source *const table, source.table(dataset));
            return readColumn(*table, column, source.context);
        },
        std::move(answer), Line::Rows);
}

void WorkspaceReader::shapes(Pending &pending, const QString &dataset,
                             WhenRead<std::vector<ColumnShape>> answer)
{
    using Shapes = std::vector<ColumnShape>;
    ask<Shapes>(
        pending,
        [dataset = dataset.toStdString()](Source &source) -> Result<Shapes> {
            SLIPWAY_ASSIGN(data::Source *const table, source.table(dataset));
            return readShapes(*table, source.context);
        },
        std::move(answer), Line::Rows);
}

void WorkspaceReader::againstTarget(Pending &pending, const QString &dataset, const QString &column,
                                    WhenRead<AgainstTarget> answer)
{
    ask<AgainstTarget>(
        pending,
        [dataset = dataset.toStdString(), column](Source &source) -> Result<AgainstTarget> {
            SLIPWAY_ASSIGN(Store *const store, source.store());
            SLIPWAY_ASSIGN(const auto version, workspace::Datasets(*store).find(dataset));
            SLIPWAY_ASSIGN(const auto target, targetOf(*store, version));
            if (target.empty())
                return AgainstTarget();
            SLIPWAY_ASSIGN(data::Source *const table, source.table(dataset));
            return readAgainstTarget(*table, column, target, source.context);
        },
        std::move(answer), Line::Rows);
}

void WorkspaceReader::target(Pending &pending, const QString &dataset, WhenRead<QString> answer)
{
    ask<QString>(
        pending,
        [dataset = dataset.toStdString()](Source &source) -> Result<QString> {
            SLIPWAY_ASSIGN(Store *const store, source.store());
            SLIPWAY_ASSIGN(const auto version, workspace::Datasets(*store).find(dataset));
            SLIPWAY_ASSIGN(const auto target, targetOf(*store, version));
            return text(target);
        },
        std::move(answer));
}

void WorkspaceReader::profile(Pending &pending, const QString &dataset,
                              WhenRead<std::optional<ProfileAnswer>> answer)
{
    using Profile = std::optional<ProfileAnswer>;
    ask<Profile>(
        pending,
        [dataset = dataset.toStdString()](Source &source) -> Result<Profile> {
            SLIPWAY_ASSIGN(Store *const store, source.store());
            SLIPWAY_ASSIGN(const auto event, workspace::EventLog(*store).newest("data.profiled", dataset));
            if (!event)
                return Profile();
            SLIPWAY_ASSIGN(const auto file,
                           source.artifact(valueOr(event->change.payload, "profile", std::string())));
            SLIPWAY_ASSIGN(const Json profile, readOptional(file));
            return Profile(profileAnswerFrom(profile));
        },
        std::move(answer));
}

void WorkspaceReader::history(Pending &pending, const QString &name,
                              WhenRead<std::vector<workspace::DatasetVersion>> answer)
{
    using Versions = std::vector<workspace::DatasetVersion>;
    ask<Versions>(
        pending,
        [name = name.toStdString()](Source &source) -> Result<Versions> {
            SLIPWAY_ASSIGN(Store *const store, source.store());
            SLIPWAY_ASSIGN(auto versions, workspace::Datasets(*store).listWithDeleted());
            std::erase_if(versions, [&](const auto &version) { return version.name != name; });
            return versions;
        },
        std::move(answer));
}

void WorkspaceReader::lineage(Pending &pending, const QString &dataset, WhenRead<workspace::Lineage> answer)
{
    ask<workspace::Lineage>(
        pending,
        [dataset = dataset.toStdString()](Source &source) -> Result<workspace::Lineage> {
            SLIPWAY_ASSIGN(Store *const store, source.store());
            SLIPWAY_ASSIGN(const auto version, workspace::Datasets(*store).findWithDeleted(dataset));
            return workspace::readLineage(*store, version);
        },
        std::move(answer));
}

void WorkspaceReader::bytesOfData(Pending &pending, WhenRead<double> answer)
{
    ask<double>(
        pending,
        [](Source &source) -> Result<double> {
            SLIPWAY_ASSIGN(Store *const store, source.store());
            SLIPWAY_ASSIGN(const auto versions, workspace::Datasets(*store).list());
            std::set<std::string> contents; // several versions may have one file
            double bytes = 0;
            for (const auto &version : versions) {
                const auto file = source.artifact(version.fileHash);
                std::error_code missing;
                const auto size = file && contents.insert(version.fileHash).second
                    ? fs::file_size(file.value(), missing)
                    : 0;
                bytes += missing ? 0 : static_cast<double>(size);
            }
            return bytes;
        },
        std::move(answer));
}

} // namespace slipway::ui
