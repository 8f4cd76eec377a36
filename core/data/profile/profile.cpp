#include "core/data/profile/profile.h"

#include "core/base/messages.h"
#include "core/data/kept_rows.h"
#include "core/data/profile/duplicates.h"
#include "core/data/profile/parallel.h"
#include "core/data/profile/sorted_numbers.h"
#include "core/data/profile/warnings.h"
#include "core/data/source.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <optional>
#include <thread>

namespace slipway::data {

namespace {

constexpr std::size_t mostCorrelated = 100; ///< pairs grow with the square
constexpr std::size_t mostSummands =
    40; ///< and sums of two with the cube; the target's are sought among more

/// What the parts of a profile share while it is made.
class Profiler
{
public:
    Profiler(Source &source, std::string place, const ProfileOptions &options, const RunContext &context)
        : m_source(source)
        , m_place(std::move(place))
        , m_options(options)
        , m_context(context)
        , m_threads(options.threads > 0 ? static_cast<std::size_t>(options.threads)
                                        : std::max(1u, std::thread::hardware_concurrency()))
    {
    }

    Result<Json> run();

private:
    Status prepare();
    Status chooseTime();
    Status readColumns();
    Status askAboutRows();
    Status describeColumns();
    Status describeInMemory();
    bool wantsRanks() const;
    void rankColumns();
    Status describeOthers();
    void chooseCorrelated();
    Json correlations() const;
    Json answer();

    bool inMemory() const { return m_fits; }
    bool isEight(const SourceColumn &column) const { return shapeOf(column).fitsEightBytes; }
    std::int64_t nowIn(ValueKind kind) const;
    ClassCounts classes() const;
    void keep(std::size_t place, ColumnReport report)
    {
        if (report.name == m_target.name)
            report.json.erase("auc");
        m_reports[place] = std::move(report);
    }

    Source &m_source;
    std::string m_place;
    const ProfileOptions &m_options;
    const RunContext &m_context;
    std::size_t m_threads;
    std::int64_t m_rows = 0;
    Target m_target;
    std::string m_time;
    std::vector<const SourceColumn *> m_numbers; ///< the columns of the number table, in its order
    std::vector<std::size_t> m_numberPlaces; ///< their places in the file
    NumberTable m_table;
    bool m_fits = false;
    RowQuestions m_questions; ///< by places in m_numbers
    RowAnswers m_rowAnswers;
    std::optional<PairMoments> m_ranks;
    std::vector<ColumnReport> m_reports;
    std::vector<TargetCorrelation> m_withTarget;
    std::int64_t m_duplicates = 0;
};

Status Profiler::prepare()
{
    m_context.progress(0, "reading the file");
    SLIPWAY_TRY(keepRows(m_source, m_context));
    SLIPWAY_ASSIGN(const double rows,
                   m_source.duck.number("SELECT count(*) FROM " + m_source.expression, m_context));
    m_rows = static_cast<std::int64_t>(rows);
    SLIPWAY_ASSIGN(m_target, readTarget(m_source, m_options.target, m_place, m_context));
    m_reports.resize(m_source.columns.size());
    return chooseTime();
}

/// The column that orders the rows: the one that was named, or the only one of dates or times.
Status Profiler::chooseTime()
{
    m_time = m_options.time;
    std::vector<std::string> known;
    std::vector<std::string> times;
    for (const auto &column : m_source.columns) {
        const auto kind = shapeOf(column).kind;
        known.push_back(column.name);
        if (kind == ValueKind::Date || kind == ValueKind::Time)
            times.push_back(column.name);
    }
    if (m_time.empty() && times.size() == 1)
        m_time = times.front();
    if (m_time.empty())
        return done();
    const SourceColumn *column = m_source.find(m_time);
    if (!column)
        return failure(
            "data.column_missing",
            {{"place", m_place}, {"column", m_time}, {"known", fmt::format("{}", fmt::join(known, ", "))}});
    if (!isEight(*column))
        return failure("data.profile_time_kind",
                       {{"place", m_place}, {"column", m_time}, {"type", column->type}});
    return done();
}

Status Profiler::readColumns()
{
    for (std::size_t i = 0; i < m_source.columns.size(); ++i) {
        if (isEight(m_source.columns[i])) {
            m_numbers.push_back(&m_source.columns[i]);
            m_numberPlaces.push_back(i);
        }
    }
    constexpr std::size_t sortingBytes = 2 * sizeof(stats::KeyedRow);
    const auto bytes = 8 * (m_numbers.size() + 2) + sortingBytes * m_threads;
    const NumberQuery query {.columns = m_numbers,
                             .label = m_target.label,
                             .digest = digestExpression(m_source.columns),
                             .mostRows = std::min<std::int64_t>(
                                 m_options.memoryBytes / static_cast<std::int64_t>(bytes), UINT32_MAX)};
    m_fits = m_rows <= query.mostRows;
    if (m_fits) {
        SLIPWAY_ASSIGN(m_table, readNumbers(m_source, query, m_fits, m_context));
    }
    m_context.progress(0.3, "comparing columns");
    return done();
}

std::int64_t Profiler::nowIn(ValueKind kind) const
{
    const TimeMicros now = m_options.now != 0 ? m_options.now : utcNow();
    return kind == ValueKind::Date ? now / microsPerDay : now;
}

/// The target first, then as in the file; columns of times are not amounts.
void Profiler::chooseCorrelated()
{
    const auto isTarget = [&](std::size_t k) { return m_numbers[k]->name == m_target.name; };
    for (std::size_t k = 0; k < m_numbers.size(); ++k) {
        const auto kind = shapeOf(*m_numbers[k]).kind;
        if (kind == ValueKind::Date || kind == ValueKind::Time || m_numbers[k]->name == m_time) {
            m_questions.ordered.push_back(k);
            const bool isClock = kind == ValueKind::Date || kind == ValueKind::Time;
            m_questions.nows.push_back(isClock ? static_cast<double>(nowIn(kind)) : HUGE_VAL);
        }
        if (kind != ValueKind::Date && kind != ValueKind::Time)
            m_questions.correlated.push_back(k);
    }
    std::stable_partition(m_questions.correlated.begin(), m_questions.correlated.end(), isTarget);
    if (m_questions.correlated.size() > mostCorrelated)
        m_questions.correlated.resize(mostCorrelated);
}

/// Mean, and whether the values differ, of each correlated column.
struct Spread {
    double mean = 0;
    bool varies = false;
};

Spread spreadOf(const NumberColumn &column)
{
    double sum = 0;
    double count = 0;
    double least = HUGE_VAL;
    double greatest = -HUGE_VAL;
    std::array<double, 1024> values {};
    for (std::size_t first = 0; first < column.rows(); first += values.size()) {
        const std::size_t rows = std::min(values.size(), column.rows() - first);
        column.finiteValues(first, rows, values.data());
        for (std::size_t i = 0; i < rows; ++i) {
            if (std::isnan(values[i]))
                continue;
            sum += values[i];
            ++count;
            least = std::min(least, values[i]);
            greatest = std::max(greatest, values[i]);
        }
    }
    return {count > 0 ? sum / count : 0, least < greatest};
}

Result<std::vector<Spread>> spreadsOf(Source &source, const std::vector<const SourceColumn *> &columns,
                                      const RunContext &context)
{
    std::vector<std::string> values;
    for (const auto *column : columns) {
        const auto number = numberExpression(*column);
        values.push_back(fmt::format(
            "coalesce(avg({0}) FILTER (isfinite({0})), 0), coalesce(min({0}) < max({0}), false)", number));
    }
    std::vector<Spread> spreads;
    if (values.empty())
        return spreads;
    SLIPWAY_ASSIGN(
        const Table table,
        source.duck.query(fmt::format("SELECT {} FROM {}", fmt::join(values, ", "), source.expression),
                          context));
    for (std::size_t i = 0; i < columns.size(); ++i)
        spreads.push_back({table.columns[2 * i].numbers.at(0), table.columns[2 * i + 1].numbers.at(0) != 0});
    return spreads;
}

Status Profiler::askAboutRows()
{
    chooseCorrelated();
    auto &correlated = m_questions.correlated;
    std::vector<Spread> spreads(correlated.size());
    if (inMemory()) {
        inParallel(correlated.size(), m_threads, [&] {
            return [&](std::size_t i) { spreads[i] = spreadOf(m_table.columns[correlated[i]]); };
        });
    } else {
        std::vector<const SourceColumn *> columns;
        for (const std::size_t k : correlated)
            columns.push_back(m_numbers[k]);
        SLIPWAY_ASSIGN(spreads, spreadsOf(m_source, columns, m_context));
    }
    for (std::size_t i = 0; i < correlated.size(); ++i) {
        m_questions.means.push_back(spreads[i].mean);
        if (spreads[i].varies)
            m_questions.related.push_back(correlated[i]);
    }
    if (m_questions.related.size() <= mostSummands)
        m_questions.results = m_questions.related;
    else if (!m_questions.related.empty() && m_numbers[m_questions.related.front()]->name == m_target.name)
        m_questions.results = {m_questions.related.front()};
    if (inMemory()) {
        m_rowAnswers = askRows(m_table, m_questions, m_threads, m_context);
    } else {
        SLIPWAY_ASSIGN(m_rowAnswers, askRows(m_source, m_numbers, m_questions, m_context));
    }
    return m_context.cancelled() ? Status(cancelled()) : done();
}

ClassCounts Profiler::classes() const
{
    if (!m_target.isBinary())
        return {};
    return {m_target.classes.back().second, m_target.classes.front().second};
}

Status Profiler::describeInMemory()
{
    std::vector<std::optional<ColumnReport>> reports(m_numbers.size());
    std::atomic<std::size_t> finished {0};
    inParallel(m_numbers.size(), m_threads, [&] {
        return [&, scratch = NumberScratch {}](std::size_t k) mutable {
            if (m_context.cancelled())
                return;
            const auto &column = m_table.columns[k];
            const auto summary = describeNumbers(column, m_table.labels, scratch);
            reports[k] = reportOf(*m_numbers[k], summary, m_rows, column.nulls, column.nan, classes());
            m_context.progress(
                0.4 + 0.4 * static_cast<double>(++finished) / static_cast<double>(m_numbers.size()),
                "describing columns");
        };
    });
    if (m_context.cancelled())
        return cancelled();
    for (std::size_t k = 0; k < m_numbers.size(); ++k)
        keep(m_numberPlaces[k], std::move(*reports[k]));
    if (wantsRanks())
        rankColumns();
    m_table.columns.clear();
    return m_context.cancelled() ? Status(cancelled()) : done();
}

bool Profiler::wantsRanks() const
{
    const auto cells = m_rows * static_cast<std::int64_t>(m_questions.correlated.size());
    return m_options.ranks.value_or(cells <= rankedCells);
}

void Profiler::rankColumns()
{
    const auto &columns = m_questions.correlated;
    inParallel(columns.size(), m_threads, [&] {
        return [&, scratch = NumberScratch {}](std::size_t i) mutable {
            if (!m_context.cancelled())
                replaceByRanks(m_table.columns[columns[i]], scratch);
        };
    });
    m_ranks = rankMoments(m_table, columns, m_threads, m_context);
}

/// Texts, and numbers that do not fit into memory or into eight bytes.
Status Profiler::describeOthers()
{
    for (std::size_t i = 0; i < m_source.columns.size(); ++i) {
        const auto &column = m_source.columns[i];
        const auto shape = shapeOf(column);
        if (shape.kind == ValueKind::Text) {
            SLIPWAY_ASSIGN(const auto summary, describeTexts(m_source, column, m_target.label, m_context));
            keep(i, reportOf(column, summary, m_rows, classes()));
        } else if (!shape.fitsEightBytes || !inMemory()) {
            SLIPWAY_ASSIGN(const auto sorted, describeSorted(m_source, column, m_target.label, m_context));
            keep(i, reportOf(column, sorted.summary, m_rows, sorted.nulls, sorted.nan, classes()));
        }
        m_context.progress(
            0.8 + 0.15 * static_cast<double>(i + 1) / static_cast<double>(m_source.columns.size()),
            "describing columns");
    }
    return done();
}

Status Profiler::describeColumns()
{
    if (inMemory())
        SLIPWAY_TRY(describeInMemory());
    SLIPWAY_TRY(describeOthers());
    for (std::size_t k = 0; k < m_questions.ordered.size(); ++k)
        addOrder(m_reports[m_numberPlaces[m_questions.ordered[k]]], m_rowAnswers.orders[k]);
    for (std::size_t b = 0; b < m_questions.correlated.size(); ++b) {
        const auto &name = m_numbers[m_questions.correlated[b]]->name;
        const bool targetLeads = m_numbers[m_questions.correlated.front()]->name == m_target.name;
        if (b > 0 && targetLeads)
            m_withTarget.push_back({name, m_rowAnswers.moments->correlation(0, b),
                                    m_ranks ? m_ranks->correlation(0, b) : std::nan("")});
    }
    return done();
}

Json Profiler::correlations() const
{
    const auto &correlated = m_questions.correlated;
    Json names = Json::array();
    for (const std::size_t k : correlated)
        names.push_back(m_numbers[k]->name);
    const auto matrix = [&](const std::optional<PairMoments> &moments) {
        Json lines = Json::array();
        for (std::size_t a = 0; moments && a < correlated.size(); ++a) {
            Json line = Json::array();
            for (std::size_t b = 0; b < correlated.size(); ++b) {
                const double r = a == b ? 1.0 : moments->correlation(a, b);
                line.push_back(std::isfinite(r) ? Json(r) : Json());
            }
            lines.push_back(std::move(line));
        }
        return moments ? lines : Json();
    };
    std::size_t amounts = 0;
    for (const auto *column : m_numbers) {
        const auto kind = shapeOf(*column).kind;
        amounts += kind != ValueKind::Date && kind != ValueKind::Time;
    }
    Json json {{"columns", names},
               {"pearson", matrix(m_rowAnswers.moments)},
               {"spearman", matrix(m_ranks)},
               {"left_out", amounts - correlated.size()}};
    if (!m_ranks)
        json["undefined"] = {{"spearman",
                              inMemory() ? "so many values are only ranked when asked to (--ranks)"
                                         : "the ranks of so many rows do not fit into memory"}};
    return json;
}

Json Profiler::answer()
{
    ProfileFacts facts {.rows = m_rows,
                        .columns = std::move(m_reports),
                        .target = m_target,
                        .correlations = m_withTarget,
                        .duplicates = m_duplicates,
                        .timeColumn = m_time};
    for (const auto &relation : m_rowAnswers.relations) {
        facts.relations.push_back({m_numbers[relation.result]->name, m_numbers[relation.first]->name,
                                   relation.second ? m_numbers[*relation.second]->name : std::string(),
                                   relation.rows});
    }
    Json json {{"rows", m_rows},
               {"columns", Json::object()},
               {"order", Json::array()},
               {"quantile_method", "linear"},
               {"duplicate_rows", m_duplicates},
               {"correlations", correlations()},
               {"warnings", warningsOf(facts)}};
    if (!m_target.name.empty())
        json["target"] = toJson(m_target);
    if (!m_time.empty())
        json["time"] = m_time;
    for (auto &report : facts.columns) {
        json["order"].push_back(report.name);
        json["columns"][report.name] = std::move(report.json);
    }
    return json;
}

Result<Json> Profiler::run()
{
    SLIPWAY_TRY(prepare());
    SLIPWAY_TRY(readColumns());
    SLIPWAY_TRY(askAboutRows());
    SLIPWAY_TRY(describeColumns());
    SLIPWAY_ASSIGN(m_duplicates, duplicateRows(m_source, std::move(m_table.digests), m_context));
    m_context.progress(1, "describing columns");
    return answer();
}

/// What DuckDB says about the file, and not what this profile says about its arguments.
bool isEngineError(const Error &error)
{
    return error.id.starts_with("data.engine_") || error.id == "data.values_invalid"
        || error.id == "data.query_invalid";
}

} // namespace

Result<Json> profile(const std::filesystem::path &file, const ReadOptions &reading,
                     const ProfileOptions &options, const RunContext &context)
{
    const SpillFolder spill(options.spillFolder);
    SLIPWAY_ASSIGN(
        Source source,
        openSource(file, reading, context, {.temporaryFolder = spill.path(), .threads = options.threads}));
    auto made = Profiler(source, file.string(), options, context).run();
    if (!made && isEngineError(made.error()))
        return sourceError(file, made.error());
    return made;
}

} // namespace slipway::data
