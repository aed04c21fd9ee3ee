"""Who is reading a thread with you, and who is typing: said to those who are there, and kept nowhere.

Names are for members; guests are told how many there are. In a big crowd nobody is told who types, and seldom how
many read: each such word goes to everybody.
"""

from dataclasses import dataclass, field
from typing import Any, Protocol

from flask import Flask
from flask_babel import force_locale
from gevent.event import Event as Signal

from forum.core.clock import monotonic
from forum.core.furniture import fragment
from forum.realtime.crowd import Crowd, Seat, View
from forum.realtime.registry import Channel, channel
from forum.realtime.telling import Voice

KIND = "thread"
STEP_S = 1.0
BIG_STEP_S = 10.0
BIG = 100
"""From so many open pages on, typing is not told and presence seldom."""
TYPING_EVERY_S = 2.0
REPEAT_S = 20.0
"""How often other processes are told again who is here; whom they have not heard of for twice as long is gone."""
MOST_FACES = 5

Person = tuple[int, str, str | None]
"""A member as others see them reading: id, name, the address of their picture."""


class Wire(Protocol):
    """Carries words between the processes that hold sockets."""

    def send(self, words: dict[str, Any]) -> None:
        """Say something to all others."""


@dataclass(frozen=True, slots=True)
class Face:
    """A person as a row of faces shows them."""

    member_id: int
    name: str
    avatar_url: str | None


@dataclass(slots=True)
class Elsewhere:
    """Who reads a thread by way of another process."""

    people: list[Person]
    guests: int
    heard_at: float = field(default_factory=monotonic)


class Presence:
    """Says who is here."""

    def __init__(self, app: Flask, crowd: Crowd, voice: Voice, wire: Wire) -> None:
        self.app, self.crowd, self.voice, self.wire = app, crowd, voice, wire
        self._elsewhere: dict[Channel, dict[str, Elsewhere]] = {}
        self._changed: set[Channel] = set()
        self._said_at: dict[Channel, float] = {}
        self._typed_at: dict[tuple[str, Channel], float] = {}
        self._stopping = Signal()

    def changed(self, place: Channel) -> None:
        """Note that somebody came or went."""
        if place.kind == KIND:
            self._changed.add(place)

    def typing(self, seat: Seat, place: Channel) -> None:
        """Say that somebody types, if they may reply there and it was not said just now."""
        view, moment = seat.views.get(place), monotonic()
        if view is None or not getattr(view.stand, "replies", False) or self.crowd.count(place) > BIG:
            return
        if moment - self._typed_at.get((seat.sid, place), float("-inf")) < TYPING_EVERY_S:
            return
        self._typed_at[seat.sid, place] = moment
        self._say_typing(place, seat.actor.name, but=seat.sid)
        self.wire.send({"typing": str(place), "name": seat.actor.name})

    def heard(self, sender: str, words: dict[str, Any]) -> None:
        """Take the word of another process."""
        if place := channel(words.get("typing")):
            self._say_typing(place, str(words["name"]))
        elif place := channel(words.get("here")):
            people = [(int(number), str(name), picture) for number, name, picture in words["people"]]
            self._elsewhere.setdefault(place, {})[sender] = Elsewhere(people, int(words["guests"]))
            self.changed(place)

    def run(self) -> None:
        """Say what changed, once a second."""
        repeat = monotonic() + REPEAT_S
        while not self._stopping.wait(STEP_S):
            self.step()
            if monotonic() > repeat:
                repeat = monotonic() + REPEAT_S
                self._repeat()

    def stop(self) -> None:
        """Return from `run` soon."""
        self._stopping.set()

    def step(self) -> None:
        """Say who is where somebody came or went."""
        moment = monotonic()
        for place in list(self._changed):
            pause = BIG_STEP_S if self.crowd.count(place) > BIG else STEP_S
            if moment - self._said_at.get(place, float("-inf")) < pause:
                continue
            self._changed.discard(place)
            self._said_at[place] = moment
            self._send(place)
            with self.app.app_context():
                self._say_here(place)

    def here(self, place: Channel) -> tuple[list[Person], int]:
        """Tell which members are there, in every process, and how many guests."""
        people, guests = self._local(place)
        known = {person[0]: person for person in people}
        for other in self._elsewhere.get(place, {}).values():
            guests += other.guests
            known |= {person[0]: person for person in other.people}
        return list(known.values()), guests

    def _local(self, place: Channel) -> tuple[list[Person], int]:
        seats = [seat for view in self.crowd.following.get(place, {}).values() for seat in view.values()]
        members = {
            seat.actor.member_id: (seat.actor.member_id, seat.actor.name, seat.actor.avatar_url)
            for seat in seats
            if seat.actor.member_id is not None
        }
        return list(members.values()), sum(not seat.actor.signed_in for seat in seats)

    def _say_here(self, place: Channel) -> None:
        people, guests = self.here(place)
        for view in list(self.crowd.following.get(place, {})):
            shown = [Face(*person) for person in people[:MOST_FACES]] if _is_for_members(view) else []
            count = len(people) + guests
            with force_locale(view.language):
                html = fragment("realtime/_here.html", people=shown, count=count) if count > 1 else ""
            self.voice.say("here", {"channel": str(place), "html": html}, view.room)

    def _say_typing(self, place: Channel, name: str, but: str = "") -> None:
        for view in list(self.crowd.following.get(place, {})):
            if _is_for_members(view):
                self.voice.say("typing", {"channel": str(place), "name": name}, view.room, [but])

    def _send(self, place: Channel) -> None:
        people, guests = self._local(place)
        self.wire.send({"here": str(place), "people": people[:BIG], "guests": guests})

    def _repeat(self) -> None:
        """Tell the others again, and forget those of whom nothing was heard."""
        horizon = monotonic() - 2 * REPEAT_S
        for place, processes in list(self._elsewhere.items()):
            for sender in [sender for sender, other in processes.items() if other.heard_at < horizon]:
                del processes[sender]
                self._changed.add(place)
            if not processes:
                del self._elsewhere[place]
        self._said_at = {place: at for place, at in self._said_at.items() if at > horizon}
        self._typed_at = {key: at for key, at in self._typed_at.items() if at > horizon}
        for place in self.crowd.channels(KIND, None):
            self._send(place)


def _is_for_members(view: View) -> bool:
    return "members" in view.audiences
