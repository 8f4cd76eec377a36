#include "core/base/messages.h"
#include "core/features/transform/kinds.h"
#include "core/features/transform/levels.h"
#include "core/features/transform/step_json.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <chrono>
#include <cmath>
#include <numbers>

namespace slipway::features {

namespace {

constexpr double secondsPerDay = 86'400;

/// A time taken apart, in UTC.
struct Parts {
    double year, quarter, month, day, weekday, hour, minute;
};

Parts partsOf(double seconds)
{
    const double days = std::floor(seconds / secondsPerDay);
    const double ofDay = seconds - days * secondsPerDay;
    const std::chrono::sys_days date {std::chrono::days {static_cast<int>(days)}};
    const std::chrono::year_month_day civil {date};
    const auto month = static_cast<unsigned>(civil.month());
    return {static_cast<double>(static_cast<int>(civil.year())),
            static_cast<double>((month - 1) / 3 + 1),
            static_cast<double>(month),
            static_cast<double>(static_cast<unsigned>(civil.day())),
            static_cast<double>(std::chrono::weekday {date}.iso_encoding() - 1),
            std::floor(ofDay / 3600),
            std::floor(std::fmod(ofDay, 3600) / 60)};
}

/// A part of a time. One that comes round has a length and a first value.
struct Part {
    std::string_view name;
    double Parts::*value;
    double length; ///< 0: it does not come round
    double first;
};

constexpr std::array known {
    Part {"year", &Parts::year, 0, 0},       Part {"quarter", &Parts::quarter, 4, 1},
    Part {"month", &Parts::month, 12, 1},    Part {"day", &Parts::day, 31, 1},
    Part {"weekday", &Parts::weekday, 7, 0}, Part {"hour", &Parts::hour, 24, 0},
    Part {"minute", &Parts::minute, 60, 0},
};

// Beyond the years -9999 to 9999 a moment is no date, and counts as missing.
constexpr double furthest = 8e3 * 365 * secondsPerDay;

class Dates : public Transformer
{
public:
    std::vector<Part> parts;
    bool cycles = true;

    Json toJson() const override
    {
        Json names = Json::array();
        for (const auto &part : parts)
            names.push_back(part.name);
        return {{"parts", std::move(names)}, {"cycles", cycles}};
    }

    void apply(const Block &block, double *out) const override
    {
        for (std::size_t c = 0; c < inputs().size(); ++c) {
            const double *values = block.channel(c);
            double *into = out + c * block.rows * widthOf();
            for (std::size_t row = 0; row < block.rows; ++row)
                put(values[row], into + row, block.rows);
        }
    }

protected:
    Result<std::vector<Channel>> layOut() override
    {
        std::vector<Channel> outputs;
        for (const auto &input : inputs()) {
            for (const auto &part : parts) {
                if (turns(part)) {
                    outputs.push_back({fmt::format("{} {} sin", input.name, part.name)});
                    outputs.push_back({fmt::format("{} {} cos", input.name, part.name)});
                } else {
                    outputs.push_back({fmt::format("{} {}", input.name, part.name)});
                }
            }
        }
        return outputs;
    }

private:
    bool turns(const Part &part) const { return cycles && part.length > 0; }
    std::size_t widthOf() const { return outputs().size() / inputs().size(); }

    void put(double seconds, double *out, std::size_t rows) const
    {
        const bool missing = !(std::abs(seconds) < furthest);
        const Parts taken = missing ? Parts {} : partsOf(seconds);
        for (const auto &part : parts) {
            const double value = missing ? std::nan("") : taken.*part.value;
            if (!turns(part)) {
                *out = value;
                out += rows;
                continue;
            }
            const double angle = 2 * std::numbers::pi * (value - part.first) / part.length;
            out[0] = std::sin(angle);
            out[rows] = std::cos(angle);
            out += 2 * rows;
        }
    }
};

Result<std::unique_ptr<Transformer>> dates(const std::vector<std::string> &names, bool cycles)
{
    auto made = std::make_unique<Dates>();
    made->cycles = cycles;
    for (const auto &name : names) {
        const auto *found =
            std::find_if(known.begin(), known.end(), [&](const Part &part) { return part.name == name; });
        if (found == known.end()) {
            std::vector<std::string_view> all;
            for (const auto &part : known)
                all.push_back(part.name);
            return failure("features.transform_part",
                           {{"part", name}, {"known", fmt::format("{}", fmt::join(all, ", "))}});
        }
        made->parts.push_back(*found);
    }
    if (made->parts.empty())
        return failure("features.transform_needs", {{"type", "dates"}, {"key", "parts"}});
    return std::unique_ptr<Transformer>(std::move(made));
}

Result<std::unique_ptr<Transformer>> fitDates(const FitRows &, const Json &options, const FitTarget &)
{
    return dates(words(options.at("parts").get<std::string>()), options.at("cycles").get<bool>());
}

Result<std::unique_ptr<Transformer>> readDates(const Json &json)
{
    const StepJson step(json);
    SLIPWAY_ASSIGN(const auto names, step.texts("parts"));
    SLIPWAY_ASSIGN(const bool cycles, step.flag("cycles"));
    return dates(names, cycles);
}

} // namespace

TransformerKind datesKind()
{
    return {"dates",
            "Parts of a time (in UTC), those that come round as sine and cosine",
            "Floor, Div, Mul, Sub and Where for the calendar, Sin and Cos",
            Takes::Numbers,
            false,
            0,
            {{.name = "parts",
              .type = ParameterType::Text,
              .standard = "month, weekday, hour",
              .help = "Out of year, quarter, month, day, weekday, hour and minute"},
             {.name = "cycles",
              .type = ParameterType::Flag,
              .standard = true,
              .help = "Sine and cosine instead of the number, so that December is next to January"}},
            fitDates,
            readDates};
}

} // namespace slipway::features
