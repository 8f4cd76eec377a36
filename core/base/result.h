#pragma once

#include "core/base/json.h"

#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace slipway {

enum class ErrorCode { InvalidArgument, NotFound, BadInput, Environment, Backend, Cancelled };

/// The word that stands for a code in JSON ("bad_input").
std::string_view errorCodeName(ErrorCode code);

/// The exit status of a command that ends with this code.
int exitStatus(ErrorCode code);

/// What went wrong, in words a user can act on. `detail` is for the log.
struct Error {
    ErrorCode code = ErrorCode::Backend;
    std::string id; ///< of the sentence in core/base/messages, so that the window can translate it
    Json args;
    std::string message; ///< the sentence in English
    std::string detail;

    /// The same error with a place in front of the sentence: "income: ...".
    Error in(std::string_view place) const;
};

/// {"code","id","args","message"}, as events and `--json` carry it.
Json toJson(const Error &error);

/// Reads what toJson writes. What is missing stays empty; an unknown code is Backend.
Error errorFromJson(const Json &json);

/// Either a value or the reason there is none.
template <typename T>
class [[nodiscard]] Result
{
public:
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Error error)
        : m_state(std::in_place_index<1>, std::move(error))
    {
    }

    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    const T &value() const & { return std::get<0>(m_state); }
    T &value() & { return std::get<0>(m_state); }
    /// By value, so that `for (... : list().value())` walks something that lives.
    T value() && { return std::get<0>(std::move(m_state)); }
    const Error &error() const { return std::get<1>(m_state); }

private:
    std::variant<T, Error> m_state;
};

using Status = Result<std::monostate>; ///< for work without a value

inline Status done()
{
    return std::monostate {};
}

} // namespace slipway

#define SLIPWAY_JOIN_(a, b) a##b
#define SLIPWAY_JOIN(a, b) SLIPWAY_JOIN_(a, b)
#define SLIPWAY_UNIQUE(name)                                                                                 \
    SLIPWAY_JOIN(name, __COUNTER__) // so that a use inside another one's lambda hides nothing

/// Leaves the function with the error of a Status, or of a Result whose value nobody needs.
#define SLIPWAY_TRY(...) SLIPWAY_TRY_(SLIPWAY_UNIQUE(slipwayStatus), __VA_ARGS__)
#define SLIPWAY_TRY_(name, ...)                                                                              \
    do {                                                                                                     \
        if (auto name = (__VA_ARGS__); !name)                                                                \
            return name.error();                                                                             \
    } while (false)

/// SLIPWAY_ASSIGN(auto rows, readRows(path)); declares `rows`, or leaves the function with the error.
#define SLIPWAY_ASSIGN(declaration, ...)                                                                     \
    SLIPWAY_ASSIGN_(SLIPWAY_UNIQUE(slipwayResult), declaration, __VA_ARGS__)
#define SLIPWAY_ASSIGN_(name, declaration, ...)                                                              \
    auto name = (__VA_ARGS__);                                                                               \
    if (!name)                                                                                               \
        return name.error();                                                                                 \
    declaration = std::move(name).value()
