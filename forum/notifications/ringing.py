"""Rings bells: lets the open pages of members know that they were told something, or have read it."""

from collections.abc import Iterable

from forum.core.events import record
from forum.notifications.events import MembersTold, MemberTold

CROWD = 20
"""From so many members on, one fact stands for all; a page that was away then does not learn of it by its cursor."""


def ring(member_ids: Iterable[int]) -> None:
    """Ring, in the current transaction."""
    members = sorted(set(member_ids))
    if len(members) >= CROWD:
        record(MembersTold(members))
        return
    for member_id in members:
        record(MemberTold(member_id))
