#pragma once

#include <QList>
#include <QStringView>

#include <optional>

namespace slipway::ui {

/// How a typed pattern was found in a text.
struct FuzzyMatch {
    int score = 0; ///< the higher the better; comparable for one pattern only
    QList<int> places; ///< of the matched characters, ascending
};

/// Finds the characters of `pattern` in their order in `text`, whatever the case. Prefers one unbroken piece,
/// at the start of the text before the start of a word before the middle of one. Spaces in the pattern
/// separate words that may stand in the text in any order. An empty pattern matches everything with score 0.
std::optional<FuzzyMatch> fuzzyMatch(QStringView pattern, QStringView text);

} // namespace slipway::ui
