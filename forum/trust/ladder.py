"""What the levels ask for, and who reaches them: figures in, a level out, nothing else is looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _

from forum.trust.registry import MEASURES, measures

NAMES: tuple[Any, ...] = (_("New"), _("Known"), _("Regular"), _("Trusted"), _("Leader"))
TOP_BY_CLOCK, TOP = 3, 4
EVER = ("threads_ever", "posts_ever")
Figures = Mapping[str, int]

# As Discourse publishes them (config/site_settings.yml: tl1_*, tl2_*, tl3_*)
FIRST: dict[str, int | None] = {
    "1.threads_entered": 5, "1.posts_read": 30, "1.minutes_read": 10, "1.suspended": 0,
    "2.days_visited": 15, "2.threads_entered": 20, "2.posts_read": 100, "2.minutes_read": 60, "2.threads_replied": 3,
    "2.likes_given": 1, "2.likes_received": 1, "2.suspended": 0,
    "3.days_visited": 50, "3.threads_entered": 500, "3.posts_read": 20_000, "3.threads_replied": 10,
    "3.likes_given": 30, "3.likes_received": 20, "3.like_days": 7, "3.likers": 5, "3.threads_ever": 200,
    "3.posts_ever": 500, "3.sanctions": 0, "3.suspended": 0,
    "window": 100, "share": 25, "grace": 14, "slack": 90,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a level asks for, and how far a member is."""

    key: str
    wanted: int
    has: int
    fault: bool

    @property
    def done(self) -> bool:
        """Tell whether it is reached."""
        return self.has <= self.wanted if self.fault else self.has >= self.wanted

    @property
    def lacks(self) -> str:
        """Say what is missing."""
        return MEASURES[self.key].lacks(abs(self.wanted - self.has))

    @property
    def label(self) -> Any:
        """Say what is counted."""
        return MEASURES[self.key].label


@dataclass(frozen=True, slots=True)
class Numbers:
    """All figures that hold, chosen ones and those that came with the house; `totals` are what there was to read."""

    chosen: Mapping[str, int | None]
    totals: Mapping[str, int]

    def __getitem__(self, key: str) -> int:
        """Give a figure of the house's own: window, share, grace, slack."""
        value = self.chosen.get(key, FIRST[key])
        return FIRST[key] or 0 if value is None else value

    def asked(self, level: int, key: str) -> int | None:
        """Give what a level asks for, or None where it does not."""
        name = f"{level}.{key}"
        asked = self.chosen.get(name, FIRST.get(name))
        if asked is None or level < TOP_BY_CLOCK or key not in self.totals:
            return asked
        return min(asked, -(-self.totals[key] * self["share"] // 100))

    def steps(self, level: int, figures: Figures) -> list[Step]:
        """List all that a level asks for, beside what a member has."""
        asked = ((each, self.asked(level, each.key)) for each in measures())
        return [Step(each.key, n, figures.get(each.key, 0), each.fault) for each, n in asked if n is not None]

    def reaches(self, level: int, figures: Figures) -> bool:
        """Tell whether a member has all that a level asks for."""
        return all(step.done for step in self.steps(level, figures))

    def keeps(self, level: int, figures: Figures) -> bool:
        """Tell whether a member has nearly all of it: a little less is no loss."""
        return all(
            step.done if step.fault else step.has * 100 >= step.wanted * self["slack"]
            for step in self.steps(level, figures)
        )

    def breaks(self, level: int, figures: Figures) -> bool:
        """Tell whether a member did what the level does not bear; there is no grace for that."""
        return any(step.fault and not step.done for step in self.steps(level, figures))


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a member's figures come to: the level, and whether the present one is on its way out."""

    level: int
    lacking: bool = False


def weigh(numbers: Numbers, level: int, ever: Figures, lately: Figures, *, overdue: bool = False) -> Weighed:
    """Say which level a member belongs to, who is at `level` now.

    The first two levels rest on all there ever was and stay; the third rests on the last days, and is lost when too
    little was there for longer than the grace (`overdue`). The fourth is given by hand only.
    """
    if level >= TOP:
        return Weighed(level)
    if level == TOP_BY_CLOCK:
        if numbers.breaks(level, lately) or (overdue and not numbers.keeps(level, lately)):
            return Weighed(level - 1)
        return Weighed(level, lacking=not numbers.keeps(level, lately))
    while level < TOP_BY_CLOCK and numbers.reaches(level + 1, lately if level + 1 == TOP_BY_CLOCK else ever):
        level += 1
    return Weighed(level)
