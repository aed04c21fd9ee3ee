"""What open pages see of polls: the counts for all, the whole poll for whoever asks."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import ngettext

from forum.polls.events import PollClosed, PollOpened, VoteCast, VoteWithdrawn
from forum.polls.panels import draw_poll
from forum.polls.queries import PollView, poll_of
from forum.realtime.registry import Piece, Place, Touch, draws, shows
from forum.threads import reading


@shows(VoteCast, VoteWithdrawn)
def voted(fact: VoteCast | VoteWithdrawn) -> Iterable[Touch]:
    """The counts move; whoever voted sees the poll another way."""
    yield Touch(kind="thread", id=fact.thread_id, name="poll", own=frozenset({fact.member_id}))


@shows(PollOpened, PollClosed)
def opened(fact: PollOpened | PollClosed) -> Iterable[Touch]:
    """A poll is there, or takes no more votes."""
    yield Touch(kind="thread", id=fact.thread_id, name="poll")


@draws("thread", "poll")
def draw(place: Place) -> list[Piece]:
    """Draw the poll for whoever asks, or say its counts to all."""
    thread = reading.head(place.actor, place.id)
    poll = poll_of(place.actor, thread.id, thread.version) if thread else None
    if thread is None or poll is None:
        return []
    html = f'<div id="thread-poll">{draw_poll(thread, place.actor)}</div>' if place.alone else ""
    return [Piece(key="thread-poll", html=html, values=counts(poll))]


def counts(poll: PollView) -> dict[str, object]:
    """Say what a poll's page shows of its votes, as a script can set it."""
    most = max(poll.voter_count, 1)
    return {
        "poll": poll.id,
        "over": poll.over,
        "voters": ngettext("%(num)s person voted", "%(num)s people voted", poll.voter_count),
        "most": most,
        "choices": {
            str(choice.id): {
                "count": choice.vote_count,
                "share": _("%(share)s %%", share=round(100 * choice.vote_count / most)) + f" · {choice.vote_count}",
                "leading": choice.leading,
            }
            for choice in poll.choices
        },
    }
