"""Patterns that staff write, run by RE2: in time linear in the text, whatever the pattern (S37).

RE2 has no back-references and no look-around, so that a pattern with them is refused when it is saved; nested
repetition, which makes other engines blow up, is harmless here, and refused only where it grows the automaton too much.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import re2
from flask_babel import gettext as _

from forum.core.refusal import Refused

LONGEST_PATTERN = 300
MOST_PATTERNS = 500
MOST_MEMORY = 8 << 20
"""Bytes for all patterns of one rule together."""
_ORDINARY = (
    "The burner coughs and the flame is yellow. Has anybody cleaned the jet with a soft brush?",
    "Спасибо, всё получилось!", "Dziękuję, działa.", "Paldies, viss kārtībā.", "42",
)  # fmt: skip
"""What nobody wants held: a pattern that matches all of it matches everything."""


class Patterns:
    """Some patterns, searched for together in one pass over the text."""

    def __init__(self, entries: Sequence[str]) -> None:
        self.entries = entries
        self._set = re2.Set.SearchSet(_options())
        for entry in entries:
            self._set.Add(entry)
        if entries:
            self._set.Compile()

    def found_in(self, text: str) -> list[str]:
        """List the patterns that match somewhere in a text."""
        if not self.entries:
            return []
        return [self.entries[place] for place in self._set.Match(text) or ()]


def compiled(entries: Iterable[str]) -> Patterns:
    """Make patterns ready for use; raises Refused with what is wrong with one of them."""
    entries = list(entries)
    if len(entries) > MOST_PATTERNS:
        raise Refused(
            _("A rule has up to %(most)s patterns; words belong into a rule of words.", most=MOST_PATTERNS), "entries"
        )
    for entry in entries:
        _check(entry)
    try:
        return Patterns(entries)
    except re2.error:
        raise Refused(_("Together these patterns are too large: share them among several rules."), "entries") from None


def _check(entry: str) -> None:
    if len(entry) > LONGEST_PATTERN:
        raise Refused(
            _("A pattern has up to %(most)s letters: shorten “%(entry)s…”.", most=LONGEST_PATTERN, entry=entry[:30]),
            "entries",
        )
    try:
        pattern = _compiled(entry)
    except re2.error as error:
        raise Refused(
            _("The pattern “%(entry)s” cannot be used: %(why)s.", entry=entry, why=_why(error)), "entries"
        ) from None
    if pattern.search("") or all(pattern.search(text) for text in _ORDINARY):
        raise Refused(_("The pattern “%(entry)s” matches everything.", entry=entry), "entries")


@lru_cache(maxsize=2000)
def _compiled(entry: str) -> "re2._Regexp":
    return re2.compile(entry, _options())


def _options() -> "re2.Options":
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = MOST_MEMORY
    return options


def _why(error: "re2.error") -> str:
    said = error.args[0] if error.args else ""
    text = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    if "too large" in text or "invalid repetition size" in text or "bad repetition" in text:
        return _("its repetitions are too large or stand inside one another")
    if "perl operator" in text or "escape sequence" in text:
        return _("back-references and looking ahead or behind are not known here")
    return text
