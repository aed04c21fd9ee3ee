"""Visitors that keep their connections, and what their visits cost the server."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from itertools import chain
from statistics import median

from forum.core.clock import monotonic
from tests.services.product import Live

PATIENCE_S = 30
DRAWN = {"Authorization": "none"}
"""A guest's request with this header is never answered with a kept page."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A request: an address, and what goes with it. A form makes it a POST."""

    path: str
    headers: Mapping[str, str]
    form: str | None = None
    expects: int = 200


@dataclass(frozen=True, slots=True)
class Cost:
    """What a number of requests took.

    Milliseconds of the server's CPU each, requests a second, bytes of a body, milliseconds until half were answered.
    """

    cpu_ms: float
    rate: float
    size: int
    wait_ms: float


class Refusing(Exception):
    """The server did not answer as it should; the figure would be of something else."""


def visit(port: int, meter: Callable[[], float], asks: Sequence[Ask], clients: int = 1) -> Cost:
    """Send requests, dealt out to some clients that each wait for an answer before they ask again.

    The meter tells the seconds of CPU that the server has taken since it started.
    """
    hands = [asks[place::clients] for place in range(clients)]
    cpu, began = meter(), monotonic()
    with ThreadPoolExecutor(clients) as pool:
        sizes, waits = zip(*pool.map(lambda hand: _ask_all(port, hand), hands), strict=True)
    spent, lasted = meter() - cpu, monotonic() - began
    return Cost(spent / len(asks) * 1000, len(asks) / lasted, sizes[0], median(chain(*waits)) * 1000)


def fetch(port: int, ask: Ask) -> tuple[HTTPResponse, bytes]:
    """Send one request on a connection of its own; gives the answer and its body."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    try:
        return _send(connection, ask)
    finally:
        connection.close()


def address(house: Live, thread_id: int, number: int = 1) -> str:
    """Find where a post stands, as its short address leads to it."""
    path: str = house.get(f"/threads/{thread_id}/{number}").headers["Location"]
    return path.partition("#")[0]


def _ask_all(port: int, asks: Sequence[Ask]) -> tuple[int, list[float]]:
    """Send requests one after the other; gives the size of the last answer, and how long each took."""
    connection, size, waits = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S), 0, []
    for ask in asks:
        began = monotonic()
        size = len(_send(connection, ask)[1])
        waits.append(monotonic() - began)
    connection.close()
    return size, waits


def _send(connection: HTTPConnection, ask: Ask) -> tuple[HTTPResponse, bytes]:
    headers = dict(ask.headers)
    if ask.form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request("GET" if ask.form is None else "POST", ask.path, ask.form, headers)
    response = connection.getresponse()
    body = response.read()
    if response.status != ask.expects:
        raise Refusing(f"{ask.path} answered {response.status}, not {ask.expects}: {body[:300]!r}")
    return response, body
