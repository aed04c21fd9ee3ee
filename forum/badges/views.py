"""Addresses of badges: all there are, one with those who hold it, and the page that a member shares."""

from collections.abc import Sequence

from flask import Blueprint, Response, request

from forum.badges import poster, queries, wording
from forum.badges.labels import BADGES
from forum.badges.looks import ORDER, TIERS
from forum.badges.queries import BadgeView, Holder
from forum.brands.current import current_brand
from forum.core.limits import limit
from forum.core.pages.declared import kept, shows
from forum.core.paging import PLACE
from forum.core.respond import Missing, page
from forum.core.visitor import network, reader
from forum.members.labels import of_member
from forum.notifications.registry import Scene, scenes

PICTURE_S = 86400
RATE = "120/minute"
NEXT = 4

pages = Blueprint("badges", __name__)


@pages.get("/badges")
@kept(BADGES)
def index() -> Response:
    """List what there is to earn; a member sees what they hold, and how far they are with the rest."""
    me = reader().member_id
    progress = queries.progress_of(me) if me else []
    return page(
        "badges/index.html", badges=queries.shown_badges(), tiers=TIERS, order=list(ORDER), progress=progress,
        held={each.badge.id: each for each in queries.badges_of(me)} if me else {},
        ahead={each.badge.id: each for each in progress},
    )  # fmt: skip


@pages.get("/badges/<slug>")
@kept(BADGES, before=PLACE)
def show(slug: str) -> Response:
    """Show a badge and who holds it."""
    badge = _badge(slug)
    before, me = request.args.get("before"), reader()
    holders = queries.holders(badge.id, before)
    return page(
        "badges/badge.html", badge=badge, tiers=TIERS, holders=holders, deeper=bool(before),
        rules=wording.rules(badge.conditions), scenes=_scenes(holders.rows),
        mine=bool(me.member_id and queries.awards_of(badge.id, me.name)),
        progress=queries.progress_to(badge, me.member_id) if me.member_id else None,
    )  # fmt: skip


@pages.get("/badges/<slug>/<name>")
@kept(BADGES)
def share(slug: str, name: str) -> Response:
    """Show that a member holds a badge, as a page to share."""
    badge, awards = _award(slug, name)
    who = awards[0].author
    return page(
        "badges/shared.html", badge=badge, tiers=TIERS, awards=awards, who=who, scenes=_scenes(awards),
        address=f"{badge.address}/{who.name}",
    )  # fmt: skip


@pages.get("/badges/<slug>/<name>/card.png")
def card(slug: str, name: str) -> Response:
    """Give the picture that stands for the shared page elsewhere."""
    badge, awards = _award(slug, name)
    limit("badge pictures", RATE, network())
    drawn = poster.draw(badge, awards[0].author.name, str(TIERS[badge.tier]), current_brand())
    response = Response(drawn, content_type="image/png")
    response.headers["Cache-Control"] = f"public, max-age={PICTURE_S}"
    return response


def _badge(slug: str) -> BadgeView:
    badge = queries.badge_page(slug)
    if badge is None or not (badge.active or badge.award_count):
        raise Missing
    return badge


def _award(slug: str, name: str) -> tuple[BadgeView, list[Holder]]:
    badge = _badge(slug)
    awards = queries.awards_of(badge.id, name)
    if not awards:
        raise Missing
    return badge, awards


def _scenes(awards: Sequence[Holder]) -> dict[str, Scene]:
    """Give what the reader may see of the posts that were awarded; a page is drawn anew when a holder is away."""
    shows(*(of_member(each.author.member_id) for each in awards))
    return scenes(reader(), [each.cause for each in awards if each.cause])
