"""What happens with rewards; no fact ever carries a code or an address."""

from dataclasses import dataclass

from forum.core.events import Event


@dataclass(frozen=True, slots=True)
class RewardChanged(Event):
    """Staff made or changed a reward, or closed it."""

    reward_id: int
    by_id: int | None


@dataclass(frozen=True, slots=True)
class CodesImported(Event):
    """Codes came into a pool."""

    reward_id: int
    import_id: int
    count: int
    by_id: int | None


@dataclass(frozen=True, slots=True)
class RewardGranted(Event):
    """A member may claim a reward."""

    grant_id: int
    reward_id: int
    member_id: int
    by_id: int | None


@dataclass(frozen=True, slots=True)
class RewardClaimed(Event):
    """A member claimed a reward."""

    grant_id: int
    reward_id: int
    member_id: int


@dataclass(frozen=True, slots=True)
class CodeRevealed(Event):
    """A member saw their code for the first time."""

    grant_id: int
    reward_id: int
    member_id: int


@dataclass(frozen=True, slots=True)
class GrantWithdrawn(Event):
    """An offer is no more: its time is over, or staff took it back."""

    grant_id: int
    reward_id: int
    member_id: int
    by_id: int | None


@dataclass(frozen=True, slots=True)
class GiftLookedAt(Event):
    """Whoever sends a gift looked at where it goes to."""

    grant_id: int
    member_id: int
    by_id: int


@dataclass(frozen=True, slots=True)
class GiftSent(Event):
    """A gift is on its way."""

    grant_id: int
    member_id: int
    by_id: int


@dataclass(frozen=True, slots=True)
class PerkEnded(Event):
    """The time of a perk is over."""

    grant_id: int
    reward_id: int
    member_id: int


@dataclass(frozen=True, slots=True)
class CodeRedeemed(Event):
    """A shop told that a code was used."""

    grant_id: int | None
    reward_id: int
