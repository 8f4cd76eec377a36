#include "core/features/join/answer.h"

#include "core/base/messages.h"
#include "core/features/definitions/lineage.h"
#include "core/features/join/column_view.h"
#include "core/features/join/derived.h"
#include "core/features/join/plan_choice.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace slipway::features {

namespace {

using data::identifier;

std::string timeColumn(const FeatureView &view)
{
    return identifier(view.name + "__time");
}

} // namespace

Answering::Answering(JoinState &state, const Questions &questions, const RunContext &context)
    : m_state(state)
    , m_questions(questions)
    , m_context(context)
    , m_tables(state.duck, m_context)
    , m_rows(state, m_tables, m_questions, m_context)
{
}

Status Answering::forget()
{
    for (const auto &totals : m_totals)
        totals->clear();
    m_totals.clear();
    for (auto &lookup : m_lookups)
        lookup.release();
    m_lookups.clear();
    return m_tables.drop();
}

Status Answering::ask()
{
    SLIPWAY_TRY(chooseFeatures());
    SLIPWAY_TRY(m_rows.read());
    for (const auto *view : m_views)
        SLIPWAY_TRY(m_rows.checkKeys(*view));
    return done();
}

/// The wanted features, and all that they are made from.
Status Answering::chooseFeatures()
{
    const auto &set = m_state.set;
    std::vector<std::string> waiting = m_questions.features;
    if (waiting.empty()) {
        for (const auto *list : {&set.request, &set.derived}) {
            for (const auto &feature : *list)
                waiting.push_back(feature.name);
        }
        for (const auto &view : set.views) {
            for (const auto &feature : view.features)
                waiting.push_back(feature.name);
        }
    }
    while (!waiting.empty()) {
        const auto name = waiting.back();
        waiting.pop_back();
        const auto *feature = set.feature(name);
        if (!feature)
            return failure("feature_join.no_feature", {{"feature", name}, {"set", set.name}});
        if (!m_wanted.insert(name).second)
            continue;
        for (const auto &needed : originOf(set, *feature).features)
            waiting.push_back(needed);
    }
    for (const auto &view : set.views) {
        if (std::any_of(view.features.begin(), view.features.end(),
                        [&](const auto &feature) { return wanted(feature); }))
            m_views.push_back(&view);
    }
    return done();
}

Status Answering::lookBack()
{
    auto waiting = m_views;
    m_state.unmatched.clear();
    const auto all = static_cast<double>(waiting.size());
    while (!waiting.empty() || !m_running.empty()) {
        std::vector<const FeatureView *> later;
        for (const auto *view : waiting) {
            if (!m_rows.hasKeys(*view)) {
                later.push_back(view);
                continue;
            }
            m_context.progress(static_cast<double>(m_found.size()) / all,
                               fmt::format("Looking back: {}", view->name));
            SLIPWAY_TRY(findView(*view));
        }
        const bool stuck = later.size() == waiting.size();
        if (stuck && m_running.empty())
            return failure("feature_join.no_key",
                           {{"key", m_state.keys(*later.front()).front()}, {"view", later.front()->name}});
        waiting = std::move(later);
        // As many views as possible share the pass over all rows.
        if (stuck || waiting.empty())
            SLIPWAY_TRY(findRunning());
        if (!waiting.empty())
            SLIPWAY_TRY(addKeys());
    }
    return done();
}

/// Gives the questions the keys that views found so far know as features.
Status Answering::addKeys()
{
    std::string columns;
    std::string joins;
    for (const auto &entity : m_state.set.entities) {
        for (const auto &key : entity.keys) {
            const auto *view = m_state.set.viewOf(key);
            if (m_rows.keys().contains(key) || !view)
                continue;
            const auto found = std::find_if(m_found.begin(), m_found.end(),
                                            [&](const auto &each) { return each.view == view; });
            if (found == m_found.end())
                continue;
            const auto *feature = m_state.set.feature(key);
            const bool whole = feature->type == ValueType::Number;
            m_rows.addKey(key, whole ? KeyType::Whole : KeyType::Text);
            columns += fmt::format(
                ", {} AS {}",
                keySql(valueOf(*found, *feature), whole ? "DOUBLE" : valueTypeName(feature->type)),
                keyColumn(key));
            const auto join = joinOf(*found);
            if (joins.find(join) == std::string::npos)
                joins += join;
        }
    }
    return m_rows.add({columns, joins});
}

bool Answering::ordered() const
{
    return m_rows.own() && !m_rows.joined()
        && std::ranges::all_of(m_found, [this](const auto &found) { return joinOf(found).empty(); });
}

Status Answering::add(Found found)
{
    SLIPWAY_ASSIGN(found.asked, lookUp(found));
    m_found.push_back(std::move(found));
    return done();
}

/// Gives the questions of a data set's own rows a view's features as columns where its table is small.
Result<bool> Answering::lookUp(const Found &found)
{
    if (!m_rows.own() || found.byQuestion || found.created)
        return false;
    const auto &view = *found.view;
    const auto &source = m_state.source(view);
    std::vector<std::string> known;
    std::vector<std::string> asked;
    for (const auto &key : m_state.keys(view)) {
        known.push_back(keyColumn(key));
        asked.push_back("q." + keyColumn(key));
    }
    if (!found.facts) {
        known.push_back("g");
        asked.push_back(gridSql("q.__t", view.every));
    } else if (known.empty()) { // the one row there is
        known.push_back("0::BIGINT");
        asked.push_back("0::BIGINT");
    }
    const std::size_t keys = known.size();
    for (const auto &feature : view.features)
        known.push_back(found.facts ? source.numberSql(source.valueOf(feature))
                                    : featureColumn(feature.name));
    if (!found.facts)
        known.push_back("last");
    SLIPWAY_ASSIGN(auto table,
                   SmallTable::load(m_state.duck,
                                    fmt::format("SELECT {} FROM {} WHERE {}", fmt::join(known, ", "),
                                                found.facts ? source.table() : found.table,
                                                completeSql(m_state.keys(view))),
                                    keys, m_context));
    if (!table.loaded())
        return false;
    const auto row = identifier("row_" + view.name);
    SLIPWAY_TRY(m_rows.add({fmt::format(", {} AS {}", table.row(asked), row)}));
    std::string columns;
    for (std::size_t i = 0; i < view.features.size(); ++i)
        columns += fmt::format(", {} AS {}", table.value(i, row), featureColumn(view.features[i].name));
    const auto moment = found.facts ? std::string("0")
        : view.every > 0            ? asked.back()
                                    : table.value(view.features.size(), row);
    columns += fmt::format(", CASE WHEN {} IS NOT NULL THEN {} END AS {}", row, moment,
                           identifier("last_" + view.name));
    SLIPWAY_TRY(m_rows.add({columns}));
    m_lookups.push_back(std::move(table));
    return true;
}

Status Answering::findView(const FeatureView &view)
{
    auto &source = m_state.source(view);
    return view.isWindowed() ? findWindows(view, source) : findColumns(view, source);
}

Status Answering::findColumns(const FeatureView &view, PreparedSource &source)
{
    SLIPWAY_TRY(source.make(m_state.duck, m_context));
    if (!source.timed()) {
        SLIPWAY_TRY(countUnmatched(view, source));
        return add({.view = &view, .facts = true});
    }
    const auto &keys = m_state.keys(view);
    const auto table = m_tables.name("view_" + view.name);
    const auto asked = fmt::format("(SELECT qid, {}__t, {} AS g FROM {})",
                                   keys.empty() ? std::string() : keyList(keys) + ", ",
                                   gridSql("__t", view.every), m_rows.from());
    SLIPWAY_TRY(m_tables.make(
        table, latestSql({view, keys, source, asked, m_questions.honourCreated && source.created()})));
    m_found.push_back({.view = &view, .table = table, .byQuestion = true});
    return done();
}

Status Answering::countUnmatched(const FeatureView &view, const PreparedSource &source)
{
    std::string same;
    for (const auto &key : m_state.keys(view))
        same += fmt::format("{0}q.{1} = e.{1}", same.empty() ? "" : " AND ", keyColumn(key));
    if (same.empty())
        return done();
    SLIPWAY_ASSIGN(const double rows,
                   m_state.duck.number(fmt::format("SELECT count(*) FROM {} q ANTI JOIN {} e ON {}",
                                                   m_rows.from(), source.table(), same),
                                       m_context));
    m_state.unmatched[source.source().table] = static_cast<std::int64_t>(rows);
    return done();
}

/// Whether the questions are the rows of the source, with the same moments and keys.
Result<bool> Answering::ownRows(const FeatureView &view, const PreparedSource &source,
                                const WindowParts &parts)
{
    if (m_questions.rowsOf != source.source().table || view.every != 0 || parts.ordered())
        return false;
    if (source.source().eventTime != m_questions.time
        && source.source().eventTime != identifier(m_questions.time))
        return false;
    // A key that is no column of the table comes from a lookup here and from a feature there.
    std::string different = "false";
    for (const auto &key : m_state.keys(view)) {
        if (!m_rows.column(key) && !sameByDefinition(key, source))
            different += fmt::format(" OR q.{0} IS DISTINCT FROM e.{0}", keyColumn(key));
    }
    if (different == "false")
        return true;
    SLIPWAY_ASSIGN(
        const double rows,
        m_state.duck.number(fmt::format("SELECT count(*) FROM {} q JOIN ({}) e ON q.qid = e.qid WHERE {}",
                                        m_rows.from(), source.ownRowsSql(), different),
                            m_context));
    return rows == 0;
}

/// Whether a key that the source looks up is by definition the feature that the question has.
bool Answering::sameByDefinition(const std::string &key, const PreparedSource &source) const
{
    const auto *feature = m_state.set.feature(key);
    const auto *view = m_state.set.viewOf(key);
    if (!view || feature->type != ValueType::Text)
        return false;
    const auto &facts = m_state.source(*view);
    const auto value = facts.valueOf(*feature);
    if (facts.timed() || !facts.source().where.empty() || value < 0
        || facts.values()[static_cast<std::size_t>(value)].found != "VARCHAR")
        return false;
    const auto &lookups = source.source().lookups;
    return std::any_of(lookups.begin(), lookups.end(), [&](const Lookup &lookup) {
        return lookup.table == facts.source().table && lookup.on == m_state.keys(*view)
            && std::find(lookup.columns.begin(), lookup.columns.end(),
                         fmt::format("{} as {}", feature->expression, key))
            != lookup.columns.end();
    });
}

Status Answering::findWindows(const FeatureView &view, PreparedSource &source)
{
    const auto &keys = m_state.keys(view);
    const WindowParts shape(view, source, m_questions.times);
    const bool created = m_questions.honourCreated && source.created();
    if (m_questions.rowsOf == source.source().table)
        SLIPWAY_TRY(source.keepOrder(m_state.duck, m_context));
    SLIPWAY_ASSIGN(const bool own, ownRows(view, source, shape));
    if (own && !created && m_state.plan.value_or(WindowPlan::Running) <= WindowPlan::Own) {
        SLIPWAY_TRY(source.lookOver(m_state.duck, m_context));
        if (canRun(view, source)) {
            m_running.push_back(&view);
            return done();
        }
        return findOwn(view, source);
    }
    if (shape.ordered() || created)
        SLIPWAY_TRY(source.make(m_state.duck, m_context));
    else
        SLIPWAY_TRY(source.lookOver(m_state.duck, m_context));
    const WindowParts parts(view, source, m_questions.times);
    const auto table = m_tables.name("view_" + view.name);
    WindowQuery query {view, keys, source, parts, m_tables.name("moments_" + view.name), created};
    SLIPWAY_TRY(m_tables.make(query.moments,
                              fmt::format("SELECT DISTINCT {}{} AS g{} FROM {} WHERE {}",
                                          keys.empty() ? std::string() : keyList(keys) + ", ",
                                          gridSql("__t", view.every), created ? ", __t AS \"at\"" : "",
                                          m_rows.from(), completeSql(keys))));
    SLIPWAY_ASSIGN(const WindowPlan plan, choosePlan(m_state, query, m_context));
    SLIPWAY_TRY(m_tables.make(table, windowSql(plan, query)));
    return add({.view = &view, .table = table, .created = created});
}

/// The windows of a view whose rows are the questions themselves.
Status Answering::findOwn(const FeatureView &view, const PreparedSource &source)
{
    const WindowParts parts(view, source, m_questions.times);
    const auto table = m_tables.name("view_" + view.name);
    SLIPWAY_TRY(m_tables.make(
        table,
        ownWindowSql({view, m_state.keys(view), source, parts}, fmt::format("({})", source.ownRowsSql()))));
    m_found.push_back({.view = &view, .table = table, .byQuestion = true});
    return done();
}

bool Answering::canRun(const FeatureView &view, const PreparedSource &source) const
{
    const WindowParts parts(view, source, m_questions.times);
    return m_state.plan != WindowPlan::Own
        && RunningTotals::canAnswer({view, m_state.keys(view), source, parts});
}

/// The waiting views of one source after the other, each source in one pass.
Status Answering::findRunning()
{
    while (!m_running.empty()) {
        const auto name = m_running.front()->source;
        std::vector<const FeatureView *> views;
        std::copy_if(m_running.begin(), m_running.end(), std::back_inserter(views),
                     [&](const auto *view) { return view->source == name; });
        std::erase_if(m_running, [&](const auto *view) { return view->source == name; });
        SLIPWAY_ASSIGN(const bool ran, runTotals(views));
        if (ran)
            continue;
        for (const auto *view : views)
            SLIPWAY_TRY(findOwn(*view, m_state.source(*view)));
    }
    return done();
}

/// Gives the questions the features of the views as columns; false where totals grow too large.
Result<bool> Answering::runTotals(const std::vector<const FeatureView *> &views)
{
    auto &source = m_state.source(*views.front());
    m_context.progress(static_cast<double>(m_found.size()) / static_cast<double>(m_views.size()),
                       "Looking back: everything before each row");
    std::vector<std::unique_ptr<WindowParts>> parts;
    std::vector<WindowQuery> queries;
    std::string columns;
    for (const auto *each : views) {
        const auto &view = *each;
        const auto prefix = fmt::format("__p{}_", each - m_state.set.views.data());
        parts.push_back(std::make_unique<WindowParts>(view, source, m_questions.times, prefix));
        queries.push_back({view, m_state.keys(view), source, *parts.back()});
        for (std::size_t i = 0; i < view.features.size(); ++i) {
            columns += fmt::format(", CASE WHEN {} THEN {} END AS {}", parts.back()->seenSql(),
                                   parts.back()->features()[i], featureColumn(view.features[i].name));
        }
        columns += fmt::format(", CASE WHEN {} THEN {} END AS {}", parts.back()->seenSql(),
                               parts.back()->lastSql(), identifier("last_" + view.name));
    }
    SLIPWAY_ASSIGN(m_totals.emplace_back(),
                   RunningTotals::over(m_state.duck, queries, fmt::format("({})", source.ownRowsSql()),
                                       m_state.temporaryFolder, m_context));
    if (!m_totals.back()) {
        m_totals.pop_back();
        return false;
    }
    std::string totals;
    std::size_t column = 0;
    for (std::size_t v = 0; v < queries.size(); ++v) {
        for (std::size_t i = 0; i < parts[v]->parts().size(); ++i) {
            SLIPWAY_ASSIGN(const auto name, m_state.duck.provide(columnFunction(m_totals.back(), column++)));
            totals += fmt::format(", {}(qid) AS {}", name, parts[v]->name(i));
        }
    }
    m_rows.addByRow(totals, columns);
    for (const auto *view : views)
        m_found.push_back({.view = view, .asked = true});
    return true;
}

std::string Answering::joinOf(const Found &found) const
{
    const auto alias = identifier("from_" + found.view->name);
    if (found.asked)
        return {};
    const auto &table = found.facts ? m_state.source(*found.view).table() : found.table;
    if (found.byQuestion)
        return fmt::format(" LEFT JOIN {0} {1} ON {1}.qid = q.qid", table, alias);
    std::string on =
        found.facts ? "true" : fmt::format("{}.g = {}", alias, gridSql("q.__t", found.view->every));
    if (found.created)
        on += fmt::format(" AND {}.\"at\" = q.__t", alias);
    for (const auto &key : m_state.keys(*found.view))
        on += fmt::format(" AND {0}.{1} = q.{1}", alias, keyColumn(key));
    return fmt::format(" LEFT JOIN {} {} ON {}", table, alias, on);
}

/// The moment that the view's value is of, in microseconds; null where there is none.
std::string Answering::momentOf(const Found &found) const
{
    const auto alias = identifier("from_" + found.view->name);
    if (found.asked)
        return "q." + identifier("last_" + found.view->name);
    if (found.facts) {
        const auto &keys = m_state.keys(*found.view);
        return keys.empty()
            ? "0"
            : fmt::format("CASE WHEN {}.{} IS NOT NULL THEN 0 END", alias, keyColumn(keys[0]));
    }
    if (found.view->isWindowed() && found.view->every > 0)
        return alias + ".g";
    return alias + ".last";
}

/// A feature of the view, null where the value is too old.
std::string Answering::valueOf(const Found &found, const Feature &feature) const
{
    const auto alias = identifier("from_" + found.view->name);
    auto &source = m_state.source(*found.view);
    auto value = found.asked ? "q." + featureColumn(feature.name)
        : found.facts        ? source.numberSql(source.valueOf(feature), alias + ".")
                             : fmt::format("{}.{}", alias, featureColumn(feature.name));
    if (found.view->ttl == 0 || found.facts)
        return value;
    return fmt::format("CASE WHEN {} >= q.__t - {} THEN {} END", momentOf(found), found.view->ttl, value);
}

Result<std::string> Answering::query()
{
    std::vector<ExpressionInput> inputs;
    std::string columns;
    std::string last;
    const auto &set = m_state.set;
    for (const auto &column : m_rows.columns()) {
        columns += fmt::format(", q.{}", userColumn(column.name));
        if (!m_wanted.contains(column.name))
            last += fmt::format(", {} AS {}", userColumn(column.name), identifier(column.name));
    }
    const auto add = [&](const std::string &name, ValueType type, const std::string &sql) {
        columns += fmt::format(", {} AS {}", sql, identifier(name));
        inputs.push_back({name, type});
    };
    add("now", ValueType::Time, "make_timestamp(q.__t)");
    for (const auto &[key, type] : m_rows.keys()) {
        if (!m_wanted.contains(key))
            add(key, ValueType::Text, // a name even where it is a number, as in the store
                fmt::format(fmt::runtime(type == KeyType::Whole ? "CAST(q.{} AS VARCHAR)" : "q.{}"),
                            keyColumn(key)));
    }
    for (const auto &feature : set.request) {
        const auto column = std::find_if(m_rows.columns().begin(), m_rows.columns().end(),
                                         [&](const auto &each) { return each.name == feature.name; });
        if (!wanted(feature))
            continue;
        add(feature.name, feature.type,
            column == m_rows.columns().end()
                ? valueSql("NULL", "\"NULL\"", feature.type)
                : valueSql("q." + userColumn(feature.name), column->type, feature.type));
        last += ", " + identifier(feature.name);
    }
    std::string joins;
    std::string times;
    for (const auto *view : m_views) {
        const auto found =
            std::find_if(m_found.begin(), m_found.end(), [&](const auto &each) { return each.view == view; });
        joins += joinOf(*found);
        for (const auto &feature : view->features) {
            if (!wanted(feature))
                continue;
            add(feature.name, feature.type, valueOf(*found, feature));
            last += ", " + identifier(feature.name);
        }
        if (!m_questions.times)
            continue;
        const auto moment = momentOf(*found);
        const auto old = view->ttl == 0 || found->facts || m_questions.oldTimes
            ? moment
            : fmt::format("CASE WHEN {0} >= q.__t - {1} THEN {0} END", moment, view->ttl);
        columns += fmt::format(", make_timestamp({}) AS {}", old, timeColumn(*view));
        times += fmt::format(", {}", timeColumn(*view));
    }
    std::vector<const Feature *> derived;
    for (const auto &feature : set.derived) {
        if (!wanted(feature))
            continue;
        derived.push_back(&feature);
        last += ", " + identifier(feature.name);
    }
    SLIPWAY_ASSIGN(const auto query,
                   derivedSql(derived, std::move(inputs),
                              fmt::format("SELECT {} FROM {} q{}", columns.substr(2), m_rows.from(), joins)));
    return fmt::format("SELECT {} FROM ({})", (last + times).substr(2), query);
}

} // namespace slipway::features
