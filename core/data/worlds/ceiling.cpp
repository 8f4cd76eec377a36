#include "core/data/worlds/ceiling.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

namespace slipway::data {

namespace {

constexpr auto needsBoth = "needs at least one row of the class and one of another";

/// Positives and others by probability, in bins as narrow as a 2000th of the probability itself, so that
/// rare classes are told apart too.
class OneClass
{
public:
    void add(double probability, bool positive)
    {
        ++(positive ? m_positives : m_others)[bin(probability)];
        const double share = std::clamp(probability, 1e-15, 1 - 1e-15);
        m_logLoss -= std::log(positive ? share : 1 - share);
        m_brier += (probability - positive) * (probability - positive);
    }

    double positives() const { return sum(m_positives); }
    double rows() const { return positives() + sum(m_others); }
    double logLoss() const { return m_logLoss / rows(); }
    double brier() const { return m_brier / rows(); }

    /// The area from ranks; equal bins count half.
    double auc() const
    {
        double pairs = 0;
        double othersBelow = 0;
        for (std::size_t i = 0; i < bins; ++i) {
            const auto others = static_cast<double>(m_others[i]);
            pairs += static_cast<double>(m_positives[i]) * (othersBelow + others / 2);
            othersBelow += others;
        }
        return pairs / (positives() * othersBelow);
    }

    /// At the best threshold.
    double f1() const
    {
        const double all = positives();
        double found = 0;
        double named = 0;
        double best = 0;
        for (std::size_t i = bins; i-- > 0;) {
            found += static_cast<double>(m_positives[i]);
            named += static_cast<double>(m_positives[i] + m_others[i]);
            if (named > 0)
                best = std::max(best, 2 * found / (named + all));
        }
        return best;
    }

private:
    static constexpr int dropped = 12; // of a float's mantissa
    static constexpr std::size_t bins = (std::bit_cast<std::uint32_t>(1.0f) >> dropped) + 1;

    static std::size_t bin(double probability)
    {
        const auto share = static_cast<float>(std::clamp(probability, 0.0, 1.0));
        return std::bit_cast<std::uint32_t>(share) >> dropped;
    }
    static double sum(const std::vector<std::int64_t> &counts)
    {
        return static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::int64_t(0)));
    }

    std::vector<std::int64_t> m_positives = std::vector<std::int64_t>(bins);
    std::vector<std::int64_t> m_others = std::vector<std::int64_t>(bins);
    double m_logLoss = 0;
    double m_brier = 0;
};

class BinaryCeiling : public Ceiling
{
public:
    BinaryCeiling(std::size_t target, std::size_t probability)
        : m_target(target)
        , m_probability(probability)
    {
    }

    void add(const TableRows &rows, const TableRows &truth) override
    {
        for (std::size_t i = 0; i < rows.rows; ++i)
            m_class.add(truth.columns[m_probability].reals[i], rows.columns[m_target].whole[i] != 0);
    }

    Json summary() const override
    {
        const double positives = m_class.positives();
        Json json {{"positives", static_cast<std::int64_t>(positives)}};
        setNumber(json, "positive_rate", positives / m_class.rows(), "there are no rows");
        setNumber(json, "best_auc", m_class.auc(), needsBoth);
        setNumber(json, "best_log_loss", m_class.logLoss(), "there are no rows");
        setNumber(json, "best_brier", m_class.brier(), "there are no rows");
        setNumber(json, "best_f1", positives > 0 ? m_class.f1() : std::nan(""), needsBoth);
        return json;
    }

private:
    std::size_t m_target;
    std::size_t m_probability;
    OneClass m_class;
};

class ClassCeiling : public Ceiling
{
public:
    ClassCeiling(std::size_t target, std::vector<std::size_t> probabilities, std::vector<std::string> levels)
        : m_target(target)
        , m_probabilities(std::move(probabilities))
        , m_levels(std::move(levels))
        , m_classes(m_levels.size())
    {
    }

    void add(const TableRows &rows, const TableRows &truth) override
    {
        for (std::size_t i = 0; i < rows.rows; ++i) {
            const auto label = static_cast<std::size_t>(rows.columns[m_target].whole[i]);
            std::size_t best = 0;
            const auto share = [&](std::size_t k) { return truth.columns[m_probabilities[k]].reals[i]; };
            for (std::size_t k = 0; k < m_classes.size(); ++k) {
                m_classes[k].add(share(k), label == k);
                best = share(k) > share(best) ? k : best;
            }
            m_right += best == label;
            m_logLoss -= std::log(std::max(share(label), 1e-15));
            ++m_rows;
        }
    }

    Json summary() const override
    {
        const auto rows = static_cast<double>(m_rows);
        Json json;
        double auc = 0;
        for (std::size_t k = 0; k < m_classes.size(); ++k) {
            json["class_rates"][m_levels[k]] = m_classes[k].positives() / rows;
            auc += m_classes[k].auc() / static_cast<double>(m_classes.size());
        }
        json["best_accuracy"] = static_cast<double>(m_right) / rows;
        json["best_log_loss"] = m_logLoss / rows;
        setNumber(json, "best_auc", auc, "needs rows of every class");
        return json;
    }

private:
    std::size_t m_target;
    std::vector<std::size_t> m_probabilities;
    std::vector<std::string> m_levels;
    std::vector<OneClass> m_classes;
    std::int64_t m_rows = 0;
    std::int64_t m_right = 0;
    double m_logLoss = 0;
};

class AmountCeiling : public Ceiling
{
public:
    AmountCeiling(std::size_t target, std::size_t expected)
        : m_target(target)
        , m_expected(expected)
    {
    }

    void add(const TableRows &rows, const TableRows &truth) override
    {
        for (std::size_t i = 0; i < rows.rows; ++i) {
            const auto amount = static_cast<double>(rows.columns[m_target].whole[i]);
            const double error = amount - truth.columns[m_expected].reals[i];
            m_squares += error * error;
            m_errors += std::abs(error);
            m_total += amount;
        }
        m_rows += static_cast<double>(rows.rows);
    }

    Json summary() const override
    {
        Json json {{"mean", m_total / m_rows},
                   {"best_rmse", std::sqrt(m_squares / m_rows)},
                   {"best_mae", m_errors / m_rows}};
        setNumber(json, "best_wape", m_errors / m_total, "nothing was sold");
        return json;
    }

private:
    std::size_t m_target;
    std::size_t m_expected;
    double m_rows = 0;
    double m_total = 0;
    double m_squares = 0;
    double m_errors = 0;
};

} // namespace

std::unique_ptr<Ceiling> makeCeiling(const Scenario &scenario)
{
    const auto &task = scenario.task;
    const WorldTable &table = *scenario.table(task.table);
    const WorldTable &truth = *scenario.table(task.table + "_truth");
    const std::size_t target = table.find(task.target);
    if (task.kind == "binary")
        return std::make_unique<BinaryCeiling>(target, truth.find("probability"));
    if (task.kind == "forecast")
        return std::make_unique<AmountCeiling>(target, truth.find("expected_" + task.target));
    const auto &levels = table.columns[target].levels;
    std::vector<std::size_t> probabilities;
    for (const auto &level : levels)
        probabilities.push_back(truth.find("p_" + level));
    return std::make_unique<ClassCeiling>(target, std::move(probabilities), levels);
}

} // namespace slipway::data
