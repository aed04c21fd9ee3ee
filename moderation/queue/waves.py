"""Open cases that may be decided at once: with the same words, of one wave, or by the same author."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased

from forum.core.access import Actor
from forum.core.db import Moment, Statement, read
from moderation.people.models import Trace
from moderation.people.queries import MANY
from moderation.queue.models import Case, CaseLink
from moderation.queue.queries import MINE, NEWEST, ROW, CaseRow, given_to

MOST_ALIKE = 50
A_WAVE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Alike:
    """An open case that may be decided with another one; `shared` is what they share: words, link, network, or ""."""

    case: CaseRow
    shared: str

    @property
    def surely(self) -> bool:
        """Tell whether what they share is in the things themselves, and not only around their authors."""
        return self.shared in {"words", "link"}


_others = select(*ROW).where(*MINE, Case.id != bindparam("case_id")).order_by(*NEWEST).limit(MOST_ALIKE)
_ALIKE: Statement = _others.where(Case.likeness == bindparam("likeness"))
_BY_AUTHOR: Statement = _others.where(Case.author_id == bindparam("author"))
_of_case, _near = aliased(CaseLink), aliased(Trace)
_within = Case.opened_at.between(bindparam("from", type_=Moment), bindparam("to", type_=Moment))
_BY_LINK: Statement = _others.where(
    Case.id.in_(
        select(CaseLink.case_id)
        .join(_of_case, _of_case.link == CaseLink.link)
        .where(_of_case.case_id == bindparam("case_id"))
    ),
    _within,
)
_networks = (
    select(_near.digest)
    .where(
        _near.kind == "network",
        _near.digest.in_(select(Trace.digest).where(Trace.member_id == bindparam("author"), Trace.kind == "network")),
    )
    .group_by(_near.digest)
    .having(func.count() <= MANY)
)
_BY_NETWORK: Statement = _others.where(
    Case.author_id != bindparam("author"),
    Case.author_id.in_(select(Trace.member_id).where(Trace.digest.in_(_networks))),
    _within,
)


def alike(actor: Actor, case: CaseRow) -> list[Alike]:
    """List open cases that may be decided with one: with the same words, or in one wave with it, or by its author.

    A wave came within an hour and shares a link, or the network of its authors: that is shown to moderators of the
    whole house alone.
    """
    given = given_to(actor) | {"case_id": case.id, "author": case.author_id, "likeness": case.likeness}
    given |= {"from": case.opened_at - A_WAVE, "to": case.opened_at + A_WAVE}
    asked = [("words", _ALIKE)] if case.likeness else []
    asked.append(("link", _BY_LINK))
    if case.author_id is not None:
        asked += [("network", _BY_NETWORK)] if actor.scope is None else []
        asked.append(("", _BY_AUTHOR))
    found: dict[int, Alike] = {}
    for shared, statement in asked:
        for row in read().execute(statement, given):
            found.setdefault(row.id, Alike(CaseRow(*row), shared))
    return list(found.values())[:MOST_ALIKE]
