"""Names for many people at once: most can have the one they had elsewhere."""

from collections.abc import Sequence

from sqlalchemy import select

from forum.brands.queries import all_brands
from forum.core.db import read
from forum.members.models import Member
from forum.members.names import belongs_to_house, plain_name, skeleton


def own_names(wanted: Sequence[str]) -> list[str | None]:
    """Give each the name that is closest to the one they had, or None where it is somebody's or the house's."""
    brands = [brand.name for brand in all_brands()]
    names = [plain_name(words) for words in wanted]
    keys = [skeleton(name) for name in names]
    taken = set(read().scalars(select(Member.name_key).where(Member.name_key.in_(keys))))
    given: list[str | None] = []
    for name, key in zip(names, keys, strict=True):
        free = name and key not in taken and not belongs_to_house(name, brands)
        taken.add(key)
        given.append(name if free else None)
    return given
