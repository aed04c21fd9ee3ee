"""How higher rooms plug in what can be decided."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from forum.core.access import Actor
from moderation.queue.models import Case, Decision
from moderation.queue.policy import Judged

Effects = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision while it is carried out: who, of which case, and what else was asked for (days, hides)."""

    actor: Actor
    case: Case
    decision: Decision

    def asked(self, name: str, otherwise: Any = None) -> Any:
        """Give what was asked for under a name."""
        return self.decision.more.get(name, otherwise)


Apply = Callable[[Ruling], Effects]
Undo = Callable[[Ruling, Effects], None]
May = Callable[[Actor, Judged], str | None]


def _anybody(_actor: Actor, _case: Judged) -> str | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One way to decide a case: what it does, how that is undone, and what it `asks` for ("guideline", "days").

    `outcome` says what it means for those who flagged. It is for all content save the `spared` kinds, or for the
    `kinds` named alone. `key` is the
    key that gives it, `usual` what stands in its fields at first.
    """

    name: str
    label: Any
    apply: Apply
    undo: Undo
    asks: frozenset[str]
    outcome: str
    kinds: frozenset[str]
    spared: frozenset[str]
    key: str
    icon: str
    may: May
    usual: dict[str, Any]

    def fits(self, kind: str) -> bool:
        """Tell whether cases of this kind can be decided so."""
        return kind in self.kinds if self.kinds else kind not in _apart | self.spared


VERDICTS: dict[str, Verdict] = {}
REVERSAL = "reversal"
"""What a decision is called that takes another one back."""
_apart: set[str] = set()


def verdict(
    name: str,
    label: Any,
    apply: Apply,
    undo: Undo,
    asks: Collection[str] = (),
    *,
    outcome: str = "upheld",
    kinds: Collection[str] = (),
    spared: Collection[str] = (),
    key: str = "",
    icon: str = "shield",
    may: May = _anybody,
    usual: dict[str, Any] | None = None,
) -> Verdict:
    """Let cases be decided in one more way."""
    if name in VERDICTS or name == REVERSAL:
        raise ValueError(f"there is a verdict called {name} already")
    _apart.update(kinds)
    VERDICTS[name] = Verdict(
        name=name, label=label, apply=apply, undo=undo, asks=frozenset(asks), outcome=outcome, kinds=frozenset(kinds),
        spared=frozenset(spared), key=key, icon=icon, may=may, usual=usual or {},
    )  # fmt: skip
    return VERDICTS[name]


def verdicts_for(kind: str) -> list[Verdict]:
    """List how cases of a kind can be decided."""
    return [each for each in VERDICTS.values() if each.fits(kind)]


Proposal = Callable[[Actor, Judged, int | None], tuple[str, dict[str, Any]] | None]
_proposals: list[Proposal] = []


def proposes(make: Proposal) -> Proposal:
    """Have the function propose a verdict, and what to ask for with it, for a case and a guideline."""
    _proposals.append(make)
    return make


def proposal(actor: Actor, case: Judged, guideline: int | None) -> tuple[str, dict[str, Any]] | None:
    """Give the fair next step for whoever made the thing, if somebody knows one."""
    return next((made for make in _proposals if (made := make(actor, case, guideline))), None)
