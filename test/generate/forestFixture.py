"""Writes test/fixtures/forest.json: made-up data, and what scikit-learn's random forest makes of it.

On Debian 12: apt-get install python3-sklearn; /usr/bin/python3 test/generate/forestFixture.py
The same versions (scikit-learn 1.2.1, numpy 1.24.2) write the same bytes.
"""
import json
import pathlib

import numpy
import sklearn
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import balanced_accuracy_score, roc_auc_score

ROWS, TRAINING, FEATURES, SEEDS = 2400, 1600, 9, 10

random = numpy.random.default_rng(7)
data = numpy.empty((ROWS, FEATURES))
data[:, :4] = random.normal(0, 100, (ROWS, 4)).round()
data[:, 4:6] = random.integers(0, 6, (ROWS, 2))
data[:, 6] = numpy.exp(random.normal(4, 1, ROWS)).round()
data[:, 7:] = random.integers(0, 2, (ROWS, 2))
signal = (
    data[:, 0] / 80
    - data[:, 1] / 110 * data[:, 7]
    + 0.9 * (data[:, 4] == 3)
    + 0.7 * (data[:, 5] > 3) * data[:, 2] / 100
    - 0.5 * numpy.log1p(data[:, 6]) * data[:, 3] / 400
    - 1.7
    + 0.8 * random.normal(0, 1, ROWS)
)
labels = (signal > 0).astype(int)
scores = []
for seed in range(SEEDS):
    forest = RandomForestClassifier(
        n_estimators=100, min_samples_leaf=5, class_weight="balanced", max_features="sqrt", random_state=seed
    ).fit(data[:TRAINING], labels[:TRAINING])
    likely = forest.predict_proba(data[TRAINING:])[:, 1]
    scores.append((roc_auc_score(labels[TRAINING:], likely), balanced_accuracy_score(labels[TRAINING:], likely >= 0.5)))
area, accuracy = (
    {"mean": round(float(numpy.mean(values)), 4), "deviation": round(float(numpy.std(values, ddof=1)), 4)}
    for values in zip(*scores)
)
fixture = {
    "library": f"scikit-learn {sklearn.__version__}",
    "training": TRAINING,
    "areaUnderCurve": area,
    "balancedAccuracy": accuracy,
    "labels": "".join(map(str, labels)),
    "columns": [[int(value) for value in column] for column in data.T],
}
path = pathlib.Path(__file__).parent.parent / "fixtures" / "forest.json"
path.write_text(json.dumps(fixture, separators=(",", ":")) + "\n")
print(path, area, accuracy, labels.mean())
