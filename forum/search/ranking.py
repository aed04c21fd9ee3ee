"""How well a document answers, by its words alone: BM25 with the title above the body, for engines that do not say."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from forum.search.engine import Question

TITLE_WEIGHT = 4.0
SATURATION = 1.2
BY_LENGTH = 0.75
USUAL_LENGTH = 60
SIDE_BY_SIDE = 0.6


def weights(question: Question, counts: Mapping[str, int], documents: int) -> dict[str, float]:
    """Weigh the words of a question: the rarer, the more."""
    many = max(documents, 1)
    return {word: math.log(1 + many / (1 + min(counts.get(word, 0), many))) for word in question.words}


def score(question: Question, weight: Mapping[str, float], title: Sequence[str], body: Sequence[str]) -> float:
    """Say how well a document with these words answers, by the best of the question's ways."""
    in_title, in_body = Counter(title), Counter(body)
    shortening = SATURATION * (1 - BY_LENGTH + BY_LENGTH * len(body) / USUAL_LENGTH)
    worth = {
        word: by * (_often(in_title[word], SATURATION) * TITLE_WEIGHT + _often(in_body[word], shortening))
        for word, by in weight.items()
    }
    best = max((sum(worth[word] for clause in way for word in clause) for way in question.ways), default=0.0)
    words = list(weight)
    near = SIDE_BY_SIDE * (_pairs(words, title) * TITLE_WEIGHT + _pairs(words, body)) if len(words) > 1 else 0.0
    return best + near


def _often(count: int, shortening: float) -> float:
    return count * (SATURATION + 1) / (count + shortening)


def _pairs(words: Sequence[str], text: Iterable[str]) -> int:
    """Count once each pair of the question's words that stand side by side, in its order."""
    wanted, before, found = set(pairwise(words)), "", set()
    for word in text:
        found.add((before, word))
        before = word
    return len(wanted & found)
