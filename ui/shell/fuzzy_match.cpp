#include "ui/shell/fuzzy_match.h"

#include <QString>

#include <algorithm>
#include <limits>
#include <vector>

namespace slipway::ui {

namespace {

constexpr int kTextStart = 40;
constexpr int kWordStart = 25;
constexpr int kUnbroken = 20; // for a piece that stands in the text as it was typed
constexpr int kLetter = 4;
constexpr int kGap = -3; // for letters left out between two matched ones

bool startsWord(QStringView text, qsizetype at)
{
    if (at == 0)
        return true;
    return !text[at - 1].isLetterOrNumber() || (text[at - 1].isLower() && text[at].isUpper());
}

int startBonus(QStringView text, qsizetype at)
{
    if (at == 0)
        return kTextStart;
    return startsWord(text, at) ? kWordStart : 0;
}

/// The word as one piece, at the best place where it stands.
std::optional<FuzzyMatch> matchPiece(QStringView word, QStringView text)
{
    qsizetype best = -1;
    for (qsizetype at = text.indexOf(word, 0, Qt::CaseInsensitive); at >= 0;
         at = text.indexOf(word, at + 1, Qt::CaseInsensitive)) {
        if (best < 0 || startBonus(text, at) > startBonus(text, best))
            best = at;
    }
    if (best < 0)
        return std::nullopt;
    FuzzyMatch match;
    match.score = kUnbroken + startBonus(text, best) + kLetter * static_cast<int>(word.size());
    for (qsizetype i = 0; i < word.size(); ++i)
        match.places.append(static_cast<int>(best + i));
    return match;
}

/// The letters in their order, with gaps; the first one starts a word. Finds the best of all ways: row i
/// holds, for each place of the text, the best score with letter i there, and the place of letter i - 1 in
/// that way.
std::optional<FuzzyMatch> matchLetters(QStringView word, QStringView text)
{
    constexpr int none = std::numeric_limits<int>::min() / 2;
    const auto columns = static_cast<std::size_t>(text.size());
    const auto rows = static_cast<std::size_t>(word.size());
    std::vector<int> before(columns, none);
    std::vector<int> scores(columns, none);
    std::vector<int> from(rows * columns, -1);

    for (std::size_t i = 0; i < rows; ++i) {
        std::fill(scores.begin(), scores.end(), none);
        int bestGap = none; // the best end of letter i - 1 that leaves at least one letter between
        int bestGapAt = -1;
        for (std::size_t j = 0; j < columns; ++j) {
            const auto at = static_cast<qsizetype>(j);
            if (j >= 2 && before[j - 2] > bestGap) {
                bestGap = before[j - 2];
                bestGapAt = static_cast<int>(j) - 2;
            }
            if (text[at].toCaseFolded() != word[static_cast<qsizetype>(i)].toCaseFolded())
                continue;
            if (i == 0) {
                if (startsWord(text, at))
                    scores[j] = kLetter + startBonus(text, at);
                continue;
            }
            const int joined = j > 0 ? before[j - 1] : none;
            const int jumped = bestGap + kGap + (startsWord(text, at) ? kLetter : 0);
            if (std::max(joined, jumped) < 0)
                continue;
            scores[j] = kLetter + std::max(joined, jumped);
            from[i * columns + j] = joined >= jumped ? static_cast<int>(j) - 1 : bestGapAt;
        }
        std::swap(before, scores);
    }

    const auto best = std::max_element(before.begin(), before.end());
    if (best == before.end() || *best < 0)
        return std::nullopt;
    FuzzyMatch match;
    match.score = *best;
    int at = static_cast<int>(best - before.begin());
    for (std::size_t i = rows; i-- > 0;) {
        match.places.prepend(at);
        at = from[i * columns + static_cast<std::size_t>(at)];
    }
    return match;
}

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(QStringView pattern, QStringView text)
{
    FuzzyMatch whole;
    for (const QStringView word : pattern.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        auto match = matchPiece(word, text);
        if (!match)
            match = matchLetters(word, text);
        if (!match)
            return std::nullopt;
        whole.score += match->score;
        whole.places.append(match->places);
    }
    std::sort(whole.places.begin(), whole.places.end());
    whole.places.erase(std::unique(whole.places.begin(), whole.places.end()), whole.places.end());
    // Of two texts that match alike the shorter one is the better answer.
    if (!whole.places.isEmpty())
        whole.score -= static_cast<int>(std::min<qsizetype>(text.size() / 8, 10));
    return whole;
}

} // namespace slipway::ui
