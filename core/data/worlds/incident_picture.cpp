#include "core/data/worlds/incident_picture.h"

#include "core/base/messages.h"
#include "core/data/worlds/sample.h"
#include "core/data/worlds/slices.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace slipway::data {

namespace {

using enum IncidentKind;
using Form = WorldColumn::Form;
using Measure = IncidentPicture::Measure;
using Spread = IncidentPicture::Spread;

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t mostGroups = 12; ///< more different numbers than these become a histogram
constexpr std::size_t bins = 24;
constexpr std::size_t fifths = 5;
constexpr double farApart = 5; ///< a change of unit beyond it needs a logarithmic scale
constexpr double cutOff = 0.005; ///< of the rows, at each end of a histogram that is not logarithmic

double words(std::string_view text)
{
    return 1 + static_cast<double>(std::count(text.begin(), text.end(), ' '));
}

/// A value as a number: levels by their place, decimals in their unit; NaN where there is none.
double valueIn(const WorldColumn &column, const ColumnRows &values, std::size_t row)
{
    if (values.isMissing(row))
        return nothing;
    switch (column.form) {
    case Form::Real:
        return values.reals[row];
    case Form::Decimal:
        return static_cast<double>(values.whole[row]) * std::pow(10.0, -column.digits);
    case Form::FreeText:
        return words(values.freeText(row));
    default:
        return static_cast<double>(values.whole[row]);
    }
}

bool changesTheLabel(IncidentKind kind)
{
    return kind == PriorShift || kind == ConceptDrift;
}

/// The column by which an effect on the label shows. Where the cause itself stands in no column, it is the
/// one that tells most of it: prices only matter against the usual price, which promotions go below; what a
/// text says shows in the stars of its author.
std::string groupColumn(const Scenario &scenario, const Incident &incident)
{
    if (scenario.name == "demand" && incident.column == "price")
        return "promotion";
    if (scenario.name == "reviews" && incident.column == "text")
        return "stars";
    return incident.column;
}

/// One world of the two: when each row happened, what its column says and what its label is like.
struct Seen {
    std::vector<double> days;
    std::vector<double> values;
    std::vector<double> renamed; ///< of a schema break
    std::vector<double> labels; ///< where the truth is about this table
    std::vector<std::uint8_t> after; ///< while the incident lasts
};

/// Everything that both worlds have in common.
struct Question {
    const Scenario &scenario;
    WorldOptions options; ///< with the incident
    Incident incident;
    std::string table;
    std::string column; ///< what is looked at
    WorldColumn form;

    double dayOf(TimeMicros time) const
    {
        return static_cast<double>(time - options.start) / static_cast<double>(microsPerDay);
    }
    double toDay() const
    {
        const double end = options.days;
        return incident.until > options.start + options.span() ? end : std::min(end, dayOf(incident.until));
    }
    std::vector<double> moments() const { return {dayOf(incident.at), toDay()}; }
};

/// The place of what the truth says about the label.
std::size_t truthColumn(const Scenario &scenario, const WorldTable &truth)
{
    const auto &task = scenario.task;
    if (task.kind == "binary")
        return truth.find("probability");
    if (task.kind == "forecast")
        return truth.find("expected_" + task.target);
    const auto &target = *scenario.table(task.table);
    return truth.find("p_" + target.columns[target.find(task.target)].levels.front());
}

Result<Seen> look(const Question &question, const WorldOptions &options, const std::stop_token &stop)
{
    Seen seen;
    const WorldTable *truth = question.scenario.table(question.table + "_truth");
    const auto label = truth ? truthColumn(question.scenario, *truth) : WorldTable::none;
    const auto visit = [&](const SampledRows &block) {
        const WorldTable &table = block.table;
        const std::size_t place = table.find(question.column);
        const std::size_t renamed =
            question.incident.kind == SchemaBreak ? table.find(question.column + "_v2") : WorldTable::none;
        for (std::size_t i = 0; i < block.rows.rows; ++i) {
            const TimeMicros time = table.timeOf(block.rows.columns[table.time].whole[i]);
            seen.days.push_back(question.dayOf(time));
            seen.after.push_back(question.incident.active(time));
            seen.values.push_back(valueIn(table.columns[place], block.rows.columns[place], i));
            if (renamed != WorldTable::none)
                seen.renamed.push_back(valueIn(table.columns[renamed], block.rows.columns[renamed], i));
            if (block.truth && label != WorldTable::none)
                seen.labels.push_back(block.truth->columns[label].reals[i]);
        }
    };
    SLIPWAY_TRY(visitWorld(question.scenario, options, question.table, visit, stop));
    return seen;
}

/// A picture grows from the two worlds.
class Painter
{
public:
    Painter(const Question &question, const Seen &without, const Seen &with)
        : m_question(question)
        , m_without(without)
        , m_with(with)
    {
    }

    IncidentPicture paint()
    {
        m_picture.table = m_question.table;
        m_picture.column = changesTheLabel(m_question.incident.kind) ? m_question.scenario.task.target
                                                                     : m_question.incident.column;
        m_picture.fromDay = m_question.dayOf(m_question.incident.at);
        m_picture.toDay = m_question.toDay();
        m_picture.rows = static_cast<std::int64_t>(m_with.days.size());
        m_picture.rowsAfter = std::count(m_with.after.begin(), m_with.after.end(), 1);
        paintSpread();
        paintTime();
        return m_picture;
    }

private:
    void paintSpread()
    {
        const auto kind = m_question.incident.kind;
        if (kind == MissingBlock || kind == SchemaBreak)
            spreadFilled();
        else if (kind == PriorShift)
            spreadLabel();
        else if (kind == ConceptDrift)
            spreadRates();
        else if (m_question.form.form == Form::Level)
            spreadGroups(levelNames());
        else if (const auto numbers = differentNumbers(); numbers.size() <= mostGroups)
            spreadGroups(numbers);
        else
            spreadHistogram();
    }

    using Groups = std::map<double, std::string>; ///< value and name, in order

    Groups levelNames() const
    {
        Groups names;
        for (std::size_t i = 0; i < m_question.form.levels.size(); ++i)
            names[static_cast<double>(i)] = m_question.form.levels[i];
        if (m_question.incident.kind == NewCategory)
            names[static_cast<double>(names.size())] = "new_" + m_question.column;
        return names;
    }

    /// At most one more than can be groups.
    Groups differentNumbers() const
    {
        Groups numbers;
        for (const auto *seen : {&m_without, &m_with}) {
            for (std::size_t i = 0; i < seen->values.size() && numbers.size() <= mostGroups; ++i) {
                const double value = seen->values[i];
                if (std::isfinite(value) && seen->after[i] && !numbers.contains(value))
                    numbers[value] =
                        writeJson(value == std::floor(value) ? Json(std::llround(value)) : Json(value));
            }
        }
        return numbers;
    }

    /// The share of each group among the rows with a value, while the incident lasts.
    std::vector<double> sharesOf(const Seen &seen, const Groups &groups) const
    {
        std::map<double, double> counts;
        double all = 0;
        for (std::size_t i = 0; i < seen.values.size(); ++i) {
            if (!seen.after[i] || !std::isfinite(seen.values[i]))
                continue;
            ++counts[seen.values[i]];
            ++all;
        }
        std::vector<double> shares;
        for (const auto &[value, name] : groups)
            shares.push_back(all > 0 ? counts[value] / all : nothing);
        return shares;
    }

    void spreadGroups(const Groups &groups)
    {
        m_picture.spread = Spread::Shares;
        for (const auto &[value, name] : groups)
            m_picture.groups.push_back(name);
        m_picture.sharesWithout = sharesOf(m_without, groups);
        m_picture.sharesWith = sharesOf(m_with, groups);
        if (m_question.form.form != Form::Level)
            return;
        // The level that changes most is the one to follow over the time.
        m_picture.measure = Measure::Level;
        double most = -1;
        std::size_t place = 0;
        for (const auto &[value, name] : groups) {
            const double change = std::abs(m_picture.sharesWith[place] - m_picture.sharesWithout[place]);
            if (change > most || m_question.incident.kind == NewCategory) {
                most = change;
                m_level = value;
                m_picture.level = name;
            }
            ++place;
        }
    }

    void spreadHistogram()
    {
        m_picture.spread = Spread::Histogram;
        const double factor = m_question.incident.strength;
        const bool apart = factor >= farApart || factor <= 1 / farApart;
        m_picture.logarithmic = m_question.incident.kind == UnitChange && apart;
        std::vector<double> shown;
        for (const auto *seen : {&m_without, &m_with}) {
            for (std::size_t i = 0; i < seen->values.size(); ++i) {
                if (seen->after[i] && fits(seen->values[i]))
                    shown.push_back(seen->values[i]);
            }
        }
        m_picture.edges = edgesFor(std::move(shown));
        m_picture.sharesWithout = binned(m_without);
        m_picture.sharesWith = binned(m_with);
    }

    bool fits(double value) const { return std::isfinite(value) && (!m_picture.logarithmic || value > 0); }

    std::vector<double> edgesFor(std::vector<double> values) const
    {
        if (values.empty())
            return {};
        std::sort(values.begin(), values.end());
        const auto cut = m_picture.logarithmic
            ? std::size_t(0)
            : static_cast<std::size_t>(cutOff * static_cast<double>(values.size()));
        const double least = values[cut];
        const double greatest = values[values.size() - 1 - cut];
        const bool whole = m_question.form.form == Form::Whole || m_question.form.form == Form::FreeText;
        return m_picture.logarithmic ? logarithmicEdges(least, greatest, bins)
                                     : evenEdges(least, greatest, bins, whole);
    }

    /// What lies beyond the ends counts to them.
    std::vector<double> binned(const Seen &seen) const
    {
        if (m_picture.edges.empty())
            return {};
        std::vector<double> shares(m_picture.edges.size() - 1);
        double all = 0;
        for (std::size_t i = 0; i < seen.values.size(); ++i) {
            if (!seen.after[i] || !fits(seen.values[i]))
                continue;
            ++shares[sliceOf(m_picture.edges, seen.values[i])];
            ++all;
        }
        for (double &share : shares)
            share = all > 0 ? share / all : nothing;
        return shares;
    }

    void spreadFilled()
    {
        m_picture.spread = Spread::Shares;
        m_picture.measure = Measure::Filled;
        m_picture.groups = {m_question.column};
        m_picture.sharesWithout = {filled(m_without, m_without.values)};
        m_picture.sharesWith = {filled(m_with, m_with.values)};
        if (m_with.renamed.empty())
            return;
        m_picture.groups.push_back(m_question.column + "_v2");
        m_picture.sharesWithout.push_back(0);
        m_picture.sharesWith.push_back(filled(m_with, m_with.renamed));
    }

    static double filled(const Seen &seen, const std::vector<double> &values)
    {
        Average share;
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (seen.after[i])
                share.add(std::isfinite(values[i]));
        }
        return share.value();
    }

    void spreadLabel()
    {
        m_picture.spread = Spread::Rates;
        m_picture.measure = Measure::Label;
        m_picture.level = labelLevel();
        m_picture.groups = {m_question.scenario.task.target};
        m_picture.sharesWithout = {rate(m_without)};
        m_picture.sharesWith = {rate(m_with)};
    }

    static double rate(const Seen &seen)
    {
        Average mean;
        for (std::size_t i = 0; i < seen.labels.size(); ++i) {
            if (seen.after[i])
                mean.add(seen.labels[i]);
        }
        return mean.value();
    }

    std::string labelLevel() const
    {
        const auto &task = m_question.scenario.task;
        if (task.kind != "multiclass")
            return task.positive;
        const auto &table = *m_question.scenario.table(task.table);
        return table.columns[table.find(task.target)].levels.front();
    }

    /// The label by levels, by numbers where they are few, and by fifths of the rows otherwise.
    void spreadRates()
    {
        m_picture.spread = Spread::Rates;
        m_picture.measure = Measure::Label;
        m_picture.level = labelLevel();
        m_picture.groupedBy = m_question.column;
        auto groups = m_question.form.form == Form::Level ? levelNames() : differentNumbers();
        if (groups.size() <= mostGroups) {
            std::vector<double> edges;
            for (const auto &[value, name] : groups) {
                m_picture.groups.push_back(name);
                edges.push_back(value - 1e-9);
            }
            edges.push_back(std::numeric_limits<double>::infinity());
            m_picture.edges = {};
            setRates(edges);
            return;
        }
        m_picture.edges = quantileEdges(valuesAfter(m_without), fifths);
        setRates(m_picture.edges);
    }

    static std::vector<double> valuesAfter(const Seen &seen)
    {
        std::vector<double> values;
        for (std::size_t i = 0; i < seen.values.size(); ++i) {
            if (seen.after[i] && std::isfinite(seen.values[i]))
                values.push_back(seen.values[i]);
        }
        return values;
    }

    void setRates(const std::vector<double> &edges)
    {
        m_picture.sharesWithout = rates(m_without, edges);
        m_picture.sharesWith = rates(m_with, edges);
        for (std::size_t i = m_picture.groups.size(); i-- > 0;) {
            if (std::isfinite(m_picture.sharesWithout[i]) || std::isfinite(m_picture.sharesWith[i]))
                continue;
            const auto place = static_cast<std::ptrdiff_t>(i); // a level without rows says nothing
            m_picture.groups.erase(m_picture.groups.begin() + place);
            m_picture.sharesWithout.erase(m_picture.sharesWithout.begin() + place);
            m_picture.sharesWith.erase(m_picture.sharesWith.begin() + place);
        }
    }

    static std::vector<double> rates(const Seen &seen, const std::vector<double> &edges)
    {
        if (edges.size() < 2)
            return {};
        std::vector<Average> means(edges.size() - 1);
        for (std::size_t i = 0; i < seen.labels.size(); ++i) {
            if (seen.after[i] && std::isfinite(seen.values[i]))
                means[sliceOf(edges, seen.values[i])].add(seen.labels[i]);
        }
        std::vector<double> values;
        for (const auto &mean : means)
            values.push_back(mean.value());
        return values;
    }

    /// What is followed, of one row; NaN where it has none.
    double followed(const Seen &seen, std::size_t row) const
    {
        switch (m_picture.measure) {
        case Measure::Label:
            return seen.labels[row];
        case Measure::Filled:
            return std::isfinite(seen.values[row]);
        case Measure::Level:
            return std::isfinite(seen.values[row]) ? seen.values[row] == m_level : nothing;
        case Measure::Mean:
            break;
        }
        return seen.values[row];
    }

    void paintTime()
    {
        const auto edges = timeSlices(m_question.options.days, m_question.moments());
        for (std::size_t i = 0; i + 1 < edges.size(); ++i)
            m_picture.days.push_back((edges[i] + edges[i + 1]) / 2);
        const auto course = [&](const Seen &seen, const auto &value) {
            std::vector<Average> slices(edges.size() - 1);
            for (std::size_t i = 0; i < seen.days.size(); ++i)
                slices[sliceOf(edges, seen.days[i])].add(value(i));
            std::vector<double> means;
            for (const auto &slice : slices)
                means.push_back(slice.value());
            return means;
        };
        m_picture.without = course(m_without, [&](std::size_t i) { return followed(m_without, i); });
        m_picture.with = course(m_with, [&](std::size_t i) { return followed(m_with, i); });
        if (!m_with.renamed.empty())
            m_picture.renamed =
                course(m_with, [&](std::size_t i) { return double(std::isfinite(m_with.renamed[i])); });
        m_picture.meanWithout = meanAfter(m_without);
        m_picture.meanWith = meanAfter(m_with);
    }

    double meanAfter(const Seen &seen) const
    {
        Average mean;
        for (std::size_t i = 0; i < seen.days.size(); ++i) {
            if (seen.after[i])
                mean.add(followed(seen, i));
        }
        return mean.value();
    }

    const Question &m_question;
    const Seen &m_without;
    const Seen &m_with;
    IncidentPicture m_picture;
    double m_level = 0;
};

Json numbers(const std::vector<double> &values)
{
    Json list = Json::array();
    for (const double value : values)
        list.push_back(std::isfinite(value) ? Json(value) : Json());
    return list;
}

} // namespace

Result<IncidentPicture> pictureOf(const Scenario &scenario, const WorldOptions &options, std::size_t incident,
                                  const std::stop_token &stop)
{
    Question question {scenario,
                       smaller(scenario, options, sampleRows(scenario, options)),
                       options.incidents.at(incident),
                       {},
                       {},
                       {}};
    const auto kind = question.incident.kind;
    question.table = changesTheLabel(kind) ? scenario.task.table : question.incident.table;
    question.column = kind == PriorShift ? scenario.task.target
        : kind == ConceptDrift           ? groupColumn(scenario, question.incident)
                                         : question.incident.column;
    const WorldTable &table = *scenario.table(question.table);
    question.form = table.columns[table.find(question.column)];
    auto calm = question.options;
    calm.incidents.erase(calm.incidents.begin() + static_cast<std::ptrdiff_t>(incident));
    SLIPWAY_ASSIGN(const Seen without, look(question, calm, stop));
    SLIPWAY_ASSIGN(const Seen with, look(question, question.options, stop));
    return Painter(question, without, with).paint();
}

Json toJson(const IncidentPicture &picture)
{
    constexpr std::array measures {"mean", "level", "label", "filled"};
    constexpr std::array spreads {"histogram", "shares", "rates"};
    Json json {{"table", picture.table},
               {"column", picture.column},
               {"measure", measures[static_cast<std::size_t>(picture.measure)]},
               {"from_day", picture.fromDay},
               {"to_day", picture.toDay},
               {"days", numbers(picture.days)},
               {"without", numbers(picture.without)},
               {"with", numbers(picture.with)},
               {"spread", spreads[static_cast<std::size_t>(picture.spread)]},
               {"spread_without", numbers(picture.sharesWithout)},
               {"spread_with", numbers(picture.sharesWith)},
               {"rows", picture.rows},
               {"rows_after", picture.rowsAfter}};
    setNumber(json, "mean_without", picture.meanWithout, "there are no rows while it lasts");
    setNumber(json, "mean_with", picture.meanWith, "there are no values while it lasts");
    if (!picture.level.empty())
        json["level"] = picture.level;
    if (!picture.groupedBy.empty())
        json["grouped_by"] = picture.groupedBy;
    if (!picture.groups.empty())
        json["groups"] = picture.groups;
    if (!picture.edges.empty()) {
        json["edges"] = numbers(picture.edges);
        json["logarithmic"] = picture.logarithmic;
    }
    if (!picture.renamed.empty())
        json["renamed"] = numbers(picture.renamed);
    return json;
}

} // namespace slipway::data
