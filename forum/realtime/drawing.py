"""Draws what was touched in a channel, for those who see the same of it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from flask_babel import force_locale

from forum.core.access import Actor
from forum.realtime.queries import newest
from forum.realtime.registry import DRAWERS, Channel, Piece, Place, Touch

Names = Mapping[str, frozenset[int] | None]
"""What was touched: names, each with the ids it was touched for, or None for all of them."""


def gather(touches: Iterable[Touch]) -> dict[str, frozenset[int] | None]:
    """Put together what several touches name."""
    names: dict[str, frozenset[int] | None] = {}
    for touch in touches:
        if touch.name:
            before = names.get(touch.name, frozenset())
            names[touch.name] = None if before is None or touch.ids is None else before | touch.ids
    return names


def draw(channel: Channel, names: Names, actor: Actor, page: int, language: str, *, alone: bool) -> list[Piece]:
    """Draw what the names stand for, in a language."""
    pieces: list[Piece] = []
    moment = newest()
    with force_locale(language):
        for name, ids in names.items():
            if drawer := DRAWERS.get((channel.kind, name)):
                pieces += drawer(Place(actor=actor, id=channel.id, page=page, ids=ids, alone=alone))
    return [piece if piece.version is not None else replace(piece, version=moment, loose=True) for piece in pieces]


def everything(channel: Channel) -> Names:
    """Name all there is to a channel."""
    return {name: None for kind, name in DRAWERS if kind == channel.kind}


def packed(pieces: Iterable[Piece]) -> list[dict[str, Any]]:
    """Write pieces as a page reads them."""
    return [
        {"key": piece.key, "version": piece.version}
        | ({"loose": True} if piece.loose else {})
        | ({"html": piece.html} if piece.html else {})
        | ({"values": piece.values} if piece.values else {})
        for piece in pieces
    ]
