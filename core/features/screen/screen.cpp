#include "core/features/screen/screen.h"

#include "core/base/messages.h"
#include "core/data/profile/parallel.h"
#include "core/features/screen/coded.h"
#include "core/features/screen/relations.h"
#include "core/features/transform/numbers.h"
#include "core/features/transform/text_kind.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <thread>

namespace slipway::features {

namespace {

constexpr int numberBins = 32;
constexpr int targetBins = 16;

// Fewer rows than this can all differ by accident.
constexpr std::size_t fewestForIdentifier = 20;

/// What the rules ask about one column.
struct Facts {
    std::size_t present = 0;
    std::size_t distinct = 0;
    std::size_t mostFrequent = 0; ///< rows of the most frequent value
    bool whole = true; ///< no number with a fraction
    stats::MutualInformation information {};
    double byChance = 0;
    double missingTells = 0; ///< the information of having a value or not
    double missingByChance = 0;
};

void countNumbers(const data::Column &column, Facts &facts)
{
    std::vector<double> finite(column.numbers);
    for (double &value : finite) {
        value = std::isfinite(value) ? value : std::nan("");
        facts.whole = facts.whole && (std::isnan(value) || value == std::floor(value));
    }
    const auto sorted = sortedPresent(finite.data(), finite.size());
    facts.present = sorted.size();
    for (std::size_t from = 0; from < sorted.size();) {
        std::size_t end = from + 1;
        while (end < sorted.size() && sorted[end] == sorted[from])
            ++end;
        ++facts.distinct;
        facts.mostFrequent = std::max(facts.mostFrequent, end - from);
        from = end;
    }
}

void countLevels(const data::Column &column, Facts &facts)
{
    std::vector<std::size_t> counts(column.levels.size());
    for (const auto code : column.codes) {
        if (code >= 0) {
            ++counts[static_cast<std::size_t>(code)];
            ++facts.present;
        }
    }
    for (const auto count : counts) {
        facts.distinct += count > 0 ? 1 : 0;
        facts.mostFrequent = std::max(facts.mostFrequent, count);
    }
}

Facts factsOf(const data::Column &column, const Coded &target, double chance, std::uint64_t seed)
{
    Facts facts;
    if (column.kind == data::ColumnKind::Number)
        countNumbers(column, facts);
    else
        countLevels(column, facts);
    const auto levels = coded(column, numberBins);
    facts.information = informationOf(levels, target);
    facts.byChance = informationByChance(levels, target, facts.information, chance, seed);
    if (facts.present < column.rows()) {
        const auto presence = codedPresence(column);
        const auto tells = informationOf(presence, target);
        facts.missingTells = tells.corrected;
        facts.missingByChance = informationByChance(presence, target, tells, chance, seed);
    }
    return facts;
}

bool isTime(const data::Column &column)
{
    return column.sourceType.starts_with("TIMESTAMP") || column.sourceType == "DATE";
}

std::string_view typeOf(const data::Column &column)
{
    if (column.kind == data::ColumnKind::Number)
        return isTime(column) ? "time" : "number";
    return isText(column) ? "text" : "category";
}

/// The rules that look at one column alone.
class Rules
{
public:
    Rules(const ScreenOptions &options, std::size_t rows, const std::string &target)
        : m_options(options)
        , m_rows(static_cast<double>(rows))
        , m_target(target)
    {
    }

    void apply(const Facts &facts, const data::Column &column, ScreenedColumn &screened) const
    {
        const bool tells = facts.missingTells > facts.missingByChance;
        if (facts.distinct <= 1 && !(tells && facts.present > 0))
            return drop(screened, "constant", static_cast<double>(facts.distinct), 1);
        const double frequent = static_cast<double>(facts.mostFrequent) / m_rows;
        if (frequent >= m_options.mostFrequent)
            drop(screened, "variance", frequent, m_options.mostFrequent);
        missing(facts, tells, screened);
        const bool named =
            !isTime(column) && (column.kind == data::ColumnKind::Category ? !isText(column) : facts.whole);
        if (named && facts.distinct == facts.present && facts.present >= fewestForIdentifier)
            drop(screened, "identifier", static_cast<double>(facts.distinct),
                 static_cast<double>(facts.present));
        else
            information(facts, screened);
    }

    void drop(ScreenedColumn &screened, std::string_view rule, double value, double limit,
              const std::string &other = {}) const
    {
        screened.kept = false;
        note(screened, rule, value, limit, other);
    }

private:
    void note(ScreenedColumn &screened, std::string_view rule, double value, double limit,
              const std::string &other = {}) const
    {
        const Json args {{"column", screened.name},
                         {"target", m_target},
                         {"other", other},
                         {"value", shown(value)},
                         {"limit", shown(limit)}};
        screened.reasons.push_back(
            {rule, value, limit, sentence("features.screen_" + std::string(rule), args)});
    }

    static std::string shown(double value)
    {
        return value == std::floor(value) && std::abs(value) < 1e15 ? fmt::format("{:.0f}", value)
                                                                    : fmt::format("{:.3g}", value);
    }

    void missing(const Facts &facts, bool tells, ScreenedColumn &screened) const
    {
        if (tells)
            note(screened, "missing_tells", facts.missingTells, facts.missingByChance);
        if (screened.missingShare >= m_options.mostMissing && !tells)
            drop(screened, "missing", screened.missingShare, m_options.mostMissing);
    }

    void information(const Facts &facts, ScreenedColumn &screened) const
    {
        const double told = facts.information.targetEntropy > 0
            ? std::min(1.0, facts.information.corrected / facts.information.targetEntropy)
            : 0;
        if (told >= m_options.leak && isDense(facts.information))
            drop(screened, "leak", told, m_options.leak);
        else if (facts.information.corrected <= facts.byChance)
            drop(screened, "mutual_information", screened.mutualInformation, std::max(0.0, facts.byChance));
    }

    const ScreenOptions &m_options;
    double m_rows;
    const std::string &m_target;
};

/// Leaves out the column that tells less of two that move together.
void screenPairs(const Correlations &correlations, const std::vector<std::size_t> &places,
                 const ScreenOptions &options, const Rules &rules, std::vector<ScreenedColumn> &columns)
{
    std::vector<std::size_t> order(places.size());
    std::iota(order.begin(), order.end(), std::size_t {0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return columns[places[a]].mutualInformation > columns[places[b]].mutualInformation;
    });
    std::vector<std::size_t> kept;
    for (const auto i : order) {
        auto &column = columns[places[i]];
        for (std::size_t j = 0; j < places.size(); ++j) {
            const double value = correlations.at(i, j);
            if (j != i && !std::isnan(value) && !(std::abs(column.correlation) >= std::abs(value))) {
                column.correlation = value;
                column.correlatedWith = columns[places[j]].name;
            }
        }
        if (!column.kept)
            continue;
        const auto twin = std::find_if(kept.begin(), kept.end(), [&](std::size_t other) {
            return std::abs(correlations.at(i, other)) >= options.correlation;
        });
        if (twin == kept.end())
            kept.push_back(i);
        else
            rules.drop(column, "correlation", correlations.at(i, *twin), options.correlation,
                       columns[places[*twin]].name);
    }
}

} // namespace

Result<ScreenReport> screen(const data::Table &training, const std::string &target,
                            const ScreenOptions &options, const RunContext &context)
{
    SLIPWAY_ASSIGN(const data::Column *targetColumn, data::requireColumn(training, target, "The data"));
    if (training.rows() == 0)
        return failure("features.no_training_rows");
    const auto codedTarget = coded(*targetColumn, targetBins);
    const auto targetItself = informationOf(codedTarget, codedTarget);
    if (targetItself.targetEntropy <= 0)
        return failure("features.screen_target_constant", {{"target", target}});

    std::vector<const data::Column *> sources;
    for (const auto &column : training.columns) {
        if (&column != targetColumn)
            sources.push_back(&column);
    }
    const double chance = options.chance / static_cast<double>(std::max<std::size_t>(1, sources.size()));
    std::vector<Facts> facts(sources.size());
    data::inParallel(sources.size(), std::thread::hardware_concurrency(), [&] {
        return [&](std::size_t i) {
            if (!context.cancelled())
                facts[i] = factsOf(*sources[i], codedTarget, chance, options.seed);
        };
    });
    if (context.cancelled())
        return cancelled();
    context.progress(0.7, "Comparing columns");

    const Rules rules(options, training.rows(), target);
    ScreenReport report {training.rows(), {}};
    std::vector<const data::Column *> numbers;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const auto &column = *sources[i];
        const bool number = column.kind == data::ColumnKind::Number;
        const auto spread = number ? spreadOf(column.numbers.data(), column.rows()) : Spread {};
        ScreenedColumn screened {.name = column.name, .type = typeOf(column)};
        screened.missingShare =
            1 - static_cast<double>(facts[i].present) / static_cast<double>(training.rows());
        screened.variance = !number  ? std::nan("")
            : facts[i].distinct <= 1 ? 0
                                     : spread.deviation * spread.deviation;
        screened.mutualInformation = std::max(0.0, facts[i].information.corrected);
        screened.correlation = std::nan("");
        rules.apply(facts[i], column, screened);
        if (number && facts[i].distinct > 1) {
            numbers.push_back(&column);
            places.push_back(i);
        }
        report.columns.push_back(std::move(screened));
    }
    const auto duplicates = duplicatesOf(training);
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const auto earlier = duplicates[static_cast<std::size_t>(sources[i] - training.columns.data())];
        if (earlier && &training.columns[*earlier] != targetColumn && facts[i].distinct > 1)
            rules.drop(report.columns[i], "duplicate", 1, 1, training.columns[*earlier].name);
    }
    SLIPWAY_ASSIGN(const auto correlations, correlationsOf(numbers, context));
    screenPairs(correlations, places, options, rules, report.columns);
    context.progress(1, "Comparing columns");
    return report;
}

Json toJson(const ScreenReport &report)
{
    const auto number = [](double value) { return std::isfinite(value) ? Json(value) : Json(); };
    Json kept = Json::array();
    Json columns = Json::array();
    for (const auto &column : report.columns) {
        if (column.kept)
            kept.push_back(column.name);
        Json reasons = Json::array();
        for (const auto &reason : column.reasons)
            reasons.push_back({{"rule", reason.rule},
                               {"value", number(reason.value)},
                               {"limit", number(reason.limit)},
                               {"sentence", reason.sentence}});
        columns.push_back(
            {{"name", column.name},
             {"type", column.type},
             {"kept", column.kept},
             {"reasons", std::move(reasons)},
             {"missing_share", column.missingShare},
             {"variance", number(column.variance)},
             {"mutual_information", column.mutualInformation},
             {"correlation", number(column.correlation)},
             {"correlated_with", column.correlatedWith.empty() ? Json() : Json(column.correlatedWith)}});
    }
    return {{"rows", report.rows}, {"kept", std::move(kept)}, {"columns", std::move(columns)}};
}

} // namespace slipway::features
