"""Finds: asks the engine, looks at every hit again as its reader may see it now, and forgives typing errors.

What a reader may not see is left out twice: the engine only looks in places they see, and every hit is loaded anew
with their permission. All that is counted, suggested or corrected comes from what is left.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from forum.core.access import Actor
from forum.search import editions, marking
from forum.search.engine import Engine, Hit, Question
from forum.search.registry import KINDS, Found, places_of

MOST_HITS = 200
MOST_CANDIDATES = 5
RAREST = 5
ENOUGH = 25


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found: hits that may be seen, best first, and how the words had to be bent to find them."""

    found: Sequence[Found]
    terms: Sequence[str]
    capped: bool = False
    corrected: tuple[tuple[str, str], ...] = ()
    """Words as they were looked for, and as they stand in what was found."""
    partly: bool = False
    """Whether only some of the words stand in each."""


def find(actor: Actor, question: Question) -> Finding:
    """Find what answers a question; if nothing does, with slips mended, and then with some of the words."""
    engine = editions.current()
    question = replace(question, places=places_of(actor), most=MOST_HITS)
    finding = _ask(engine, actor, question)
    if finding.found or not question.ways:
        return finding
    return _mended(engine, actor, question) or _loosened(engine, actor, question) or finding


def alike(actor: Actor, words: Sequence[str], facets: Sequence[Sequence[str]], most: int) -> list[Found]:
    """Find what shares the rarest of these words."""
    engine = editions.current()
    ways = _by_rarity(engine, words)
    if not ways:
        return []
    question = Question(ways=ways, facets=facets, places=places_of(actor), most=most * 3)
    return list(_ask(engine, actor, question).found[:most])


def _ask(engine: Engine, actor: Actor, question: Question) -> Finding:
    hits = engine.search(question)
    return Finding(_seen(actor, hits), question.words, capped=len(hits) >= question.most)


def _seen(actor: Actor, hits: Sequence[Hit]) -> list[Found]:
    """Load what the actor may see of the hits, in their order."""
    loaded = {kind: KINDS[kind].seen(actor, [hit.key for hit in hits if hit.kind == kind]) for kind in _kinds(hits)}
    return [loaded[hit.kind][hit.key] for hit in hits if hit.key in loaded.get(hit.kind, ())]


def _kinds(hits: Iterable[Hit]) -> list[str]:
    return [kind for kind in dict.fromkeys(hit.kind for hit in hits) if kind in KINDS]


def _mended(engine: Engine, actor: Actor, question: Question) -> Finding | None:
    """Try the nearest words that do stand in what the asker sees, in place of those that do not."""
    instead = {
        word: better for word in question.words if not _count(engine, question, word, 1)
        if (better := _nearest(engine, question, word)) is not None
    }  # fmt: skip
    if not instead:
        return None
    ways = [[[instead.get(word, word) for word in clause] for clause in way] for way in question.ways]
    finding = _ask(engine, actor, replace(question, ways=ways))
    if not finding.found:
        return None
    shown = [(word, _as_it_stands(finding.found, better)) for word, better in instead.items()]
    return replace(finding, corrected=tuple(shown))


def _nearest(engine: Engine, question: Question, word: str) -> str | None:
    counts = {other: _count(engine, question, other, ENOUGH) for other in engine.similar(word)[:MOST_CANDIDATES]}
    return max((other for other in counts if counts[other]), key=lambda other: counts[other], default=None)


def _count(engine: Engine, question: Question, word: str, most: int) -> int:
    """Count up to `most` what holds a word where the asker may look."""
    return len(engine.search(Question(ways=[[[word]]], places=question.places, most=most)))


def _as_it_stands(found: Sequence[Found], term: str) -> str:
    for each in found[:ENOUGH]:
        if form := marking.surface(f"{each.title} {each.text}", term):
            return form
    return term


def _loosened(engine: Engine, actor: Actor, question: Question) -> Finding | None:
    """Look for what has at least some of the words, the rare ones first."""
    if len(question.words) < 2:
        return None
    ways = _by_rarity(engine, question.words)
    finding = _ask(engine, actor, replace(question, ways=ways)) if ways else None
    return replace(finding, partly=True) if finding and finding.found else None


def _by_rarity(engine: Engine, words: Sequence[str]) -> list[list[list[str]]]:
    """Make ways of the rarest words: pairs of them; each alone where there are only two."""
    counts = engine.counts(list(dict.fromkeys(words)))
    known = sorted((word for word in dict.fromkeys(words) if counts.get(word)), key=lambda word: counts[word])[:RAREST]
    size = 2 if len(known) > 2 else 1
    return [[[word] for word in some] for some in combinations(known, size)]
