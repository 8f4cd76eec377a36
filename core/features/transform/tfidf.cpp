#include "core/base/text_hash.h"
#include "core/features/transform/counted_terms.h"
#include "core/features/transform/kinds.h"
#include "core/features/transform/levels.h"
#include "core/features/transform/ngram_range.h"
#include "core/features/transform/step_json.h"
#include "core/features/transform/text_rule.h"

#include <cmath>
#include <string>

namespace slipway::features {

namespace {

using Vocabulary = TextMap<std::size_t>;

/// Weighted counts of word n-grams, as scikit-learn's TfidfVectorizer with smooth_idf and norm l2: the count
/// (or 1 + ln of it) times ln((1 + texts) / (1 + texts with it)) + 1, then to length 1. A missing text and a
/// text of unknown words are all zeros.
class TfIdf : public Transformer
{
public:
    NgramRange range;
    bool sublinear = false;
    std::vector<Levels> terms; ///< ascending, a list a column
    std::vector<std::vector<double>> weights; ///< the idf of each term

    Json toJson() const override
    {
        return {{"rule", textRule},       {"from", range.least}, {"to", range.most},
                {"sublinear", sublinear}, {"terms", terms},      {"idf", weights}};
    }
    bool readsText() const override { return true; }
    bool ends() const override { return true; }

    void write(const Block &block, float *out, std::size_t stride) const override
    {
        CountedTerms counted;
        for (std::size_t c = 0; c < terms.size(); ++c) {
            const auto *texts = block.texts + c * block.rows;
            for (std::size_t row = 0; row < block.rows; ++row) {
                if (texts[row].data() == nullptr)
                    continue;
                counted.clear();
                forEachNgram(texts[row], range, [&](std::string_view term) {
                    if (const auto found = m_vocabulary[c].find(term); found != m_vocabulary[c].end())
                        counted.add(found->second, 1);
                });
                counted.gather();
                for (auto &term : counted.terms()) {
                    const double count = sublinear ? 1 + std::log(term.weight) : term.weight;
                    term.weight = count * weights[c][term.place];
                }
                counted.writeUnit(out + row * stride);
            }
            out += terms[c].size();
        }
    }

protected:
    Result<std::vector<Channel>> layOut() override
    {
        if (terms.size() != inputs().size() || weights.size() != terms.size())
            return StepJson::damaged("tfidf has not one list of terms a column");
        std::vector<Channel> outputs;
        m_vocabulary.assign(terms.size(), {});
        for (std::size_t c = 0; c < terms.size(); ++c) {
            if (terms[c].size() != weights[c].size())
                return StepJson::damaged("tfidf has not one idf a term");
            for (std::size_t i = 0; i < terms[c].size(); ++i) {
                m_vocabulary[c].emplace(terms[c][i], i);
                outputs.push_back({inputs()[c].name + ": " + terms[c][i]});
            }
        }
        return outputs;
    }

private:
    std::vector<Vocabulary> m_vocabulary;
};

/// In how many texts an n-gram occurs.
struct Occurrence {
    std::size_t texts = 0;
    std::size_t last = 0; ///< the row, from 1, that counted it last
};
using Occurrences = TextMap<Occurrence>;

Occurrences occurrences(const FitRows &rows, std::size_t column, const NgramRange &range)
{
    Occurrences counted;
    for (std::size_t row = 0; row < rows.rows; ++row) {
        forEachNgram(textAt(*rows.sources[column], row), range, [&](std::string_view term) {
            auto found = counted.find(term);
            if (found == counted.end())
                found = counted.emplace(std::string(term), Occurrence {}).first;
            if (found->second.last != row + 1)
                found->second = {found->second.texts + 1, row + 1};
        });
    }
    return counted;
}

void fitColumn(const FitRows &rows, std::size_t column, const Json &options, TfIdf &made)
{
    const auto counted = occurrences(rows, column, made.range);
    Levels names;
    for (const auto &entry : counted)
        names.push_back(entry.first);
    std::sort(names.begin(), names.end());
    const double most = options.at("max_share").get<double>() * static_cast<double>(rows.rows);
    std::vector<std::size_t> counts;
    for (const auto &name : names) {
        const auto count = counted.find(name)->second.texts;
        counts.push_back(static_cast<double>(count) > most ? 0 : count);
    }
    Levels terms;
    std::vector<double> weights;
    for (const auto i : frequentLevels(counts, options.at("min_count").get<std::size_t>(),
                                       options.at("most").get<std::size_t>())) {
        terms.push_back(names[i]);
        weights.push_back(
            std::log((1 + static_cast<double>(rows.rows)) / (1 + static_cast<double>(counts[i]))) + 1);
    }
    made.terms.push_back(std::move(terms));
    made.weights.push_back(std::move(weights));
}

Result<std::unique_ptr<Transformer>> fitTfIdf(const FitRows &rows, const Json &options, const FitTarget &)
{
    auto made = std::make_unique<TfIdf>();
    SLIPWAY_ASSIGN(made->range, askedNgramRange("tfidf", false, options));
    made->sublinear = options.at("sublinear").get<bool>();
    for (std::size_t c = 0; c < rows.channels.size(); ++c)
        fitColumn(rows, c, options, *made);
    return std::unique_ptr<Transformer>(std::move(made));
}

Result<std::unique_ptr<Transformer>> readTfIdf(const Json &json)
{
    auto made = std::make_unique<TfIdf>();
    const StepJson step(json);
    SLIPWAY_ASSIGN(const auto rule, step.text("rule"));
    if (rule != textRule)
        return StepJson::damaged("the text rule " + rule + " is not known");
    SLIPWAY_ASSIGN(made->range, keptNgramRange("tfidf", false, step));
    SLIPWAY_ASSIGN(made->sublinear, step.flag("sublinear"));
    SLIPWAY_ASSIGN(made->terms, step.levelLists("terms"));
    SLIPWAY_ASSIGN(made->weights, step.numberLists("idf"));
    return std::unique_ptr<Transformer>(std::move(made));
}

} // namespace

TransformerKind tfidfKind()
{
    return {"tfidf",
            "Words and groups of words of a text, weighted by how rare they are, to length 1",
            "TfIdfVectorizer with mode TFIDF behind StringNormalizer and com.microsoft Tokenizer; "
            "LpNormalization",
            Takes::Categories,
            true,
            0,
            {{.name = "from",
              .type = ParameterType::Integer,
              .standard = 1,
              .help = "Words of the shortest group",
              .least = 1,
              .most = longestNgram},
             {.name = "to",
              .type = ParameterType::Integer,
              .standard = 1,
              .help = "Words of the longest group",
              .least = 1,
              .most = longestNgram},
             {.name = "min_count",
              .type = ParameterType::Integer,
              .standard = 2,
              .help = "Terms of fewer training texts are left out",
              .least = 1},
             {.name = "max_share",
              .type = ParameterType::Number,
              .standard = 1.0,
              .help = "Terms of a greater share of the training texts are left out",
              .least = 0,
              .most = 1},
             {.name = "most",
              .type = ParameterType::Integer,
              .standard = 1000,
              .help = "How many terms, those of most texts",
              .least = 1,
              .most = 100'000},
             {.name = "sublinear",
              .type = ParameterType::Flag,
              .standard = false,
              .help = "1 + ln of a count instead of the count"}},
            fitTfIdf,
            readTfIdf};
}

} // namespace slipway::features
