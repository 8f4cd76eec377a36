#include "app/engine/online_store.h"
#include "app/engine/terminal.h"
#include "app/engine/verbs/features.h"

#include "core/base/messages.h"
#include "core/features/store/skew.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <memory>

namespace slipway::engine {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t rowsAtOnce = 20'000;
constexpr std::size_t mostShown = 20;

struct SkewRequest {
    std::string set;
    std::vector<std::string> logs;
};

Result<std::vector<fs::path>> logFiles(const workspace::Workspace &workspace, const SkewRequest &request)
{
    std::vector<fs::path> files(request.logs.begin(), request.logs.end());
    if (!files.empty())
        return files;
    const auto folder = workspace / "logs/served";
    std::error_code error;
    for (const auto &entry : fs::directory_iterator(folder, error)) {
        if (entry.path().extension() == ".jsonl")
            files.push_back(entry.path());
    }
    if (files.empty())
        return failure("skew.no_log", {{"folder", folder.string()}});
    std::ranges::sort(files);
    return files;
}

/// Holds the rows of a log against the definitions that they were served by, which may be older ones.
class Comparison
{
public:
    Comparison(Session &session, std::string set, bool passOver)
        : m_session(session)
        , m_set(std::move(set))
        , m_passOver(passOver)
    {
    }

    Status add(const fs::path &file)
    {
        std::ifstream stream(file);
        if (!stream)
            return failure("file.missing", {{"file", file.string()}});
        std::string line;
        for (std::int64_t number = 1; std::getline(stream, line); ++number) {
            if (m_session.context.cancelled())
                return cancelled();
            if (line.empty())
                continue;
            auto row = features::readServedRow(line, fmt::format("{}, line {}", file.string(), number));
            // The last line of a server that was killed may be cut short.
            if (!row && stream.eof())
                break;
            SLIPWAY_TRY(row);
            // In the workspace's own logs every set is logged.
            if (row.value().set == m_set || !m_passOver)
                SLIPWAY_TRY(take(std::move(row).value()));
        }
        return compareAll();
    }

    features::SkewReport report() const
    {
        features::SkewReport all;
        for (const auto &[_, version] : m_versions) {
            const auto &own = version.test->report();
            all.requests += own.requests;
            all.cells += own.cells;
            all.different += own.different;
            all.stale += own.stale;
            all.largestDifference = std::max(all.largestDifference, own.largestDifference);
            all.listed.insert(all.listed.end(), own.listed.begin(), own.listed.end());
        }
        std::ranges::stable_sort(all.listed, {}, &features::SkewCell::stale);
        return all;
    }

private:
    struct Version {
        std::unique_ptr<features::SkewTest> test;
        std::vector<features::ServedRow> rows;
    };

    Status take(features::ServedRow row)
    {
        if (row.set != m_set)
            return failure("skew.other_set", {{"set", row.set}, {"expected", m_set}});
        auto &version = m_versions[row.version];
        if (!version.test) {
            const features::FeatureSets sets(m_session.workspace());
            SLIPWAY_ASSIGN(const auto record, sets.find(fmt::format("{}@{}", m_set, row.version)));
            SLIPWAY_ASSIGN(auto recorded, sets.read(record));
            SLIPWAY_ASSIGN(auto tables,
                           offlineOptions(m_session.workspace(), recorded.set,
                                          m_session.workspace().workFolder(m_session.job) / "spill"));
            version.test = std::make_unique<features::SkewTest>(std::move(recorded.set), std::move(tables));
        }
        version.rows.push_back(std::move(row));
        return version.rows.size() == rowsAtOnce ? compare(version) : done();
    }

    Status compare(Version &version)
    {
        SLIPWAY_TRY(version.test->add(version.rows, m_session.context));
        version.rows.clear();
        return done();
    }

    Status compareAll()
    {
        for (auto &[_, version] : m_versions)
            SLIPWAY_TRY(compare(version));
        return done();
    }

    Session &m_session;
    const std::string m_set;
    const bool m_passOver;
    std::map<std::int64_t, Version> m_versions;
};

Json reportJson(const std::string &set, const features::SkewReport &report)
{
    Json cells = Json::array();
    for (const auto &cell : report.listed) {
        cells.push_back({{"request", cell.request},
                         {"time", isoTime(cell.time)},
                         {"entity", cell.entity},
                         {"feature", cell.feature},
                         {"served", cell.served},
                         {"offline", cell.offline},
                         {"stale", cell.stale},
                         {"reason", cell.reason}});
    }
    return {{"set", set},
            {"requests", report.requests},
            {"cells", report.cells},
            {"different", report.different},
            {"stale", report.stale},
            {"largest_difference", report.largestDifference},
            {"tolerance", features::SkewTest::tolerance},
            {"cells_different", cells},
            {"passed", report.different == 0}};
}

std::string reportText(const Json &report)
{
    std::string text = fmt::format(
        "{} requests, {} cells: {} different, {} stale (largest difference {:.2g}, allowed {:.0e})\n",
        grouped(report.at("requests").get<std::int64_t>()), grouped(report.at("cells").get<std::int64_t>()),
        grouped(report.at("different").get<std::int64_t>()), grouped(report.at("stale").get<std::int64_t>()),
        report.at("largest_difference").get<double>(), report.at("tolerance").get<double>());
    std::vector<std::vector<std::string>> rows {{"time", "entity", "feature", "served", "offline", "why"}};
    for (const auto &cell : report.at("cells_different")) {
        if (rows.size() > mostShown)
            break;
        rows.push_back({cell.at("time").get<std::string>().substr(0, 19), writeJson(cell.at("entity")),
                        cell.at("feature"), writeJson(cell.at("served")), writeJson(cell.at("offline")),
                        cell.at("reason")});
    }
    return rows.size() == 1 ? text : text + textTable(rows);
}

Result<Answer> findSkew(Session &session, const SkewRequest &request)
{
    auto &workspace = session.workspace();
    SLIPWAY_ASSIGN(const auto files, logFiles(workspace, request));
    SLIPWAY_ASSIGN(const auto recorded, features::FeatureSets(workspace).choose(request.set));
    Comparison comparison(session, recorded.set.name, request.logs.empty());
    for (std::size_t i = 0; i < files.size(); ++i) {
        session.context.progress(static_cast<double>(i) / static_cast<double>(files.size()),
                                 files[i].filename().string());
        SLIPWAY_TRY(comparison.add(files[i]));
    }
    auto json = reportJson(recorded.set.name, comparison.report());
    auto text = reportText(json);
    return Answer {std::move(json), std::move(text)};
}

} // namespace

void addFeaturesSkewVerb(VerbList &verbs, CLI::App *group)
{
    auto request = std::make_shared<SkewRequest>();
    CLI::App *command = group->add_subcommand(
        "skew", "Compare what was served with what the offline tables knew at that moment");
    command->add_option("--log", request->logs,
                        "Log of a server; may be given several times (standard: all below logs/served)");
    command->add_option("--set", request->set, "Feature set (standard: the one whose tables are here)");
    command->footer(
        "Two values are equal where both are missing or differ by at most a billionth of their size.\n"
        "Cells whose stored row was older than what is known offline count as stale, not as different.\n"
        "Exits with 1 where cells differ.\n"
        "The logs hold the keys of entities in plain text. slipway serve --log-features 0 writes none, and "
        "slipway "
        "gc removes those of\nmore than 30 days (--log-days).");
    verbs.add(command, Needs::Workspace, Runs::AsJob,
              [=](Session &session) { return findSkew(session, *request); });
}

} // namespace slipway::engine
