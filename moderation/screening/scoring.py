"""A trained classifier as plain figures, and how a text is scored by them: a sum over its features, no library needed.

A feature that stands n times counts (1 + ln n) times its rarity; all of them are made one long, so that long texts do
not score higher for being long; the weighted sum and the bias are the score. Above 0 the training would say yes.
"""

import json
import zlib
from base64 import b64decode, b64encode
from collections import Counter
from dataclasses import dataclass
from math import exp, log, sqrt

from moderation.screening.features import features

MOST_COUNTED = 64
_DAMPED = [0.0, *(1 + log(count) for count in range(1, MOST_COUNTED + 1))]
PART = "_"
FORM = "homeground classifier 1"


class Unreadable(ValueError):
    """What was stored is no classifier of this form."""


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned for one task; `terms` gives each feature's rarity and weight. `mark` is where doubt begins."""

    task: str
    bias: float
    mark: float
    terms: dict[str, tuple[float, float]]

    def score(self, text: str) -> float:
        """Give the score of a text."""
        known, total, square = self.terms.get, 0.0, 0.0
        for feature, count in Counter(features(text)).items():
            if found := known(feature):
                value = found[0] if count == 1 else found[0] * _DAMPED[min(count, MOST_COUNTED)]
                total += value * found[1]
                square += value * value
        return total / sqrt(square) + self.bias if square else self.bias

    def explain(self, text: str) -> list[tuple[str, float]]:
        """List the words and pairs of words that raised a text's score, the strongest first."""
        weighed = (
            (feature, self.terms[feature][0] * self.terms[feature][1] * _DAMPED[min(count, MOST_COUNTED)])
            for feature, count in Counter(features(text)).items()
            if feature in self.terms
        )
        raising = [(feature, weight) for feature, weight in weighed if weight > 0 and is_word(feature)]
        return sorted(raising, key=lambda pair: -pair[1])

    def chance(self, score: float) -> float:
        """Give the score in percent, as the training's curve has it."""
        return 100 / (1 + exp(-max(-30.0, min(30.0, score))))

    def strongest(self, most: int) -> tuple[list[str], list[str]]:
        """List the words that speak most for it and most against it."""
        words = sorted((weight * rarity, term) for term, (rarity, weight) in self.terms.items() if is_word(term))
        return [term for _, term in words[: -most - 1 : -1]], [term for _, term in words[:most]]


def is_word(feature: str) -> bool:
    """Tell words, pairs and manners from parts of words."""
    return PART not in feature and (len(feature) > 5 or " " in feature or feature.isalpha())


def packed(model: Model) -> str:
    """Write a model as compressed JSON, in letters."""
    terms = list(model.terms)
    said = {
        "form": FORM,
        "task": model.task,
        "bias": model.bias,
        "mark": model.mark,
        "terms": terms,
        "rarity": [round(model.terms[term][0], 4) for term in terms],
        "weight": [round(model.terms[term][1], 4) for term in terms],
    }
    return b64encode(zlib.compress(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode(), 9)).decode()


def unpacked(data: str) -> Model:
    """Read a model back; what it says is figures and words, never code."""
    try:
        said = json.loads(zlib.decompress(b64decode(data)))
        if said["form"] != FORM:
            raise Unreadable(said["form"])
        pairs = [(float(rarity), float(weight)) for rarity, weight in zip(said["rarity"], said["weight"], strict=True)]
        terms = dict(zip(map(str, said["terms"]), pairs, strict=True))
        return Model(str(said["task"]), float(said["bias"]), float(said["mark"]), terms)
    except (KeyError, TypeError, ValueError, zlib.error) as error:
        raise Unreadable("this is no classifier of ours") from error
