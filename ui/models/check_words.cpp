#include "ui/models/check_words.h"

#include "ui/models/number_text.h"
#include "ui/models/text.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace slipway::ui {

namespace {

constexpr qsizetype namedValues = 5; ///< of a list; a longer one is only counted

const Json &member(const Json &object, const char *key)
{
    static const Json none;
    if (!object.is_object())
        return none;
    const auto found = object.find(key);
    return found == object.end() ? none : *found;
}

/// The arguments of an expectation, ready for sentences.
struct Arguments {
    const Json &all;

    const Json &at(const char *key) const { return member(all, key); }
    QString value(const char *key) const { return CheckWords::valueText(at(key)); }
    QString column() const { return CheckWords::column(all); }

    /// Names are always all told; values only where they are few.
    QString names(const char *key) const
    {
        return CheckWords::valueTexts(at(key)).join(QStringLiteral(", "));
    }

    QString values(const char *key) const
    {
        const auto values = CheckWords::valueTexts(at(key));
        return values.size() > namedValues
            ? CheckWords::tr("%1 known values").arg(QLocale().toString(values.size()))
            : values.join(QStringLiteral(", "));
    }

    QString range() const
    {
        const bool above = at("strict_min") == true;
        const bool below = at("strict_max") == true;
        const bool hasLow = !at("min_value").is_null();
        const bool hasHigh = !at("max_value").is_null();
        const QString least =
            (above ? CheckWords::tr("more than %1") : CheckWords::tr("at least %1")).arg(value("min_value"));
        const QString most =
            (below ? CheckWords::tr("less than %1") : CheckWords::tr("at most %1")).arg(value("max_value"));
        if (hasLow && hasHigh && !above && !below)
            return CheckWords::tr("between %1 and %2").arg(value("min_value"), value("max_value"));
        if (hasLow && hasHigh)
            return CheckWords::tr("%1 and %2", "more than 3 and at most 5").arg(least, most);
        return hasLow ? least : hasHigh ? most : CheckWords::tr("anything");
    }
};

/// What a sentence tells beside the column.
enum class Told {
    Nothing,
    Value, ///< of the argument `key`
    Values, ///< of the list `key`; many are only counted
    Names, ///< of the list `key`
    Range, ///< from min_value to max_value
};

struct TypeWords {
    const char *type;
    const char
        *sentence; ///< with %1 the column, or what is told where there is no column, and %2 what is told
    Told told = Told::Nothing;
    const char *key = "";
};

#define TELL(words) QT_TRANSLATE_NOOP("slipway::ui::CheckWords", words)

constexpr std::array typeWords {
    TypeWords {"expect_column_to_exist", TELL("%1 is there")},
    TypeWords {"expect_column_values_to_be_of_type", TELL("%1 has the type %2"), Told::Value, "type_"},
    TypeWords {"expect_column_values_to_be_in_type_list", TELL("%1 has one of the types %2"), Told::Names,
               "type_list"},
    TypeWords {"expect_table_column_count_to_be_between", TELL("The number of columns is %1"), Told::Range},
    TypeWords {"expect_table_column_count_to_equal", TELL("There are %1 columns"), Told::Value, "value"},
    TypeWords {"expect_table_columns_to_match_set", TELL("The columns are %1"), Told::Values, "column_set"},
    TypeWords {"expect_table_columns_to_match_ordered_list", TELL("The columns are, in this order, %1"),
               Told::Values, "column_list"},
    TypeWords {"expect_column_values_to_not_be_null", TELL("%1 is never blank")},
    TypeWords {"expect_column_values_to_be_null", TELL("%1 is always blank")},
    TypeWords {"expect_column_values_to_be_unique", TELL("%1 is unique")},
    TypeWords {"expect_compound_columns_to_be_unique", TELL("%1 are unique together")},
    TypeWords {"expect_column_unique_value_count_to_be_between", TELL("%1 has %2 different values"),
               Told::Range},
    TypeWords {"expect_column_proportion_of_unique_values_to_be_between",
               TELL("%1 share of different values is %2"), Told::Range},
    TypeWords {"expect_column_values_to_be_in_set", TELL("%1 is one of %2"), Told::Values, "value_set"},
    TypeWords {"expect_column_values_to_not_be_in_set", TELL("%1 is none of %2"), Told::Values, "value_set"},
    TypeWords {"expect_column_values_to_be_between", TELL("%1 is %2"), Told::Range},
    TypeWords {"expect_column_values_to_match_regex", TELL("%1 looks like %2"), Told::Value, "regex"},
    TypeWords {"expect_column_values_to_not_match_regex", TELL("%1 does not look like %2"), Told::Value,
               "regex"},
    TypeWords {"expect_column_values_to_match_regex_list", TELL("%1 looks like any of %2"), Told::Names,
               "regex_list"},
    TypeWords {"expect_column_values_to_not_match_regex_list", TELL("%1 looks like none of %2"), Told::Names,
               "regex_list"},
    TypeWords {"expect_column_value_lengths_to_be_between", TELL("%1 has %2 characters"), Told::Range},
    TypeWords {"expect_column_value_lengths_to_equal", TELL("%1 has exactly %2 characters"), Told::Value,
               "value"},
    TypeWords {"expect_column_values_to_match_strftime_format", TELL("%1 is a time written as %2"),
               Told::Value, "strftime_format"},
    TypeWords {"expect_column_value_z_scores_to_be_less_than",
               TELL("%1 lies within %2 standard deviations of its mean"), Told::Value, "threshold"},
    TypeWords {"expect_column_distinct_values_to_be_in_set", TELL("%1 has no other values than %2"),
               Told::Values, "value_set"},
    TypeWords {"expect_column_distinct_values_to_contain_set", TELL("%1 has each of the values %2"),
               Told::Values, "value_set"},
    TypeWords {"expect_column_distinct_values_to_equal_set", TELL("%1 has exactly the values %2"),
               Told::Values, "value_set"},
    TypeWords {"expect_column_pair_values_a_to_be_greater_than_b", TELL("%1 is greater than %2"), Told::Value,
               "column_B"},
    TypeWords {"expect_column_pair_values_to_be_equal", TELL("%1 is equal to %2"), Told::Value, "column_B"},
    TypeWords {"expect_multicolumn_sum_to_equal", TELL("%1 sum to %2"), Told::Value, "sum_total"},
    TypeWords {"expect_column_min_to_be_between", TELL("%1 least value is %2"), Told::Range},
    TypeWords {"expect_column_max_to_be_between", TELL("%1 greatest value is %2"), Told::Range},
    TypeWords {"expect_column_mean_to_be_between", TELL("%1 mean is %2"), Told::Range},
    TypeWords {"expect_column_median_to_be_between", TELL("%1 median is %2"), Told::Range},
    TypeWords {"expect_column_stdev_to_be_between", TELL("%1 standard deviation is %2"), Told::Range},
    TypeWords {"expect_column_sum_to_be_between", TELL("%1 sum is %2"), Told::Range},
    TypeWords {"expect_column_quantile_values_to_be_between", TELL("%1 quantiles lie in their ranges")},
    TypeWords {"expect_column_most_common_value_to_be_in_set", TELL("%1 most common value is one of %2"),
               Told::Values, "value_set"},
    TypeWords {"expect_column_kl_divergence_to_be_less_than",
               TELL("%1 is spread as before, with a divergence of at most %2"), Told::Value, "threshold"},
    TypeWords {"expect_table_row_count_to_be_between", TELL("The number of rows is %1"), Told::Range},
    TypeWords {"expect_table_row_count_to_equal", TELL("There are %1 rows"), Told::Value, "value"},
};

/// Where one argument changes the sentence.
constexpr std::array otherWords {
    TypeWords {"expect_column_pair_values_a_to_be_greater_than_b", TELL("%1 is at least %2"), Told::Value,
               "column_B"},
    TypeWords {"expect_column_values_to_match_regex_list", TELL("%1 looks like all of %2"), Told::Names,
               "regex_list"},
    TypeWords {"expect_table_columns_to_match_set", TELL("Among the columns are %1"), Told::Values,
               "column_set"},
    TypeWords {"expect_column_kl_divergence_to_be_less_than", TELL("%1 is spread over the known values")},
    TypeWords {"expect_column_to_exist", TELL("%1 is there, in the place %2"), Told::Value, "column_index"},
};

#undef TELL

bool hasOtherWords(const Arguments &with)
{
    return with.at("or_equal") == true || with.at("match_on") == "all" || with.at("exact_match") == false
        || with.at("column_index").is_number();
}

const TypeWords *find(std::span<const TypeWords> words, const std::string &type)
{
    const auto found =
        std::find_if(words.begin(), words.end(), [&](const TypeWords &each) { return type == each.type; });
    return found == words.end() ? nullptr : &*found;
}

const TypeWords *wordsOf(const std::string &type, const Arguments &with)
{
    const bool unbounded =
        type == "expect_column_kl_divergence_to_be_less_than" && with.at("threshold").is_null();
    const auto *other = hasOtherWords(with) || unbounded ? find(otherWords, type) : nullptr;
    return other ? other : find(typeWords, type);
}

QString told(const TypeWords &words, const Arguments &with)
{
    switch (words.told) {
    case Told::Nothing:
        return {};
    case Told::Value:
        return with.value(words.key);
    case Told::Values:
        return with.values(words.key);
    case Told::Names:
        return with.names(words.key);
    case Told::Range:
        return with.range();
    }
    return {};
}

/// A share that is not the whole, and the rows that are meant.
QString limited(const QString &sentence, const Arguments &with)
{
    QString limited = sentence;
    const Json &mostly = with.at("mostly");
    if (mostly.is_number() && mostly.get<double>() < 1)
        limited = CheckWords::tr("%1, in at least %2 of the rows")
                      .arg(limited, NumberText::share(mostly.get<double>()));
    if (with.at("row_condition").is_string())
        limited = CheckWords::tr("%1, where %2").arg(limited, with.value("row_condition"));
    return limited;
}

} // namespace

QString CheckWords::valueText(const Json &value)
{
    if (value.is_null())
        return NumberText::missing();
    if (value.is_string())
        return text(value.get<std::string>());
    if (value.is_number_integer())
        return NumberText::count(value.get<double>());
    if (value.is_number()) {
        QString shown =
            QLocale().toString(std::abs(value.get<double>()), 'g', QLocale::FloatingPointShortest);
        return value.get<double>() < 0 ? QChar(0x2212) + shown : shown;
    }
    return text(writeJson(value));
}

QStringList CheckWords::valueTexts(const Json &list)
{
    QStringList values;
    if (list.is_array()) {
        for (const auto &value : list)
            values << valueText(value);
    }
    return values;
}

QString CheckWords::column(const Json &arguments)
{
    for (const char *key : {"column", "column_A"}) {
        if (const Json &named = member(arguments, key); named.is_string())
            return text(named.get<std::string>());
    }
    return valueTexts(member(arguments, "column_list")).join(QStringLiteral(", "));
}

bool CheckWords::knows(const std::string &type)
{
    return find(typeWords, type);
}

QString CheckWords::of(const std::string &type, const Json &arguments)
{
    const Arguments with {arguments};
    const auto *words = wordsOf(type, with);
    if (!words) {
        QString own = text(type);
        own.replace(QLatin1Char('_'), QLatin1Char(' '));
        return with.column().isEmpty() ? own : tr("%1: %2").arg(with.column(), own);
    }
    const QString sentence = tr(words->sentence);
    if (words->told == Told::Nothing)
        return limited(sentence.arg(with.column()), with);
    const QString what = told(*words, with);
    return limited(sentence.contains(QLatin1String("%2")) ? sentence.arg(with.column(), what)
                                                          : sentence.arg(what),
                   with);
}

} // namespace slipway::ui
