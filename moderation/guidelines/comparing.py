"""What is different between two editions, text by text."""

from collections.abc import Sequence
from dataclasses import dataclass

from forum.core.text import Run, diff
from moderation.guidelines.queries import GuidelineView


@dataclass(frozen=True, slots=True)
class Change:
    """A text that is new, gone or says something else; `runs` lead from its former words to the new ones."""

    number: int
    locale: str
    kind: str
    runs: list[Run]


def changes(before: Sequence[GuidelineView], after: Sequence[GuidelineView]) -> list[Change]:
    """List every text that is different, in the order of numbers and languages."""
    old = {(text.number, text.locale): words(text) for text in before}
    new = {(text.number, text.locale): words(text) for text in after}
    return [
        Change(number, locale, _kind(old.get((number, locale)), new.get((number, locale))), runs)
        for number, locale in sorted(old.keys() | new.keys())
        if (runs := diff(old.get((number, locale), ""), new.get((number, locale), "")))
        and any(run.kind != "same" for run in runs)
    ]


def words(text: GuidelineView) -> str:
    """Give all that a text says as plain lines."""
    marks = [f"{'+' if example.fine else '−'} {example.text}" for example in text.examples]
    return "\n".join([text.title, "", text.source, "", *marks]).strip() + "\n"


def _kind(before: str | None, after: str | None) -> str:
    if before is None:
        return "new"
    return "changed" if after is not None else "gone"
