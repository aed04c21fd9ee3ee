"""What happens to members."""

from dataclasses import dataclass

from forum.core.events import Event


@dataclass(frozen=True, slots=True)
class MemberJoined(Event):
    """Somebody has an account now."""

    member_id: int


@dataclass(frozen=True, slots=True)
class MemberConfirmed(Event):
    """A member has shown that letters to their address reach them."""

    member_id: int


@dataclass(frozen=True, slots=True)
class MemberSignedIn(Event):
    """A member has opened a session, by password, by mail or by joining."""

    member_id: int
    session_id: int
    way: str


@dataclass(frozen=True, slots=True)
class SessionsEnded(Event):
    """Some sessions of a member are dead; whatever hangs on them is to be cut off (S08)."""

    member_id: int
    session_ids: list[int]


@dataclass(frozen=True, slots=True)
class MemberChanged(Event):
    """A member looks another way: name, title, role, picture or words about themselves."""

    member_id: int


@dataclass(frozen=True, slots=True)
class AvatarChanged(Event):
    """A member has another picture; `former_key` is no longer needed."""

    member_id: int
    key: str | None
    former_key: str | None


@dataclass(frozen=True, slots=True)
class RoleChanged(Event):
    """A member has another role."""

    member_id: int
    role: str
    former: str
    by_id: int | None


@dataclass(frozen=True, slots=True)
class TitleGiven(Event):
    """A member stands under another title, or under none."""

    member_id: int
    by_id: int | None


@dataclass(frozen=True, slots=True)
class MemberSuspended(Event):
    """A member may not write until the moment given in ISO form."""

    member_id: int
    until: str
    reason: str
    by_id: int | None


@dataclass(frozen=True, slots=True)
class SuspensionLifted(Event):
    """A member may write again before time."""

    member_id: int
    by_id: int | None


@dataclass(frozen=True, slots=True)
class PasswordChanged(Event):
    """A member has another password; all their sessions ended."""

    member_id: int


@dataclass(frozen=True, slots=True)
class EmailChanged(Event):
    """A member is reached at another address."""

    member_id: int


@dataclass(frozen=True, slots=True)
class PassesChanged(Event):
    """A member may see other places than before, without another role."""

    member_id: int


@dataclass(frozen=True, slots=True)
class DataTaken(Event):
    """A member asked for all that the house holds of them."""

    member_id: int


@dataclass(frozen=True, slots=True)
class ErasureAsked(Event):
    """A member wants to be erased, and is out already."""

    member_id: int
    how: str


@dataclass(frozen=True, slots=True)
class MemberErased(Event):
    """Nothing is left of a member but a number, and what the law keeps for a while."""

    member_id: int
    how: str
