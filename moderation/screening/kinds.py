"""The kinds of rules: what each looks for, what staff may set, and what its entries are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from moderation.screening import checks, habits
from moderation.screening.checks import Check, Numbers

MODES = ("off", "log", "flag", "hold", "block")
GENTLE = ("off", "log", "flag", "hold")
"""Modes of what may be wrong by its nature: a classifier never blocks."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A number that staff may set; a `yes` one is asked as a yes or no, one with `choices` as a choice."""

    name: str
    label: Any
    usual: int
    least: int = 0
    most: int = 10_000
    yes: bool = False
    choices: tuple[tuple[int, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of rule; `entries` says what its lines are, or nothing where it has none."""

    name: str
    label: Any
    help: Any
    icon: str
    make: Callable[[Numbers, Sequence[str]], Check]
    settings: tuple[Setting, ...] = ()
    entries: Any = ""
    modes: tuple[str, ...] = MODES

    def numbers(self, settings: dict[str, int]) -> dict[str, int]:
        """Fill what a rule does not say with what is usual."""
        return {each.name: settings.get(each.name, each.usual) for each in self.settings}


def _yes(name: str, label: Any, usual: int) -> Setting:
    return Setting(name, label, usual, 0, 1, yes=True)


_ALL = (
    Kind(
        "words",
        _l("Words and phrases"),
        _l("Disguises such as v1agra, V I A G R A and look-alike letters are seen through."),
        "text-quote",
        checks.words,
        (),
        _l("One word or phrase a line. A * at the end of a word finds what begins so."),
    ),
    Kind(
        "patterns",
        _l("Patterns"),
        _l("Regular expressions, run in time that grows only with the text."),
        "code",
        checks.regular,
        (),
        _l("One pattern a line, in RE2's language; capitals make no difference."),
    ),
    Kind(
        "links",
        _l("Links and hosts"),
        _l("Hosts that are not welcome, or the only ones that are; and too many links."),
        "link",
        checks.links,
        (
            _yes("only_listed", _l("Only the listed hosts are welcome"), 0),
            Setting("most", _l("Links in one post at most (0: any number)"), 0, 0, 100),
        ),
        _l("One host a line; what lies under it is meant too."),
    ),
    Kind(
        "newcomers",
        _l("Newcomers' limits"),
        _l("What members may do before the community knows them."),
        "leaf",
        habits.newcomers,
        (
            Setting("trusted", _l("Free from trust level"), 1, 1, 4),
            Setting("links", _l("Links in a post"), 2, 0, 100),
            Setting("mentions", _l("Members mentioned in a post"), 3, 0, 100),
            Setting("pictures", _l("Pictures in a post"), 4, 0, 100),
            Setting("posts", _l("Posts within a day (0: any number)"), 20, 0, 1000),
        ),
    ),
    Kind(
        "flood",
        _l("Floods"),
        _l("More posts within minutes than anybody writes."),
        "clock",
        habits.flood,
        (Setting("posts", _l("Posts"), 8, 2, 1000), Setting("minutes", _l("within minutes"), 5, 1, 1440)),
    ),
    Kind(
        "copies",
        _l("Copies"),
        _l("The same or nearly the same words again, from other accounts too."),
        "messages-square",
        habits.copies,
        (
            Setting("days", _l("Days to look back"), 3, 1, 7),
            _yes("near", _l("Near copies too"), 1),
            _yes("others", _l("Only copies of what others wrote"), 0),
        ),
    ),
    Kind(
        "shouting",
        _l("Shouting and disturbed letters"),
        _l("Capitals, heaps of marks on letters, signs nobody can see."),
        "triangle-alert",
        checks.shouting,
        (
            Setting("capitals", _l("Capitals in a hundred letters (0: any number)"), 75, 0, 100),
            _yes("marks", _l("Marks heaped on letters"), 1),
            Setting("hidden", _l("Signs nobody can see (0: any number)"), 3, 0, 1000),
            _yes("drawn_out", _l("A letter ten times in a row"), 1),
        ),
    ),
    Kind(
        "names",
        _l("Look-alike names"),
        _l("Members who could be taken for a moderator, for staff or for a listed name."),
        "users",
        checks.names,
        (),
        _l("Further names to protect, one a line."),
    ),
    Kind(
        "mail_hosts",
        _l("Throw-away addresses"),
        _l("Who joins with an address of a host known for throw-away mail."),
        "mail",
        checks.mail,
        (),
        _l("Further mail hosts, one a line."),
    ),
    Kind(
        "classifier",
        _l("Learned classifier"),
        _l("What was learned from decisions. It may be wrong: it flags or holds, no more."),
        "chart-bar-big",
        habits.classifier,
        (
            Setting("task", _l("Looks for"), 0, 0, 1, choices=((0, _l("abuse")), (1, _l("spam")))),
            Setting("stricter", _l("Surer by so many hundredths before it speaks"), 0, -300, 500),
        ),
        modes=GENTLE,
    ),
)

KINDS = {kind.name: kind for kind in _ALL}
MODE_NAMES = {
    "off": _l("off"), "log": _l("log"), "flag": _l("flag"), "hold": _l("hold"), "block": _l("block"),
}  # fmt: skip
MODE_MEANINGS = {
    "off": _l("The rule does nothing."),
    "log": _l("Hits are counted, nothing else happens."),
    "flag": _l("The post appears, and a case waits for a moderator."),
    "hold": _l("The post waits until a moderator has looked; its author is told so."),
    "block": _l("The post is not taken; its author reads why and keeps every word."),
}


def stricter(mode: str, than: str) -> bool:
    """Tell whether a mode does more to people than another one; counting does nothing to them."""
    return MODES.index(mode) > max(MODES.index(than), MODES.index("log"))
