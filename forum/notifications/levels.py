"""How closely a member is told of a place, and which place decides when several could.

A post stands in a thread, has tags, and lies in categories inside one another: a *ladder* of places, the nearest
rung first. The nearest rung on which the member chose something decides; on one rung (tags) the loudest choice does.
"""

from collections.abc import Iterable, Mapping, Sequence

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, bindparam, case, func, literal

from forum.notifications.models import Attention

WATCH, FOLLOW, NORMAL, MUTE = "watch", "follow", "normal", "mute"

LOUDNESS: Mapping[str, int] = {WATCH: 0, FOLLOW: 1, NORMAL: 2, MUTE: 3}
"""On one rung the choice with the smallest number decides."""

NAMES = {WATCH: _("Watch"), FOLLOW: _("Follow"), NORMAL: _("Normal"), MUTE: _("Mute")}
MEANINGS: Mapping[str, Mapping[str, object]] = {
    "thread": {
        WATCH: _("You are told of every post."),
        FOLLOW: _("You are told when somebody answers you, and when the question is answered."),
        NORMAL: _("You are told only when somebody answers, quotes or mentions you."),
        MUTE: _("You are told nothing from here."),
    },
    "category": {
        WATCH: _("You are told of every thread and every post."),
        FOLLOW: _("You are told of new threads, and when somebody answers you."),
        NORMAL: _("You are told only when somebody answers, quotes or mentions you."),
        MUTE: _("You are told nothing from here, save from threads you choose yourself."),
    },
}
MEANINGS = {**MEANINGS, "tag": MEANINGS["category"]}

Ladder = Sequence[Sequence[str]]


def decide(chosen: Mapping[str, str], ladder: Ladder) -> str:
    """Give the level that counts on a ladder for somebody who chose these levels at these places."""
    for rung in ladder:
        levels = [chosen[place] for place in rung if place in chosen]
        if levels:
            return min(levels, key=LOUDNESS.__getitem__)
    return NORMAL


def deciding(rungs: int) -> ColumnElement[int]:
    """Say the same to the database, over the rows of one member: the loudness of the level, on so many rungs."""
    distances = [(Attention.place.in_(bindparam(f"rung_{each}", expanding=True)), 10 * each) for each in range(rungs)]
    rung = case(*distances, else_=10 * rungs) if rungs else literal(0)
    loudness = case(LOUDNESS, value=Attention.level, else_=LOUDNESS[NORMAL])
    return func.min(rung + loudness) % 10


def rungs_of(ladder: Ladder) -> dict[str, list[str]]:
    """Give a statement the places of a ladder."""
    rungs = {f"rung_{number}": list(places) for number, places in enumerate(ladder)}
    return {"places": [place for places in ladder for place in places], **rungs}


def loudness(levels: Iterable[str]) -> list[int]:
    """Give the numbers of levels."""
    return [LOUDNESS[level] for level in levels]
