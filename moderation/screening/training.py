"""How a classifier is trained: logistic regression over what a text's features are worth, written as plain figures.

A feature's rarity is its inverse document frequency. Before the regression each feature is scaled by how differently
the bad and the good texts use it (the log ratio of naive Bayes, as Wang and Manning 2012 do), which serves the many
rare ones. Each set counts the same, its bad texts as much as its good ones: the largest set must not speak for all.

This is the one module that needs scikit-learn; nothing in the web process imports it.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression

from moderation.screening.features import features
from moderation.screening.labelled import ORDINARY, Sample, in_test
from moderation.screening.measuring import best_mark
from moderation.screening.scoring import MOST_COUNTED, Model

FEWEST_TEXTS = 3
"""Texts in which a feature must stand to be learned."""
MOST_TERMS = 60_000
ORDINARY_WEIGHT = 3.0
STRENGTH = 4.0
SMOOTHING, MOST_RATIO = 1.0, 4.0

Array = Any


class TooLittle(Exception):
    """There is not enough to learn from; the text says what is missing."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """What one regression found, feature by feature."""

    rarity: Array
    weight: Array
    bias: float


def train(task: str, samples: Sequence[Sample], weigh: Mapping[str, float] | None = None) -> Model:
    """Learn from samples, leaving out those for the test; `weigh` makes single sets count more or less.

    Which features are kept and where the mark is set is found on a sixth of the samples, kept aside for that; then
    all of them are learned from.
    """
    learned = [sample for sample in samples if not sample.test]
    _enough(learned)
    vectorizer = DictVectorizer(dtype=np.float64)
    counts = vectorizer.fit_transform(Counter(features(sample.text)) for sample in learned)
    bad = np.array([sample.bad for sample in learned])
    weights = _weights(learned, weigh or {})
    aside = np.array([in_test(sample.text) for sample in learned])
    common = np.flatnonzero(np.asarray((counts > 0).sum(axis=0)).ravel() >= FEWEST_TEXTS)
    names = np.array(vectorizer.get_feature_names_out())[common]
    counts = counts[:, common]
    first = _fit(counts[~aside], bad[~aside], weights[~aside])
    strongest = np.argsort(-np.abs(first.weight * first.rarity))[:MOST_TERMS]
    names, counts = names[strongest], counts[:, strongest]
    trial = _model(task, names, _fit(counts[~aside], bad[~aside], weights[~aside]), 0.0)
    mark = best_mark(trial, [sample for sample, kept in zip(learned, aside, strict=True) if kept])
    return _model(task, names, _fit(counts, bad, weights), mark)


def _enough(samples: Sequence[Sample]) -> None:
    bad = sum(sample.bad for sample in samples)
    if bad < 50 or len(samples) - bad < 50:
        raise TooLittle(f"At least 50 bad and 50 good texts are needed; there are {bad} and {len(samples) - bad}.")


def _weights(samples: Sequence[Sample], weigh: Mapping[str, float]) -> Array:
    """Give each set and label the same weight in all, spread over its samples."""
    sizes: dict[tuple[str, bool], int] = defaultdict(int)
    for sample in samples:
        sizes[sample.source, sample.bad] += 1
    given = dict.fromkeys((sample.source for sample in samples), 1.0) | {ORDINARY: ORDINARY_WEIGHT} | dict(weigh)
    weights = np.array([sample.weight * given[sample.source] / sizes[sample.source, sample.bad] for sample in samples])
    return weights / weights.mean()


def _fit(counts: csr_matrix, bad: Array, weights: Array) -> Fitted:
    counts = counts.minimum(MOST_COUNTED)
    tfidf = TfidfTransformer(sublinear_tf=True)
    values = tfidf.fit_transform(counts)
    ratio = _ratio(counts, bad, weights)
    regression = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0)
    regression.fit(values @ diags(ratio), bad, sample_weight=weights)
    return Fitted(tfidf.idf_, regression.coef_[0] * ratio, float(regression.intercept_[0]))


def _ratio(counts: csr_matrix, bad: Array, weights: Array) -> Array:
    present = (counts > 0).astype(float)
    among_bad = SMOOTHING + present.T @ (weights * bad)
    among_good = SMOOTHING + present.T @ (weights * ~bad)
    log_ratio = np.log((among_bad / among_bad.sum()) / (among_good / among_good.sum()))
    return np.sqrt(np.minimum(np.abs(log_ratio), MOST_RATIO))


def _model(task: str, names: Array, fitted: Fitted, mark: float) -> Model:
    pairs = zip(fitted.rarity.tolist(), fitted.weight.tolist(), strict=True)
    return Model(task, fitted.bias, mark, dict(zip(names.tolist(), pairs, strict=True)))
