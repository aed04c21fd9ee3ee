"""What can be read of guidelines: those that hold, those that held, and what was cited."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select

from forum.core.access import Actor
from forum.core.cache import cache
from forum.core.db import Statement, read
from moderation.guidelines.models import Acknowledgement, Edition, Guideline, GuidelineText

FALLBACK = "en"
"""The language of a guideline that was not written in the reader's own."""
CURRENT_FOR_S = 2.0


@dataclass(frozen=True, slots=True)
class Example:
    """An example of what is fine by a guideline, or of what is not."""

    text: str
    fine: bool


@dataclass(frozen=True, slots=True)
class GuidelineView:
    """A guideline as one edition says it; `locale` is the language its words are in."""

    number: int
    title: str
    html: str
    examples: tuple[Example, ...]
    source: str = ""
    locale: str = FALLBACK
    edition: int = 0

    @property
    def address(self) -> str:
        """Give the address where this number of this edition stands for ever."""
        return f"/guidelines/{self.edition}#guideline-{self.number}"


@dataclass(frozen=True, slots=True)
class EditionView:
    """One edition: when it came, and what was new."""

    number: int
    published_at: datetime | None
    note: str


_CURRENT: Statement = select(func.max(Edition.id)).where(Edition.published_at.is_not(None))
_DRAFT: Statement = select(Edition.id, Edition.published_at, Edition.note).where(Edition.published_at.is_(None))
_EDITIONS: Statement = (
    select(Edition.id, Edition.published_at, Edition.note)
    .where(Edition.published_at.is_not(None))
    .order_by(Edition.id.desc())
)
_TEXTS: Statement = (
    select(
        Guideline.number, GuidelineText.title, GuidelineText.html, GuidelineText.examples, GuidelineText.source,
        GuidelineText.locale,
    )
    .join(Guideline, Guideline.id == GuidelineText.guideline_id)
    .where(GuidelineText.edition == bindparam("edition"))
    .order_by(Guideline.position, Guideline.number)
)  # fmt: skip
_ACKNOWLEDGED: Statement = select(func.max(Acknowledgement.edition)).where(
    Acknowledgement.member_id == bindparam("member_id")
)


def current_edition() -> int:
    """Give the number of the edition that holds; 0 where none was published yet."""
    return read().execute(_CURRENT).scalar() or 0


def edition_for_pages() -> int:
    """Give the edition that holds, perhaps two seconds late: what every page asks for."""
    return cache.fresh("edition of the guidelines", CURRENT_FOR_S, current_edition)


def editions() -> list[EditionView]:
    """List all editions that were published, the newest first."""
    return [EditionView(*row) for row in read().execute(_EDITIONS)]


def draft() -> EditionView | None:
    """Give the edition that is being written, if there is one."""
    row = read().execute(_DRAFT).first()
    return EditionView(*row) if row else None


def guidelines(locale: str, edition: int | None = None) -> tuple[GuidelineView, ...]:
    """List the guidelines of an edition, or of the one that holds, each in this language if it has it."""
    wanted = current_edition() if edition is None else edition
    chosen: dict[int, GuidelineView] = {}
    for view in texts(wanted):
        kept = chosen.get(view.number)
        if kept is None or _nearness(view.locale, locale) > _nearness(kept.locale, locale):
            chosen[view.number] = view
    return tuple(chosen.values())


def texts(edition: int) -> list[GuidelineView]:
    """List every text of an edition, in all its languages, in the order of the page."""
    rows = read().execute(_TEXTS, {"edition": edition})
    return [
        GuidelineView(
            row.number, row.title, row.html, tuple(Example(str(text), bool(fine)) for fine, text in row.examples),
            row.source, row.locale, edition,
        )
        for row in rows
    ]  # fmt: skip


def cited(number: int, edition: int, locale: str) -> GuidelineView:
    """Give a guideline as it was when it was cited; raises LookupError where that edition has no such number."""
    for view in guidelines(locale, edition):
        if view.number == number:
            return view
    raise LookupError(f"guideline {number} is not in edition {edition}")


def unacknowledged(actor: Actor) -> int | None:
    """Give the edition that a member has not acknowledged yet, or None."""
    edition = edition_for_pages()
    if not actor.signed_in or not edition:
        return None
    done = ("acknowledged", actor.member_id, edition)
    if cache.last(done):  # once and for all: nobody takes it back
        return None
    if (read().execute(_ACKNOWLEDGED, {"member_id": actor.member_id}).scalar() or 0) < edition:
        return edition
    cache.versioned(done, lambda: True)
    return None


def _nearness(locale: str, wanted: str) -> int:
    return 2 if locale == wanted else 1 if locale == FALLBACK else 0
