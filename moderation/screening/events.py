"""What happens to rules."""

from dataclasses import dataclass

from forum.core.events import Event


@dataclass(frozen=True, slots=True)
class RuleChanged(Event):
    """A rule was written, changed, switched or removed."""

    rule_id: int
    by_id: int | None


@dataclass(frozen=True, slots=True)
class ClassifierTrained(Event):
    """A classifier was trained and stands ready."""

    classifier_id: int
    task: str
