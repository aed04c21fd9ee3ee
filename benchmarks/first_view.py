"""The first view of a thread by a guest: what a real browser with an empty cache loads."""

from collections.abc import Iterator
from typing import Any

import click
from playwright.sync_api import Browser

from benchmarks import anchors
from benchmarks.communities import HUNDRED, anchored
from benchmarks.figure import Figure, Scale
from benchmarks.kept import copied, kept
from benchmarks.visits import address
from tests.services.chromium import driving
from tests.services.product import living

MOST_KB, MOST_REQUESTS = 60, 8


class Traffic:
    """What the browser sent and got, as its own network log says."""

    def __init__(self) -> None:
        self.addresses: dict[str, str] = {}
        self.encodings: dict[str, str] = {}
        self.bytes: dict[str, float] = {}

    def listen(self, session: Any) -> None:
        """Write down every request of the browser's page, its answer and how many bytes came over the wire."""
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._ended)
        session.send("Network.enable")

    def _asked(self, said: Any) -> None:
        self.addresses[said["requestId"]] = said["request"]["url"]

    def _ended(self, said: Any) -> None:
        self.bytes[said["requestId"]] = said["encodedDataLength"]

    def _answered(self, said: Any) -> None:
        headers = {name.lower(): value for name, value in said["response"]["headers"].items()}
        self.encodings[said["requestId"]] = headers.get("content-encoding", "plain")

    def lines(self) -> Iterator[str]:
        """Describe each request."""
        for number, url in self.addresses.items():
            yield f"{self.bytes.get(number, 0) / 1000:8.1f} kB  {self.encodings.get(number, '?'):6} {url}"


def measure(scale: Scale) -> Iterator[Figure]:
    """Open the thread of 100 posts in a fresh browser, read it to the end, and add up what came."""
    with copied(kept("anchored", anchored(scale))) as data, living(data) as house, driving() as browser:
        traffic = _viewed(browser, house.url + address(house, HUNDRED))
    for line in traffic.lines():
        click.echo(f"  {line}", err=True)
    total = sum(traffic.bytes.values()) / 1000
    asked = [url for url in traffic.addresses.values() if not url.startswith("data:")]
    yield Figure("first view of a thread, compressed", total, "kB", MOST_KB, None, anchors.FIRST_VIEW_KB)
    yield Figure("first view of a thread, requests", len(asked), "", MOST_REQUESTS, None, anchors.FIRST_VIEW_REQUESTS)


def _viewed(browser: Browser, url: str) -> Traffic:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page, traffic = context.new_page(), Traffic()
    page.goto("about:blank")
    traffic.listen(context.new_cdp_session(page))
    page.goto(url)
    page.mouse.wheel(0, 100_000)
    page.wait_for_load_state("networkidle")
    context.close()
    return traffic
