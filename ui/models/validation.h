#pragma once

#include "core/base/clock.h"
#include "core/base/json.h"

#include <QCoreApplication>
#include <QHash>
#include <QString>

#include <limits>
#include <vector>

namespace slipway::ui {

enum class CheckState {
    Failed,
    NotDone, ///< it could not be decided, which is not passed
    NotSupported, ///< nor is this
    Warns, ///< failed, and its suite calls that a warning
    Passed,
};

/// One check of a data set, as its last run ended. Numbers that do not exist are NaN.
struct CheckRow {
    int place = 0; ///< in the suite, from 0
    bool passed = false;
    bool decided = true; ///< false: it could not be done, and `why` says so
    QString column; ///< empty where it is about the whole table
    QString words; ///< "user_id is never blank"
    double failing = std::numeric_limits<double>::quiet_NaN(); ///< rows
    double share = std::numeric_limits<double>::quiet_NaN(); ///< of the rows that were looked at
    QString why; ///< what was found instead, for example; may be empty
    bool known = true; ///< false: a type that Slipway does not know
    bool isWarning = false; ///< its suite gives it a lesser severity than critical
    bool hasRows = false; ///< `data failures` lists the rows that fail it

    CheckState state() const;
    bool operator==(const CheckRow &other) const;
};

/// The checks of one version of a data set.
struct Validation {
    TimeMicros checked = 0;
    QString suite;
    int passed = 0;
    int failed = 0; ///< with those that could not be decided, without those that only warn
    int warns = 0;
    int undecided = 0; ///< of those that failed
    double rows = std::numeric_limits<double>::quiet_NaN(); ///< that were checked
    double seconds = std::numeric_limits<double>::quiet_NaN(); ///< that it took
    std::vector<CheckRow> checks; ///< those that failed first, else in the order of the suite

    int all() const { return passed + failed + warns; }
};

/// The last validation of every data set version that has one, by "interactions@2".
using Validations = QHash<QString, Validation>;

/// Reads what `slipway data validate` answers. What is missing stays unknown.
class ValidationReader
{
    Q_DECLARE_TR_FUNCTIONS(slipway::ui::ValidationReader)
public:
    static Validation read(const Json &result);

private:
    static CheckRow checkFrom(const Json &each, int place);
    static QString whyOf(const CheckRow &check, const Json &result, const Json &problem);
};

inline Validation validationFrom(const Json &result)
{
    return ValidationReader::read(result);
}

} // namespace slipway::ui
