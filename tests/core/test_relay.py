"""What follows from a fact happens, later, and harmlessly twice (S62)."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from flask import Flask, current_app
from sqlalchemy import func, select

from forum.core import outbox, relay
from forum.core.clock import at, now
from forum.core.db import read
from forum.core.deliveries import MOST_ATTEMPTS
from forum.core.events import Event, on, record
from forum.core.jobs import CLOCK, JOBS, enqueue, every, job, wind_clock
from forum.core.outbox import Job, name_of
from forum.core.relay import LEASE_S, claim, relays, run_due
from forum.core.transaction import transaction
from tests.services.waiting import until

pytestmark = pytest.mark.data


@dataclass(frozen=True, slots=True)
class KettleBoiled(Event):
    kettle_id: int


heard: list[int] = []
done: list[str] = []
steeped = threading.Event()


@contextmanager
def listening_to_kettles(*, failing: bool = False) -> Iterator[None]:
    def hear(event: KettleBoiled) -> None:
        if failing:
            raise RuntimeError("deaf")
        heard.append(event.kettle_id)

    heard.clear()
    on(KettleBoiled)(hear)
    yield
    del outbox.LISTENERS["KettleBoiled"][name_of(hear)]


@contextmanager
def pouring_tea() -> Iterator[None]:
    def pour_tea(event: KettleBoiled) -> None:
        enqueue(pour, cup=str(event.kettle_id))

    on(KettleBoiled)(pour_tea)
    yield
    del outbox.LISTENERS["KettleBoiled"][name_of(pour_tea)]


@job
def pour(cup: str) -> None:
    done.append(cup)


@job
def spill(cup: str) -> None:
    raise RuntimeError(cup)


@job
def brew() -> None:
    """Take longer than the lease was at first."""
    first = lease()
    until(lambda: lease() > first, what="the lease to be renewed")
    done.append("brewed")


@job
def steep() -> None:
    """Take as long as it is let."""
    done.append("steeping")
    steeped.wait()


def lease() -> datetime:
    with current_app.app_context():
        return read().execute(select(Job.leased_until)).scalar_one() or now()


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    done.clear()


@transaction
def boil(kettle_id: int, *, fail: bool = False) -> None:
    record(KettleBoiled(kettle_id))
    if fail:
        raise RuntimeError


@transaction
def ask_to_pour(cup: str, **how: object) -> None:
    enqueue(pour, cup=cup, **how)  # type: ignore[arg-type]


@transaction
def ask_to_steep() -> None:
    enqueue(steep)


@transaction
def ask_to_spill() -> None:
    enqueue(spill, cup="blue")


def waiting() -> int:
    return read().scalar(select(func.count()).select_from(Job)) or 0


def test_a_listener_hears_a_fact_once_it_is_committed(app: Flask) -> None:
    with listening_to_kettles():
        boil(7)
        assert heard == []
        run_due()
        assert heard == [7]
        assert run_due() == 0


def test_a_fact_that_was_rolled_back_is_never_heard(app: Flask) -> None:
    with listening_to_kettles():
        with pytest.raises(RuntimeError):
            boil(7, fail=True)
        run_due()
        assert heard == []


def test_a_job_waits_for_its_time(app: Flask) -> None:
    ask_to_pour("red", after=60)
    run_due()
    assert done == []
    with at(now() + timedelta(seconds=61)):
        run_due()
    assert done == ["red"]


def test_asking_twice_with_the_same_key_is_asking_once(app: Flask) -> None:
    ask_to_pour("red", unique="red")
    ask_to_pour("red", unique="red")
    run_due()
    assert done == ["red"]


def test_s62_work_whose_worker_died_is_taken_up_when_the_lease_ends(app: Flask) -> None:
    ask_to_pour("red")
    assert claim()  # and this worker is never heard of again
    assert claim() is None
    with at(now() + timedelta(seconds=LEASE_S + 1)):
        run_due()
    assert done == ["red"]


def test_s62_work_that_takes_long_keeps_its_lease(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay, "RENEW_EVERY_S", 0.05)

    @transaction
    def ask_to_brew() -> None:
        enqueue(brew)

    ask_to_brew()
    run_due()
    assert done == ["brewed"]
    assert read().scalar(select(func.count()).select_from(Job)) == 0


def test_s62_a_fact_is_told_once_by_two_workers(app: Flask) -> None:
    def work() -> None:
        with app.app_context():
            run_due()

    with listening_to_kettles():
        for number in range(60):
            boil(number)
        workers = [threading.Thread(target=work) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(20)
        run_due()
    assert sorted(heard) == list(range(60))


def test_s62_one_deaf_listener_does_not_keep_the_others_from_hearing(app: Flask) -> None:
    with pouring_tea(), listening_to_kettles(failing=True):
        for number in range(5):
            boil(number)
        run_due()
        assert done == ["0", "1", "2", "3", "4"]
        assert waiting() == 5


def test_s62_one_bad_job_does_not_block_the_others(app: Flask) -> None:
    ask_to_spill()
    ask_to_pour("red")
    run_due()
    assert done == ["red"]


def test_s62_what_fails_is_tried_again_with_growing_pauses_and_at_last_parked(app: Flask) -> None:
    ask_to_spill()
    moment = now()
    for _attempt in range(MOST_ATTEMPTS):
        moment += timedelta(hours=2)
        with at(moment):
            run_due()
    row = read().execute(select(Job.parked_at, Job.error, Job.attempts)).one()
    assert row.parked_at is not None
    assert row.attempts == MOST_ATTEMPTS
    assert row.error == "RuntimeError: blue"
    with at(moment + timedelta(days=1)):
        assert claim() is None


def test_a_listener_that_fails_is_told_again(app: Flask) -> None:
    with listening_to_kettles(failing=True):
        boil(7)
        run_due()
        assert waiting() == 1


def test_clock_work_runs_once_a_slot_whatever_the_number_of_workers(app: Flask) -> None:
    known_jobs, known_clock = dict(JOBS), dict(CLOCK)

    @every(seconds=3600)
    def strike() -> None:
        done.append("strike")

    try:
        for hours, strikes in ((0, 1), (0, 1), (1, 2), (30, 3)):
            with at(now().replace(minute=5) + timedelta(hours=hours)):
                wind_clock()
                wind_clock()
                run_due()
            assert done.count("strike") == strikes
    finally:
        JOBS.clear()
        JOBS.update(known_jobs)
        CLOCK.clear()
        CLOCK.update(known_clock)


def test_a_job_that_takes_long_keeps_no_fact_waiting(app: Flask):
    steeped.clear()
    running = relays(app, workers=1)
    threads = [threading.Thread(target=each.run) for each in running]
    with listening_to_kettles():
        for thread in threads:
            thread.start()
        try:
            ask_to_steep()
            until(lambda: done == ["steeping"], what="the long job to begin")
            boil(7)
            until(lambda: heard == [7], what="the fact to be told")
        finally:
            steeped.set()
            for each in running:
                each.stop()
            for thread in threads:
                thread.join()
