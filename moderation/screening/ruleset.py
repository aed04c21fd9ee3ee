"""All rules that are on, ready for use, and what they say of a draft together."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from forum.core.refusal import Refused
from moderation.screening.checks import Check, Why
from moderation.screening.kinds import KINDS, MODES
from moderation.screening.past import Past
from moderation.screening.readings import Reading
from moderation.screening.wording import entries_in

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ready:
    """A rule ready for use."""

    id: int
    title: str
    kind: str
    mode: str
    guideline: int | None
    check: Check


@dataclass(frozen=True, slots=True)
class Finding:
    """That a rule fires on a draft, and why."""

    rule: Ready
    why: list[Why]


def made_ready(rules: Iterable[Any]) -> list[Ready]:
    """Make stored rules ready; one that cannot be used any more is left out and told of, the others go on."""
    ready = []
    for rule in rules:
        try:
            check = check_of(rule.kind, rule.settings, rule.entries)
        except (KeyError, Refused) as error:
            log.warning("rule %s is left out: %s", rule.id, error)
            continue
        ready.append(Ready(rule.id, rule.title, rule.kind, rule.mode, rule.guideline, check))
    return ready


def check_of(kind: str, settings: dict[str, int], entries: str) -> Check:
    """Make one check; raises Refused with what is wrong with its entries."""
    known = KINDS[kind]
    return known.make(known.numbers(settings), entries_in(entries))


def findings(rules: Sequence[Ready], reading: Reading, past: Past) -> list[Finding]:
    """List what fires on a draft, the strictest first."""
    found = [Finding(rule, why) for rule in rules if (why := rule.check(reading, past))]
    return sorted(found, key=lambda finding: -MODES.index(finding.rule.mode))
