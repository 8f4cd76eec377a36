#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::features {

/// How texts become tokens. A model carries the name; another rule gets another name.
///
/// slipway-text-1:
/// 1. Bytes that are no UTF-8 become U+FFFD.
/// 2. Folding: NFKC_Casefold of Unicode (compatibility composition, full case folding, default ignorable code
///    points go), Unicode 15 as in ICU 72.
/// 3. Words: the longest runs of code points whose general category is a letter (L*), a mark (M*), a number
///    (N*) or connecting punctuation (Pc). Everything else only parts words. One code point is a word too.
/// 4. Word n-grams: n neighbouring words with one blank (U+0020) between them.
/// 5. Character n-grams: n neighbouring code points of a word with a blank before and behind it; a word that
///    is shorter than n with its blanks counts once, whole (scikit-learn's char_wb).
///
/// In ONNX steps 1 to 3 stand before the graph, or in a Tokenizer with the expression
/// [\p{L}\p{M}\p{N}\p{Pc}]+ behind a normaliser; 4 is TfIdfVectorizer over the strings of words.
inline constexpr std::string_view textRule = "slipway-text-1";

/// Steps 1 and 2.
std::string foldedText(std::string_view text);

/// Step 3, of a folded text; the words look into it.
std::vector<std::string_view> wordsOf(std::string_view folded);

/// Steps 1 to 4 or 5: calls `take` with every n-gram of `least` to `most` words or characters.
struct NgramRange {
    bool characters = false;
    std::size_t least = 1;
    std::size_t most = 1;
};
void forEachNgram(std::string_view text, const NgramRange &range,
                  const std::function<void(std::string_view)> &take);

} // namespace slipway::features
