"""What screening does when others' facts happen."""

from collections.abc import Iterable

from sqlalchemy import update

from forum.brands.events import BrandFounded
from forum.core.db import write
from forum.core.events import on
from moderation.queue.events import CaseDecided, DecisionReversed, DecisionUndone
from moderation.screening import first_set
from moderation.screening.models import RuleHit

SOURCES = frozenset({"rule", "held"})


@on(BrandFounded)
def begin_with_rules(_fact: BrandFounded) -> None:
    """Give a new house a few rules that count or flag."""
    first_set.lay()


@on(CaseDecided)
def learn_outcome(fact: CaseDecided) -> None:
    """Note whether the rules that brought a case were right."""
    _mark(fact.hits, fact.outcome or None)


@on(DecisionUndone)
def wait_again(fact: DecisionUndone) -> None:
    """Let the hits of an undone decision wait again."""
    _mark(fact.hits, None)


@on(DecisionReversed)
def learn_otherwise(fact: DecisionReversed) -> None:
    """Note that the decision was wrong, and with it what was said of the rules."""
    _mark(fact.hits, fact.outcome or None)


def _mark(hits: Iterable[list[str | int | None]], outcome: str | None) -> None:
    ours = [source_id for source, source_id, *_rest in hits if source in SOURCES and source_id is not None]
    if ours:
        write().execute(update(RuleHit).where(RuleHit.id.in_(ours)).values(outcome=outcome))
