"""The outbox: facts and the work that follows from them, stored with the change that caused them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import JSON, ForeignKey, Index, String, Text, insert
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.bell import FACTS, WORK
from forum.core.clock import now
from forum.core.db import Id, Model, Moment
from forum.core.quick import Quick, add_new_quickly
from forum.core.transaction import after_commit

LISTENERS: dict[str, dict[str, Callable[[Any], None]]] = {}


class Fact(Model):
    """Something that happened; its id is the order of things."""

    __tablename__ = "fact"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    happened_at: Mapped[datetime] = mapped_column(Moment, index=True)


class Job(Model):
    """One piece of work: a fact to tell one listener, or a job asked for by name."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_waiting", "parked_at", "due_at"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    fact_id: Mapped[int | None] = mapped_column(Id, ForeignKey("fact.id", ondelete="CASCADE"))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    unique_key: Mapped[str | None] = mapped_column(String(200), unique=True)
    due_at: Mapped[datetime] = mapped_column(Moment)
    leased_until: Mapped[datetime | None] = mapped_column(Moment)
    attempts: Mapped[int] = mapped_column(default=0)
    parked_at: Mapped[datetime | None] = mapped_column(Moment)
    error: Mapped[str | None] = mapped_column(Text)


class ClockWork(Model):
    """The last time slot in which a piece of clock work was asked for."""

    __tablename__ = "clock_work"

    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    slot: Mapped[int] = mapped_column(Id)


_KEEP, _ASK = Quick(insert(Fact)), Quick(insert(Job))


def name_of(function: Callable[..., object]) -> str:
    """Name a function as the outbox stores it."""
    return f"{function.__module__}.{function.__qualname__}"


def keep(name: str, payload: dict[str, Any]) -> int:
    """Store a fact with one delivery for each listener; gives the fact's id."""
    moment = now()
    fact_id = _KEEP.made({"name": name, "payload": payload, "happened_at": moment})
    if listeners := LISTENERS.get(name):
        told = [
            {"name": each, "fact_id": fact_id, "payload": {}, "due_at": moment, "attempts": 0} for each in listeners
        ]
        _ASK.each(told)
    after_commit(ring_for_facts)
    return fact_id


def ask(name: str, payload: dict[str, Any], due_at: datetime, unique: str | None) -> None:
    """Store a job; one with the same unique key that still waits is enough."""
    add_new_quickly(Job, name=name, payload=payload, due_at=due_at, unique_key=unique, attempts=0)
    after_commit(ring_for_work)


def ring_for_facts() -> None:
    """Wake whoever follows the facts, and the relays with them."""
    current_app.extensions["bell"].ring(FACTS)


def ring_for_work() -> None:
    """Wake the relays: there is work."""
    current_app.extensions["bell"].ring(WORK)
