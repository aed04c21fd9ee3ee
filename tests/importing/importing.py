"""Runs the import commands as somebody at a terminal would."""

from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from forum.brands.models import Brand
from forum.categories.models import Category
from forum.core.db import read
from forum.importing.models import ImportedBadge, Origin
from forum.importing.queries import known
from forum.members.models import Member
from forum.threads.models import Closure, Edit, Pin, Post, Reaction, Tag, Tagging, Thread

TABLES = (Brand, Category, Member, Thread, Post, Edit, Reaction, Closure, Pin, Tag, Tagging, Origin, ImportedBadge)


def run(app: Flask, command: str, path: Path, *options: str) -> str:
    """Run `flask import <command>`; gives what it says, and fails with that if it fails."""
    result = app.test_cli_runner().invoke(args=["import", command, str(path), *options])
    assert result.exit_code == 0, result.output
    return result.output


def sizes() -> dict[str, int]:
    """Count the rows of every table that an import fills."""
    return {
        table.__tablename__: read().execute(select(func.count()).select_from(table)).scalar_one() for table in TABLES
    }


def thread(site: str, key: str) -> Thread:
    """Give an imported thread."""
    return _row(Thread, known(site, "thread", [key])[key])


def post(site: str, key: str) -> Post:
    """Give an imported post."""
    return _row(Post, known(site, "post", [key])[key])


def author(post_or_thread: Post | Thread) -> Member:
    """Give who wrote something."""
    return _row(Member, post_or_thread.author_id)


def _row(table, number):
    return read().execute(select(table.__table__).where(table.id == number)).one()
