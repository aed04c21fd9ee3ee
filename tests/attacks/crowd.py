"""Many members who reply at the same time, and what they were told."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import requests

from tests.attacks.visits import Visit
from tests.services.product import House
from tests.services.waiting import until
from tests.world import Talk


@dataclass
class Crowd:
    """Members with replies to send, each reply with a key that makes it be taken once."""

    live: House
    talk: Talk
    size: int
    each: int
    called: str = "fan"
    """What their names begin with; who writes may write ten times a minute."""
    told: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    """Status and address of each answer that came, by the reply's key."""
    broken: list[str] = field(default_factory=list)
    """Keys of the replies whose answer never came."""

    def __post_init__(self) -> None:
        people = [self.live.world.member(f"{self.called}{number}", password=None) for number in range(self.size)]
        self.visits = [Visit(self.live, who) for who in people]

    @property
    def acknowledged(self) -> set[str]:
        """List the replies that people were told are kept."""
        return {key for key, answers in list(self.told.items()) if any(status == 303 for status, _ in answers)}

    def source(self, key: str) -> str:
        """Give the words of a reply."""
        return f"Reply {key} of many."

    def speak_all(self) -> None:
        """Send every reply, and wait for the answers."""
        with self.speaking():
            pass

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """Send every reply while the block runs; at its end nobody speaks any more."""
        threads = [threading.Thread(target=self._speak, args=(number,)) for number in range(self.size)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            for thread in threads:
                thread.join()

    def wait_for(self, count: int) -> None:
        """Wait until so many replies are acknowledged."""
        until(lambda: len(self.acknowledged) >= count, seconds=60, what=f"{count} acknowledged replies")

    def _speak(self, number: int) -> None:
        for turn in range(self.each):
            key = f"{number}-{turn}-key"
            try:
                address = f"/threads/{self.talk.id}/posts"
                answer = self.visits[number].post(address, source=self.source(key), once=key)
                self.told.setdefault(key, []).append((answer.status_code, answer.headers.get("Location", "")))
            except requests.RequestException:
                self.broken.append(key)
