"""Who has a page open in this process, and what each of them follows there."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from forum.core.access import Actor
from forum.core.clock import monotonic
from forum.realtime.line import Line
from forum.realtime.registry import Channel


@dataclass(frozen=True, slots=True)
class View:
    """All that can make what one reader is sent differ from another's."""

    channel: Channel
    page: int
    language: str
    audiences: frozenset[str]
    stand: Hashable

    @property
    def room(self) -> str:
        """Name those who are sent the same, for Socket.IO."""
        return f"{self.channel} {self.page} {self.language} {','.join(sorted(self.audiences))} {self.stand}"


@dataclass(slots=True, eq=False)
class Seat:
    """One open page: its socket, who reads it, and what it follows."""

    sid: str
    actor: Actor
    address: str
    language: str
    line: Line
    since: float = field(default_factory=monotonic)
    views: dict[Channel, View] = field(default_factory=dict)

    @property
    def age(self) -> float:
        """Tell for how many seconds it has been open."""
        return monotonic() - self.since


class Crowd:
    """The open pages of this process, found by socket, by member and by what they follow."""

    def __init__(self) -> None:
        self.seats: dict[str, Seat] = {}
        self.following: dict[Channel, dict[View, dict[str, Seat]]] = defaultdict(lambda: defaultdict(dict))
        self._members: dict[int, dict[str, Seat]] = defaultdict(dict)

    def add(self, seat: Seat) -> None:
        """Let somebody in."""
        self.seats[seat.sid] = seat
        if seat.actor.member_id is not None:
            self._members[seat.actor.member_id][seat.sid] = seat

    def remove(self, sid: str) -> Seat | None:
        """Forget a page that was closed."""
        seat = self.seats.pop(sid, None)
        if seat is None:
            return None
        for channel in list(seat.views):
            self.unfollow(seat, channel)
        if seat.actor.member_id is not None:
            mine = self._members[seat.actor.member_id]
            mine.pop(sid, None)
            if not mine:
                del self._members[seat.actor.member_id]
        return seat

    def follow(self, seat: Seat, view: View) -> None:
        """Let a page follow a channel, as this view of it."""
        self.unfollow(seat, view.channel)
        seat.views[view.channel] = view
        self.following[view.channel][view][seat.sid] = seat

    def unfollow(self, seat: Seat, channel: Channel) -> View | None:
        """Let a page follow a channel no more; gives the view it had."""
        view = seat.views.pop(channel, None)
        if view is None:
            return None
        views = self.following[channel]
        views[view].pop(seat.sid, None)
        if not views[view]:
            del views[view]
        if not views:
            del self.following[channel]
        return view

    def of_member(self, member_id: int) -> list[Seat]:
        """List a member's open pages, the oldest first."""
        return list(self._members[member_id].values()) if member_id in self._members else []

    def of_sessions(self, member_id: int, session_ids: Iterable[int]) -> list[Seat]:
        """List the pages that hang on these sessions of a member."""
        wanted = set(session_ids)
        return [seat for seat in self.of_member(member_id) if seat.actor.session_id in wanted]

    def channels(self, kind: str, number: int | None) -> list[Channel]:
        """List the followed channels that a touch means: one, or all of a kind."""
        if number is not None:
            return [channel] if (channel := Channel(kind, number)) in self.following else []
        return [channel for channel in self.following if channel.kind == kind]

    def count(self, channel: Channel) -> int:
        """Count the pages that follow a channel."""
        return sum(map(len, self.following[channel].values())) if channel in self.following else 0


def seen_by(seat: Seat, channel: Channel, page: int, stand: Hashable) -> View:
    """Make the view that a page has of a channel."""
    return View(channel, page, seat.language, seat.actor.audiences, stand)
