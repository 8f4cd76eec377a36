#include "ui/models/number_text.h"

#include "core/evaluate/metric_catalogue.h"
#include "ui/models/text.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace slipway::ui {

namespace {

using evaluate::NumberStyle;

constexpr auto splits = std::array {QT_TRANSLATE_NOOP("slipway::ui::NumberText", "training"),
                                    QT_TRANSLATE_NOOP("slipway::ui::NumberText", "validation"),
                                    QT_TRANSLATE_NOOP("slipway::ui::NumberText", "test")};

QString splitText(std::string_view split)
{
    return NumberText::tr(split == "train" ? splits[0] : split == "val" ? splits[1] : splits[2]);
}

QDateTime local(TimeMicros time)
{
    return QDateTime::fromMSecsSinceEpoch(time / 1000);
}

} // namespace

QString NumberText::fixed(double value, int decimals)
{
    if (!std::isfinite(value))
        return missing();
    const QLocale locale;
    const QString digits = locale.toString(std::abs(value), 'f', decimals);
    const bool isZero = std::none_of(digits.begin(), digits.end(),
                                     [](QChar c) { return c.isDigit() && c.digitValue() != 0; });
    return value < 0 && !isZero ? QChar(0x2212) + digits : digits;
}

QString NumberText::count(double value)
{
    return fixed(value, 0);
}

QString NumberText::share(double fraction)
{
    return std::isfinite(fraction) ? tr("%1%").arg(fixed(100 * fraction, 1)) : missing();
}

QString NumberText::pValue(double value)
{
    return value < 0.001 ? tr("< %1").arg(fixed(0.001, 3)) : fixed(value, 3); // NaN is a dash
}

QString NumberText::twoDigits(double value)
{
    const double size = std::abs(value);
    if (!std::isfinite(value) || size == 0 || size >= 9.95)
        return fixed(value, 0);
    const int decimals = 1 - static_cast<int>(std::floor(std::log10(size)));
    // 0.0996 rounds up into the next power of ten and then needs one digit less.
    const bool carries = std::round(size * std::pow(10, decimals)) >= 100;
    return fixed(value, carries ? decimals - 1 : decimals);
}

QString NumberText::duration(double seconds)
{
    if (!std::isfinite(seconds))
        return missing();
    if (seconds < 0.9995)
        return tr("%1 ms").arg(twoDigits(1000 * seconds));
    if (seconds < 59.5)
        return tr("%1 s").arg(fixed(seconds, seconds < 9.95 && seconds != std::floor(seconds) ? 1 : 0));
    const auto whole = static_cast<qint64>(std::llround(seconds));
    if (whole < 3600)
        return tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
    return tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
}

QString NumberText::metric(std::string_view key, double value)
{
    if (!std::isfinite(value))
        return missing();
    const auto known = evaluate::findMetric(key);
    if (!known) {
        const double size = std::abs(value);
        if (size == 0 || size >= 1000)
            return count(value);
        return fixed(value, std::max(0, 3 - static_cast<int>(std::floor(std::log10(size)))));
    }
    const auto &metric = *known->metric;
    QString shown;
    switch (metric.style) {
    case NumberStyle::Count:
        shown = count(value);
        break;
    case NumberStyle::PValue:
        return pValue(value);
    case NumberStyle::Latency:
        shown = twoDigits(value);
        break;
    case NumberStyle::Score:
        shown = fixed(value, metric.decimals);
        break;
    }
    return metric.unit.empty() ? shown : shown + QLatin1Char(' ') + text(metric.unit);
}

QString NumberText::metricLabel(std::string_view key)
{
    const auto known = evaluate::findMetric(key);
    if (!known)
        return text(key);
    QString label =
        QCoreApplication::translate("slipway::evaluate", std::string(known->metric->label).c_str());
    if (known->k > 0)
        label += QStringLiteral("@%1").arg(known->k);
    return known->split.empty() ? label : tr("%1, %2").arg(label, splitText(known->split));
}

QString NumberText::time(TimeMicros time, const QDateTime &now)
{
    if (time == 0)
        return missing();
    const QLocale locale;
    const auto moment = local(time);
    const auto days = moment.date().daysTo(now.date());
    if (days == 0)
        return locale.toString(moment.time(), QStringLiteral("HH:mm"));
    if (days == 1)
        return tr("Yesterday");
    return locale.toString(moment.date(),
                           moment.date().year() == now.date().year()
                               ? tr("d MMM", "date of this year")
                               : tr("d MMM yyyy", "date of another year"));
}

QString NumberText::fullTime(TimeMicros time)
{
    return time == 0 ? missing() : QLocale().toString(local(time), QLocale::LongFormat);
}

} // namespace slipway::ui
