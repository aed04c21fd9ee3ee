"""Finds what each room plugs in, by the names of its files."""

import importlib
import importlib.util
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

import click
from flask import Blueprint, Flask
from flask.cli import AppGroup

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
)
ON_THE_COMMAND_LINE = ("seeds", "cli")
"""A house that serves has no use for these."""

log = logging.getLogger(__name__)


class Commands(AppGroup):
    """The commands of the rooms, loaded when the command line asks for them."""

    def __init__(self, name: str, files: Iterable[str]) -> None:
        super().__init__(name)
        self._files = tuple(files)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands."""
        self._load()
        return super().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Give a command by its name."""
        self._load()
        return super().get_command(ctx, cmd_name)

    def _load(self) -> None:
        for module in map(importlib.import_module, self._files):
            for command in getattr(module, "commands", ()):
                self.add_command(command)


def plug_in(app: Flask, rooms: Sequence[str]) -> None:
    """Load the plug files of every room, in order, and register their addresses and commands."""
    table = {room: [file for file in (*PLUGS, *ON_THE_COMMAND_LINE) if _is_there(room, file)] for room in rooms}
    for module in map(importlib.import_module, _named(table, PLUGS)):
        for thing in vars(module).values():
            if isinstance(thing, Blueprint) and thing.import_name.startswith(module.__name__):
                app.register_blueprint(thing)
    app.cli = Commands(app.name, _named(table, ON_THE_COMMAND_LINE))
    app.extensions["plugs"] = table
    log.debug("plugged in: %s", table)


@cache
def _is_there(room: str, file: str) -> bool:
    """See whether a room has such a file; its folder is searched once a process."""
    return importlib.util.find_spec(f"{room}.{file}") is not None


def _named(table: Mapping[str, Sequence[str]], wanted: Sequence[str]) -> Iterator[str]:
    for room, files in table.items():
        yield from (f"{room}.{file}" for file in files if file in wanted)
