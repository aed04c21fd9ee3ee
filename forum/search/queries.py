"""The search page: what was typed, what was found, thread by thread, one page of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from flask_babel import gettext as _

from forum.core.access import Actor
from forum.members.queries import ids_of_names
from forum.search import finding, marking
from forum.search.analysis import terms
from forum.search.engine import Question
from forum.search.finding import Finding
from forum.search.marking import Pieces
from forum.search.moments import covering
from forum.search.parsing import Asked
from forum.search.registry import FILTERS, Found

PAGE = 20
MOST_PAGES = 10
ALSO = 3
OPENING = "is:opening"
NOWHERE = "nowhere"
"""A facet that nothing has."""


@dataclass(frozen=True, slots=True)
class Result:
    """A thread with its best hit, and a few of its others."""

    best: Found
    title: Pieces
    words: Pieces
    also: Sequence[Found]
    more: int


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found."""

    rows: Sequence[Result]
    count: int
    """How many threads, of the hits that were looked at."""
    capped: bool
    next: int | None
    corrected: Sequence[tuple[str, str]]
    partly: bool
    faults: Sequence[str]


def results(actor: Actor, asked: Asked, *, newest: bool, page: int) -> Results:
    """Find what was asked for; sentences say what could not be used."""
    question, faults = question_of(actor, asked)
    if newest or not asked.clauses:
        question = replace(question, newest=True)
    if not asked.clauses and all(name != "by" for name, _value in asked.filters):
        question = replace(question, facets=[*question.facets, [OPENING]])  # of a thread without words, its first post
    found = finding.find(actor, question)
    groups = _grouped(found.found)
    shown = groups[(page - 1) * PAGE : page * PAGE]
    more = page < MOST_PAGES and len(groups) > page * PAGE
    return Results(
        [_result(found, group) for group in shown], len(groups), found.capped, page + 1 if more else None,
        [(marking.surface(asked.text, word) or word, form) for word, form in found.corrected], found.partly,
        [*asked.faults, *faults],
    )  # fmt: skip


def similar(actor: Actor, title: str, most: int) -> list[Found]:
    """Find threads whose opening shares the rarest words of a title."""
    return finding.alike(actor, terms(title)[:20], [[OPENING]], most)


def question_of(actor: Actor, asked: Asked) -> tuple[Question, list[str]]:
    """Say what was asked in the engine's terms; filters that mean nothing to this reader find nothing."""
    faults: list[str] = []
    facets = [_facets(actor, name, value, faults) for name, value in asked.filters]
    without = [facet for name, value in asked.filters_without for facet in _facets(actor, name, value, faults)]
    if asked.since is not None or asked.until is not None:
        facets.append(covering(asked.since, asked.until))
    question = Question(
        ways=[asked.clauses] if asked.clauses else [], without=asked.without, facets=facets,
        facets_without=[facet for facet in without if facet != NOWHERE], since=asked.since, until=asked.until,
    )  # fmt: skip
    return question, faults


def _facets(actor: Actor, name: str, value: str, faults: list[str]) -> list[str]:
    if name == "is":
        return [f"is:{value.lower()}"]
    if name == "by":
        found = ids_of_names([value])
        meant = [f"by:{member_id}" for member_id in found.values()]
    else:
        meant = list(FILTERS[name](actor, value) or ()) if name in FILTERS else []
    if not meant:
        faults.append(_("There is nothing that “%(name)s:%(value)s” stands for.", name=name, value=value))
    return meant or [NOWHERE]


def _grouped(found: Sequence[Found]) -> list[list[Found]]:
    """Put the hits of one thread together, where the best of them stands."""
    order = list(dict.fromkeys((each.kind, each.group) for each in found))
    ordered = sorted(found, key=lambda each: order.index((each.kind, each.group)))
    return [list(group) for _key, group in groupby(ordered, key=lambda each: (each.kind, each.group))]


def _result(found: Finding, group: Sequence[Found]) -> Result:
    best = group[0]
    return Result(
        best, marking.marked(best.title, found.terms), marking.excerpt(best.text, found.terms),
        group[1 : 1 + ALSO], max(len(group) - 1 - ALSO, 0),
    )  # fmt: skip
