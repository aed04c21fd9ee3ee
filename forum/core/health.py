"""Health: whether the process lives, and whether it can do its work (S70)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, Response, current_app, jsonify
from sqlalchemy import func, select, update

from forum.core import revision
from forum.core.cache import cache
from forum.core.clock import now
from forum.core.db import db, insert_new, read
from forum.core.outbox import ClockWork, Job
from forum.core.pages.declared import always_open
from forum.core.transaction import transaction

LOOK_EVERY_S = 1.0
"""Whoever asks more often than this costs nothing."""
PROBE = "health"
LATEST_WORK = timedelta(minutes=5)

pages = Blueprint("health", __name__)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: its name, whether all is well, and what to do if not."""

    name: str
    well: bool
    word: str


Check = Callable[[], str | None]
CHECKS: dict[str, Check] = {}
ADVICE: dict[str, Check] = {}


def check(function: Check) -> Check:
    """Have the function asked how its part of the house is: None is well, text says what to do."""
    CHECKS[function.__name__] = function
    return function


def advice(function: Check) -> Check:
    """Have the function asked by the doctor alone: what it says is worth mending, but the house takes work."""
    ADVICE[function.__name__] = function
    return function


def advise() -> list[Finding]:
    """Ask for every advice."""
    return [_ask(name, ask) for name, ask in ADVICE.items()]


def examine() -> list[Finding]:
    """Ask every check."""
    return [_ask(name, ask) for name, ask in CHECKS.items()]


@pages.get("/healthz")
@always_open
def alive() -> Response:
    """Tell that the process answers."""
    return _plain(Response("alive\n", content_type="text/plain; charset=utf-8"))


@pages.get("/readyz")
@always_open
def ready() -> Response:
    """Tell whether the house can take work; what is wrong goes to the log and to `flask doctor` only."""
    bad = [finding for finding in cache.fresh("findings", LOOK_EVERY_S, examine) if not finding.well]
    for finding in bad:
        current_app.logger.warning("not ready: %s: %s", finding.name, finding.word)
    response = jsonify(ready=not bad, failing=[finding.name for finding in bad])
    response.status_code = 503 if bad else 200
    return _plain(response)


@check
def database_writes() -> str | None:
    """The database takes a write."""
    _write()
    return None


@check
def migrations() -> str | None:
    """The tables are those of this version."""
    current, wanted = revision.stored(), revision.newest()
    if current == wanted:
        return None
    return f"the tables are at {current}, this version wants {wanted}: run `flask db upgrade`"


@check
def work_is_done() -> str | None:
    """Nothing that is due waits long; what failed for good is the doctor's to tell."""
    late = read().scalar(select(func.count()).where(Job.parked_at.is_(None), Job.due_at < now() - LATEST_WORK))
    if late:
        return f"{late} jobs wait for more than {LATEST_WORK.seconds // 60} minutes: is a worker running?"
    return None


def _ask(name: str, ask: Check) -> Finding:
    try:
        word = ask()
    except Exception as error:  # whatever is broken is what we are here to tell
        word = f"{type(error).__name__}: {error}"
    return Finding(name, word is None, word or "")


@transaction
def _write() -> None:
    """Change a row that means nothing: a change that changes nothing succeeds on a full disk."""
    db.session.execute(insert_new(ClockWork, name=PROBE, slot=0))
    db.session.execute(update(ClockWork).where(ClockWork.name == PROBE).values(slot=ClockWork.slot + 1))


def _plain(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
