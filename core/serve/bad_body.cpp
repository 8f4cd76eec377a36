#include "core/serve/bad_body.h"

#include "core/base/messages.h"

#include <cctype>
#include <vector>

namespace slipway::serve {

namespace {

/// Walks a JSON text and stops at the first number that fits neither 64 bits nor a double, or at the first
/// error.
class NumberFinder : public Json::json_sax_t
{
public:
    bool found = false;
    bool malformed = false;
    std::size_t offset = 0; ///< of the error

    /// "item_ids[3]", "context.position"
    std::string member() const
    {
        std::string path;
        for (const auto &step : m_steps) {
            if (step.isArray)
                path += "[" + std::to_string(step.index) + "]";
            else
                path += (path.empty() ? "" : ".") + step.key;
        }
        return path.empty() ? "The body" : path;
    }

    bool null() override { return next(); }
    bool boolean(bool) override { return next(); }
    bool number_integer(number_integer_t) override { return next(); }
    bool number_unsigned(number_unsigned_t) override { return next(); }
    bool string(string_t &) override { return next(); }
    bool binary(binary_t &) override { return next(); }

    bool number_float(number_float_t, const string_t &text) override
    {
        // A whole number arrives here as a float only where it is too long for 64 bits.
        found = text.find_first_of(".eE") == std::string::npos;
        return found ? false : next();
    }

    bool start_object(std::size_t) override
    {
        m_steps.push_back({false, {}, 0});
        return true;
    }

    bool start_array(std::size_t) override
    {
        m_steps.push_back({true, {}, 0});
        return true;
    }

    bool key(string_t &name) override
    {
        m_steps.back().key = name;
        return true;
    }

    bool end_object() override { return end(); }
    bool end_array() override { return end(); }

    bool parse_error(std::size_t position, const std::string &, const Json::exception &error) override
    {
        constexpr int numberOverflow = 406;
        found = error.id == numberOverflow;
        malformed = !found;
        offset = position;
        return false;
    }

private:
    struct Step {
        bool isArray;
        std::string key;
        std::size_t index;
    };

    bool next()
    {
        if (!m_steps.empty())
            ++m_steps.back().index;
        return true;
    }

    bool end()
    {
        m_steps.pop_back();
        return next();
    }

    std::vector<Step> m_steps;
};

/// Whether the error at `offset` (from 1, as nlohmann counts) is one of the words that programs write for no
/// number.
bool isNotANumber(std::string_view body, std::size_t offset)
{
    std::size_t begin = std::min(offset, body.size());
    while (begin > 0 && (std::isalpha(static_cast<unsigned char>(body[begin - 1])) || body[begin - 1] == '-'))
        --begin;
    const auto rest = body.substr(begin);
    return rest.starts_with("NaN") || rest.starts_with("Infinity") || rest.starts_with("-Infinity")
        || rest.starts_with("-NaN");
}

} // namespace

Refusal explainBadBody(std::string_view body)
{
    NumberFinder finder;
    Json::sax_parse(body, &finder);
    if (finder.found) {
        return {422,
                failure("serve.number_too_large",
                        {{"member", finder.member()}, {"expected", "a number below 9223372036854775808"}})};
    }
    const auto parsed = parseJson(body, "the request's body");
    if (parsed)
        return {400, failure("serve.body_not_json")};
    if (isNotANumber(body, finder.offset))
        return {400, failure("serve.body_nan", parsed.error().args)};
    return {400, parsed.error()};
}

} // namespace slipway::serve
