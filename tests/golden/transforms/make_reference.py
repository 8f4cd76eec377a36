#!/usr/bin/python3
"""Makes reference.json with scikit-learn 1.2, numpy 1.24 and scipy 1.10 (Debian 12: python3-sklearn).

Nothing of Slipway needs this script or Python: it says where the expected numbers of the transformers' tests come from.
"""
import json
import pathlib
import re

import numpy as np
import sklearn
from sklearn.feature_extraction import FeatureHasher
from sklearn.feature_extraction.text import HashingVectorizer, TfidfVectorizer
from sklearn.feature_selection import mutual_info_classif
from sklearn.impute import SimpleImputer
from sklearn.metrics import mutual_info_score
from sklearn.preprocessing import (
    KBinsDiscretizer, OneHotEncoder, OrdinalEncoder, QuantileTransformer, RobustScaler, StandardScaler)
from sklearn.utils import murmurhash3_32

WORDS = r"(?u)\b\w+\b"
TEXTS = ["The quick brown fox", "the LAZY dog, the fox!", "Straße und strasse", "dog fox dog fox dog", "naïve café",
         "a b a b a", "fox"]
LATER = ["quick dog and a fox", "STRASSE cafe CAFÉ", "nothing known hereabouts", "fox fox", ""]
HEIGHTS = [1.5, 2.25, None, 2.25, 7.0, -3.0, 0.1, None, 12.5, 2.25]
LEVELS = ["b", "a", "b", None, "c", "b", "a", "d", "b", "e", "a", "c"]
LATER_LEVELS = ["a", "b", "c", "d", "z", None]


def matrix(values):
    return np.array([[np.nan if value is None else value] for value in values], dtype=float)


def texts(values):
    return np.array([[value] for value in values], dtype=object)


def dense(result):
    return np.asarray(result.todense() if hasattr(result, "todense") else result, dtype=float)


def numbers(name, steps, transformer, train=HEIGHTS, later=(0.1, 2.25, None, 100.0, -50.0, 3.3, 7.0, 12.5, -3.0)):
    made = transformer.fit(matrix(train)).transform(matrix(later))
    return {"name": name, "train": list(train), "later": list(later), "steps": steps,
            "inputs": np.nan_to_num(dense(made), nan=0.0).tolist()}


def levels(name, steps, made, later=LATER_LEVELS):
    return {"name": name, "train": LEVELS, "later": later, "steps": steps, "inputs": dense(made).tolist()}


def documents(name, steps, vectorizer):
    # Full case folding makes ss of ß, which the vectorizers' own lower() does not, and char_wb keeps punctuation.
    def plain(text):
        return " ".join(re.findall(WORDS, text.casefold()))

    vectorizer.fit([plain(text) for text in TEXTS])
    return {"name": name, "train": TEXTS, "later": LATER, "steps": steps,
            "inputs": dense(vectorizer.transform([plain(text) for text in LATER])).tolist()}


present = [value for value in HEIGHTS if value is not None]
whole = (0.1, 2.25, 100.0, -50.0, 3.3, 7.0, 12.5, -3.0)
onehot = OneHotEncoder(handle_unknown="ignore").fit(texts([value for value in LEVELS if value]))
rare = OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=2).fit(texts([v for v in LEVELS if v]))
known = [value for value in LATER_LEVELS if value]
ordinal = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1).fit(texts([v for v in LEVELS if v]))
hashed = [[value] if value else [] for value in LATER_LEVELS]

cases = [
    numbers("impute mean", [{"type": "impute", "indicator": True}], SimpleImputer(add_indicator=True)),
    numbers("impute median", [{"type": "impute", "by": "median"}], SimpleImputer(strategy="median")),
    numbers("impute most frequent", [{"type": "impute", "by": "most_frequent"}],
            SimpleImputer(strategy="most_frequent")),
    numbers("impute constant", [{"type": "impute", "by": "constant", "value": "-1.5"}],
            SimpleImputer(strategy="constant", fill_value=-1.5)),
    numbers("standard", [{"type": "standard"}], StandardScaler()),
    numbers("robust", [{"type": "robust"}], RobustScaler()),
    numbers("robust from tenth to tenth", [{"type": "robust", "low": 0.1, "high": 0.9}],
            RobustScaler(quantile_range=(10, 90))),
    numbers("quantile uniform", [{"type": "quantile", "quantiles": 6}], QuantileTransformer(n_quantiles=6)),
    numbers("quantile normal", [{"type": "quantile", "quantiles": 6, "to": "normal"}],
            QuantileTransformer(n_quantiles=6, output_distribution="normal")),
    numbers("bin quantile", [{"type": "bin", "bins": 4}], KBinsDiscretizer(4, strategy="quantile"), present, whole),
    numbers("bin width", [{"type": "bin", "bins": 5, "by": "width", "as": "index"}],
            KBinsDiscretizer(5, strategy="uniform", encode="ordinal"), present, whole),
    levels("one hot", [{"type": "one_hot"}], onehot.transform(texts(known)), known),
    levels("one hot with rare levels", [{"type": "one_hot", "min_count": 2, "others": "place"}],
           rare.transform(texts(known)), known),
    levels("ordinal", [{"type": "ordinal"}], ordinal.transform(texts(known)), known),
    levels("hash", [{"type": "hash", "slots": 8}], FeatureHasher(8, input_type="string").transform(hashed)),
    levels("hash without signs", [{"type": "hash", "slots": 8, "signed": False}],
           FeatureHasher(8, input_type="string", alternate_sign=False).transform(hashed)),
    documents("tfidf", [{"type": "tfidf", "min_count": 1}], TfidfVectorizer(token_pattern=WORDS)),
    documents("tfidf of pairs", [{"type": "tfidf", "min_count": 2, "to": 2, "sublinear": True}],
              TfidfVectorizer(token_pattern=WORDS, ngram_range=(1, 2), min_df=2, sublinear_tf=True)),
    documents("tfidf without frequent ones", [{"type": "tfidf", "min_count": 1, "max_share": 0.4}],
              TfidfVectorizer(token_pattern=WORDS, max_df=0.4)),
    documents("n-grams of characters", [{"type": "ngrams", "slots": 32, "from": 2, "to": 4}],
              HashingVectorizer(analyzer="char_wb", ngram_range=(2, 4), n_features=32)),
    documents("n-grams of words", [{"type": "ngrams", "of": "words", "slots": 16, "from": 1, "to": 2, "signed": False}],
              HashingVectorizer(ngram_range=(1, 2), n_features=16, token_pattern=WORDS, alternate_sign=False)),
]

random = np.random.default_rng(5)
target = random.integers(0, 2, 400)
columns = [random.integers(0, 6, 400), (random.integers(0, 3, 400) + target) % 4, target * 2]
information = [{"values": column.tolist(), "target": target.tolist(), "score": mutual_info_score(column, target),
                "classif": mutual_info_classif(column.reshape(-1, 1), target, discrete_features=True)[0]}
               for column in columns]

tokens = ["", "a", "ab", "abc", "abcd", "hello world", "Straße", "東京", "x" * 57]
hashes = [[token, int(np.uint32(murmurhash3_32(token, seed=0, positive=True)))] for token in tokens]

pathlib.Path(__file__).with_name("reference.json").write_text(json.dumps(
    {"made_with": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}", "cases": cases,
     "murmur3": hashes, "mutual_information": information}, ensure_ascii=False, indent=None).replace('{"name"', '\n{"name"')
    + "\n")
