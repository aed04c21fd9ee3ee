"""What can be done with guidelines: written in a draft that nobody goes by yet, then published as an edition."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import delete, func, insert, select, update

from forum.core.access import HOUSE, Actor, require
from forum.core.clock import now
from forum.core.db import add_new, db, lock, write
from forum.core.events import record
from forum.core.i18n import LANGUAGES
from forum.core.refusal import Refused
from forum.core.text import clean_line, clean_source, render
from forum.core.transaction import transaction
from moderation.guidelines.events import GuidelinesPublished
from moderation.guidelines.first_set import first_set
from moderation.guidelines.models import Acknowledgement, Edition, Guideline, GuidelineText
from moderation.guidelines.policy import may_acknowledge, may_write
from moderation.guidelines.queries import current_edition, texts

LONGEST_TITLE, LONGEST_SOURCE, LONGEST_EXAMPLE, LONGEST_NOTE = 120, 4000, 300, 500
MOST_EXAMPLES, MOST_GUIDELINES = 10, 50


@transaction
def lay_first_set() -> int:
    """Publish the guidelines a new house begins with, where none were ever written; gives the edition that holds."""
    if db.session.scalar(select(func.count()).select_from(Edition)):
        return current_edition()
    if not add_new(Edition, id=1, published_at=now(), by_id=None, note=""):
        return current_edition()  # another worker was faster
    ids: dict[int, int] = {}
    for locale, words in first_set():
        number = words["number"]
        ids[number] = ids.get(number) or _numbered(number)
        _put(ids[number], 1, locale, words["title"], words["text"], words["fine"], words["not_fine"])
    record(GuidelinesPublished(1, HOUSE.member_id))
    return 1


@transaction
def begin_draft(actor: Actor) -> int:
    """Begin the next edition with the words of the one that holds; gives its number.

    Where one is begun already, that is it.
    """
    require(may_write(actor))
    begun = _draft_id()
    if begun is not None:
        return begun
    current = current_edition()
    number = current + 1
    if not add_new(Edition, id=number, published_at=None, by_id=actor.member_id, note=""):
        return number  # somebody else began it at the same time
    kept = (GuidelineText.guideline_id, GuidelineText.locale, GuidelineText.title, GuidelineText.source)
    rest = (GuidelineText.html, GuidelineText.examples)
    copied = select(*kept, *rest).where(GuidelineText.edition == current)
    if rows := [row._asdict() | {"edition": number} for row in write().execute(copied)]:
        write().execute(insert(GuidelineText), rows)
    return number


@transaction
def write_text(
    actor: Actor,
    number: int,
    locale: str,
    *,
    title: str,
    source: str,
    fine: Sequence[str] = (),
    not_fine: Sequence[str] = (),
) -> None:
    """Write what a guideline says in one language, in the draft."""
    require(may_write(actor))
    edition = _draft()
    if locale not in LANGUAGES:
        raise Refused(_("We do not speak this language yet."), "locale")
    guideline = db.session.scalar(select(Guideline).where(Guideline.number == number))
    if guideline is None:
        raise Refused(_("There is no guideline with this number."))
    _put(guideline.id, edition, locale, title, source, fine, not_fine)


@transaction
def add_guideline(actor: Actor, locale: str, *, title: str, source: str) -> int:
    """Put a new guideline into the draft; gives its number, which nobody had before."""
    require(may_write(actor))
    _draft()
    last = db.session.scalar(select(func.max(Guideline.number))) or 0
    if len({text.number for text in texts(_draft())}) >= MOST_GUIDELINES:
        raise Refused(_("Nobody remembers more than %(most)s guidelines. Leave one out first.", most=MOST_GUIDELINES))
    _numbered(last + 1)
    write_text(actor, last + 1, locale, title=title, source=source)
    return last + 1


@transaction
def leave_out(actor: Actor, number: int) -> None:
    """Leave a guideline out of the draft; its number and its earlier editions stay."""
    require(may_write(actor))
    which = select(Guideline.id).where(Guideline.number == number).scalar_subquery()
    write().execute(delete(GuidelineText).where(GuidelineText.edition == _draft(), GuidelineText.guideline_id == which))


@transaction
def discard_draft(actor: Actor) -> None:
    """Throw the draft away, and the numbers that only it gave out."""
    require(may_write(actor))
    edition = _draft()
    write().execute(delete(GuidelineText).where(GuidelineText.edition == edition))
    write().execute(delete(Edition).where(Edition.id == edition))
    spoken = select(GuidelineText.guideline_id)
    write().execute(delete(Guideline).where(Guideline.id.not_in(spoken)))


@transaction
def publish(actor: Actor, note: str, *, seen: int) -> None:
    """Let the draft hold from now on; `seen` is the edition whose preview was looked at.

    Members are asked to acknowledge it, what was cited before goes on saying what it said.
    """
    require(may_write(actor))
    edition = lock(Edition, _draft())
    if edition.id != seen:
        raise Refused(_("Somebody published another edition meanwhile. Look at the preview again."))
    note = clean_line(note, LONGEST_NOTE, "note")
    if not note:
        raise Refused(_("Say in a sentence what is new: members will read it."), "note")
    if _same_words(edition.id, current_edition()):
        raise Refused(_("Nothing is different from the edition that holds."))
    edition.published_at, edition.by_id, edition.note = now(), actor.member_id, note
    kept = select(GuidelineText.guideline_id).where(GuidelineText.edition == edition.id)
    write().execute(update(Guideline).where(Guideline.id.in_(kept)).values(retired_at=None))
    gone = Guideline.id.not_in(kept) & Guideline.retired_at.is_(None)
    write().execute(update(Guideline).where(gone).values(retired_at=now()))
    record(GuidelinesPublished(edition.id, actor.member_id))


@transaction
def acknowledge(actor: Actor, edition: int) -> None:
    """Note that a member has seen an edition and goes by it."""
    require(may_acknowledge(actor))
    if not 0 < edition <= current_edition():
        raise Refused(_("There is no such edition of the guidelines."))
    add_new(Acknowledgement, member_id=actor.member_id, edition=edition, made_at=now())


def _draft_id() -> int | None:
    return db.session.scalar(select(Edition.id).where(Edition.published_at.is_(None)))


def _draft() -> int:
    edition = _draft_id()
    if edition is None:
        raise Refused(_("There is no draft any more: somebody published it or threw it away. Begin a new one."))
    return edition


def _numbered(number: int) -> int:
    guideline = Guideline(number=number, position=number)
    db.session.add(guideline)
    db.session.flush()
    return guideline.id


def _put(
    guideline_id: int, edition: int, locale: str, title: str, source: str, fine: Sequence[str], not_fine: Sequence[str]
) -> None:
    title = clean_line(title, LONGEST_TITLE, "title")
    source = clean_source(source, LONGEST_SOURCE, "source").strip()
    if not title or not source:
        raise Refused(_("A guideline has a title and a text."), "source" if title else "title")
    examples = [[True, text] for text in _examples(fine, "fine")]
    examples += [[False, text] for text in _examples(not_fine, "not_fine")]
    db.session.flush()  # the merge below looks for the row in the database
    db.session.merge(
        GuidelineText(
            guideline_id=guideline_id, edition=edition, locale=locale, title=title, source=source,
            html=render(source).html, examples=examples,
        )
    )  # fmt: skip


def _examples(lines: Sequence[str], field: str) -> list[str]:
    kept = [text for line in lines if (text := clean_line(line, LONGEST_EXAMPLE, field))]
    if len(kept) > MOST_EXAMPLES:
        raise Refused(_("Give at most %(most)s examples, one a line.", most=MOST_EXAMPLES), field)
    return kept


def _same_words(one: int, other: int) -> bool:
    said = [
        {(text.number, text.locale, text.title, text.source, text.examples) for text in texts(edition)}
        for edition in (one, other)
    ]
    return said[0] == said[1]
