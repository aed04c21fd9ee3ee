"""What guidelines hold of people: which editions they acknowledged."""

from sqlalchemy import delete, select

from forum.core.db import write
from forum.core.personal import Holding, Person, Rows, Wish, holds, holds_nobody, plain
from moderation.guidelines.models import Acknowledgement


def give(person: Person) -> Rows:
    """Give what they acknowledged, and when."""
    columns = (Acknowledgement.edition, Acknowledgement.made_at)
    return {"acknowledged": plain(select(*columns).where(Acknowledgement.member_id == person.member_id))}


def erase(person: Person, _wish: Wish) -> None:
    """Forget it."""
    write().execute(delete(Acknowledgement).where(Acknowledgement.member_id == person.member_id))


holds(Holding(room="guidelines", tables=frozenset({"acknowledgement"}), gives=give, erases=erase))
holds_nobody("the rules of the community", "edition", "guideline", "guideline_text")
