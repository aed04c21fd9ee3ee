"""Who may do what in threads."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from forum.core.access import Actor
from forum.trust.registry import opens
from forum.trust.rights import ALWAYS, allows

RETAG = opens("retag", lazy_gettext("Put threads of others under better tags"), 3)
ACCEPT = opens("accept", lazy_gettext("Choose the answer to a question of somebody else"), 4)
KINDS = ("discussion", "question", "idea", "announcement")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a decision about a thread or a post rests on.

    `verbs` is what the actor's audiences may do in the category; an empty set means: not even see it (S22).
    """

    category_id: int
    verbs: frozenset[str]
    thread_author_id: int | None = None
    author_id: int | None = None
    kind: str = "discussion"
    published: bool = True
    closed: bool = False
    deleted: bool = False
    deleted_by_id: int | None = None
    number: int | None = None
    replied: bool = False


def may_see(actor: Actor, ground: Ground) -> str | None:
    """Whoever sees the category; what is held or withdrawn only its author and moderators."""
    if "see" not in ground.verbs:
        return _("There is nothing here for you.")
    if ground.published or _moderates(actor, ground) or _owns(actor, ground.thread_author_id):
        return None
    return _("There is nothing here for you.")


def may_write(actor: Actor) -> str | None:
    """A member whose address is confirmed and who is not suspended."""
    if not actor.signed_in and actor.role == "guest":
        return _("Sign in to take part.")
    if actor.suspended:
        return _("Your account may read but not write for now.")
    if not actor.confirmed:
        return _("Confirm your e-mail address first: the link is in your mail.")
    return None


def may_start(actor: Actor, ground: Ground) -> str | None:
    """Who may start threads in the category."""
    if no := may_write(actor):
        return no
    return None if {"see", "start"} <= ground.verbs else _("You may not start threads in this category.")


def may_use_kind(actor: Actor, kind: str) -> str | None:
    """Announcements are for the staff."""
    if kind not in KINDS:
        return _("Choose what kind of thread this is.")
    if kind == "announcement" and actor.rank < 3:
        return _("Only staff may announce.")
    return None


def may_reply(actor: Actor, ground: Ground) -> str | None:
    """Who may reply in the category, while the thread is open."""
    if no := may_write(actor):
        return no
    if not {"see", "reply"} <= ground.verbs:
        return _("You may not reply in this category.")
    if not ground.published:
        return _("This thread is not published.")
    if ground.closed and not _moderates(actor, ground):
        return _("This thread is closed.")
    return None


def may_edit(actor: Actor, ground: Ground) -> str | None:
    """The author while the thread is open; moderators always."""
    if no := may_see(actor, ground) or may_write(actor):
        return no
    if ground.deleted:
        return _("This post is deleted.")
    if _moderates(actor, ground) or (_owns(actor, ground.author_id) and not ground.closed):
        return None
    return _("This thread is closed.") if _owns(actor, ground.author_id) else _("Only its author may edit this post.")


def may_delete(actor: Actor, ground: Ground) -> str | None:
    """The author, but not a thread that others replied to; moderators always."""
    if no := may_see(actor, ground) or may_write(actor):
        return no
    if ground.deleted:
        return _("This post is deleted already.")
    if _moderates(actor, ground):
        return None
    if not _owns(actor, ground.author_id):
        return _("Only its author may delete this post.")
    if ground.number == 1 and ground.replied:
        return _("Others have replied, so the thread stays. Ask a moderator if it must go.")
    return None


def may_restore(actor: Actor, ground: Ground) -> str | None:
    """Moderators; the author when it was the author who deleted it."""
    if no := may_see(actor, ground) or may_write(actor):
        return no
    if not ground.deleted:
        return _("This post is not deleted.")
    if _moderates(actor, ground) or (_owns(actor, ground.author_id) and ground.deleted_by_id == actor.member_id):
        return None
    return _("Only a moderator may restore this post.")


def may_see_deleted(actor: Actor, ground: Ground) -> str | None:
    """Moderators of the category."""
    return may_see(actor, ground) or (None if _moderates(actor, ground) else _("This post is deleted."))


def may_see_history(actor: Actor, ground: Ground) -> str | None:
    """Whoever sees the post; of a deleted one only moderators."""
    return may_see_deleted(actor, ground) if ground.deleted else may_see(actor, ground)


def may_react(actor: Actor, ground: Ground) -> str | None:
    """Members who see the post, except its author."""
    if no := may_see(actor, ground) or may_write(actor):
        return no
    if ground.deleted or not ground.published or ground.number is None:
        return _("This post is not there any more.")
    return _("You cannot like your own post.") if _owns(actor, ground.author_id) else None


def may_accept(actor: Actor, ground: Ground) -> str | None:
    """Whoever asked the question, moderators, and whoever is trusted so far, save for their own posts."""
    if no := may_see(actor, ground) or may_write(actor):
        return no
    if ground.kind != "question":
        return _("Only questions have answers.")
    if ground.number == 1 or ground.deleted or ground.number is None:
        return _("The question itself cannot be its answer.")
    if _moderates(actor, ground) or _owns(actor, ground.thread_author_id):
        return None
    if trusted_to_accept(actor) and not _owns(actor, ground.author_id):
        return None
    return _("Only the person who asked may choose the answer.")


def may_tend(actor: Actor, ground: Ground) -> str | None:
    """Close, pin and move: moderators of the category who see it."""
    if no := may_see(actor, ground) or may_write(actor):
        return no
    return None if _moderates(actor, ground) else _("Only moderators of this category may do that.")


def may_retag(actor: Actor, ground: Ground) -> str | None:
    """Whoever started the thread while it is open, or is trusted so far, and moderators."""
    if trusted_to_retag(actor, ground) or (_owns(actor, ground.thread_author_id) and not ground.closed):
        return may_see(actor, ground) or may_write(actor)
    return may_tend(actor, ground)


def trusted_to_accept(actor: Actor) -> bool:
    """Tell whether somebody may choose the answer to a question of somebody else, if it is not their own post."""
    return _trusted(actor, ACCEPT)


def trusted_to_retag(actor: Actor, ground: Ground) -> bool:
    """Tell whether somebody may give this thread other tags by their level of trust alone."""
    return not ground.closed and _trusted(actor, RETAG) and not _owns(actor, ground.thread_author_id)


def _trusted(actor: Actor, right: str) -> bool:
    """Tell whether a level of trust opens this; the level that nobody has to earn opens nothing of others'."""
    return actor.trust_level > 0 and actor.rank < ALWAYS and allows(actor, right)


def _moderates(actor: Actor, ground: Ground) -> bool:
    return "see" in ground.verbs and actor.moderates(ground.category_id)


def _owns(actor: Actor, author_id: int | None) -> bool:
    return actor.member_id is not None and actor.member_id == author_id
