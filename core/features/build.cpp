#include "core/features/build.h"

#include "core/base/clock.h"
#include "core/base/messages.h"
#include "core/features/definitions/feature_set_json.h"
#include "core/features/expected_values.h"
#include "core/features/join/column_types.h"
#include "core/features/join/offline.h"
#include "core/features/output_files.h"
#include "core/features/set_document.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace slipway::features {

namespace {

namespace fs = std::filesystem;
using data::identifier;

// The moment of rows whose labels have no time; every fact is known by then.
constexpr std::string_view moment = "asked_at";

/// The columns of the labels that go into the files, and what the features ask of them.
class LabelColumns
{
public:
    static Result<LabelColumns> choose(const FeatureSet &set, const std::vector<data::SourceColumn> &columns)
    {
        LabelColumns chosen;
        std::vector<std::string> names;
        for (const auto &column : columns)
            names.push_back(column.name);
        const auto known = [&](const std::string &name) {
            return std::find(names.begin(), names.end(), name) != names.end();
        };
        const auto &labels = set.labels;
        const auto require = [&](const std::string &name, std::string_view what) -> Status {
            if (known(name))
                return done();
            return failure("feature_join.unknown_column",
                           {{"place", what},
                            {"column", name},
                            {"table", labels.table},
                            {"known", fmt::format("{}", fmt::join(names, ", "))}});
        };
        for (const auto &id : labels.id) {
            SLIPWAY_TRY(require(id, "The set's labels"));
            chosen.add(id);
        }
        if (!labels.time.empty()) {
            SLIPWAY_TRY(require(labels.time, "The set's labels"));
            chosen.add(labels.time);
        }
        for (const auto &entity : set.entities) {
            for (const auto &key : entity.keys) {
                if (known(key) && !set.feature(key))
                    chosen.add(key);
            }
        }
        if (!labels.target.empty()) {
            SLIPWAY_TRY(require(labels.target, "The set's labels"));
            chosen.add(labels.target);
        }
        chosen.m_written = chosen.m_list;
        for (const auto &feature : set.request) {
            SLIPWAY_TRY(require(feature.name, fmt::format("The feature {}", feature.name)));
            chosen.add(feature.name);
        }
        chosen.makeQuery(labels, columns);
        return chosen;
    }

    const std::vector<std::string> &written() const { return m_written; }
    const std::string &query() const { return m_query; }

private:
    void add(const std::string &name)
    {
        if (std::find(m_list.begin(), m_list.end(), name) == m_list.end())
            m_list.push_back(name);
    }

    void makeQuery(const Labels &labels, const std::vector<data::SourceColumn> &columns)
    {
        for (const auto &name : m_list) {
            const auto column = std::find_if(columns.begin(), columns.end(),
                                             [&](const auto &each) { return each.name == name; });
            const auto sql = name == labels.time && column->type != "TIMESTAMP"
                ? fmt::format("{} AS {}", valueSql(identifier(name), column->type, ValueType::Time),
                              identifier(name))
                : identifier(name);
            m_query += (m_query.empty() ? "" : ", ") + sql;
        }
        if (labels.time.empty())
            m_query +=
                fmt::format("{}make_timestamp({}) AS {}", m_query.empty() ? "" : ", ", utcNow(), moment);
    }

    std::vector<std::string> m_list;
    std::vector<std::string> m_written; ///< before the features
    std::string m_query;
};

std::string joined(const std::vector<std::string> &names)
{
    std::vector<std::string> texts;
    for (const auto &name : names)
        texts.push_back(identifier(name));
    return fmt::format("{}", fmt::join(texts, ", "));
}

/// Tells a job's listeners how far a part of it is.
class PartOfProgress : public EventSink
{
public:
    PartOfProgress(const RunContext &whole, double from, double to)
        : m_whole(whole)
        , m_from(from)
        , m_to(to)
    {
    }

    RunContext context() { return {m_whole.stop, this}; }

    void post(const Event &event) override
    {
        if (!m_whole.events)
            return;
        auto told = event;
        if (told.kind == "progress")
            told.fields["fraction"] = m_from + told.fields.value("fraction", 0.0) * (m_to - m_from);
        m_whole.events->post(told);
    }

private:
    const RunContext &m_whole;
    double m_from;
    double m_to;
};

class Build
{
public:
    Build(const FeatureSet &set, OfflineFeatures &offline, const fs::path &folder,
          const BuildOptions &options, const RunContext &context)
        : m_set(set)
        , m_offline(offline)
        , m_options(options)
        , m_context(context)
        , m_output(folder, context)
    {
    }

    Result<Json> run()
    {
        SLIPWAY_ASSIGN(const auto columns, m_offline.columnsOf(m_set.labels.table));
        SLIPWAY_ASSIGN(
            const data::Table first,
            m_offline.duck().query(fmt::format("SELECT 1 FROM {} LIMIT 1", identifier(m_set.labels.table)),
                                   m_context));
        if (first.rows() == 0)
            return failure("feature_join.empty", {{"table", m_set.labels.table}});
        SLIPWAY_ASSIGN(m_columns, LabelColumns::choose(m_set, columns));
        SLIPWAY_TRY(answer());
        SLIPWAY_TRY(part());
        m_document = documentOf(m_set);
        m_document["as_of"] = isoTime(m_asOf);
        m_document["unmatched"] = m_offline.unmatched();
        m_document["notes"] = Json::array();
        for (const auto &note : m_notes)
            m_document["notes"].push_back({{"id", note.id}, {"rows", nullptr}, {"sentence", note.message}});
        for (const auto &note : m_offline.notes())
            m_document["notes"].push_back(
                {{"id", note.id}, {"rows", note.rows}, {"sentence", note.sentence}});
        SLIPWAY_TRY(writeParts());
        SLIPWAY_TRY(m_output.writeText("features.json", writeJson(m_document, 2) + "\n"));
        SLIPWAY_TRY(m_output.commit());
        m_context.progress(1, "Features are ready");
        return summary();
    }

private:
    Status answer()
    {
        const Questions questions {.query = m_columns.query(),
                                   .time =
                                       m_set.labels.time.empty() ? std::string(moment) : m_set.labels.time,
                                   .rowsOf = m_set.labels.table,
                                   .times = false};
        PartOfProgress progress(m_context, 0.25, 0.6);
        SLIPWAY_ASSIGN(m_asked, m_offline.ask(questions, progress.context()));
        SLIPWAY_ASSIGN(
            const double rows,
            m_offline.duck().number(fmt::format("SELECT count(*) FROM ({})", m_asked.rows), m_context));
        SLIPWAY_ASSIGN(const double labelledRows,
                       m_offline.duck().number(fmt::format("SELECT count(*) FROM {}", labelled(m_asked.rows)),
                                               m_context));
        m_unlabelled = static_cast<std::int64_t>(rows - labelledRows);
        return done();
    }

    /// The labelled rows of a query, for a FROM.
    std::string labelled(const std::string &query) const
    {
        const auto &target = m_set.labels.target;
        return target.empty()
            ? fmt::format("({})", query)
            : fmt::format("(SELECT * FROM ({}) WHERE {} IS NOT NULL)", query, identifier(target));
    }

    SplitPlan planOf(SplitKind kind) const
    {
        const auto &labels = m_set.labels;
        SplitPlan plan {.kind = kind,
                        .table = labelled(m_asked.rows),
                        .trainShare = m_options.trainShare,
                        .valShare = m_options.valShare,
                        .time = labels.time,
                        .horizon = labels.horizon,
                        .target = labels.target,
                        .id = labels.id};
        for (const auto &entity : m_set.entities) {
            if (plan.group.empty() && isWritten(entity.keys))
                plan.group = entity.keys;
        }
        return plan;
    }

    Result<Split> parted()
    {
        const auto &labels = m_set.labels;
        const bool timed = !labels.time.empty();
        const auto standard = timed || labels.target.empty() ? SplitKind::Time : SplitKind::Stratified;
        const auto plan = planOf(m_options.split.value_or(standard));
        if (!timed && plan.kind == SplitKind::Time)
            return failure("feature_build.no_time", {{"set", m_set.name}});
        if (plan.kind == SplitKind::Group && plan.group.empty())
            return failure("feature_build.no_group", {{"set", m_set.name}, {"table", labels.table}});
        auto made = split(m_offline.duck(), plan, m_context);
        if (made || m_options.split || labels.target.empty()
            || made.error().id != "features.split_all_purged")
            return made;
        m_notes.push_back(failure("feature_build.too_close", {{"set", m_set.name}}));
        return split(m_offline.duck(), planOf(SplitKind::Stratified), m_context);
    }

    Status part()
    {
        SLIPWAY_ASSIGN(m_split, parted());
        m_asOf = m_split.parts.back().until;
        if (m_split.kind != SplitKind::Time) {
            const auto &time = m_set.labels.time;
            SLIPWAY_ASSIGN(const double last,
                           m_offline.duck().number(time.empty()
                                                       ? fmt::format("SELECT {}", utcNow())
                                                       : fmt::format("SELECT max(epoch_us({})) FROM ({})",
                                                                     identifier(time), m_asked.rows),
                                                   m_context));
            m_asOf = static_cast<TimeMicros>(last) + 1;
        }
        return done();
    }

    bool isWritten(const std::vector<std::string> &keys) const
    {
        const auto &written = m_columns.written();
        return !keys.empty() && std::all_of(keys.begin(), keys.end(), [&](const auto &key) {
            return std::find(written.begin(), written.end(), key) != written.end();
        });
    }

    /// How many rows of a FROM come too early, by time and then by what names a row.
    Result<bool> inOrder(const std::string &from)
    {
        std::string later = "false";
        std::string same = "true";
        std::string befores;
        for (std::size_t i = 0; i < m_order.size(); ++i) {
            const auto name = identifier(m_order[i]);
            befores += fmt::format(", lag({}) OVER () AS __b{}", name, i);
            later += fmt::format(" OR ({} AND {} < __b{})", same, name, i);
            same += fmt::format(" AND {} = __b{}", name, i);
        }
        SLIPWAY_ASSIGN(
            const double wrong,
            m_offline.duck().number(fmt::format("SELECT count(*) FROM (SELECT {}{} FROM {}) WHERE {}",
                                                joined(m_order), befores, from, later),
                                    m_context));
        return wrong == 0;
    }

    /// Rows that already lie in their order are not sorted again.
    Result<fs::path> writePart(const SplitPart &part, const std::string &names, bool ordered)
    {
        const auto name = fmt::format("{}_features.parquet", part.name);
        const auto query =
            fmt::format("SELECT {} FROM {} WHERE {}", names, labelled(m_asked.answers), part.condition);
        if (ordered) {
            SLIPWAY_ASSIGN(const auto file, m_output.writeQuery(m_offline.duck(), name, query));
            // Nothing may have turned the rows about: whoever reads the file relies on their order.
            SLIPWAY_ASSIGN(const bool kept,
                           inOrder(fmt::format("read_parquet({})", data::quoted(data::literalPath(file)))));
            if (kept)
                return file;
            m_output.dropLast();
        }
        return m_output.writeQuery(m_offline.duck(), name,
                                   query
                                       + (m_order.empty() ? std::string() : " ORDER BY " + joined(m_order)));
    }

    Status writeParts()
    {
        std::vector<std::string> names = m_columns.written();
        for (const auto *feature : m_set.outputs())
            names.push_back(feature->name);
        if (!m_set.labels.time.empty())
            m_order.push_back(m_set.labels.time);
        m_order.insert(m_order.end(), m_set.labels.id.begin(), m_set.labels.id.end());
        bool ordered = !m_order.empty() && m_asked.ordered;
        if (ordered) {
            SLIPWAY_ASSIGN(ordered, inOrder(fmt::format("({})", m_asked.rows)));
        }
        double fraction = 0.6;
        for (const auto &part : m_split.parts) {
            m_context.progress(fraction, fmt::format("Writing the {} features", part.name));
            fraction += 0.15;
            SLIPWAY_ASSIGN(const auto file, writePart(part, joined(names), ordered));
            SLIPWAY_ASSIGN(m_document["splits"][std::string(part.name)], describe(part));
            if (part.name == "train")
                SLIPWAY_TRY(checkExpectations(file));
        }
        if (m_split.kind == SplitKind::Time) {
            m_document["boundaries"] = {{"val", isoTime(m_split.parts[1].from)},
                                        {"test", isoTime(m_split.parts[2].from)}};
        } else {
            m_document["boundaries"] = Json::object();
        }
        m_document["split"] = splitKindName(m_split.kind);
        m_document["purged"] = m_split.purged;
        return done();
    }

    /// {"rows","positive_share","click_rate","first","last"}; what does not exist is null.
    Result<Json> describe(const SplitPart &part)
    {
        const auto &labels = m_set.labels;
        const auto positive = labels.positive.empty() ? "1" : labels.positive;
        const auto share = labels.target.empty()
            ? std::string("NULL::DOUBLE")
            : fmt::format("avg(CASE WHEN CAST({} AS VARCHAR) IN ({}, {}) THEN 1.0 ELSE 0.0 END)",
                          identifier(labels.target), data::quoted(positive),
                          positive == "1" ? "'true'" : data::quoted(positive));
        const auto time = labels.time.empty()
            ? std::string("NULL::BIGINT, NULL::BIGINT")
            : fmt::format("min(epoch_us({0})), max(epoch_us({0}))", identifier(labels.time));
        SLIPWAY_ASSIGN(const data::Table table,
                       m_offline.duck().query(fmt::format("SELECT count(*), {}, {} FROM {} WHERE {}", share,
                                                          time, labelled(m_asked.rows), part.condition),
                                              m_context));
        const auto number = [&](std::size_t i) { return table.columns[i].numbers[0]; };
        const auto timeOf = [&](std::size_t i) {
            return std::isnan(number(i)) ? Json() : Json(isoTime(static_cast<TimeMicros>(number(i))));
        };
        Json described {{"rows", part.rows}, {"first", timeOf(2)}, {"last", timeOf(3)}};
        described["positive_share"] = std::isfinite(number(1)) ? Json(number(1)) : Json();
        described["click_rate"] = described["positive_share"];
        return described;
    }

    Status checkExpectations(const fs::path &train)
    {
        m_context.progress(0.7, "Checking what is expected of the features");
        SLIPWAY_ASSIGN(
            m_expectations,
            checkExpected(m_set.name, m_set.outputs(), train, m_options.temporaryFolder, m_context));
        return done();
    }

    Json summary() const
    {
        Json rows = Json::object();
        for (const auto &[part, description] : m_document["splits"].items())
            rows[part] = description["rows"];
        Json features = Json::array();
        for (const auto *feature : m_set.outputs())
            features.push_back(feature->name);
        return Json {{"set", m_set.name},
                     {"digest", m_document["digest"]},
                     {"split", m_document["split"]},
                     {"purged", m_document["purged"]},
                     {"rows", std::move(rows)},
                     {"boundaries", m_document["boundaries"]},
                     {"splits", m_document["splits"]},
                     {"features", std::move(features)},
                     {"unmatched", m_document["unmatched"]},
                     {"unlabelled", m_unlabelled},
                     {"expectations", m_expectations},
                     {"notes", m_document["notes"]}};
    }

    const FeatureSet &m_set;
    OfflineFeatures &m_offline;
    const BuildOptions &m_options;
    const RunContext &m_context;
    OutputFiles m_output;
    LabelColumns m_columns;
    OfflineFeatures::Asked m_asked;
    std::vector<std::string> m_order; ///< columns by which the rows of the files are sorted
    std::vector<Error> m_notes;
    Split m_split {};
    TimeMicros m_asOf = 0;
    std::int64_t m_unlabelled = 0;
    Json m_document;
    Json m_expectations;
};

} // namespace

Result<Json> buildFeatures(const FeatureSet &set, const std::map<std::string, fs::path> &tables,
                           const fs::path &outFolder, const BuildOptions &options, const RunContext &context)
{
    const double began = steadySeconds();
    context.progress(0, "Reading the data");
    // The engine must find the folder before it is locked to it.
    std::error_code trouble;
    fs::create_directories(outFolder, trouble);
    SLIPWAY_ASSIGN(auto offline,
                   OfflineFeatures::open(set,
                                         {.tables = tables,
                                          .outputs = {outFolder},
                                          .temporaryFolder = options.temporaryFolder,
                                          .memoryBytes = options.memoryBytes,
                                          .threads = options.threads},
                                         context));
    SLIPWAY_ASSIGN(Json summary, Build(set, offline, outFolder, options, context).run());
    summary["seconds"] = steadySeconds() - began;
    return summary;
}

} // namespace slipway::features
