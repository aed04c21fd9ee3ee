"""Checks that ask what a member did before: newcomers' limits, floods, copies; and what the classifier makes of it."""

import re
from collections.abc import Sequence
from datetime import timedelta

from moderation.screening.checks import Check, Numbers, Why
from moderation.screening.past import Past
from moderation.screening.readings import Reading

_MENTION = re.compile(r"(?<![\w@/])@[\w.-]{2,40}")
_PICTURE = "!["
TASKS = ("abuse", "spam")
MOST_WORDS = 6


def newcomers(numbers: Numbers, _entries: Sequence[str]) -> Check:
    """Hold members of low trust to fewer links, mentions, pictures and posts."""

    def check(reading: Reading, past: Past) -> list[Why]:
        if reading.author_id is None or reading.trust_level >= numbers["trusted"]:
            return []
        counted = {
            "links": len(reading.hosts),
            "mentions": len(set(_MENTION.findall(reading.source))),
            "pictures": reading.source.count(_PICTURE),
        }
        said = [[f"new_{what}", str(count)] for what, count in counted.items() if count > numbers[what]]
        if numbers["posts"] and reading.thing_id is None:
            count = past.written_by(reading.author_id, reading.at - timedelta(days=1))
            said += [["new_posts", str(count + 1)]] if count >= numbers["posts"] else []
        return said

    return check


def flood(numbers: Numbers, _entries: Sequence[str]) -> Check:
    """Look for many posts within a few minutes."""

    def check(reading: Reading, past: Past) -> list[Why]:
        if reading.author_id is None or reading.thing_id is not None:
            return []
        count = past.written_by(reading.author_id, reading.at - timedelta(minutes=numbers["minutes"]))
        return [["flood", str(count + 1)]] if count >= numbers["posts"] else []

    return check


def copies(numbers: Numbers, _entries: Sequence[str]) -> Check:
    """Look for what was published lately in the same or nearly the same words, by anybody."""

    def check(reading: Reading, past: Past) -> list[Why]:
        if reading.author_id is None or reading.digest is None:
            return []
        found = past.copy_of(reading, reading.at - timedelta(days=numbers["days"]), near=bool(numbers["near"]))
        if found is None or (numbers["others"] and not found[0]):
            return []
        by_other, exact = found
        return [["copy" if exact else "near_copy", "other" if by_other else "own"]]

    return check


def classifier(numbers: Numbers, _entries: Sequence[str]) -> Check:
    """Ask what was learned from decisions; its own mark of doubt, in hundredths, may be raised or lowered."""
    task = TASKS[numbers["task"]]

    def check(reading: Reading, past: Past) -> list[Why]:
        model = past.model(task)
        if model is None:
            return []
        score = model.score(reading.text)
        if score < model.mark + numbers["stricter"] / 100:
            return []
        said = ", ".join(term for term, _weight in model.explain(reading.text)[:MOST_WORDS])
        return [[task, f"{model.chance(score):.0f}"], ["because", said]]

    return check
