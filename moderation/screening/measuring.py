"""How good a classifier is on texts it has not learned from: precision, recall, F1, the area under its curve."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from moderation.screening.labelled import ORDINARY, Sample
from moderation.screening.scoring import Model

MOST_FALSE = 0.008
"""The share of ordinary posts that a mark may catch: below the promised hundredth, so that other posts keep to it."""
STRONGEST = 30


@dataclass(frozen=True, slots=True)
class Figures:
    """What was found on one set."""

    texts: int
    bad: int
    precision: float
    recall: float
    f1: float
    auc: float | None


def figures(scored: Sequence[tuple[float, bool]], mark: float) -> Figures:
    """Measure scores against labels; a score from the mark on says yes."""
    bad = sum(label for _score, label in scored)
    caught = [label for score, label in scored if score >= mark]
    right = sum(caught)
    precision = right / len(caught) if caught else 0.0
    recall = right / bad if bad else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return Figures(len(scored), bad, precision, recall, f1, area(scored))


def area(scored: Sequence[tuple[float, bool]]) -> float | None:
    """Give the chance that a bad text scores higher than a good one; None where there are not both."""
    good = sorted(score for score, bad in scored if not bad)
    bad = [score for score, label in scored if label]
    if not good or not bad:
        return None
    won = sum(bisect_left(good, score) + bisect_right(good, score) for score in bad)
    return won / (2 * len(good) * len(bad))


def by_source(model: Model, samples: Iterable[Sample]) -> dict[str, list[tuple[float, bool]]]:
    """Score samples, set by set."""
    scored: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for sample in samples:
        scored[sample.source].append((model.score(sample.text), sample.bad))
    return scored


def best_mark(model: Model, samples: Iterable[Sample]) -> float:
    """Find the mark with the best mean F1 over the sets that lets all but a few of the ordinary posts pass."""
    scored = by_source(model, (sample for sample in samples if not sample.made))
    ordinary = sorted(score for score, _bad in scored.pop(ORDINARY, []))
    lowest = ordinary[int(len(ordinary) * (1 - MOST_FALSE)) - 1] if ordinary else -2.0
    sets = [each for each in scored.values() if {bad for _score, bad in each} == {True, False}]
    marks = [step / 20 for step in range(-40, 41) if step / 20 > lowest] or [lowest]
    if not sets:
        return max(0.0, lowest)
    return max(marks, key=lambda mark: sum(figures(each, mark).f1 for each in sets))


def account(model: Model, samples: Sequence[Sample]) -> dict[str, Any]:
    """Give a classifier's account of itself, as its page shows it: figures on the test part, its strongest words."""
    scored = by_source(model, (sample for sample in samples if sample.test))
    ordinary = scored.pop(ORDINARY, [])
    for_it, against = model.strongest(STRONGEST)
    learned = [sample for sample in samples if not sample.test]
    return {
        "learned": {"bad": sum(each.bad for each in learned), "good": sum(not each.bad for each in learned)},
        "sources": sorted({each.source for each in learned}),
        "tests": {source: asdict(figures(each, model.mark)) for source, each in sorted(scored.items())},
        "ordinary": {"texts": len(ordinary), "caught": sum(score >= model.mark for score, _bad in ordinary)},
        "terms": len(model.terms),
        "words": {"for": for_it, "against": against},
    }
