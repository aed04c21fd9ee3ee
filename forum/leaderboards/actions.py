"""What can be done with boards: left and joined, ruled, and seasons named."""

from dataclasses import dataclass
from zoneinfo import available_timezones

from flask_babel import gettext as _
from sqlalchemy import delete, select

from forum.core.access import Actor, require
from forum.core.clock import now
from forum.core.db import add_new, db, write
from forum.core.events import record
from forum.core.refusal import Refused
from forum.core.text import clean_line
from forum.core.transaction import transaction
from forum.leaderboards import keeping, periods, policy
from forum.leaderboards.calendar import LENGTHS
from forum.leaderboards.events import BoardRulesChanged, BoardsJoined, BoardsLeft
from forum.leaderboards.models import Absence, Period
from forum.members.models import Member

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the staff chooses; `running_name` is what the season that runs is called."""

    timezone: str
    shows_staff: bool
    seasons: bool
    season_months: int
    running_name: str
    next_name: str
    host: str
    category_id: int | None


@transaction
def leave(actor: Actor) -> None:
    """Stand on no board any more: the rows go at once, medals stay."""
    require(policy.may_leave(actor))
    keeping.alone()
    if add_new(Absence, member_id=actor.member_id, since=now()):
        keeping.keep_members([actor.member_id or 0])
        record(BoardsLeft(actor.member_id or 0))


@transaction
def join(actor: Actor) -> None:
    """Stand on boards again, with all the points."""
    require(policy.may_leave(actor))
    keeping.alone()
    gone = write().execute(delete(Absence).where(Absence.member_id == actor.member_id))
    if gone.rowcount > 0:
        keeping.keep_members([actor.member_id or 0])
        record(BoardsJoined(actor.member_id or 0))


@transaction
def choose(actor: Actor, chosen: Rules) -> None:
    """Choose the rules of boards and seasons; a season that runs keeps its end."""
    require(policy.may_choose_rules(actor))
    if chosen.timezone not in available_timezones():
        raise Refused(_("There is no such time zone."), "timezone")
    if chosen.season_months not in LENGTHS:
        raise Refused(_("A season lasts 1, 2, 3, 4, 6 or 12 months."), "season_months")
    keeping.alone()
    rules = periods.rules_row()
    recounts = rules.shows_staff != chosen.shows_staff
    moves = rules.timezone != chosen.timezone
    rules.timezone, rules.shows_staff = chosen.timezone, chosen.shows_staff
    rules.seasons, rules.season_months = chosen.seasons, chosen.season_months
    rules.next_name = clean_line(chosen.next_name, LONGEST_NAME, "next_name")
    rules.host_id, rules.category_id = _host(chosen.host), chosen.category_id
    _call_running(clean_line(chosen.running_name, LONGEST_NAME, "running_name"))
    db.session.flush()
    if moves:
        periods.move_bounds()
    periods.open_due()
    if recounts or moves:
        periods.ask_for_all("rules")
    record(BoardRulesChanged(actor.member_id))


def _host(name: str) -> int | None:
    """Give the id of whoever tells of a season's end: somebody of the staff."""
    if not name.strip():
        return None
    found = db.session.scalars(
        select(Member).where(Member.name == name.strip().lstrip("@"), Member.role.in_(keeping.STAFF))
    ).first()
    if found is None:
        raise Refused(_("Nobody of the staff is called that."), "host")
    return found.id


def _call_running(name: str) -> None:
    moment = now()
    running = db.session.scalars(
        select(Period).where(Period.kind == "season", Period.begins_at <= moment, Period.ends_at > moment)
    ).first()
    if running is not None:
        running.name = name
