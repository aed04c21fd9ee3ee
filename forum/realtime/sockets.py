"""The sockets of this process: Flask-SocketIO, over WebSocket alone, and the few things pages may say."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from flask import Flask, request
from flask_socketio import ConnectionRefusedError as Unwelcome
from flask_socketio import SocketIO

from forum.core.config import Settings
from forum.core.i18n import language
from forum.core.security import genuine
from forum.core.visitor import address, reader
from forum.realtime.asking import Join, Malformed, named
from forum.realtime.catching import admitted, catch_up
from forum.realtime.crowd import Crowd, Seat, View, seen_by
from forum.realtime.door import MOST_ALONE, MOST_BESIDE_PAGES, Door
from forum.realtime.grammar import EVENTS, LONGEST_MESSAGE, Json
from forum.realtime.line import Line
from forum.realtime.presence import Presence, Wire
from forum.realtime.pulse import Task
from forum.realtime.registry import Channel
from forum.realtime.telling import Teller
from forum.realtime.watching import Watch
from forum.realtime.wire import NoWire, RedisWire

MOST_PER_MEMBER = 5
MOST_CHANNELS = 4
FRESH_FOR_S = 5.0
PING_S, PATIENCE_S = 25, 20

COME_AGAIN = 4000
"""Closed because the reader is somebody else now, or nobody: the page asks again who it is for."""
TOO_MANY = 4001
"""Closed in favour of newer pages of the same member."""
RESTARTING = 1012

Answer = dict[str, Any]


class Sockets:
    """Who is connected here, and what is said to them."""

    def __init__(self, app: Flask, wire: Wire) -> None:
        self.app, self.crowd = app, Crowd()
        house, self.io = app.wsgi_app, SocketIO()
        self.io.init_app(
            app, async_mode="gevent", transports=["websocket"], allow_upgrades=False, async_handlers=False,
            manage_session=False, always_connect=False, cors_allowed_origins=[], http_compression=False, json=Json,
            max_http_buffer_size=LONGEST_MESSAGE, ping_interval=PING_S, ping_timeout=PATIENCE_S,
        )  # fmt: skip
        engine = self.io.server.eio
        engine._async = {**engine._async, "websocket": Line, "thread": Task}
        most = MOST_BESIDE_PAGES if app.extensions["settings"].embedded else MOST_ALONE
        self.door = Door(app, app.wsgi_app, house, most)
        app.wsgi_app = self.door  # type: ignore[method-assign]
        self.teller = Teller(app, self.crowd, self)
        self.presence = Presence(app, self.crowd, self, wire)
        app.extensions["tail"].hear(Watch(self.crowd, self.show_out).hear)
        self._listen()

    def say(self, event: str, words: dict[str, Any], to: str, but: Sequence[str] = ()) -> None:
        """Say something to a room, or to one page, but not to some in it."""
        self.io.server.emit(event, words, to=to, skip_sid=list(but))

    def seat(self, seat: Seat, view: View) -> None:
        """Let a page follow a channel from now on."""
        self.unseat(seat, view.channel)
        self.crowd.follow(seat, view)
        self.io.server.enter_room(seat.sid, view.room)
        self.presence.changed(view.channel)

    def unseat(self, seat: Seat, channel: Channel) -> None:
        """Let a page follow a channel no more."""
        if view := self.crowd.unfollow(seat, channel):
            self.io.server.leave_room(seat.sid, view.room)
            self.presence.changed(channel)

    def show_out(self, seat: Seat) -> None:
        """Say nothing more to a page, even if hanging up takes a while."""
        self._forget(seat.sid)
        seat.line.close(COME_AGAIN)

    def run(self) -> None:
        """Tell pages what happens, until told to stop."""
        self.teller.run()

    def stop(self) -> None:
        """Let every page go and come again, each after a while of its own (S60)."""
        self.door.closed = True
        self.teller.stop()
        for seat in list(self.crowd.seats.values()):
            seat.line.close(RESTARTING)

    def _listen(self) -> None:
        handlers: dict[str, Callable[[Seat, Any], Answer]] = {
            "join": self._join, "leave": self._leave, "typing": self._typing,
        }  # fmt: skip
        self.io.on_event("connect", self._connect)
        self.io.on_event("disconnect", self._disconnect)
        assert handlers.keys() == EVENTS
        for event, handler in handlers.items():
            self.io.on_event(event, partial(self._answer, handler))

    def _connect(self, greeting: object = None) -> None:
        actor = reader()
        token = greeting.get("token") if isinstance(greeting, dict) else None
        if actor.signed_in and not (isinstance(token, str) and genuine(token)):
            raise Unwelcome("token")
        mine = self.crowd.of_member(actor.member_id) if actor.member_id else []
        for old in mine[: max(0, len(mine) + 1 - MOST_PER_MEMBER)]:
            old.line.close(TOO_MANY)
        line: Line = request.environ["realtime.line"]
        seat = Seat(sid=_sid(), actor=actor, address=address(), language=language(), line=line)
        self.crowd.add(seat)
        self.io.server.enter_room(seat.sid, "everybody")
        line.welcome = actor.signed_in

    def _disconnect(self, _reason: object = None) -> None:
        self._forget(_sid())

    def _forget(self, sid: str) -> None:
        seat = self.crowd.seats.get(sid)
        for channel in [*seat.views] if seat else []:
            self.presence.changed(channel)
        self.crowd.remove(sid)

    def _answer(self, handle: Callable[[Seat, Any], Answer], said: object) -> Answer:
        """Answer an event; whatever is malformed in it is answered in a word."""
        seat = self.crowd.seats.get(_sid())
        if seat is None:
            return {"error": "unknown"}
        try:
            return handle(seat, said)
        except Malformed as error:
            return {"error": str(error)}

    def _join(self, seat: Seat, said: object) -> Answer:
        """Let a page follow a channel, then give it what it lacks: in this order nothing falls in between (S61)."""
        asked = Join.of(said)
        if not self._is_still(seat):
            return {"gone": True}
        stand = admitted(seat.actor, asked.channel)
        if stand is None or (asked.channel not in seat.views and len(seat.views) >= MOST_CHANNELS):
            self.unseat(seat, asked.channel)
            return {"gone": True}
        self.seat(seat, seen_by(seat, asked.channel, asked.page, stand))
        seat.line.welcome = True
        return catch_up(seat.actor, asked.channel, asked.page, asked.after, seat.language)

    def _leave(self, seat: Seat, said: object) -> Answer:
        self.unseat(seat, named(said))
        return {}

    def _typing(self, seat: Seat, said: object) -> Answer:
        self.presence.typing(seat, named(said))
        return {}

    def _is_still(self, seat: Seat) -> bool:
        """See whether the session of a page still stands; right after it connected we know."""
        if not seat.actor.signed_in or seat.age < FRESH_FOR_S:
            return True
        actor = reader()
        if actor.member_id != seat.actor.member_id:
            seat.line.close(COME_AGAIN)
            return False
        seat.actor = actor
        return True


def start(app: Flask, settings: Settings) -> None:
    """Open the sockets of this process; nobody is told anything before their runners run."""
    wire = RedisWire(settings.redis_url) if settings.redis_url else NoWire()
    sockets = Sockets(app, wire)
    app.extensions["sockets"] = sockets
    app.extensions["runners"] = [sockets, sockets.presence]
    if isinstance(wire, RedisWire):
        wire.hear(sockets.presence.heard)
        app.extensions["runners"].append(wire)


def _sid() -> str:
    sid: str = request.sid  # type: ignore[attr-defined]
    return sid
