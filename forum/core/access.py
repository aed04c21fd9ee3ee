"""Who acts, and the word No."""

from dataclasses import dataclass

RANKS = {"guest": 0, "member": 1, "moderator": 2, "staff": 3, "admin": 4}
AUDIENCES = ("everyone", "members", "moderators", "staff", "admins")


class Denied(Exception):
    """Somebody may not do this; the reason is shown to them."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Whoever asks or acts: a guest, a member in a session, or the house itself.

    `audiences` names the groups the actor belongs to, `scope` the categories a moderator is limited to
    (None: all of them). `token` is the session's public id; Flask-Login keeps it. `unseen` counts what the
    member was told and has not read.
    """

    member_id: int | None = None
    name: str = ""
    role: str = "guest"
    audiences: frozenset[str] = frozenset({"everyone"})
    trust_level: int = 0
    confirmed: bool = False
    suspended_until: str | None = None
    scope: frozenset[int] | None = None
    locale: str | None = None
    timezone: str | None = None
    avatar: str | None = None
    session_id: int | None = None
    token: str | None = None
    unseen: int = 0

    @property
    def rank(self) -> int:
        """Give the role's place among the roles."""
        return RANKS[self.role]

    @property
    def signed_in(self) -> bool:
        """Tell whether this is a member."""
        return self.member_id is not None

    @property
    def avatar_url(self) -> str | None:
        """Give the address of the actor's picture, if there is one."""
        return f"/media/{self.avatar}/96.webp" if self.avatar else None

    @property
    def suspended(self) -> bool:
        """Tell whether this member may not write for now."""
        return self.suspended_until is not None

    def moderates(self, category_id: int) -> bool:
        """Tell whether the actor is a moderator of this category (S18: seeing it is asked besides)."""
        return self.rank >= RANKS["moderator"] and (self.scope is None or category_id in self.scope)

    # What Flask-Login asks of a user
    is_active = True

    @property
    def is_authenticated(self) -> bool:
        """Tell Flask-Login that somebody is signed in."""
        return self.signed_in

    @property
    def is_anonymous(self) -> bool:
        """Tell Flask-Login that nobody is signed in."""
        return not self.signed_in

    def get_id(self) -> str | None:
        """Give Flask-Login the token of the session."""
        return self.token


GUEST = Actor()
HOUSE = Actor(name="house", role="admin", audiences=frozenset(AUDIENCES), confirmed=True)


def audiences_of(role: str) -> frozenset[str]:
    """List the groups that a role belongs to: each role stands in all below it."""
    return frozenset(AUDIENCES[: RANKS[role] + 1])


def require(answer: str | None) -> None:
    """Go on if a policy's answer is None; raises Denied with its reason otherwise."""
    if answer is not None:
        raise Denied(answer)
