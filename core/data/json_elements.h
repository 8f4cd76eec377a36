#pragma once

#include "core/data/text_file.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace slipway::data {

/// Walks over the rows of a JSON file without holding it: the elements of an array, the lines of JSON Lines,
/// or the one value of a document. The elements themselves are not checked; what stands between them is.
class JsonElements
{
public:
    /// Looks at the beginning to tell which of the three it is.
    static Result<JsonElements> open(const TextFile &file);

    struct Element {
        std::string_view text; ///< valid until the next call
        std::uint64_t line = 0;
    };

    /// The next element; `found` is false at the end.
    Status next(Element &element, bool &found);

    bool lines() const { return m_form == Form::Lines; }
    void restart();

private:
    enum class Form { Lines, Array, Document };

    explicit JsonElements(const TextFile &file);

    bool fill(); ///< reads more; false at the end of the file
    bool have(std::size_t at);
    bool skipBlanks();
    void drop(std::size_t count);
    Status nextLine(Element &element, bool &found);
    Status nextOfArray(Element &element, bool &found);
    Status document(Element &element, bool &found);
    Status elementEnd(std::size_t &end);
    Error broken(std::string_view reasonId) const;

    const TextFile *m_file;
    Form m_form = Form::Document;
    std::string m_buffer;
    std::size_t m_used = 0; ///< of the buffer, by elements that were handed out
    std::uint64_t m_offset = 0; ///< in the file, behind the buffer
    std::uint64_t m_line = 1;
    bool m_inside = false; ///< the array has begun
    bool m_first = true;
    bool m_ended = false;
};

} // namespace slipway::data
