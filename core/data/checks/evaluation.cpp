#include "core/data/checks/evaluation.h"

#include "core/base/messages.h"
#include "core/data/checks/ask.h"
#include "core/data/json_column.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace slipway::data {

namespace {

using Items = std::vector<CheckItem *>;

/// Whether an error may be about one check alone: a bound that is no date, a format that does not exist.
bool isAboutQuery(const Error &error)
{
    return error.id == "data.query_invalid" || error.id == "data.values_invalid";
}

std::string filtered(const std::string &condition, const std::string &counted)
{
    return condition.empty() ? fmt::format("count(*) FILTER ({})", counted)
                             : fmt::format("count(*) FILTER (({}) AND ({}))", condition, counted);
}

std::vector<std::string> questionsOf(const Check &check)
{
    std::vector<std::string> questions;
    if (check.form == Check::Form::Aggregate) {
        for (const auto &aggregate : check.aggregates)
            questions.push_back(fmt::format("to_json({})::VARCHAR", aggregate));
        return questions;
    }
    questions.push_back(filtered(check.condition, "true"));
    questions.push_back(check.everyRow ? "0"
                                       : filtered(check.condition, fmt::format("({}) IS NULL", check.value)));
    questions.push_back(check.count.empty() ? fmt::format("count(*) FILTER ({})", check.isUnexpected())
                                            : "0");
    return questions;
}

/// Asks for all items at once; the answers of each go to `answers`, in their order.
Status ask(const Items &items, Source &source, std::vector<std::vector<Json>> &answers,
           const RunContext &context)
{
    std::vector<std::string> all;
    for (const auto *item : items) {
        for (auto &question : questionsOf(*item->check))
            all.push_back(std::move(question));
    }
    answers.assign(items.size(), {});
    if (all.empty())
        return done();
    SLIPWAY_ASSIGN(const Table table,
                   source.duck.query(
                       fmt::format("SELECT {} FROM {}", fmt::join(all, ", "), source.expression), context));
    std::size_t at = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
        for (std::size_t k = questionsOf(*items[i]->check).size(); k > 0; --k, ++at) {
            const auto &column = table.columns[at];
            answers[i].push_back(column.kind == ColumnKind::Number ? Json(column.numbers.at(0))
                                                                   : jsonValue(column, 0));
        }
    }
    return done();
}

/// Where the common question is refused because of one of them, each is asked alone, and those that are
/// refused are set aside. All of them refused means that it is the file.
Status askApart(Items &items, Source &source, std::vector<std::vector<Json>> &answers,
                const RunContext &context, const Error &refusal)
{
    std::vector<std::vector<Json>> kept;
    Items good;
    for (auto *item : items) {
        std::vector<std::vector<Json>> own;
        const auto asked = ask({item}, source, own, context);
        if (asked) {
            good.push_back(item);
            kept.push_back(std::move(own.front()));
        } else if (!isAboutQuery(asked.error())) {
            return asked;
        } else {
            item->giveUp(failure("data.check_impossible",
                                 {{"reason", asked.error().args.value("reason", "")}}, asked.error().detail));
        }
    }
    const auto readable = source.duck.number("SELECT count(*) FROM " + source.expression, context);
    if (!readable)
        return refusal;
    items = std::move(good);
    answers = std::move(kept);
    return done();
}

Status takeAnswers(CheckItem &item, const std::vector<Json> &answers, Source &source,
                   const RunContext &context)
{
    Check &check = *item.check;
    if (check.form == Check::Form::Aggregate) {
        const auto conclude = std::move(check.conclude);
        const auto concluded = conclude(check, answers, source, context);
        if (!concluded && concluded.error().code != ErrorCode::Cancelled
            && (isAboutQuery(concluded.error()) || concluded.error().id == "data.check_impossible")) {
            item.giveUp(concluded.error());
            return done();
        }
        return concluded;
    }
    item.counts.rows = answers[0].get<double>();
    item.counts.missing = answers[1].get<double>();
    item.counts.unexpected = answers[2].get<double>();
    if (!check.count.empty()) {
        SLIPWAY_ASSIGN(item.counts.unexpected, source.duck.number(check.count, context));
    }
    return done();
}

/// One reading for all checks that are ready.
Status readOnce(Items items, Source &source, const RunContext &context)
{
    std::vector<std::vector<Json>> answers;
    const auto asked = ask(items, source, answers, context);
    if (!asked && !isAboutQuery(asked.error()))
        return asked;
    if (!asked)
        SLIPWAY_TRY(askApart(items, source, answers, context, asked.error()));
    for (std::size_t i = 0; i < items.size(); ++i)
        SLIPWAY_TRY(takeAnswers(*items[i], answers[i], source, context));
    return done();
}

/// Patterns that RE2 does not take must not spoil the one reading of all checks.
void setAsideBadPatterns(CheckItem &item, Source &source)
{
    if (!item.check)
        return;
    for (const auto &pattern : item.check->patterns) {
        const auto tried =
            source.duck.query(fmt::format("SELECT regexp_matches('', {})", data::quoted(pattern)));
        if (!tried) {
            item.giveUp(
                failure("data.check_impossible",
                        {{"reason", fmt::format("the pattern {} is not one that is understood", pattern)}},
                        tried.error().detail));
            return;
        }
    }
}

void decide(CheckItem &item)
{
    const Check &check = *item.check;
    if (check.form == Check::Form::Known) {
        item.success = check.passed;
        return;
    }
    const CheckCounts &counts = item.counts;
    // No value at all: nothing speaks against it.
    item.success =
        counts.present() == 0 || (counts.present() - counts.unexpected) / counts.present() >= check.mostly;
}

} // namespace

std::vector<CheckItem> planItems(const std::vector<Expectation> &expectations, Source &source)
{
    std::vector<CheckItem> items;
    for (const auto &expectation : expectations) {
        CheckItem item {.expectation = &expectation};
        if (const CheckType *type = findCheckType(expectation.type))
            item.kind = type->kind;
        if (auto planned = planCheck(expectation, source))
            item.check = std::move(planned).value();
        else
            item.problem = planned.error();
        setAsideBadPatterns(item, source);
        items.push_back(std::move(item));
    }
    return items;
}

Status evaluate(std::vector<CheckItem> &items, Source &source, const RunContext &context)
{
    Items first;
    Items second;
    for (auto &item : items) {
        if (!item.check || item.check->form == Check::Form::Known)
            continue;
        first.push_back(&item);
        if (item.check->form == Check::Form::Aggregate)
            second.push_back(&item);
    }
    if (!first.empty())
        SLIPWAY_TRY(readOnce(first, source, context));
    std::erase_if(second, [](const CheckItem *item) { return !item->isAboutRows(); });
    if (!second.empty())
        SLIPWAY_TRY(readOnce(second, source, context));
    for (auto &item : items) {
        if (item.check)
            decide(item);
    }
    return context.cancelled() ? Status(cancelled()) : done();
}

} // namespace slipway::data
