"""Hangs up on those who are signed out, suspended or somebody else now, within a moment of the fact (S08, S20)."""

from collections.abc import Sequence

from forum.core.tail import Told
from forum.members.events import MemberSuspended, RoleChanged, SessionsEnded, SuspensionLifted
from forum.realtime.crowd import Crowd, Seat

COME_AGAIN = 4000
"""The page asks again who it is for."""


class Watch:
    """Hears the facts and ends the sockets that they end."""

    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd

    def hear(self, told: Sequence[Told]) -> None:
        """End what these facts end."""
        for each in told:
            for seat in self._ended(each.event):
                self.crowd.remove(seat.sid)  # nothing more is said to it, even if hanging up takes a while
                seat.line.close(COME_AGAIN)

    def _ended(self, event: object) -> list[Seat]:
        match event:
            case SessionsEnded(member_id=member_id, session_ids=session_ids):
                return self.crowd.of_sessions(member_id, session_ids)
            case MemberSuspended(member_id=member_id) | SuspensionLifted(member_id=member_id):
                return self.crowd.of_member(member_id)
            case RoleChanged(member_id=member_id):
                return self.crowd.of_member(member_id)
        return []
