"""What a ruling does to a thing itself: taken out of sight, brought back, let stand."""

from sqlalchemy import select

from forum.core.db import db
from forum.core.review import tell_standing
from moderation.queue import exhibits
from moderation.queue.models import Case, Decision
from moderation.queue.newcomers import PEOPLE
from moderation.queue.registry import Effects, Ruling


def hide(ruling: Ruling, why: str) -> Effects:
    """Take the thing out of sight, if it is in sight; gives what showing it again needs."""
    case = ruling.case
    if case.kind in PEOPLE or exhibits.standing(case.kind, case.thing_id) != "seen":
        return {"hid": False}
    exhibits.how(case.kind).hide(ruling.actor, case.thing_id, why)
    _tell(ruling, -1)
    return {"hid": True}


def show(ruling: Ruling, effects: Effects) -> None:
    """Bring the thing back, if it was taken out of sight by this ruling and no other one holds it there."""
    case = ruling.case
    if effects.get("hid") and (other := _also_hides(ruling)) is not None:
        other.effects = other.effects | {"hid": True}
    elif effects.get("hid") and exhibits.standing(case.kind, case.thing_id) == "hidden":
        exhibits.how(case.kind).restore(ruling.actor, case.thing_id)
        _tell(ruling, 1)


def keep(ruling: Ruling) -> Effects:
    """Let the thing stand: a held one is published, a sheltered one comes back."""
    case = ruling.case
    stands = exhibits.standing(case.kind, case.thing_id)
    if stands == "held":
        exhibits.how(case.kind).release(ruling.actor, case.thing_id)
        return {"published": True}
    if stands == "hidden" and case.sheltered:
        exhibits.how(case.kind).restore(ruling.actor, case.thing_id)
        case.sheltered = False
        return {"published": True}
    return {"published": False}


def shelter_again(ruling: Ruling, effects: Effects) -> None:
    """Take back what was published: it waits out of sight."""
    case = ruling.case
    if effects.get("published") and exhibits.standing(case.kind, case.thing_id) == "seen":
        exhibits.how(case.kind).hide(ruling.actor, case.thing_id, "")
        case.sheltered = True


def _also_hides(ruling: Ruling) -> Decision | None:
    """Give another decision that holds and would have taken the thing out of sight."""
    case = ruling.case
    others = (
        select(Decision)
        .join(Case, Case.id == Decision.case_id)
        .where(
            Case.kind == case.kind,
            Case.thing_id == case.thing_id,
            Decision.undone_at.is_(None),
            Decision.id != ruling.decision.id,
        )
        .order_by(Decision.id.desc())
    )
    return next((each for each in db.session.scalars(others) if "hid" in each.effects), None)


def _tell(ruling: Ruling, step: int) -> None:
    if ruling.case.author_id is not None:
        tell_standing(ruling.case.kind, ruling.case.thing_id, ruling.case.author_id, step)
