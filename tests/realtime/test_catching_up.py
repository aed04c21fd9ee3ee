"""Whatever is cut, doubled or comes late: in the end a page shows each post as it is, once, and never went back."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.core.access import GUEST, Denied
from forum.core.config import ROOT
from forum.core.refusal import Refused
from forum.core.tail import Tail, last_id
from forum.realtime.catching import catch_up
from forum.realtime.crowd import Crowd, Seat, seen_by
from forum.realtime.drawing import draw, everything, packed
from forum.realtime.registry import Channel
from forum.realtime.telling import Teller
from forum.threads import steering
from forum.threads.live import admit

pytestmark = pytest.mark.data

MERGE = (ROOT / "static/src/js/live-merge.js").read_text()
SHOW = """async ([code, at, floor, log]) => {
  const { Known } = await import("data:text/javascript," + encodeURIComponent(code));
  const known = new Known(at, floor);
  const shown = [];
  for (const [what, ...given] of log) {
    const news = known[what](...given);
    if (what !== "ask") shown.push(...news.map(({ key, version, html }) => [key, version, html]));
  }
  return [known.at, shown];
}"""

ACTS = st.sampled_from(["reply", "reply", "edit", "like", "unlike", "delete", "accept", "close", "reopen"])
EVENTS = st.sampled_from(["comes", "comes", "comes twice", "is cut", "is cut", "joins", "joins", "joins slowly"])
STEPS = st.lists(st.tuples(ACTS, EVENTS), min_size=1, max_size=14)


class Ear:
    """Stands for the sockets: keeps what one page is told."""

    def __init__(self) -> None:
        self.frames: list[dict[str, Any]] = []

    def say(self, event, words, to, but=()):
        if event == "pieces":
            self.frames.append(words)

    def seat(self, seat, view): ...

    def unseat(self, seat, channel): ...


@pytest.fixture
def merged(browser):
    page = browser.new_page()
    yield lambda at, floor, log: page.evaluate(SHOW, [MERGE, at, floor, log])
    page.close()


class Page:
    """An open page of a thread, whose line is cut again and again."""

    def __init__(self, app, talk, replay):
        self.tail: Tail = app.extensions["tail"]
        self.channel, self.ear, self.crowd = Channel("thread", talk.id), Ear(), Crowd()
        self.teller, self.replay = Teller(app, self.crowd, self.ear), replay
        self.tail.step()
        self.start = self.tail.settled, self.come_back(0)["pieces"][0]["version"]
        self.log: list[list[Any]] = []
        self.tickets, self.answer, self.connected = 0, None, True
        seat = Seat(sid="one", actor=GUEST, address="", language="en", line=None)  # type: ignore[arg-type]
        self.crowd.follow(seat, seen_by(seat, self.channel, 1, admit(GUEST, talk.id)))

    def meet(self, event):
        """Let what happened be told, and the page's line meet its fate; an answer on its way comes last."""
        frames, late = self._told(), self.answer
        if event == "is cut":
            self.connected, self.answer = False, None
        elif event.startswith("joins") and not self.connected:
            self.join()
            if event == "joins":
                self.arrive()
        elif self.connected:
            times = 2 if event == "comes twice" else 1
            self.log += [["accept", frame] for frame in frames] * times
            if late:
                self.arrive()

    def join(self):
        """Join again: subscribed already, the page is given what came after its cursor."""
        at, _shown = self.replay(*self.start, self.log)
        self.connected, self.tickets = True, self.tickets + 1
        self.log.append(["ask"])
        self.answer = self.come_back(at)

    def arrive(self):
        """Let the answer arrive."""
        self.log.append(["answer", self.tickets, self.answer])
        self.answer = None

    def come_back(self, at):
        return catch_up(GUEST, self.channel, 1, at, "en")

    def shown(self):
        """List what was shown, in order."""
        return self.replay(*self.start, self.log)[1]

    def look(self):
        """Draw the posts as they would be loaded now."""
        pieces = packed(draw(self.channel, everything(self.channel), GUEST, 1, "en", alone=True))
        return {piece["key"]: piece["html"] for piece in pieces if piece["key"].startswith("post-")}

    def _told(self):
        self.tail.step()
        for waiting in self.teller.waiting.values():
            waiting.due = 0
        self.teller.tell_due()
        frames, self.ear.frames = self.ear.frames, []
        return frames


@pytest.fixture
def act(world):
    """Do one thing in a thread; what cannot be done now is not done."""
    ana, ben, staff = world.member("ana"), world.member("ben"), world.staff()
    verbs = {
        "reply": lambda talk, posts: posts.append(world.reply(talk, by=ben).id),
        "edit": lambda _talk, posts: world.edit(posts[-1], by=staff, source=f"Edited, after {last_id()}."),
        "like": lambda _talk, posts: steering.like(staff.actor, posts[-1]),
        "unlike": lambda _talk, posts: steering.unlike(staff.actor, posts[-1]),
        "delete": lambda _talk, posts: world.delete_post(posts[-1], by=staff) if posts[1:] else None,
        "accept": lambda _talk, posts: steering.accept(ana.actor, posts[-1]),
        "close": lambda talk, _posts: steering.close(staff.actor, talk.id),
        "reopen": lambda talk, _posts: steering.reopen(staff.actor, talk.id),
    }

    def do(what, talk, posts):
        with suppress(Denied, Refused):
            verbs[what](talk, posts)

    return do


def test_s61_nothing_is_missed_and_nothing_shown_twice(app, world, act, merged):
    ana = world.member("ana")

    @settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
    @given(STEPS)
    def whatever_happens(steps):
        talk = world.thread("Whatever happens", by=ana, kind="question")
        page, posts = Page(app, talk, merged), [talk.post_id]
        before = page.look()
        for what, event in steps:
            act(what, talk, posts)
            page.meet(event)
        page.join()
        page.arrive()
        versions: dict[str, list[int]] = {}
        for key, version, _html in page.shown():
            versions.setdefault(key, []).append(version)
        assert all(sorted(set(each)) == each for each in versions.values())
        now = page.look()
        assert before | {key: html for key, _version, html in page.shown() if key.startswith("post-")} == now
        page.tail.hearers.remove(page.teller.hear)

    whatever_happens()
