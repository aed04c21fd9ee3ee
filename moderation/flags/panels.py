"""Hangs the way to a flag into posts, threads, polls and members' pages."""

from typing import Protocol

from flask_babel import gettext as _

from forum.core.access import Actor
from forum.core.furniture import fragment, furniture
from forum.core.slots import fills
from forum.core.visitor import reader as whoever_reads
from forum.members.queries import MemberPage


class Started(Protocol):
    """A thread, as far as its flags go."""

    @property
    def id(self) -> int: ...  # noqa: D102
    @property
    def author_id(self) -> int | None: ...  # noqa: D102


@fills("post.acts")
def flag_post(*, post_id: int, signed_in: bool, own: bool, **_post: object) -> str | None:
    """Let whoever did not write a post flag it; drawn once for all who stand alike."""
    return _link("post", post_id, _("Flag")) if signed_in and not own else None


@fills("thread.after")
def flag_title(*, thread: Started, reader: Actor, current: int) -> str | None:
    """Let readers flag the title of a thread, below its first page."""
    return _row("title", thread.id, _("Flag the title")) if current == 1 and _stranger(reader, thread) else None


@fills("poll.acts")
def flag_poll(*, poll_id: int, thread: Started) -> str | None:
    """Let readers flag a poll."""
    return _link("poll", poll_id, _("Flag")) if _stranger(whoever_reads(), thread) else None


@fills("member.page")
def flag_profile(*, member: MemberPage, reader: Actor) -> str | None:
    """Let members flag what others say of themselves."""
    return _row("profile", member.id, _("Flag the profile")) if reader.member_id not in {None, member.id} else None


def _stranger(reader: Actor, thread: Started) -> bool:
    return reader.signed_in and reader.member_id != thread.author_id


def _link(kind: str, thing_id: int, label: str) -> str:
    return fragment("moderation/flags/_link.html", kind=kind, thing_id=thing_id, label=label)  # live, nobody asks


def _row(kind: str, thing_id: int, label: str) -> str:
    return furniture("moderation/flags/_row.html", kind, thing_id, label, kind=kind, thing_id=thing_id, label=label)
