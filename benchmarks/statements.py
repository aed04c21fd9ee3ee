"""Statements of the database a page takes, counted and listed from the application in this process."""

from collections.abc import Iterator
from re import findall

import click
from flask import Flask

from app import create_app
from benchmarks import anchors
from benchmarks.communities import HUNDRED, LONGEST, anchored
from benchmarks.figure import Figure, Scale
from benchmarks.kept import copied, kept, sign_in
from benchmarks.visits import DRAWN
from forum.core.config import Settings
from tests.clients import Visitor
from tests.watching import listening

MOST = 4
RIVALS = {"guest: thread": anchors.GUEST_STATEMENTS, "member: thread": anchors.MEMBER_STATEMENTS}


def measure(scale: Scale) -> Iterator[Figure]:
    """Count what each page asks of the database when its posts are kept, and when nothing is kept at all."""
    with copied(kept("anchored", anchored(scale))) as data:
        token = sign_in(data, [1])[0]
        app = create_app(Settings(data=data))
        for who, cookie in (("guest", None), ("member", token)):
            for what, path in _paths(app).items():
                yield _counted(app, f"{who}: {what}", path, cookie)


def _paths(app: Flask) -> dict[str, str]:
    visitor = Visitor(app)
    thread, longest = (visitor.get(f"/threads/{number}").location for number in (HUNDRED, LONGEST))
    return {
        "start page": "/", "latest": "/latest", "unanswered": "/unanswered", "top": "/top",
        "category": "/c/category-00", "tag": "/tags/tag-1", "member": "/u/reader-1",
        "thread": thread, "last page of 5,000 posts": f"{longest}/5000",
    }  # fmt: skip


def _counted(app: Flask, what: str, path: str, token: str | None) -> Figure:
    visitor = Visitor(app)
    if token:
        visitor.set_cookie("session", token)
    visitor.get(path, headers=DRAWN)
    warm = _said(app, visitor, path)
    app.extensions["cache"].clear()
    cold = _said(app, visitor, path)
    click.echo(f"  {what}:", err=True)
    for number, statement in enumerate(warm, 1):
        click.echo(f"    {number}. {_tables(statement)}", err=True)
    return Figure(
        f"{what}, statements", len(warm), "", MOST, None, RIVALS.get(what, ()), f"{len(cold)} with nothing kept"
    )


def _said(app: Flask, visitor: Visitor, path: str) -> list[str]:
    with listening(app) as said:
        assert visitor.get(path, headers=DRAWN).status_code == 200
    return list(said)


def _tables(statement: str) -> str:
    """Say a statement in short: what it does to which tables."""
    tables = dict.fromkeys(findall(r"(?:FROM|JOIN|INTO|UPDATE) (\w+)", statement))
    return f"{statement.split(maxsplit=1)[0].lower()} {', '.join(tables)}"
