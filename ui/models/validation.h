#pragma once

#include "core/base/clock.h"
#include "core/base/json.h"

#include <QCoreApplication>
#include <QHash>
#include <QString>

#include <limits>
#include <vector>

namespace slipway::ui {

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

    bool operator==(const CheckRow &other) const;
};

/// The checks of one version of a data set.
struct Validation {
    TimeMicros checked = 0;
    QString suite;
    int passed = 0;
    int failed = 0;
    double rows = std::numeric_limits<double>::quiet_NaN(); ///< that were checked
    std::vector<CheckRow> checks; ///< those that failed first, else in the order of the suite

    int all() const { return passed + failed; }
};

/// The last validation of every data set version that has one, by "interactions@2".
using Validations = QHash<QString, Validation>;

/// Reads what `slipway data validate` answers. What is missing stays unknown.
Validation validationFrom(const Json &result);

/// A check in words.
class CheckWords
{
    Q_DECLARE_TR_FUNCTIONS(slipway::ui::CheckWords)
public:
    static QString of(const std::string &type, const Json &arguments);

private:
    static QString range(const Json &arguments, const QString &between, const QString &least,
                         const QString &most);
};

} // namespace slipway::ui
