#pragma once

#include "core/base/clock.h"
#include "core/base/json_value.h"
#include "ui/models/drift_report.h"
#include "ui/models/text.h"

/// Parts of what the engine answers. What is missing, or is something else, counts as not said: files and
/// answers of other versions are shown as far as they can be read.
namespace slipway::ui {

inline QString textAt(const Json &object, const char *key)
{
    return text(valueOr(object, key, std::string()));
}

/// NaN where there is none.
inline double numberAt(const Json &object, const char *key)
{
    return valueOr(object, key, notKnown);
}

/// Zero where there is none.
inline double countAt(const Json &object, const char *key)
{
    return valueOr(object, key, 0.0);
}

/// Written as isoTime() does, or in microseconds; 0 where there is none.
inline TimeMicros timeAt(const Json &object, const char *key)
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    if (found == object.end())
        return 0;
    if (found->is_number_integer())
        return found->get<TimeMicros>();
    const auto time = found->is_string() ? parseIsoTime(found->get<std::string>()) : Result<TimeMicros>(0);
    return time ? time.value() : 0;
}

inline const Json &listAt(const Json &object, const char *key)
{
    static const Json none = Json::array();
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found != object.end() && found->is_array() ? *found : none;
}

inline const Json &objectAt(const Json &object, const char *key)
{
    static const Json none = Json::object();
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found != object.end() && found->is_object() ? *found : none;
}

inline QStringList textsAt(const Json &object, const char *key)
{
    QStringList texts;
    for (const auto &each : listAt(object, key)) {
        if (each.is_string())
            texts << text(each.get<std::string>());
    }
    return texts;
}

} // namespace slipway::ui
