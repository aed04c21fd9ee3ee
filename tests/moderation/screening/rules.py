"""Rules as tests need them: written, replayed and switched on."""

from forum.core.access import HOUSE
from moderation.screening import rehearsing
from moderation.screening.actions import set_mode, write_rule


def replay(rule_id: int) -> int:
    """Replay a rule to its end; gives the replay's id."""
    replay_id = rehearsing.ask_replay(HOUSE, rule_id)
    rehearsing.run_replay(replay_id)
    return replay_id


def raised(kind: str, mode: str, **said) -> int:
    """Write a rule, replay it and switch it to a mode; gives its id."""
    rule_id = write_rule(HOUSE, kind, f"A rule about {kind}", **said)
    replay(rule_id)
    set_mode(HOUSE, rule_id, mode)
    return rule_id
