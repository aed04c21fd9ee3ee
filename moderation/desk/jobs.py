"""What keeps the promises by the clock."""

from forum.core.access import Actor
from forum.core.jobs import enqueue, every, job
from forum.core.transaction import transaction
from moderation.desk.letters import mail_address_of, moderators, write_pressing
from moderation.queue import actions
from moderation.queue.actions.promising import A_BATCH, Pressing
from moderation.queue.queries import places_of


@every(60)
def keep_promises() -> None:
    """Put what is late on top, and write to moderators about what soon will be."""
    while actions.mark_late() == A_BATCH:
        pass
    _tell()


@job
def mail_pressing(member_id: int, titles: list[str]) -> None:
    """Mail a moderator what is about to break."""
    found = mail_address_of(member_id)
    if found is not None:
        write_pressing(*found, titles)


@transaction
def _tell() -> None:
    """Ask for a letter to each moderator about the cases that are theirs, in one go with marking them as told."""
    pressing = actions.warn()
    for actor in moderators() if pressing else ():
        if titles := _theirs(actor, pressing):
            enqueue(mail_pressing, member_id=actor.member_id, titles=titles)


def _theirs(actor: Actor, pressing: list[Pressing]) -> list[str]:
    places = set(places_of(actor))
    return [each.title for each in pressing if each.place in places and each.author_id != actor.member_id]
