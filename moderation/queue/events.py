"""What happens to cases."""

from dataclasses import dataclass

from forum.core.events import Event


@dataclass(frozen=True, slots=True)
class CaseOpened(Event):
    """A thing waits for a moderator."""

    case_id: int
    kind: str
    thing_id: int
    place: str


@dataclass(frozen=True, slots=True)
class CaseJoined(Event):
    """One more reason came to an open case."""

    case_id: int
    hit_id: int


@dataclass(frozen=True, slots=True)
class CaseClaimed(Event):
    """A moderator looks at a case, or looks away again (nobody)."""

    case_id: int
    by_id: int | None


@dataclass(frozen=True, slots=True)
class CaseDecided(Event):
    """A moderator, or a rule, decided a case; `outcome` says whether its hits were "upheld" or "rejected".

    `hits` lists source and source id of each: ["flag", 7].
    """

    case_id: int
    decision_id: int
    verdict: str
    outcome: str
    kind: str
    thing_id: int
    author_id: int | None
    by_id: int | None
    automatic: bool
    hits: list[list[str | int | None]]


@dataclass(frozen=True, slots=True)
class DecisionUndone(Event):
    """A decision was taken back at once, as if it had never been; its hits wait again."""

    case_id: int
    decision_id: int
    by_id: int | None
    hits: list[list[str | int | None]]


@dataclass(frozen=True, slots=True)
class DecisionReversed(Event):
    """A decision was found wrong: what it did is undone, and its hits have the outcome given here.

    `decision_id` takes back `reverts_id`. An `outcome` of "" says that they wait again.
    """

    case_id: int
    decision_id: int
    reverts_id: int
    outcome: str
    kind: str
    thing_id: int
    author_id: int | None
    by_id: int | None
    hits: list[list[str | int | None]]


@dataclass(frozen=True, slots=True)
class CaseEscalated(Event):
    """A moderator asks for somebody with more say."""

    case_id: int
    by_id: int | None


@dataclass(frozen=True, slots=True)
class AuthorAsked(Event):
    """A moderator wrote to the author of what a case is about."""

    case_id: int
    author_id: int
    by_id: int | None


@dataclass(frozen=True, slots=True)
class AuthorAnswered(Event):
    """The author of what a case is about wrote back."""

    case_id: int
    author_id: int


@dataclass(frozen=True, slots=True)
class TermsChanged(Event):
    """The staff chose other promises."""

    by_id: int | None
