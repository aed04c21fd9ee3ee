"""What notifications hold of people: what they were told, how they want it, and where they listen."""

from typing import Any

from sqlalchemy import delete, select

from forum.core.db import write
from forum.core.personal import Holding, Person, Rows, Wish, holds, plain
from forum.notifications.models import Attention, Habit, MailWish, Notification, Voice

OWN: dict[str, Any] = {"notifications": Notification, "listening": Attention, "habits": Habit, "mail": MailWish}


def give(person: Person) -> Rows:
    """Give all of it as it is kept."""
    return {
        name: plain(select(table.__table__).where(table.member_id == person.member_id)) for name, table in OWN.items()
    }


def erase(person: Person, _wish: Wish) -> None:
    """Forget it; that they are among those somebody was told of stays under their other name."""
    for table in OWN.values():
        write().execute(delete(table).where(table.member_id == person.member_id))


holds(
    Holding(
        room="notifications", tables=frozenset(table.__tablename__ for table in (*OWN.values(), Voice)), gives=give,
        erases=erase,
    )
)  # fmt: skip
