"""Measures what is asked for, or everything, and prints the table."""

from collections.abc import Callable, Iterator

import click
import pytest

from benchmarks import (
    boards,
    cache,
    classifier,
    depth,
    first_view,
    fleet,
    imports,
    live,
    pages,
    picture,
    points,
    queue,
    replies,
    screening,
    search,
    start,
    statements,
)
from benchmarks.figure import Figure, Scale, table
from benchmarks.machine import described, load
from forum.core.clock import monotonic, now

FIGURES: dict[str, Callable[[Scale], Iterator[Figure]]] = {
    "pages": pages.measure,
    "statements": statements.measure,
    "first-view": first_view.measure,
    "depth": depth.measure,
    "start": start.measure,
    "replies": replies.measure,
    "cache": cache.measure,
    "live": live.measure,
    "picture": picture.measure,
    "search": search.measure,
    "fleet": fleet.measure,
    "imports": imports.measure,
    "classifier": classifier.measure,
    "screening": screening.measure,
    "queue": queue.measure,
    "points": points.measure,
    "boards": boards.measure,
}


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(list(FIGURES)))
@click.option("--quick", is_flag=True, help="Small sizes, for a look at whether it works.")
@click.option("--postgres", is_flag=True, help="Measure the depth of lists on PostgreSQL too.")
def main(names: tuple[str, ...], quick: bool, postgres: bool) -> None:
    """Measure the figures with these NAMES, or all of them."""
    click.echo(f"{described()}\n{now():%Y-%m-%d %H:%M} UTC, load {load()}\n", err=True)
    found = [figure for name in names or FIGURES for figure in _measured(name, Scale(quick, postgres))]
    click.echo(f"\n{described()}\n{now():%Y-%m-%d %H:%M} UTC, load afterwards {load()}\n")
    click.echo(table(found))


def _measured(name: str, scale: Scale) -> Iterator[Figure]:
    """Measure one group; what this machine lacks is said and passed over."""
    began = monotonic()
    click.echo(f"{name} ...", err=True)
    try:
        for figure in FIGURES[name](scale):
            click.echo(f"  {figure.what}: {figure.ours} {figure.aim} {figure.note}", err=True)
            yield figure
    except pytest.skip.Exception as lack:
        click.echo(f"  passed over: {lack.msg}", err=True)
    click.echo(f"  took {monotonic() - began:.0f} s, load {load()}", err=True)


if __name__ == "__main__":
    main()
