#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace slipway::features {

/// How often each term of one text occurs, by the term's place. Few of many, so that nothing as wide as the
/// vocabulary is cleared for each text.
class CountedTerms
{
public:
    void clear() { m_terms.clear(); }
    void add(std::size_t place, double weight) { m_terms.push_back({place, weight}); }

    /// Adds up equal places; ascending afterwards.
    void gather()
    {
        std::stable_sort(m_terms.begin(), m_terms.end(),
                         [](const Term &a, const Term &b) { return a.place < b.place; });
        std::size_t kept = 0;
        for (std::size_t i = 0; i < m_terms.size(); ++i) {
            if (kept > 0 && m_terms[kept - 1].place == m_terms[i].place)
                m_terms[kept - 1].weight += m_terms[i].weight;
            else
                m_terms[kept++] = m_terms[i];
        }
        m_terms.resize(kept);
    }

    /// Writes the weights, divided by their length as a vector.
    void writeUnit(float *out) const
    {
        double squares = 0;
        for (const auto &term : m_terms)
            squares += term.weight * term.weight;
        if (squares <= 0)
            return;
        const double length = std::sqrt(squares);
        for (const auto &term : m_terms)
            out[term.place] = static_cast<float>(term.weight / length);
    }

    struct Term {
        std::size_t place;
        double weight;
    };
    std::vector<Term> &terms() { return m_terms; }

private:
    std::vector<Term> m_terms;
};

} // namespace slipway::features
