"""Hangs up on those who are signed out, suspended or somebody else now, within a moment of the fact (S08, S20)."""

from collections.abc import Callable, Sequence

from forum.core.tail import Told
from forum.members.events import MemberSuspended, PassesChanged, SessionsEnded, SuspensionLifted
from forum.realtime.crowd import Crowd, Seat


class Watch:
    """Hears the facts and ends the sockets that they end."""

    def __init__(self, crowd: Crowd, show_out: Callable[[Seat], None]) -> None:
        self.crowd, self._show_out = crowd, show_out

    def hear(self, told: Sequence[Told]) -> None:
        """End what these facts end."""
        for each in told:
            for seat in self._ended(each.event):
                self._show_out(seat)

    def _ended(self, event: object) -> list[Seat]:
        """List whom a fact ends; another password or role ends sessions, and is among these."""
        match event:
            case SessionsEnded(member_id=member_id, session_ids=session_ids):
                return self.crowd.of_sessions(member_id, session_ids)
            case MemberSuspended(member_id=member_id) | SuspensionLifted(member_id=member_id):
                return self.crowd.of_member(member_id)
            case PassesChanged(member_id=member_id):
                return self.crowd.of_member(member_id)
        return []
