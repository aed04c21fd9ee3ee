"""How acts come into the log: inside the transaction of what was done, or not at all."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, select, text

from forum.core.access import Actor
from forum.core.clock import now
from forum.core.db import db, write
from forum.core.transaction import transaction
from moderation.audit import chain
from moderation.audit.models import Entry, Saying
from moderation.guidelines.queries import current_edition

LONGEST_WHY = 2000

_LAST = select(Entry.id, Entry.seal).order_by(Entry.id.desc()).limit(1)
_APPEND, _SAY = insert(Entry), insert(Saying)


@transaction
def note(
    actor: Actor,
    act: str,
    subject: str,
    *,
    why: str = "",
    guideline: int | None = None,
    edition: int | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    automatic: bool = False,
) -> int:
    """Append an act to the chain, in the caller's transaction; gives its number.

    `act` is like "member.suspended", `subject` like "post:9". Say in `before` and `after` what changed in plain
    values, never what a member wrote: the log outlives the words it is about. The edition that holds is cited
    unless another is given.
    """
    _take_turns()
    last = write().execute(_LAST).first()
    before_seal, number = (last.seal, last.id + 1) if last else (chain.BEGINNING, 1)
    key_id, key = next(iter(chain.keys().items()))
    words, salt = chain.written(why[:LONGEST_WHY], before, after), chain.fresh_salt()
    row: dict[str, Any] = {
        "id": number, "made_at": now(), "actor_id": actor.member_id, "role": actor.role, "automatic": automatic,
        "act": act, "subject": subject, "guideline": guideline,
        "edition": edition or current_edition() if guideline is not None else None,
        "saying_digest": chain.saying(key, words, salt) if words else "", "key_id": key_id,
    }  # fmt: skip
    write().execute(_APPEND, row | {"seal": chain.seal(key, before_seal, row)})
    if words:
        write().execute(_SAY, {"entry_id": number, "salt": salt, "words": words})
    return number


def _take_turns() -> None:
    """Let one act in at a time, each after the one before it: SQLite has one writer anyway."""
    db.session.flush()
    if db.engine.dialect.name == "postgresql":
        write().execute(text("LOCK TABLE audit IN SHARE ROW EXCLUSIVE MODE"))
