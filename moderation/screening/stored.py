"""The past as it is stored, and the rules that are on: what the gate asks the database for."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select

from forum.core.access import RANKS
from forum.core.cache import cache
from forum.core.db import Moment, Statement, read
from forum.core.quick import Quick
from forum.members.models import Member
from moderation.screening.likeness import near as alike
from moderation.screening.likeness import quarters, whole
from moderation.screening.models import Classifier, Rule, Ruleset, Trace
from moderation.screening.readings import Reading
from moderation.screening.ruleset import Ready, made_ready
from moderation.screening.scoring import Model, unpacked

MOST_SUSPECTS = 200
NAMES_FOR_S = 60.0

_BANDS = (Trace.band_a, Trace.band_b, Trace.band_c, Trace.band_d)
_VERSION = Quick(select(Ruleset.version).where(Ruleset.id == 1))
_ON: Statement = (
    select(Rule.id, Rule.title, Rule.kind, Rule.mode, Rule.guideline, Rule.settings, Rule.entries)
    .where(Rule.mode != "off")
    .order_by(Rule.id)
)
_USED: Statement = select(Classifier.id, Classifier.task).where(Classifier.used)
_PACKED: Statement = select(Classifier.packed).where(Classifier.id == bindparam("id"))
_WRITTEN = Quick(
    select(func.count())
    .select_from(Trace)
    .where(Trace.author_id == bindparam("author"), Trace.made_at > bindparam("since", type_=Moment))
)
_SUSPECTS = Quick(
    select(Trace.kind, Trace.thing_id, Trace.author_id, Trace.digest, *_BANDS)
    .where(
        or_(Trace.digest == bindparam("digest"), *(band == bindparam(band.key) for band in _BANDS)),
        Trace.made_at > bindparam("since", type_=Moment),
    )
    .order_by(Trace.id.desc())
    .limit(MOST_SUSPECTS)
)
_STAFF: Statement = select(Member.name).where(
    Member.role.in_([role for role, rank in RANKS.items() if rank >= RANKS["moderator"]])
)
_KEPT_RULES, _STAFF_NAMES = "screening rules", "screening staff names"


Models = Mapping[str, Model]


def ready() -> tuple[list[Ready], Models]:
    """Give the rules that are on and the classifiers in use, made ready once for each version of them."""
    _version, rules, models = _kept()
    return rules, models


class Stored:
    """The past as it is stored, and the classifiers in use: those given, or those of the moment."""

    def __init__(self, models: Models | None = None) -> None:
        self._models = models

    def written_by(self, author_id: int, since: datetime) -> int:
        """Count what a member published since a moment."""
        count: int = _WRITTEN.first({"author": author_id, "since": since})[0]
        return count

    def copy_of(self, reading: Reading, since: datetime, *, near: bool) -> tuple[bool, bool] | None:
        """Tell of a copy that was published since: whether it is by another member, and whether word for word."""
        hashed = reading.simhash if near else None
        bands = quarters(hashed) if hashed is not None else (None,) * 4
        given = dict(zip((band.key for band in _BANDS), bands, strict=True))
        rows = _SUSPECTS.rows({"digest": reading.digest, "since": since} | given)
        found = [
            (row.author_id != reading.author_id, row.digest == reading.digest)
            for row in rows
            if (row.kind, row.thing_id) != (reading.kind, reading.thing_id)
            and (row.digest == reading.digest or (hashed is not None and alike(hashed, whole(row[4:]))))
        ]
        return max(found, default=None)

    def staff_names(self) -> Sequence[str]:
        """List the names of moderators, staff and administrators."""
        return cache.fresh(_STAFF_NAMES, NAMES_FOR_S, lambda: tuple(read().scalars(_STAFF)))

    def model(self, task: str) -> Model | None:
        """Give the classifier in use for a task, or None while none is trained."""
        return (self._models if self._models is not None else ready()[1]).get(task)


def _kept() -> tuple[int, list[Ready], dict[str, Model]]:
    """Give rules and classifiers as of the version that holds; only one version is kept, they may be large."""
    found_version = _VERSION.first({})
    version: int = found_version.version if found_version else 0
    kept = cache.last(_KEPT_RULES)
    if kept is None or kept[0] != version:
        cache.drop(_KEPT_RULES)
        kept = cache.versioned(_KEPT_RULES, lambda: (version, made_ready(read().execute(_ON).all()), _models()))
    found: tuple[int, list[Ready], dict[str, Model]] = kept
    return found


def _models() -> dict[str, Model]:
    used = read().execute(_USED).all()
    return {row.task: unpacked(read().execute(_PACKED, {"id": row.id}).scalar_one()) for row in used}
