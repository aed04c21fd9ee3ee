"""What is mailed after a notice and after its decision, and what the clock forgets."""

from forum.core.jobs import every, job
from moderation.notices import actions
from moderation.notices.letters import write
from moderation.notices.queries import notice_by_id


@job
def mail_receipt(notice_id: int) -> None:
    """Confirm that a notice came, with its number."""
    if found := notice_by_id(notice_id):
        write("receipt", found)


@job
def answer_notices(decision_id: int) -> None:
    """Answer notices, unless their decision was undone at once."""
    actions.answer(decision_id)


@job
def mail_outcome(notice_id: int) -> None:
    """Tell what was decided, and what can be done about it."""
    if (found := notice_by_id(notice_id)) and found.outcome:
        write("outcome", found)


@every(24 * 60 * 60)
def forget_old_notices() -> None:
    """Forget who gave notices that were answered long ago."""
    actions.forget_old()
