"""How a season ends: medals for the first three, and a thread that tells of them."""

import logging
from urllib.parse import quote

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from sqlalchemy import select

from forum.brands.queries import first_brand
from forum.categories.queries import tree
from forum.core.access import Actor, Denied
from forum.core.clock import now
from forum.core.db import db
from forum.core.events import record
from forum.core.jobs import enqueue, job
from forum.core.refusal import Refused
from forum.core.transaction import transaction
from forum.leaderboards import periods, queries
from forum.leaderboards.events import MedalGiven, SeasonClosed
from forum.leaderboards.models import WHOLE, Medal, Period, Standing
from forum.members.models import Member
from forum.notifications.recipients import actor_of
from forum.threads import actions as threads

MEDALS = 3
MOST_NAMED = 30

log = logging.getLogger(__name__)


def close_season(season: Period) -> None:
    """Give the medals of a season and let its standings be, within a transaction that is alone with it."""
    season.closed_at = now()
    board = (Standing.period_id == season.id, Standing.place_id == WHOLE)
    third = select(Standing.points).where(*board).order_by(Standing.points.desc()).offset(MEDALS - 1).limit(1)
    least = db.session.scalar(third) or 1
    first = select(Standing.member_id, Standing.points).where(*board, Standing.points >= least)
    rows = db.session.execute(first.order_by(Standing.points.desc(), Standing.member_id)).all()
    for row in rows:
        place = 1 + sum(1 for other in rows if other.points > row.points)
        db.session.add(Medal(period_id=season.id, member_id=row.member_id, place=place, points=row.points))
        record(MedalGiven(season.id, row.member_id, place))
    record(SeasonClosed(season.id))
    enqueue(tell_of_end, unique=str(season.id), season_id=season.id)


@job
def tell_of_end(season_id: int) -> None:
    """Start the thread that tells how a season ended; where nobody may, the season's own page tells it."""
    try:
        _tell(season_id)
    except (Denied, Refused) as no:
        log.warning("the end of season %s has no thread: %s", season_id, no.reason)


@transaction
def _tell(season_id: int) -> None:
    season, found = db.session.get_one(Period, season_id), queries.period(season_id)
    host, category_id = _host(), _category()
    if season.thread_id is not None or host is None or category_id is None or found is None:
        return
    with force_locale(first_brand().locale):
        title = _("%(season)s is over", season=found.title)
        source = _write(found)
    placed = threads.start(host, category_id, "announcement", title, source, key=f"season-{season_id}")
    season.thread_id = placed.thread_id


def _write(season: queries.PeriodView) -> str:
    """Write what the thread says."""
    signs = {1: "🥇", 2: "🥈", 3: "🥉"}
    medals = queries.medals_of_seasons([season.id]).get(season.id, [])
    parts = [_("Thank you to everybody who asked, answered and showed what they made.")]
    lines = [
        f"- {signs[medal.place]} [{medal.member.name}](/u/{quote(medal.member.name)}): "
        + ngettext("%(num)s point", "%(num)s points", medal.points)
        for medal in medals[:MOST_NAMED]
    ]
    parts.append("\n".join(lines) if lines else _("Nobody had points this time."))
    if len({medal.place for medal in medals}) < len(medals):
        parts.append(_("Who has the same points shares the medal."))
    parts.append(_("[All places](/leaderboard/season/%(id)s) stay as they are.", id=season.id))
    if periods.rules_row().seasons:
        parts.append(_("A new season has begun: everybody starts at nothing. Good luck!"))
    return "\n\n".join(parts) + "\n"


def _host() -> Actor | None:
    """Give who tells of it: whom the staff chose, else the first administrator."""
    admin = select(Member.id).where(Member.role == "admin", Member.confirmed_at.is_not(None)).order_by(Member.id)
    member_id = periods.rules_row().host_id or db.session.scalars(admin.limit(1)).first()
    return actor_of(member_id) if member_id else None


def _category() -> int | None:
    """Give where it is told: where the staff chose, else the first category of announcements that everybody sees."""
    chosen = periods.rules_row().category_id
    open_ones = [node for top in tree(("everyone",)) for node in top.within()]
    fitting = [node.id for node in open_ones if node.kind == "announcement"] + [node.id for node in open_ones]
    return chosen or next(iter(fitting), None)
