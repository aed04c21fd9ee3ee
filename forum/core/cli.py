"""Commands that belong to no room: the doctor, the worker, and the migrations of tables."""

import signal
import sys
from threading import Event, Thread

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate.cli import db as migrations  # type: ignore[import-not-found]
from sqlalchemy import select, update

from forum.core.clock import now
from forum.core.db import db, read
from forum.core.health import advise, examine
from forum.core.outbox import Job
from forum.core.relay import relays
from forum.core.transaction import transaction


@click.command()
@with_appcontext
def doctor() -> None:
    """Say how the house is, and what to do where it is not well."""
    findings = examine()
    for finding in findings:
        state = "well" if finding.well else "ILL"
        click.echo(f"{state:5} {finding.name.replace('_', ' '):20} {finding.word}")
    for finding in advise():
        state = "well" if finding.well else "note"
        click.echo(f"{state:5} {finding.name.replace('_', ' '):20} {finding.word}")
    click.echo("\nWhat each room plugs in:")
    for room, files in current_app.extensions["plugs"].items():
        click.echo(f"  {room:24} {' '.join(files)}")
    parked = read().execute(select(Job.id, Job.name, Job.error).where(Job.parked_at.is_not(None)).limit(20)).all()
    for row in parked:
        click.echo(f"parked job {row.id} {row.name}: {row.error}\n  try it again with: flask retry {row.id}")
    sys.exit(1 if parked or not all(finding.well for finding in findings) else 0)


@click.command()
@click.option("--threads", default=1, show_default=True, type=click.IntRange(1, 32), help="How many jobs at a time.")
@with_appcontext
def worker(threads: int) -> None:
    """Do the work of the outbox until told to stop."""
    started = relays(current_app._get_current_object(), threads)  # type: ignore[attr-defined]
    running = [Thread(target=relay.run, name=f"relay {number}") for number, relay in enumerate(started)]
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    for thread in running:
        thread.start()
    click.echo("working")
    stop.wait()
    for relay in started:
        relay.stop()
    for thread in running:
        thread.join()


@click.command()
@click.argument("job_id", type=int)
@with_appcontext
def retry(job_id: int) -> None:
    """Try a parked job again."""
    click.echo("queued" if _unpark(job_id) else "there is no such parked job")


@transaction
def _unpark(job_id: int) -> bool:
    parked = update(Job).where(Job.id == job_id, Job.parked_at.is_not(None))
    done = db.session.execute(parked.values(parked_at=None, attempts=0, due_at=now(), leased_until=None))
    return bool(done.rowcount)  # type: ignore[attr-defined]


commands = (doctor, worker, retry, migrations)
