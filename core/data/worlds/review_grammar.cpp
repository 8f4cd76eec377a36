#include "core/data/worlds/review_grammar.h"

#include <array>
#include <cctype>
#include <string_view>

namespace slipway::data {

namespace {

using Phrases = std::span<const std::string_view>;

constexpr std::array<std::array<std::string_view, reviewParts>, reviewCategories> partNames {{
    {"battery", "screen", "camera", "speaker", "fingerprint reader"},
    {"sound", "fit", "microphone", "cable", "noise cancelling"},
    {"lid", "handle", "heating", "switch", "water gauge"},
    {"zip", "shoulder strap", "back padding", "rain cover", "front pocket"},
    {"seat", "armrest", "gas spring", "fabric", "assembly guide"},
    {"plot", "dialogue", "ending", "translation", "main character"},
}};

constexpr std::array<std::string_view, reviewCategories> productNames {
    "phone", "pair of headphones", "kettle", "backpack", "chair", "novel"};

// # stands for the part. Each list mixes plain words with negations, so that no word alone tells the side.
constexpr std::array<std::string_view, 16> praise {
    "the # is good",
    "the # does more than I had hoped",
    "I like the #",
    "the # is not bad at all",
    "I have no complaints about the #",
    "the # has never let me down",
    "nothing is wrong with the #",
    "the # is better than the one that I had before",
    "there is not much that one could improve about the #",
    "I was worried about the # without any reason",
    "the # works just as promised",
    "my family is happy with the #",
    "I would not want to miss the #",
    "the # feels well made",
    "you cannot go wrong with the #",
    "the # did not disappoint me",
};
constexpr std::array<std::string_view, 8> strongPraise {
    "the # is absolutely brilliant",      "I have never seen a better #", "the # alone is worth the money",
    "the # is a joy every single day",    "nothing comes close to the #", "I am in love with the #",
    "the # could not possibly be better", "the # is outstanding",
};
constexpr std::array<std::string_view, 16> blame {
    "the # is bad",
    "the # does less than I had hoped",
    "I do not like the #",
    "the # is not good at all",
    "I have a few complaints about the #",
    "the # has let me down twice",
    "something is wrong with the #",
    "the # is worse than the one that I had before",
    "there is much that one should improve about the #",
    "I was worried about the # and I was right",
    "the # does not work as promised",
    "nobody here is happy with the #",
    "I would not miss the #",
    "the # feels anything but well made",
    "do not expect much of the #",
    "the # is not as good as people say",
};
constexpr std::array<std::string_view, 8> strongBlame {
    "the # is an utter disaster",
    "I have never seen a worse #",
    "the # alone is reason to send it back",
    "the # broke within days",
    "nothing is as annoying as the #",
    "I hate the #",
    "the # could hardly be worse",
    "the # is a bad joke",
};
constexpr std::array<std::string_view, 8> neither {
    "the # is okay",
    "the # does its job, no more and no less",
    "the # is nothing special",
    "I have no strong feelings about the #",
    "the # is what one expects",
    "the # is neither good nor bad",
    "I hardly notice the #",
    "the # is average",
};
constexpr std::array<std::string_view, 8> openings {
    "",
    "",
    "Bought this @ two weeks ago.",
    "This is my second @ of this make.",
    "My sister gave me this @.",
    "I use this @ every day.",
    "I needed a @ and took this one.",
    "Here is what I think of this @ after a month.",
};
constexpr std::array<std::string_view, 8> closings {
    "",
    "",
    "",
    "It came within three days.",
    "The parcel was larger than needed.",
    "I paid the full price.",
    "I may write again in a year.",
    "Ask me anything about it.",
};
constexpr std::array<std::string_view, 4> turns {", but ", ", although ", ". However, ",
                                                 "; on the other hand, "};
constexpr std::array<std::string_view, 4> goOns {", and ", ". ", ". Also, ", ", besides "};

Phrases phrasesFor(const Remark &remark)
{
    if (remark.polarity > 0)
        return remark.extreme ? Phrases(strongPraise) : Phrases(praise);
    if (remark.polarity < 0)
        return remark.extreme ? Phrases(strongBlame) : Phrases(blame);
    return neither;
}

std::string_view pick(Phrases phrases, QuickRandom &random)
{
    return phrases[random.below(phrases.size())];
}

/// Adds the phrase with `word` in the place of `mark`, and a capital where a sentence begins.
void say(std::string_view phrase, char mark, std::string_view word, bool begins, std::string &text)
{
    const std::size_t from = text.size();
    const auto at = phrase.find(mark);
    text += phrase.substr(0, at);
    if (at != std::string_view::npos) {
        text += word;
        text += phrase.substr(at + 1);
    }
    if (begins && text.size() > from)
        text[from] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[from])));
}

} // namespace

void writeReview(std::size_t category, std::span<const Remark> remarks, QuickRandom &random,
                 std::string &text)
{
    const auto opening = pick(openings, random);
    say(opening, '@', productNames[category], true, text);
    if (!opening.empty())
        text += ' ';
    bool begins = true;
    int side = 0;
    for (const auto &remark : remarks) {
        if (&remark != remarks.data()) {
            const bool turned = remark.polarity != 0 && side != 0 && remark.polarity != side;
            const auto joint = pick(turned ? Phrases(turns) : Phrases(goOns), random);
            text += joint;
            begins = joint == ". ";
        }
        say(pick(phrasesFor(remark), random), '#', partNames[category][remark.part], begins, text);
        side = remark.polarity != 0 ? remark.polarity : side;
    }
    text += '.';
    const auto closing = pick(closings, random);
    if (!closing.empty())
        text += ' ';
    text += closing;
}

} // namespace slipway::data
