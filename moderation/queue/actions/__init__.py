"""What can be done with cases."""

from moderation.queue.actions.deciding import decide, decide_alike, reinstate, reverse, undo
from moderation.queue.actions.promising import mark_late, warn
from moderation.queue.actions.reporting import report, shelter, withdraw
from moderation.queue.actions.tending import (
    answer,
    ask_author,
    choose_terms,
    claim,
    drop_prepared,
    escalate,
    let_go,
    prepare,
    write_note,
)

__all__ = [
    "answer",
    "ask_author",
    "choose_terms",
    "claim",
    "decide",
    "decide_alike",
    "drop_prepared",
    "escalate",
    "let_go",
    "mark_late",
    "prepare",
    "reinstate",
    "report",
    "reverse",
    "shelter",
    "undo",
    "warn",
    "withdraw",
    "write_note",
]
