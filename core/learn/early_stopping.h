#pragma once

namespace slipway::learn {

/// Keeps the best epoch, and says when to give up waiting for a better one.
class EarlyStopping
{
public:
    explicit EarlyStopping(int patience)
        : m_patience(patience)
    {
    }

    /// True where `value` (higher is better) is the best so far. Of equal values the first is kept.
    bool improves(int epoch, double value)
    {
        m_epoch = epoch;
        if (m_best != 0 && !(value > m_value))
            return false;
        m_best = epoch;
        m_value = value;
        return true;
    }

    bool giveUp() const { return m_epoch - m_best >= m_patience; }
    int best() const { return m_best; } ///< the best epoch, from 1; 0 before the first

private:
    int m_patience;
    int m_epoch = 0;
    int m_best = 0;
    double m_value = 0;
};

} // namespace slipway::learn
