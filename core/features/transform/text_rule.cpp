#include "core/features/transform/text_rule.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <cassert>

namespace slipway::features {

namespace {

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// UTF-8 as ICU's own form; what is no UTF-8 becomes U+FFFD.
std::u16string wide(std::string_view text)
{
    std::u16string made(text.size(), u'\0'); // never longer than the bytes
    int32_t length = 0;
    UErrorCode status = U_ZERO_ERROR;
    u_strFromUTF8WithSub(made.data(), static_cast<int32_t>(made.size()), &length, text.data(),
                         static_cast<int32_t>(text.size()), 0xFFFD, nullptr, &status);
    made.resize(U_SUCCESS(status) ? static_cast<std::size_t>(length) : 0);
    return made;
}

std::string narrow(const std::u16string &text)
{
    std::string made(text.size() * 3, '\0');
    int32_t length = 0;
    UErrorCode status = U_ZERO_ERROR;
    u_strToUTF8WithSub(made.data(), static_cast<int32_t>(made.size()), &length, text.data(),
                       static_cast<int32_t>(text.size()), 0xFFFD, nullptr, &status);
    made.resize(U_SUCCESS(status) ? static_cast<std::size_t>(length) : 0);
    return made;
}

std::u16string casefolded(const std::u16string &text)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *folding = unorm2_getNFKCCasefoldInstance(&status);
    assert(U_SUCCESS(status));
    // Full foldings grow, by a factor of 18 at most (U+FDFA); the usual text fits the first time.
    std::u16string made(text.size() * 2 + 16, u'\0');
    for (;;) {
        status = U_ZERO_ERROR;
        const auto length = unorm2_normalize(folding, text.data(), static_cast<int32_t>(text.size()),
                                             made.data(), static_cast<int32_t>(made.size()), &status);
        if (status != U_BUFFER_OVERFLOW_ERROR) {
            made.resize(U_SUCCESS(status) ? static_cast<std::size_t>(length) : 0);
            return made;
        }
        made.resize(static_cast<std::size_t>(length));
    }
}

bool isOfWord(UChar32 point)
{
    constexpr auto categories = U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK | U_GC_PC_MASK;
    return (U_GET_GC_MASK(point) & categories) != 0;
}

/// The code point at `at`, which moves behind it. The text is UTF-8 without mistakes, as folding leaves it.
UChar32 nextPoint(std::string_view text, std::size_t &at)
{
    const auto byte = [&](std::size_t i) {
        return static_cast<UChar32>(static_cast<unsigned char>(text[i]));
    };
    const UChar32 first = byte(at++);
    if (first < 0x80)
        return first;
    const int more = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
    UChar32 point = first & (0x3F >> more);
    for (int i = 0; i < more && at < text.size(); ++i)
        point = point << 6 | (byte(at++) & 0x3F);
    return point;
}

/// The starts of the code points of a word, and its end.
std::vector<std::size_t> starts(std::string_view word)
{
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < word.size(); ++i) {
        if ((static_cast<unsigned char>(word[i]) & 0xC0) != 0x80)
            places.push_back(i);
    }
    places.push_back(word.size());
    return places;
}

void characterNgrams(std::string_view word, const NgramRange &range,
                     const std::function<void(std::string_view)> &take)
{
    const auto padded = " " + std::string(word) + " ";
    const auto at = starts(padded);
    const auto points = at.size() - 1;
    for (std::size_t n = range.least; n <= range.most; ++n) {
        if (points <= n) {
            take(padded);
            return; // longer ones would be the same once more
        }
        for (std::size_t i = 0; i + n <= points; ++i)
            take(std::string_view(padded).substr(at[i], at[i + n] - at[i]));
    }
}

} // namespace

std::string foldedText(std::string_view text)
{
    if (!isAscii(text))
        return narrow(casefolded(wide(text)));
    std::string folded(text);
    for (char &c : folded)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return folded;
}

std::vector<std::string_view> wordsOf(std::string_view folded)
{
    std::vector<std::string_view> found;
    std::size_t begin = 0;
    bool inWord = false;
    for (std::size_t at = 0; at < folded.size();) {
        const auto here = at;
        const bool ofWord = isOfWord(nextPoint(folded, at));
        if (ofWord && !inWord)
            begin = here;
        if (!ofWord && inWord)
            found.push_back(folded.substr(begin, here - begin));
        inWord = ofWord;
    }
    if (inWord)
        found.push_back(folded.substr(begin));
    return found;
}

void forEachNgram(std::string_view text, const NgramRange &range,
                  const std::function<void(std::string_view)> &take)
{
    const auto folded = foldedText(text);
    const auto found = wordsOf(folded);
    if (range.characters) {
        for (const auto word : found)
            characterNgrams(word, range, take);
        return;
    }
    std::string joined;
    for (std::size_t i = 0; i < found.size(); ++i) {
        joined.clear();
        for (std::size_t n = 1; n <= range.most && i + n <= found.size(); ++n) {
            if (n > 1)
                joined += ' ';
            joined += found[i + n - 1];
            if (n >= range.least)
                take(joined);
        }
    }
}

} // namespace slipway::features
