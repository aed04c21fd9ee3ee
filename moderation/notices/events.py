"""What happens to notices."""

from dataclasses import dataclass

from forum.core.events import Event


@dataclass(frozen=True, slots=True)
class NoticeGiven(Event):
    """Somebody says that something here is against the law."""

    notice_id: int
    case_id: int


@dataclass(frozen=True, slots=True)
class NoticeAnswered(Event):
    """It is known, and sure, what became of a notice: "upheld" or "rejected"."""

    notice_id: int
    outcome: str
