"""A text tried on every rule, also on those that are off: which would fire, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from forum.core.access import Actor
from forum.core.clock import now
from forum.core.db import read
from moderation.screening.models import Rule
from moderation.screening.readings import Reading
from moderation.screening.ruleset import findings, made_ready
from moderation.screening.sayings import said
from moderation.screening.stored import Stored


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule that fires on the text."""

    rule_id: int
    title: str
    mode: str
    why: str


def tried(actor: Actor, text: str, kinds: Sequence[str] = ()) -> list[Fired]:
    """List what fires on a text, as if a new member had written it."""
    rules = read().execute(select(Rule).with_only_columns(
        Rule.id, Rule.title, Rule.kind, Rule.mode, Rule.guideline, Rule.settings, Rule.entries
    )).all()  # fmt: skip
    reading = Reading(
        kind="post", place="", title="", source=text, author_id=actor.member_id, author_name="", rank=1, trust_level=0,
        at=now(),
    )  # fmt: skip
    ready = made_ready(rule for rule in rules if not kinds or rule.kind in kinds)
    return [
        Fired(found.rule.id, found.rule.title, found.rule.mode, said(found.why))
        for found in findings(ready, reading, Stored())
    ]
