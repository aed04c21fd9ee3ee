"""The small language of the search box, read into what was asked.

Nothing that is typed is an error of ours: what cannot be used is left out, and `faults` says so in a sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from flask_babel import gettext as _

from forum.search.analysis import terms

LONGEST = 200
MOST_TERMS = 12
NAMES = ("by", "in", "tag", "is", "before", "after")
STATES = ("question", "unanswered")

_PIECE = re.compile(
    r'(?P<no>-?)(?:(?P<name>[a-z]{2,6}):)?(?:"(?P<quoted>[^"]*)(?:"|$)|(?P<bare>[^\s"]+))', re.IGNORECASE | re.ASCII
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, understood: clauses of words, and filters by name with their values."""

    text: str
    clauses: tuple[tuple[str, ...], ...] = ()
    without: tuple[tuple[str, ...], ...] = ()
    filters: tuple[tuple[str, str], ...] = ()
    filters_without: tuple[tuple[str, str], ...] = ()
    since: int | None = None
    until: int | None = None
    faults: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to look for."""
        return not (self.clauses or self.filters or self.since is not None or self.until is not None)

    @property
    def shown(self) -> tuple[str, ...]:
        """List the words to mark where they are found."""
        return tuple(dict.fromkeys(word for clause in self.clauses for word in clause))


@dataclass(slots=True)
class _Reading:
    """What was understood so far."""

    clauses: list[tuple[str, ...]] = field(default_factory=list)
    without: list[tuple[str, ...]] = field(default_factory=list)
    filters: list[tuple[str, str]] = field(default_factory=list)
    filters_without: list[tuple[str, str]] = field(default_factory=list)
    since: int | None = None
    until: int | None = None
    faults: list[str] = field(default_factory=list)

    def fault(self, sentence: str) -> None:
        """Note once what could not be used."""
        if sentence not in self.faults:
            self.faults.append(sentence)


def parse(typed: str) -> Asked:
    """Understand what was typed into the search box."""
    text = " ".join("".join(letter if letter.isprintable() else " " for letter in typed[: 4 * LONGEST]).split())
    reading = _Reading()
    if len(text) > LONGEST or len(typed) > 4 * LONGEST:
        text = text[:LONGEST]
        reading.fault(_("Only the first %(most)s letters were used.", most=LONGEST))
    used = 0
    for no, name, value in _pieces(text):
        used += _take(reading, no, name, value, MOST_TERMS - used)
    if reading.faults == [] and text and used == 0:
        reading.fault(_("These words stand in almost every post. Add one that says what it is about."))
    return Asked(
        text, tuple(reading.clauses), tuple(reading.without), tuple(reading.filters), tuple(reading.filters_without),
        reading.since, reading.until, tuple(reading.faults),
    )  # fmt: skip


def _pieces(text: str) -> Iterator[tuple[bool, str, str]]:
    for found in _PIECE.finditer(text):
        name, quoted = (found["name"] or "").lower(), found["quoted"]
        value = quoted if quoted is not None else found["bare"]
        if not name and value.endswith(":") and value[:-1].lower() in NAMES:
            name, value = value[:-1].lower(), ""
        if name and name not in NAMES:
            name, value = "", f"{name}:{value}"
        kind = name or ("phrase" if quoted is not None else "words")
        yield found["no"] == "-", kind, value.strip()


def _take(reading: _Reading, no: bool, name: str, value: str, room: int) -> int:
    """Take one piece in; gives how many terms it used."""
    if name in {"phrase", "words"}:
        return _take_words(reading, no, terms(value), room, phrase=name == "phrase")
    if room < 1:
        reading.fault(_too_many())
        return 0
    if not value:
        reading.fault(_("“%(name)s:” needs a word after it, without a space between.", name=name))
        return 1
    if name in {"before", "after"}:
        _take_date(reading, no, name, value)
    elif name == "is" and value.lower() not in STATES:
        reading.fault(_("“is:” knows is:question and is:unanswered, not “%(value)s”.", value=value[:40]))
    else:
        (reading.filters_without if no else reading.filters).append((name, value[:80]))
    return 1


def _take_words(reading: _Reading, no: bool, found: list[str], room: int, *, phrase: bool) -> int:
    if len(found) > room:
        reading.fault(_too_many())
        found = found[:room]
    if found:
        # a-b typed without blanks is one thing to its writer: it is looked for as it stands
        (reading.without if no else reading.clauses).append(tuple(found))
    return len(found) if found or not phrase else 0


def _take_date(reading: _Reading, no: bool, name: str, value: str) -> None:
    day = _day(value)
    if day is None:
        reading.fault(
            _("“%(name)s:%(value)s” needs a date such as 2025-03-31, or a year, or a month such as 2025-03.",
              name=name, value=value[:40])
        )  # fmt: skip
        return
    first, past = day
    if (name == "before") != no:
        end = past if no else first
        reading.until = min(end, reading.until) if reading.until is not None else end
    else:
        start = first if no else past
        reading.since = max(start, reading.since) if reading.since is not None else start


def _day(value: str) -> tuple[int, int] | None:
    """Give the beginning and the end of a day, month or year, in seconds."""
    found = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", value, re.ASCII)
    if found is None:
        return None
    try:
        first = date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
        past = _past(first, found)
    except (ValueError, OverflowError):
        return None
    return _seconds(first), _seconds(past)


def _past(first: date, found: re.Match[str]) -> date:
    """Give the first day after the day, month or year that was written."""
    if found[3]:
        return first + timedelta(days=1)
    if found[2]:
        return (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return first.replace(year=first.year + 1)


def _seconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def _too_many() -> str:
    return _("Only the first %(most)s words were used.", most=MOST_TERMS)
