"""Makes the list of superfans: one statement a sign and window over all members, then one table written anew."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, insert, select

from forum.core.clock import now
from forum.core.db import read, write
from forum.core.events import record
from forum.core.transaction import transaction
from forum.kudos.queries import last_thanked
from forum.members.models import Member
from forum.superfans.events import SuperfansReckoned
from forum.superfans.models import Fan, FanThanks
from forum.superfans.registry import SIGNS, WHOM
from forum.superfans.weighing import score, trend

WINDOW = timedelta(days=28)
MOST, MOST_NAMED, AT_ONCE = 1000, 3, 400
LEAST = 3.0
"""Whoever did less than one first answer in four weeks is no superfan yet."""
AWAY = ("staff", "admin")

Figures = dict[str, list[int]]


@transaction
def reckon() -> int:
    """Make the list anew; gives how many stand in it."""
    moment = now()
    between = moment - WINDOW
    figures = _count(moment)
    ranked = []
    for member_id, counted in figures.items():
        lately = score({key: pair[0] for key, pair in counted.items()})
        former = score({key: pair[1] for key, pair in counted.items()})
        if max(lately, former) >= LEAST:
            ranked.append((max(lately, former), member_id, lately, former))
    ranked = _members(sorted(ranked, key=lambda each: (-each[0], each[1])))
    named = _whom(between, moment)
    thanked = _thanked([each[1] for each in ranked])
    rows = [
        {
            "member_id": member_id, "rank": round(best * 10), "score": round(lately * 10), "former": round(former * 10),
            "trend": trend(lately, former), "figures": figures[member_id],
            "whom": named.get(member_id, [])[:MOST_NAMED], "thanked_at": thanked.get(member_id),
            "reckoned_at": moment,
        }
        for best, member_id, lately, former in ranked
    ]  # fmt: skip
    write().execute(delete(Fan))
    if rows:
        write().execute(insert(Fan), rows)
    record(SuperfansReckoned(len(rows)))
    return len(rows)


def _count(moment: Any) -> Mapping[int, Figures]:
    """Count every sign in the last window and in the one before."""
    found: defaultdict[int, Figures] = defaultdict(dict)
    for key, each in SIGNS.items():
        for place, until in enumerate((moment, moment - WINDOW)):
            for member_id, count in each.count(until - WINDOW, until).items():
                found[member_id].setdefault(key, [0, 0])[place] = int(count)
    return found


def _members(ranked: list[tuple[float, int, float, float]]) -> list[tuple[float, int, float, float]]:
    """Keep the best who are members of the community: no staff, and nobody without an account."""
    kept: list[tuple[float, int, float, float]] = []
    for start in range(0, len(ranked), AT_ONCE):
        part = ranked[start : start + AT_ONCE]
        ids = [each[1] for each in part]
        there = select(Member.id).where(Member.id.in_(ids), Member.role.not_in(AWAY), Member.email_key.is_not(None))
        known = set(read().scalars(there))
        kept += [each for each in part if each[1] in known]
        if len(kept) >= MOST:
            break
    return kept[:MOST]


def _whom(since: Any, until: Any) -> Mapping[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for pairs in WHOM:
        for member_id, others in pairs(since, until).items():
            found[member_id] += [other for other in others if other not in found[member_id]]
    return found


def _thanked(ids: list[int]) -> Mapping[int, Any]:
    """Tell when they were last thanked, whichever room tells of it."""
    found = dict(last_thanked(ids))
    for row in read().execute(select(FanThanks.member_id, FanThanks.thanked_at).where(FanThanks.member_id.in_(ids))):
        found[row.member_id] = max(row.thanked_at, found.get(row.member_id, row.thanked_at))
    return found
