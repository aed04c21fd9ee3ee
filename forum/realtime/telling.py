"""Tells open pages what happened: draws it once for all who see the same, and sends it to them.

A quiet channel is told at once; a busy one rests after it was told, the longer the more pages follow it, and what
happens meanwhile goes out together.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from flask import Flask
from gevent.event import Event as Signal

from forum.core.clock import monotonic
from forum.core.tail import Tail, Told
from forum.realtime.catching import admitted
from forum.realtime.crowd import Crowd, Seat, View, seen_by
from forum.realtime.drawing import Names, draw, gather, packed
from forum.realtime.registry import Channel, Touch, touches

REST_S, PAGE_RESTS_S, LONGEST_REST_S = 0.01, 0.0005, 0.25
"""How long a channel rests after it was told, how much longer for each page that follows it, and how long at most."""
BEAT_S = 30.0

log = logging.getLogger(__name__)


class Voice(Protocol):
    """How pages are spoken to."""

    def say(self, event: str, words: dict[str, Any], to: str, but: Sequence[str] = ()) -> None:
        """Say something to a room, or to one page, but not to some in it."""

    def seat(self, seat: Seat, view: View) -> None:
        """Let a page follow a channel from now on."""

    def unseat(self, seat: Seat, channel: Channel) -> None:
        """Let a page follow a channel no more."""


def rest(pages: int) -> float:
    """Tell for how many seconds a channel rests that so many pages follow."""
    return min(REST_S + PAGE_RESTS_S * pages, LONGEST_REST_S)


@dataclass(slots=True)
class Waiting:
    """What was touched in a channel and is not told yet."""

    due: float
    touched: list[Touch] = field(default_factory=list)

    @property
    def unsettled(self) -> bool:
        """Tell whether everybody is to be asked anew how they stand."""
        return any(touch.unsettles for touch in self.touched)

    @property
    def own(self) -> frozenset[int]:
        """Name those whose marks it bears."""
        return frozenset[int]().union(*(touch.own for touch in self.touched))


class Teller:
    """Hears the facts and tells those pages that they touch."""

    def __init__(self, app: Flask, crowd: Crowd, voice: Voice) -> None:
        self.app, self.crowd, self.voice = app, crowd, voice
        self.tail: Tail = app.extensions["tail"]
        self.waiting: dict[Channel, Waiting] = {}
        self._rests: dict[Channel, float] = {}
        """When channels that were told a moment ago may be told again."""
        self._signal = Signal()
        self._at = 0
        self._stopping = False
        self.tail.hear(self.hear)

    def hear(self, told: Sequence[Told]) -> None:
        """Note what facts touch; the drawing is done elsewhere."""
        if not self.crowd.following:
            return
        for each in told:
            try:
                self._note(touches(each.event))
            except Exception:  # one fact that is not understood must not silence the others
                log.exception("%s could not be shown", each)
        self._signal.set()

    def run(self) -> None:
        """Tell what waits when its time has come, and now and then how far we are."""
        beat = monotonic() + BEAT_S
        while not self._stopping:
            self._signal.wait(self._pause(beat))
            self._signal.clear()
            self.tell_due()
            if monotonic() > beat:
                beat = monotonic() + BEAT_S
                self._beat()

    def stop(self) -> None:
        """Return from `run` soon."""
        self._stopping = True
        self._signal.set()

    def tell_due(self) -> None:
        """Tell the channels whose time has come."""
        moment = monotonic()
        for channel in [channel for channel, waiting in self.waiting.items() if waiting.due <= moment]:
            waiting = self.waiting.pop(channel)
            self._rests[channel] = moment + rest(self.crowd.count(channel))
            try:
                with self.app.app_context():
                    self._tell(channel, waiting, self.tail.settled)
            except Exception:  # a page that is not told asks by itself
                log.exception("%s could not be told", channel)
                self._let_ask(channel)

    def _note(self, touched: Sequence[Touch]) -> None:
        for touch in touched:
            for channel in self.crowd.channels(touch.kind, touch.id):
                if channel not in self.waiting:
                    self.waiting[channel] = Waiting(self._due(channel))
                self.waiting[channel].touched.append(touch)

    def _due(self, channel: Channel) -> float:
        """Tell when a channel may be told again."""
        return max(monotonic(), self._rests.get(channel, 0.0))

    def _pause(self, beat: float) -> float:
        due = min((waiting.due for waiting in self.waiting.values()), default=beat)
        return max(0.0, min(due, beat) - monotonic())

    def _tell(self, channel: Channel, waiting: Waiting, at: int) -> None:
        if waiting.unsettled:
            self._settle(channel)
        names = gather(waiting.touched)
        for view, seats in list(self.crowd.following.get(channel, {}).items()):
            self._tell_alike(view, dict(seats), names, waiting.own, at)

    def _tell_alike(self, view: View, seats: dict[str, Seat], names: Names, own: frozenset[int], at: int) -> None:
        """Draw for one of those who see the same, and tell them all; let those ask who see it another way."""
        shared = next((seat for seat in seats.values() if seat.actor.member_id not in own), None)
        pieces = draw(view.channel, names, shared.actor, view.page, view.language, alone=False) if shared else []
        own = own.union(*(piece.own for piece in pieces))
        asking = [seat.sid for seat in seats.values() if seat.actor.member_id in own]
        if pieces:
            self.voice.say(
                "pieces", {"channel": str(view.channel), "pieces": packed(pieces), "at": at}, view.room, asking
            )
        for sid in asking:
            self.voice.say("behind", {"channel": str(view.channel), "now": True}, sid)

    def _settle(self, channel: Channel) -> None:
        """Ask of everybody how they stand now; whoever may not be here any more leaves (S20)."""
        for view, seats in list(self.crowd.following.get(channel, {}).items()):
            for seat in list(seats.values()):
                self.settle(seat, channel, view)

    def settle(self, seat: Seat, channel: Channel, view: View) -> None:
        """Ask how somebody stands now, and act on it."""
        stand = admitted(seat.actor, channel)
        if stand is None:
            self.voice.unseat(seat, channel)
            self.voice.say("gone", {"channel": str(channel)}, seat.sid)
        elif stand != view.stand:
            self.voice.seat(seat, seen_by(seat, channel, view.page, stand))
            self.voice.say("behind", {"channel": str(channel), "all": True}, seat.sid)

    def _let_ask(self, channel: Channel) -> None:
        for view in list(self.crowd.following.get(channel, {})):
            self.voice.say("behind", {"channel": str(channel)}, view.room)

    def _beat(self) -> None:
        """Let the cursors of quiet pages keep up, and forget which channels rested."""
        moment = monotonic()
        self._rests = {channel: until for channel, until in self._rests.items() if until > moment}
        if self.tail.settled > self._at:
            self._at = self.tail.settled
            self.voice.say("at", {"at": self._at}, "everybody")
