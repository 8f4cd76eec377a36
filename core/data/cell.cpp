#include "core/data/cell.h"

#include "core/data/cell_date.h"
#include "core/data/cell_number.h"
#include "core/data/cell_text.h"

namespace slipway::data {

std::string_view trimmed(std::string_view text)
{
    for (;;) {
        if (text.starts_with(' ') || text.starts_with('\t'))
            text.remove_prefix(1);
        else if (text.starts_with("\xc2\xa0"))
            text.remove_prefix(2);
        else
            break;
    }
    for (;;) {
        if (text.ends_with(' ') || text.ends_with('\t'))
            text.remove_suffix(1);
        else if (text.ends_with("\xc2\xa0"))
            text.remove_suffix(2);
        else
            return text;
    }
}

CellForms formsOf(std::string_view text, std::uint32_t asked)
{
    CellForms found;
    if (asked & form::numbers)
        numberForms(text, asked, found);
    if (found.forms == 0 && (asked & form::dates))
        dateForms(text, asked, found);
    if (found.forms == 0 && (asked & form::flag) && flagOf(text))
        found.forms = form::flag;
    return found;
}

std::optional<bool> flagOf(std::string_view text)
{
    if (sameWord(text, "true"))
        return true;
    return sameWord(text, "false") ? std::optional(false) : std::nullopt;
}

} // namespace slipway::data
