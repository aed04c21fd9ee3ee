"""What happens to members by the clock."""

from datetime import timedelta

from sqlalchemy import delete

from forum.core.clock import now
from forum.core.db import db
from forum.core.jobs import every
from forum.core.transaction import transaction
from forum.members.models import Joining, MailedKey, Session, Suspension

KEPT = timedelta(days=1)


@every(seconds=3600)
@transaction
def forget_old() -> None:
    """Drop keys, requests to join and sessions that are over, and suspensions that have run out."""
    moment = now()
    for model in (Joining, MailedKey, Session):
        db.session.execute(delete(model).where(model.expires_at < moment))
    db.session.execute(delete(Suspension).where(Suspension.until < moment - KEPT))
