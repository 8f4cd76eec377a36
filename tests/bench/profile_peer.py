# What bench_profile does, in pandas on a table in memory. Prints the seconds of the profile and of the expectations.
import sys
import time

import numpy as np
import pandas as pd

frame = pd.read_csv(sys.argv[1])
numbers = frame.select_dtypes("number")

start = time.perf_counter()
for name, column in frame.items():
    column.isna().sum()
    column.value_counts().head(10)
    column.nunique()
for name, column in numbers.items():
    column.min(), column.max(), column.mean(), column.std()
    column.quantile([0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99])
    np.histogram(column.dropna(), 20)
numbers.corr()
numbers.corr(method="spearman")
frame.duplicated().sum()
label = frame["label"] == 1
for name, column in numbers.items():
    ranks = column.rank()
    ranks[label & column.notna()].sum()
profile = time.perf_counter() - start

start = time.perf_counter()
for name in ["x0", "x1", "n0", "s0", "label", "g0"]:
    frame[name].isna().sum()
for name in ["x0", "x1", "x2"]:
    (~frame[name].between(-4, 4)).sum()
for name in ["n0", "n1", "n2"]:
    bad = ~frame[name].between(0, 100)
    frame[name][bad].head(20), frame[name][bad].value_counts().head(20)
(~frame["label"].isin([0, 1])).sum()
(~frame["s0"].isin([f"level {i}" for i in range(5)])).sum()
frame["x3"].duplicated(keep=False).sum()
(~frame["s1"].str.contains("^level [0-9]+$")).sum()
bad = ~frame["s2"].str.len().between(7, 9)
frame["s2"][bad].head(20), frame["s2"][bad].value_counts().head(20)
frame["x4"].mean(), frame["x5"].median(), frame["x6"].std(), frame["n3"].max(), frame["n4"].nunique()
frame.duplicated(["n9", "x7"], keep=False).sum()
(~(frame["n9"] > frame["n0"])).sum()
print(profile, time.perf_counter() - start)
