"""What the log holds of people: what was done about them, and the words that went with it."""

import json

from sqlalchemy import or_, select

from forum.core.access import HOUSE
from forum.core.db import read
from forum.core.personal import Holding, Person, Rows, Wish, holds, holds_nobody
from moderation.audit.actions import forget
from moderation.audit.models import Entry, Saying


def give(person: Person) -> Rows:
    """Give the acts that are about them, and why; not who did it."""
    about = (
        select(Entry.made_at, Entry.act, Entry.guideline, Entry.edition, Entry.automatic, Saying.words)
        .outerjoin(Saying, Saying.entry_id == Entry.id)
        .where(Entry.subject == f"member:{person.member_id}")
        .order_by(Entry.id)
    )
    return {
        "acts_about_you": [
            {
                "made_at": row.made_at.isoformat(),
                "act": row.act,
                "guideline": row.guideline,
                "edition": row.edition,
                "automatic": row.automatic,
                "said": json.loads(row.words) if row.words else {},
            }
            for row in read().execute(about)
        ]
    }


def erase(person: Person, _wish: Wish) -> None:
    """Take out what entries said about them or with their name; the numbers stay, and the chain still proves all."""
    named = [
        Saying.words.contains(json.dumps(word, ensure_ascii=False)[1:-1], autoescape=True) for word in person.words
    ]
    about = Entry.subject == f"member:{person.member_id}"
    found = select(Saying.entry_id).join(Entry, Entry.id == Saying.entry_id).where(or_(about, *named))
    if entry_ids := list(read().scalars(found.order_by(Saying.entry_id))):
        forget(HOUSE, entry_ids)


holds(Holding(room="audit", tables=frozenset({"audit", "audit_saying"}), gives=give, erases=erase))
holds_nobody("what a brand chose to show", "public_log")
