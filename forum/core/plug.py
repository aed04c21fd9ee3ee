"""Finds what each room plugs in, by the names of its files."""

import importlib
import importlib.util
import logging
from collections.abc import Iterable
from functools import cache
from types import ModuleType

from flask import Blueprint, Flask

PLUGS = (
    "models",
    "events",
    "registry",
    "policy",
    "freshness",
    "listeners",
    "jobs",
    "gates",
    "review",
    "passages",
    "live",
    "notifications",
    "indexing",
    "merits",
    "measures",
    "standing",
    "kind",
    "panels",
    "pictures",
    "figures",
    "holdings",
    "decisions",
    "views",
    "staff",
    "api",
    "hooks",
    "health",
    "seeds",
    "cli",
)

log = logging.getLogger(__name__)


def plug_in(app: Flask, rooms: Iterable[str]) -> None:
    """Load the plug files of every room, in order, and register their addresses and commands."""
    table: dict[str, list[str]] = {}
    for room, file, module in _plug_files(tuple(rooms)):
        table.setdefault(room, []).append(file)
        for thing in vars(module).values():
            if isinstance(thing, Blueprint) and thing.import_name.startswith(module.__name__):
                app.register_blueprint(thing)
        for command in getattr(module, "commands", ()):
            app.cli.add_command(command)
    app.extensions["plugs"] = table
    log.debug("plugged in: %s", table)


@cache
def _plug_files(rooms: tuple[str, ...]) -> list[tuple[str, str, ModuleType]]:
    """Give room, file and module, in the order of rooms; the folders are searched once a process."""
    return [
        (room, file, importlib.import_module(name))
        for room in rooms
        for file in PLUGS
        if importlib.util.find_spec(name := f"{room}.{file}") is not None
    ]
