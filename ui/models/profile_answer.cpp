#include "ui/models/profile_answer.h"

#include "core/base/json_value.h"
#include "ui/models/check_words.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace slipway::ui {

namespace {

constexpr double least = 0.1; ///< a weaker correlation is not told as one

QString shown(const Json &value)
{
    if (!value.is_number_float())
        return CheckWords::valueText(value);
    const double number = value.get<double>();
    const double size = std::abs(number);
    return CheckWords::valueText(size >= 1000 ? std::round(number * 100) / 100
                                              : std::round(number * 1e4) / 1e4);
}

Json at(const Json &object, const char *key)
{
    return object.is_object() ? object.value(key, Json()) : Json();
}

double numberAt(const Json &object, const char *key)
{
    return valueOr(object, key, 0.0);
}

ProfileColumn columnFrom(const std::string &name, const Json &json)
{
    ProfileColumn column {.name = text(name),
                          .type = text(valueOr(json, "type", std::string())),
                          .blank = numberAt(json, "nulls"),
                          .distinct = numberAt(json, "distinct"),
                          .mean = shown(at(json, "mean")),
                          .least = shown(at(json, "min")),
                          .median = shown(at(at(json, "quantiles"), "0.5")),
                          .greatest = shown(at(json, "max")),
                          .idLike = valueOr(json, "id_like", false)};
    for (const auto &count : at(at(json, "histogram"), "counts")) {
        if (count.is_number())
            column.bars.push_back(count.get<double>());
    }
    if (valueOr(json, "kind", std::string()) == "text") // the first and the last in the alphabet say nothing
        column.least = column.greatest = NumberText::missing();
    const Json top = at(json, "top");
    if (top.is_array() && !top.empty()) {
        column.topRows = numberAt(top.front(), "count");
        column.top = column.topRows > 1 ? shown(at(top.front(), "value")) : QString();
    }
    return column;
}

void readCorrelations(const Json &json, ProfileAnswer &answer)
{
    answer.correlated = CheckWords::valueTexts(at(json, "columns"));
    const Json pearson = at(json, "pearson");
    const Json spearman = at(json, "spearman");
    const auto cell = [](const Json &matrix, std::size_t a, std::size_t b) {
        const bool there = matrix.is_array() && a < matrix.size() && matrix[a].is_array()
            && b < matrix[a].size() && matrix[a][b].is_number();
        return there ? matrix[a][b].get<double>() : std::nan("");
    };
    const auto count = static_cast<std::size_t>(answer.correlated.size());
    for (std::size_t a = 0; a < count; ++a) {
        std::vector<double> line;
        for (std::size_t b = 0; b < count; ++b) {
            line.push_back(cell(pearson, a, b));
            if (b > a && std::abs(line.back()) >= least)
                answer.pairs.push_back({answer.correlated[static_cast<qsizetype>(a)],
                                        answer.correlated[static_cast<qsizetype>(b)], line.back(),
                                        cell(spearman, a, b)});
        }
        answer.matrix.push_back(std::move(line));
    }
    std::stable_sort(answer.pairs.begin(), answer.pairs.end(),
                     [](const CorrelatedPair &left, const CorrelatedPair &right) {
                         return std::abs(left.pearson) > std::abs(right.pearson);
                     });
}

/// A sentence of a warning, with %1 the column and %2, %3 two of its numbers.
struct WarningWords {
    const char *id;
    const char *sentence;
    const char *first = "";
    const char *second = "";
    const char *third = "";
};

#define TELL(words) QT_TRANSLATE_NOOP("slipway::ui::ProfileWords", words)

constexpr std::array warningWords {
    WarningWords {
        "leak_auc",
        TELL("%1 alone tells the classes of %2 apart, with an AUC of %3. It is a leak if it is known "
             "only after %2 is."),
        "target", "shown"},
    WarningWords {"leak_missing",
                  TELL("Whether %1 is blank tells the classes of %2 apart, with an AUC of %3. It is probably "
                       "filled in afterwards."),
                  "target", "shown"},
    WarningWords {
        "leak_correlation",
        TELL("%1 follows %2 with a correlation of %3. It is a leak if it is known only after %2 is."),
        "target", "shown"},
    WarningWords {"leak_sum",
                  TELL("In every row %1 is the sum of %2 and %3, and one of them is the target. The others "
                       "give it away."),
                  "first", "second"},
    WarningWords {"leak_copy", TELL("In every row %1 is equal to %2, and one of them is the target."),
                  "first"},
    WarningWords {"redundant_sum",
                  TELL("In every row %1 is the sum of %2 and %3. One of the three says nothing new."),
                  "first", "second"},
    WarningWords {"same_columns", TELL("In every row %1 is equal to %2. One of them says nothing new."),
                  "first"},
    WarningWords {"target_missing",
                  TELL("%1 is to be predicted and is blank in %2 rows (%3). They cannot train a model."),
                  "missing", "percent"},
    WarningWords {"target_constant",
                  TELL("%1 is to be predicted and has one value only. There is nothing to learn.")},
    WarningWords {
        "target_imbalance",
        TELL("Only %2 rows (%3) have %1 = %4. Accuracy says little then: look at average precision."),
        "count", "percent", "value"},
    WarningWords {"id_like",
                  TELL("%1 has another value in every row, like an id. A model learns nothing from "
                       "it.")},
    WarningWords {"constant", TELL("%1 has one value in all of its %2 rows. It says nothing."), "count"},
    WarningWords {"almost_constant", TELL("%1 has one value in %2 rows (%3). It says little."), "count",
                  "percent"},
    WarningWords {
        "many_levels",
        TELL("%1 has %2 different texts in %3 rows. Group the rare ones, or encode it by frequency."),
        "distinct", "rows"},
    WarningWords {"mostly_missing",
                  TELL("%1 is blank in %2 rows (%3). Find out why before a model learns from it."), "missing",
                  "percent"},
    WarningWords {"empty_column", TELL("%1 is blank in all %2 rows."), "rows"},
    WarningWords {"infinite", TELL("%1 is infinite in %2 rows. Most likely something was divided by zero."),
                  "count"},
    WarningWords {"duplicates",
                  TELL("%2 rows (%3) are equal to an earlier one in every column. In training and test they "
                       "make the test too easy."),
                  "count", "percent"},
    WarningWords {
        "not_sorted",
        TELL("The rows are not in the order of %1: it steps back %2 times. Split by its value, not by "
             "the place of the rows."),
        "steps_back"},
    WarningWords {"future_rows", TELL("%1 lies in the future in %2 rows (%3)."), "count", "percent"},
};

#undef TELL

const WarningWords *wordsOf(const QString &id)
{
    const auto found = std::find_if(warningWords.begin(), warningWords.end(),
                                    [&](const WarningWords &each) { return id == QLatin1String(each.id); });
    return found == warningWords.end() ? nullptr : &*found;
}

} // namespace

Status ProfileWarning::status() const
{
    if (severity == QLatin1String("high"))
        return Status::Failed;
    return severity == QLatin1String("medium") ? Status::Warns : Status::Neutral;
}

bool ProfileWords::knows(const QString &id)
{
    return wordsOf(id);
}

QString ProfileWords::of(const QString &id, const QString &column, const Json &numbers,
                         const QString &english)
{
    const auto *words = wordsOf(id);
    if (!words)
        return english;
    // Every place by itself: a sentence need not name the column.
    QString told = tr(words->sentence);
    const std::array values {column, shown(at(numbers, words->first)), shown(at(numbers, words->second)),
                             shown(at(numbers, words->third))};
    for (std::size_t i = values.size(); i > 0; --i)
        told.replace(QStringLiteral("%%1").arg(i), values[i - 1]);
    return told;
}

ProfileAnswer profileAnswerFrom(const Json &profile)
{
    ProfileAnswer answer {.rows = numberAt(profile, "rows"),
                          .duplicates = numberAt(profile, "duplicate_rows"),
                          .target = text(valueOr(at(profile, "target"), "column", std::string()))};
    const Json columns = at(profile, "columns");
    for (const auto &name : at(profile, "order")) {
        if (name.is_string())
            answer.columns.push_back(
                columnFrom(name.get<std::string>(), at(columns, name.get<std::string>().c_str())));
    }
    for (const auto &each : at(profile, "warnings")) {
        ProfileWarning warning {.id = text(valueOr(each, "id", std::string())),
                                .column = text(valueOr(each, "column", std::string())),
                                .severity = text(valueOr(each, "severity", std::string()))};
        warning.sentence = ProfileWords::of(warning.id, warning.column, at(each, "numbers"),
                                            text(valueOr(each, "sentence", std::string())));
        answer.warnings.push_back(std::move(warning));
    }
    readCorrelations(at(profile, "correlations"), answer);
    return answer;
}

} // namespace slipway::ui
