"""The commands that look after the index: how it is, and building it anew."""

import sys

import click
from flask.cli import AppGroup

from forum.core.config import settings
from forum.search import building, editions, jobs, shelf
from forum.search.engine import Unready
from forum.search.registry import KINDS

search = AppGroup("search", help="Look after the search index.")


@search.command("status")
def status() -> None:
    """Say which engine searches, what it holds, and what waits."""
    click.echo(f"engine     {shelf.engine_name(settings())}")
    there = sum(kind.count() for kind in KINDS.values())
    try:
        number = editions.current_id()
        click.echo(f"index      number {number}, {editions.current().size():,} documents of {there:,} posts")
        click.echo(f"on disk    {shelf.size_on_disk(number) / 2**20:,.1f} MB")
    except Unready as error:
        click.echo(f"index      none: {error}")
    if (at := editions.progress()) is not None:
        click.echo(f"building   number {at.id}, {at.done:,} documents so far, since {at.begun_at:%Y-%m-%d %H:%M} UTC")
    click.echo(f"waiting    {editions.waiting():,} changes")
    shelf.close_all()


@search.command("rebuild")
@click.option("--anew", is_flag=True, help="Begin at the beginning, even if a build was broken off.")
def rebuild(anew: bool) -> None:
    """Build the index anew beside the old one, which is searched meanwhile; Ctrl-C breaks off, the next run goes on."""
    bar = None
    try:
        for done, of in building.build(anew=anew):
            if bar is None:
                bar = click.progressbar(length=max(of, 1), label="documents", show_pos=True)
                bar.render_progress()
            bar.update(done - bar.pos)
    except building.Occupied:
        sys.exit("Another process is building the index: `flask search status` tells how far it is.")
    except KeyboardInterrupt:
        click.echo("\nBroken off. The old index is searched as before; run this again to go on from here.")
        sys.exit(130)
    finally:
        shelf.close_all()
    jobs.feed_now()
    click.echo("\nThe new index is searched from now on.")


commands = (search,)
