"""What is done by the clock: facts that nothing waits for any more are forgotten after a month."""

from datetime import timedelta

from sqlalchemy import delete, exists, select

from forum.core.clock import now
from forum.core.db import db
from forum.core.jobs import every
from forum.core.outbox import Fact, Job
from forum.core.transaction import transaction

KEPT_FOR = timedelta(days=30)
"""Much longer than a page may sleep and still catch up."""
AT_ONCE = 2000
"""Few enough that writers do not wait for it."""


@every(3600)
def forget_old_facts() -> None:
    """Forget facts that are older than a page can be; those that somebody is still to be told of stay."""
    while _forget_some() == AT_ONCE:
        pass


@transaction
def _forget_some() -> int:
    waited_for = exists().where(Job.fact_id == Fact.id)
    old = select(Fact.id).where(Fact.happened_at < now() - KEPT_FOR, ~waited_for).order_by(Fact.happened_at)
    gone = delete(Fact).where(Fact.id.in_(old.limit(AT_ONCE).scalar_subquery()))
    return int(db.session.execute(gone.execution_options(synchronize_session=False)).rowcount)  # type: ignore[attr-defined]
