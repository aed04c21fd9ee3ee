"""What can be done with notices: given, settled, answered, forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import SplitResult, unquote, urlsplit

from flask_babel import gettext as _
from sqlalchemy import select, update

from forum.core.access import Actor
from forum.core.clock import now
from forum.core.db import db
from forum.core.events import record
from forum.core.limits import limit
from forum.core.refusal import Refused
from forum.core.review import KINDS, thing_at
from forum.core.text import clean_line, clean_source
from forum.core.transaction import transaction
from forum.members.emails import read_email
from moderation.notices.events import NoticeAnswered, NoticeGiven
from moderation.notices.grounds import GROUNDS, NAMELESS
from moderation.notices.models import LONGEST_NAME, LONGEST_REASON, Notice
from moderation.queue import actions as queue
from moderation.queue.models import Decision

SOURCE = "notice"
BY_NETWORK, BY_ALL, BY_MAIL = "5/hour", "300/hour", "10/day"
SHORTEST_REASON = 20
KEPT = timedelta(days=365)
"""How long name and mail address stay after the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A notice as it was typed."""

    url: str
    ground: str
    reason: str
    name: str
    email: str
    good_faith: bool
    locale: str
    host: str
    network: str


@transaction
def give(actor: Actor, told: Told) -> int:
    """Bring something before the moderators that is said to be against the law; gives the notice's number."""
    kind, thing_id = _found(actor, told)
    made = _checked(actor, told)
    limit("notice by network", BY_NETWORK, told.network)
    limit("notice", BY_ALL, "all")
    if made.email:
        limit("notice by mail", BY_MAIL, made.email.casefold())
    db.session.add(made)
    db.session.flush()
    made.case_id = queue.report(
        kind, thing_id, source=SOURCE, source_id=made.id, by=actor,
        detail={"why": str(GROUNDS[made.ground]), "words": made.reason},
    )  # fmt: skip
    record(NoticeGiven(made.id, made.case_id))
    return made.id


@transaction
def settle(hits: Sequence[Sequence[str | int | None]], outcome: str) -> None:
    """Write down what became of the notices among the hits of a case; "" lets them wait again."""
    ids = [number for source, number in hits if source == SOURCE and number is not None]
    said = update(Notice).where(Notice.id.in_(ids)).values(outcome=outcome, settled_at=now() if outcome else None)
    db.session.execute(said.execution_options(synchronize_session=False))


@transaction
def answer(decision_id: int) -> None:
    """Answer the notices that a decision was about, unless it was undone meanwhile or they know it."""
    made = db.session.get(Decision, decision_id)
    if made is None or made.undone_at is not None:
        return
    news = select(Notice).where(Notice.case_id == made.case_id, Notice.outcome != "", Notice.told != Notice.outcome)
    for each in db.session.scalars(news.with_for_update()).all():
        each.told = each.outcome
        record(NoticeAnswered(each.id, each.outcome))


@transaction
def forget_old() -> None:
    """Forget who gave notices that were answered long ago; that they were given stays."""
    old = update(Notice).where(Notice.settled_at < now() - KEPT, Notice.name != "")
    db.session.execute(old.values(name="", email="").execution_options(synchronize_session=False))


def _found(actor: Actor, told: Told) -> tuple[str, int]:
    """Give what an address leads to, where its reader has it before them; absent and hidden look the same (S16)."""
    address = _split(told.url)
    path = unquote(address.path)
    ours = address.netloc in {"", told.host}
    if ours and (found := thing_at(f"{path}#{address.fragment}") or thing_at(path)) is not None:
        seen = KINDS[found[0]].seen
        if seen is not None and seen(actor, found[1]) is not None:
            return found
    raise Refused(
        _("There is nothing here at this address that you can see. Copy it from the browser's address line."), "url"
    )


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address.strip())
    except ValueError:  # brackets that hold no address
        return urlsplit("")


def _checked(actor: Actor, told: Told) -> Notice:
    """Check what the law asks for, and make the notice of it."""
    if told.ground not in GROUNDS:
        raise Refused(_("Choose one of these."), "ground")
    if not told.good_faith:
        raise Refused(_("Please confirm this: the law asks for it."), "good_faith")
    reason = clean_source(told.reason, LONGEST_REASON, "reason").strip()
    if len(reason) < SHORTEST_REASON:
        raise Refused(_("Explain in a sentence or two why it is against the law."), "reason")
    name, email = clean_line(told.name, LONGEST_NAME, "name"), told.email.strip()
    if told.ground not in NAMELESS and not name:
        raise Refused(_("Say who you are: the law asks for it."), "name")
    if email or told.ground not in NAMELESS:
        email = read_email(email).email
    return Notice(
        address=clean_line(told.url, 500, "url"), ground=told.ground, reason=reason, name=name, email=email,
        locale=told.locale, member_id=actor.member_id, made_at=now(), outcome="", told="",
    )  # fmt: skip
