"""Brings a page up to date: what came after its cursor, drawn for its reader."""

from collections.abc import Hashable
from typing import Any

from forum.core.access import Actor
from forum.realtime.drawing import Names, draw, everything, gather, packed
from forum.realtime.queries import position, since
from forum.realtime.registry import ADMITTERS, Channel, touches


def admitted(actor: Actor, channel: Channel) -> Hashable | None:
    """Tell how somebody stands in a channel by its room's own policy, or None where they may not be there."""
    return ADMITTERS[channel.kind](actor, channel.id)


def catch_up(actor: Actor, channel: Channel, page: int, after: int, language: str) -> dict[str, Any]:
    """Give what a page of an admitted reader lacks; without a cursor (0), all that moves on it.

    The new cursor is taken before anything is read, so that what happens meanwhile is given again rather than missed.
    """
    at = position()
    events = since(after, channel) if after else None
    if after and events is None:
        return {"reload": True, "at": at}
    touched = [touch for event in events or () for touch in touches(event) if touch.means(channel)]
    if events is None or any(touch.unsettles for touch in touched):
        names: Names = everything(channel)
    else:
        names = gather(touched)
    return {"pieces": packed(draw(channel, names, actor, page, language, alone=True)), "at": at}
