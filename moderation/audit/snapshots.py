"""How settings were before and after, where the fact itself does not say: the log remembers how it last saw them."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import bindparam, select

from forum.brands.queries import brand_by_id, cache_key
from forum.categories.queries import category_by_id, chosen_for
from forum.core.access import AUDIENCES
from forum.core.cache import cache
from forum.core.db import Statement, read
from forum.members.queries import authors
from moderation.audit.models import Entry, Saying

NEVER = object()
"""What the log says of a name it has never seen; an empty value is no news."""
DERIVED = frozenset({"palette", "about_html"})
OF_CATEGORY = ("name", "slug", "kind", "description")

_SAID: Statement = (
    select(Saying.words)
    .join(Entry, Entry.id == Saying.entry_id)
    .where(Entry.subject == bindparam("subject"), Entry.act.like(bindparam("family")))
    .order_by(Entry.id.desc())
)


def of_brand(brand_id: int) -> dict[str, Any]:
    """Give what a brand says and looks like, where it differs from when the log last saw it."""
    cache.drop(cache_key())  # a brand is kept for seconds, and this is about what it is now
    brand = brand_by_id(brand_id)
    seen = {name: value for name, value in asdict(brand).items() if name not in DERIVED} if brand else {}
    return _differences(f"brand:{brand_id}", seen)


def of_category(category_id: int) -> dict[str, Any]:
    """Give what a category says and lets people do, where it differs from when the log last saw it."""
    node = category_by_id(AUDIENCES, category_id)
    seen = {name: getattr(node, name, None) for name in OF_CATEGORY} if node else {}
    return _differences(f"category:{category_id}", seen | dict(chosen_for(category_id)))


def of_member(member_id: int) -> dict[str, Any]:
    """Give the title of a member, where it differs from when the log last saw it."""
    known = authors([member_id]).get(member_id)
    return _differences(f"member:{member_id}", {"title": known.title} if known else {})


def between(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Give only what differs, as `before` and `after` for `note`, where the fact says all of both."""
    moved = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    told = [{name: value for name, value in each.items() if name in moved} for each in (before, after)]
    return dict(zip(("before", "after"), told, strict=True))


def _differences(subject: str, seen: Mapping[str, Any]) -> dict[str, Any]:
    """Compare plain values with those the log knows; gives `before` and `after` for `note`."""
    now = json.loads(json.dumps(seen, default=str))
    known = _known(subject)
    after = {name: value for name, value in now.items() if known.get(name, NEVER if value else value) != value}
    return {"before": {name: known[name] for name in after if name in known}, "after": after}


def _known(subject: str) -> dict[str, Any]:
    """Give what the log last said about each name of a subject."""
    known: dict[str, Any] = {}
    family = f"{subject.partition(':')[0]}.%"
    for words in read().scalars(_SAID, {"subject": subject, "family": family}):
        known = (json.loads(words).get("after") or {}) | known
    return known
