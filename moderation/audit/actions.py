"""How acts come into the log: inside the transaction of what was done, or not at all."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, insert, select, text

from forum.core.access import Actor, require
from forum.core.clock import now
from forum.core.db import db, insert_or_change, write
from forum.core.refusal import Refused
from forum.core.transaction import transaction
from moderation.audit import acts, chain
from moderation.audit.models import Entry, PublicLog, Saying
from moderation.audit.policy import DEGREES, may_choose
from moderation.audit.queries import degree_of
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


@transaction
def choose_degree(actor: Actor, brand_id: int, degree: str) -> None:
    """Choose how much of the log a brand shows everybody."""
    require(may_choose(actor))
    if degree not in DEGREES:
        raise Refused(_("Choose one of these."), "degree")
    former = degree_of(brand_id)
    chosen = insert_or_change(PublicLog).values(brand_id=brand_id, degree=degree)
    write().execute(chosen.on_conflict_do_update(index_elements=["brand_id"], set_={"degree": degree}))
    note(actor, acts.DEGREE, f"brand:{brand_id}", before={"degree": former}, after={"degree": degree})


@transaction
def forget(actor: Actor, entry_ids: Sequence[int]) -> None:
    """Take out what entries said, at the wish of the person they are about; the chain goes on proving the rest.

    The act that says so comes first: without it the database refuses.
    """
    for entry_id in entry_ids:
        note(actor, acts.FORGOTTEN, f"audit:{entry_id}", automatic=True)
    write().execute(delete(Saying).where(Saying.entry_id.in_(entry_ids)))


def _take_turns() -> None:
    """Let one act in at a time, each after the one before it: SQLite has one writer anyway."""
    db.session.flush()
    if db.engine.dialect.name == "postgresql":
        write().execute(text("LOCK TABLE audit IN SHARE ROW EXCLUSIVE MODE"))
