"""Who is told of medals, and what may be seen of seasons."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from forum.core.access import AUDIENCES, Actor
from forum.leaderboards import queries
from forum.leaderboards.events import MedalGiven
from forum.notifications.registry import Kind, News, Scene, kind, land, tells

MEDAL = kind(
    Kind(
        "medal",
        "medal",
        lazy_gettext("You win a medal of a season"),
        lambda _who, _count: _("You have won a medal"),
        mail="digest",
    )
)


@land("season")
def see_seasons(_actor: Actor, names: Sequence[str]) -> Mapping[str, Scene]:
    """Show seasons: everybody may see them."""
    ids = {name: int(name.partition(":")[2]) for name in names}
    found = {name: queries.period(season_id) for name, season_id in ids.items()}
    return {
        name: Scene(season.title, f"/leaderboard/season/{season.id}")
        for name, season in found.items()
        if season is not None
    }


@tells(MedalGiven)
def tell_of_medal(event: MedalGiven) -> News:
    """Tell whoever won a medal."""
    subject = f"season:{event.season_id}"
    return News(
        subject=subject, place=subject, actor_id=None, audiences=list(AUDIENCES[:1]),
        to={MEDAL.name: [event.member_id]},
    )  # fmt: skip
