#pragma once

#include "core/base/json.h"

#include <QCoreApplication>
#include <QString>

namespace slipway::ui {

/// A check in words: "user_id is never blank".
class CheckWords
{
    Q_DECLARE_TR_FUNCTIONS(slipway::ui::CheckWords)
public:
    /// `arguments` are the expectation's. A type that is not known is told in its own words.
    static QString of(const std::string &type, const Json &arguments);

    /// Whether there is a sentence for the type.
    static bool knows(const std::string &type);

    /// The column that the check is about, the columns of a check of several; empty for the whole table.
    static QString column(const Json &arguments);

    /// A value as people read it: grouped digits, a real minus sign, texts as they are.
    static QString valueText(const Json &value);
    static QStringList valueTexts(const Json &list); ///< empty where it is no list
};

} // namespace slipway::ui
