"""What screening holds of people: what rules found in what they wrote, and digests of their texts."""

from sqlalchemy import Text, cast, delete, select, update

from forum.core.db import write
from forum.core.personal import Holding, Person, Rows, Wish, holds, holds_nobody, plain
from moderation.screening.models import Classifier, Replay, Rule, RuleHit, Ruleset, Trace


def give(person: Person) -> Rows:
    """Give what rules found in what they wrote."""
    columns = (RuleHit.kind, RuleHit.thing_id, RuleHit.mode, RuleHit.why, RuleHit.outcome, RuleHit.made_at)
    mine = select(*columns).where(RuleHit.author_id == person.member_id).order_by(RuleHit.id)
    return {"found_by_rules": plain(mine)}


def erase(person: Person, _wish: Wish) -> None:
    """Forget whose words rules found, and which; trials of rules that show examples can be made again."""
    me = person.member_id
    write().execute(update(RuleHit).where(RuleHit.author_id == me).values(author_id=None, why=[]))
    write().execute(delete(Trace).where(Trace.author_id == me))
    write().execute(delete(Replay).where(Replay.ended_at.is_not(None), cast(Replay.examples, Text) != "[]"))


TABLES = (RuleHit, Trace, Replay)
holds(
    Holding(room="screening", tables=frozenset(table.__tablename__ for table in TABLES), gives=give, erases=erase)
)  # fmt: skip
holds_nobody("what the staff lets rules do", Rule.__tablename__, Ruleset.__tablename__)
holds_nobody("weights of words over thousands of texts, no text among them", Classifier.__tablename__)
