#!/usr/bin/python3
"""Makes reference.json with scipy 1.10, numpy 1.24 and scikit-learn 1.2 (Debian 12).

Nothing of Slipway needs this script or Python: it says where the expected numbers of the statistics tests come from.
Inputs are made by the generator in tests/core/stats/reference_inputs.h, spelled here a second time.
"""
import json
import pathlib

import numpy as np
from scipy import stats
from scipy.spatial import distance
from sklearn import metrics


class Lcg:
    def __init__(self, seed):
        self.state = seed

    def uniform(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return ((self.state >> 11) + 0.5) / 2**53

    def normal(self):
        return sum(self.uniform() for _ in range(12)) - 6.0


def numbers(seed, count, mean, deviation):
    lcg = Lcg(seed)
    return np.array([mean + deviation * lcg.normal() for _ in range(count)])


def categories(seed, count, shares):
    lcg = Lcg(seed)
    cumulative = np.cumsum(shares)
    return np.array([int(np.searchsorted(cumulative, lcg.uniform(), side="right")) for _ in range(count)])


def filled(shares):
    shares = shares.copy()
    least = shares[shares > 0].min()
    shares[shares == 0] = least / 1e6 if least <= 1e-4 else 1e-4
    return shares


def psi(r, c):
    return float(np.sum((r - c) * np.log(r / c)))


def number_case(name, reference, current, decimals=None):
    r, c = numbers(*reference), numbers(*current)
    if decimals is not None:
        r, c = np.round(r * 10**decimals) / 10**decimals, np.round(c * 10**decimals) / 10**decimals
    ks = stats.ks_2samp(r, c)
    edges = np.histogram_bin_edges(np.r_[r, c], bins="sturges")
    shares = [np.histogram(x, edges)[0] / len(x) for x in (r, c)]
    inner = np.quantile(r, np.linspace(0, 1, 11))
    deciles = [np.maximum(np.histogram(np.clip(x, inner[0], inner[-1]), inner)[0] / len(x), 1e-4) for x in (r, c)]
    w = stats.wasserstein_distance(r, c)
    return {
        "name": name, "reference": reference, "current": current, "decimals": decimals,
        "mean": float(r.mean()), "deviation": float(r.std()), "first": [float(x) for x in r[:3]],
        "ks_statistic": float(ks.statistic), "ks_p": float(ks.pvalue),
        "wasserstein": float(w), "wasserstein_normed": float(w / max(r.std(), 1e-3)),
        "sturges_bins": len(edges) - 1,
        "js_base_2": float(distance.jensenshannon(*shares, base=2)),
        "js_base_e": float(distance.jensenshannon(*shares)),
        "psi_deciles": psi(*deciles),
    }


def category_case(name, reference, current):
    r, c = categories(*reference), categories(*current)
    levels = sorted(set(r) | set(c))
    counts = np.array([[int((x == level).sum()) for level in levels] for x in (r, c)])
    shares = [row / row.sum() for row in counts]
    plain = stats.chi2_contingency(counts, correction=False)
    yates = stats.chi2_contingency(counts)
    expected = counts[0] * (counts[1].sum() / counts[0].sum())
    with np.errstate(divide="ignore"):
        one_sample = stats.chisquare(counts[1], expected)
    case = {
        "name": name, "reference": reference, "current": current, "counts": counts.tolist(),
        "contingency": [float(plain[0]), float(plain[1])], "yates": [float(yates[0]), float(yates[1])],
        "one_sample": [float(one_sample[0]) if np.isfinite(one_sample[0]) else None, float(one_sample[1])],
        "psi_filled": psi(*[filled(s) for s in shares]),
        "js_base_2": float(distance.jensenshannon(*shares, base=2)),
        "js_base_e": float(distance.jensenshannon(*shares)),
    }
    if len(levels) == 2:
        ones = [float((x != levels[0]).mean()) for x in (r, c)]
        pooled = (ones[0] * len(r) + ones[1] * len(c)) / (len(r) + len(c))
        z = (ones[0] - ones[1]) / np.sqrt(pooled * (1 - pooled) * (1 / len(r) + 1 / len(c)))
        case["z_p"] = float(2 * stats.norm.sf(abs(z)))
    return case


def ks_tails():
    """P(D_n >= d): every branch of the choice of method, and its borders."""
    rows = []
    for n in (1, 2, 3, 7, 10, 20, 33, 50, 77, 110, 140, 141, 500, 4321, 20000, 99999, 123529, 400000):
        for z in (0.3, 0.4, 0.5, 0.6, 0.8, 0.86, 0.87, 1.0, 1.1, 1.3, 1.48, 1.49, 1.7, 1.9, 2.0, 2.1, 3.0, 6.0, 12.0):
            d = z / np.sqrt(n)
            if d < 1:
                rows.append([n, d, float(stats.kstwo.sf(d, n))])
    return rows


def ks_samples():
    """Exact and asymptotic two-sample p-values at unequal and equal sizes."""
    rows = []
    for n, m, shift in ((5, 4, 0.0), (5, 5, 0.5), (8, 1000, 0.3), (50, 49, 0.2), (100, 100, 0.4), (997, 1000, 0.05),
                        (3000, 2000, 0.1), (3001, 2000, 0.15), (9999, 10000, 0.02), (10000, 10000, 0.03),
                        (10001, 40, 0.3), (10001, 150, 0.1), (30000, 20000, 0.02)):
        r, c = numbers(101, n, 0, 1), numbers(102, m, shift, 1)
        test = stats.ks_2samp(r, c)
        rows.append([n, m, shift, float(test.statistic), float(test.pvalue)])
    return rows


def classifier():
    """400 rows, scores rounded to one decimal so that they tie."""
    lcg = Lcg(31)
    labels = [1 if lcg.uniform() < 0.35 else 0 for _ in range(400)]
    scores = [float(np.clip(np.round((0.4 + 0.15 * label + 0.2 * lcg.normal()) * 10) / 10, 0, 1)) for label in labels]
    return {
        "seed": 31, "rows": 400,
        "auc": float(metrics.roc_auc_score(labels, scores)),
        "average_precision": float(metrics.average_precision_score(labels, scores)),
        "log_loss": float(metrics.log_loss(labels, scores, eps=1e-15)),
        "brier": float(metrics.brier_score_loss(labels, scores)),
        "rank_sum": float(stats.rankdata(scores)[np.array(labels) == 1].sum()),
    }


def delong():
    lcg = Lcg(7)
    labels = np.array([1 if lcg.uniform() < 0.3 else 0 for _ in range(500)])
    a = np.array([label + lcg.normal() for label in labels])
    b = np.array([0.7 * label + 0.5 * x + 0.8 * lcg.normal() for label, x in zip(labels, a)])
    positive = labels == 1
    m, n = positive.sum(), (~positive).sum()
    # From the definition, pair by pair, not from ranks: a second way to the same numbers.
    wins = [np.sign(s[positive][:, None] - s[~positive][None, :]) / 2 + 0.5 for s in (a, b)]
    auc = [w.mean() for w in wins]
    covariance = np.cov([w.mean(1) for w in wins]) / m + np.cov([w.mean(0) for w in wins]) / n
    z = (auc[0] - auc[1]) / np.sqrt(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1])
    return {"seed": 7, "rows": 500, "auc": auc, "covariance": covariance.tolist(), "z": float(z),
            "p": float(2 * stats.norm.sf(abs(z)))}


def tails():
    return {
        "normal": [[z, float(stats.norm.sf(z))] for z in (-3.0, 0.0, 1.0, 1.96, 5.0, 12.0)],
        "log10_two_sided": [[z, float((stats.norm.logsf(z) + np.log(2)) / np.log(10))] for z in (1.0, 29.9, 30.1, 100.0)],
        "chi_square": [[x, k, float(stats.chi2.sf(x, k))] for x, k in ((3.84, 1), (0.5, 3), (16.9, 9), (400.0, 9), (99.5, 100))],
    }


def benjamini_hochberg():
    """From the definition: the least p * tests / rank over the ranks from one's own upwards."""
    p = [0.01, 0.04, 0.03, 0.005, 0.5, 0.04]
    order = sorted(p)
    adjusted = [min(min(1.0, q * len(p) / (order.index(q) + order.count(q))) for q in order if q >= own) for own in p]
    return {"p": p, "adjusted": adjusted}


reference = {
    "made_with": "scipy 1.10.1, numpy 1.24.2, scikit-learn 1.2.1",
    "numbers": [
        number_case("same_800_600", (1, 800, 0, 1), (2, 600, 0, 1)),
        number_case("shift_800_600", (1, 800, 0, 1), (2, 600, 0.25, 1)),
        number_case("scale_5000_4000", (3, 5000, 10, 2), (4, 4000, 10, 2.5)),
        number_case("same_50000_50000", (5, 50000, 0, 1), (6, 50000, 0, 1)),
        number_case("tiny_shift_50000_50000", (5, 50000, 0, 1), (6, 50000, 0.03, 1)),
        number_case("tied_2000_1500", (13, 2000, 0, 1), (14, 1500, 0.2, 1), decimals=1),
    ],
    "categories": [
        category_case("bin_900_700", (7, 900, [0.7, 0.3]), (8, 700, [0.7, 0.3])),
        category_case("bin_shift_900_700", (7, 900, [0.7, 0.3]), (8, 700, [0.6, 0.4])),
        category_case("cat3_900_700", (9, 900, [0.5, 0.3, 0.2]), (10, 700, [0.45, 0.3, 0.25])),
        category_case("cat_new_level_3000_2000", (11, 3000, [0.5, 0.3, 0.2]), (12, 2000, [0.45, 0.3, 0.15, 0.1])),
        category_case("cat_lost_level_3000_2000", (11, 3000, [0.5, 0.3, 0.15, 0.05]), (12, 2000, [0.5, 0.3, 0.2])),
    ],
    "ks_tails": ks_tails(),
    "ks_samples": ks_samples(),
    "classifier": classifier(),
    "delong": delong(),
    "tails": tails(),
    "benjamini_hochberg": benjamini_hochberg(),
}


def line_per_case(value):
    """Lists of cases with a line for each, so that a change shows where it is."""
    if isinstance(value, list):
        return "[\n  " + ",\n  ".join(json.dumps(case) for case in value) + "\n ]"
    return json.dumps(value)


text = ",\n ".join(f"{json.dumps(key)}: {line_per_case(value)}" for key, value in reference.items())
pathlib.Path(__file__).with_name("reference.json").write_text("{\n " + text + "\n}\n")
