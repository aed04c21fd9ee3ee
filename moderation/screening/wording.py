"""Words and phrases to look for, a hundred thousand of them as fast as one.

A list is a set; a text is looked up in it word by word. `spam*` also finds what begins so, a phrase its words in a row.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

from forum.core.refusal import Refused
from moderation.screening.unmasking import fold, readings

LONGEST_ENTRY = 100
SHORTEST_STEM = 3
MOST_ENTRIES = 150_000
NOTE = "#"

Phrase = tuple[str, ...]


@dataclass(slots=True)
class Wording:
    """A compiled list of words, beginnings of words and phrases."""

    words: set[str] = field(default_factory=set)
    stems: set[str] = field(default_factory=set)
    stem_lengths: list[int] = field(default_factory=list)
    phrases: dict[str, list[Phrase]] = field(default_factory=dict)

    def found_in(self, words: Sequence[tuple[str, ...]]) -> Iterator[str]:
        """Give each entry that stands in a text, which is given as its words with what else each may stand for."""
        for place, variants in enumerate(words):
            for word in variants:
                if word in self.words:
                    yield word
                yield from self._stems_of(word)
                for phrase in self.phrases.get(word, ()):
                    if _follows(phrase, words[place : place + len(phrase)]):
                        yield " ".join(phrase)

    def _stems_of(self, word: str) -> Iterator[str]:
        for length in self.stem_lengths:
            if length > len(word):
                return
            if word[:length] in self.stems:
                yield f"{word[:length]}*"


def entries_in(text: str) -> list[str]:
    """List the entries of a rule, one a line; empty lines and lines that begin with # say nothing."""
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith(NOTE)]


def compiled(entries: Iterable[str]) -> Wording:
    """Make a list ready for use; raises Refused for an entry that would match nearly everything, or nothing."""
    made = Wording()
    for entry in entries:
        _add(made, entry)
    made.stem_lengths = sorted({len(stem) for stem in made.stems})
    return made


def _add(made: Wording, entry: str) -> None:
    if len(entry) > LONGEST_ENTRY:
        raise Refused(
            _("An entry has up to %(most)s letters: shorten “%(entry)s…”.", most=LONGEST_ENTRY, entry=entry[:30]),
            "entries",
        )
    begins = entry.endswith("*")
    words = [variants[0] for variants in readings(fold(entry.rstrip("*")))][: len(entry.split())]
    if not words or "*" in entry.rstrip("*"):
        raise Refused(
            _("“%(entry)s” has no word that could be looked for; a * may stand at its end.", entry=entry), "entries"
        )
    if begins and (len(words) > 1 or len(words[0]) < SHORTEST_STEM):
        raise Refused(
            _("“%(entry)s” would match nearly everything: give at least %(least)s letters before the *.",
              entry=entry, least=SHORTEST_STEM),
            "entries",
        )  # fmt: skip
    if begins:
        made.stems.add(words[0])
    elif len(words) == 1:
        made.words.add(words[0])
    else:
        made.phrases.setdefault(words[0], []).append(tuple(words))


def _follows(phrase: Phrase, words: Sequence[tuple[str, ...]]) -> bool:
    return len(words) == len(phrase) and all(word in variants for word, variants in zip(phrase, words, strict=True))
