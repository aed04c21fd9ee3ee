"""The commands that bring communities in from elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click
from flask.cli import AppGroup

from forum.core.clock import monotonic
from forum.core.config import settings
from forum.core.setup import bring_up_to_date
from forum.importing import discourse, stackexchange
from forum.importing.audit import audit
from forum.importing.moving import Site, move_in
from forum.importing.report import Report
from forum.importing.rows import Unreadable
from forum.importing.staging import Staging, file_name, staging
from forum.importing.typeset import Typesetters
from forum.search.jobs import ask_to_build

FOLDER = click.argument("path", type=click.Path(exists=True, path_type=Path))
LONGEST_SITE = 80
EVERY_S, EVERY_ON_PAPER_S = 0.2, 5.0

import_group = AppGroup("import", help="Bring communities in from elsewhere.")


@import_group.command("stackexchange")
@FOLDER
@click.option("--site", help="What to call the site, if not as its folder.")
def from_stackexchange(path: Path, site: str | None = None) -> None:
    """Import Stack Exchange data dumps: a folder with Posts.xml, or one that holds such folders.

    Broken off, it may be started again and goes on; run again, it changes nothing.
    """
    with Typesetters() as typesetters, _explained():
        bring_up_to_date()
        for called, folder in stackexchange.sites(path, site):
            place = Site(_named("stackexchange", called), stackexchange.home_of(called), "question")
            _bring(place, partial(stackexchange.sort, folder, called), typesetters)


@import_group.command("discourse")
@FOLDER
@click.option("--site", help="What to call the site, if not as the file or folder; best its host.")
@click.option("--url", default="", help="Where the site is or was, for links within it: https://forum.example.org")
def from_discourse(path: Path, site: str | None = None, url: str = "") -> None:
    """Import an archive of a Discourse: topics as JSON, a file or a folder of .json, .jsonl, packed with gzip or not.

    Broken off, it may be started again and goes on; run again, it changes nothing.
    """
    called = site or path.resolve().name.partition(".json")[0]
    home = url.rstrip("/") or (f"https://{called}" if "." in called else "")
    with Typesetters() as typesetters, _explained():
        bring_up_to_date()
        _bring(Site(_named("discourse", called), home, "discussion"), partial(discourse.sort, path), typesetters)


@import_group.command()
@FOLDER
@click.option("--site", help="What the site is called, if not as its folder.")
def check(path: Path, site: str | None = None) -> None:
    """Compare an imported Stack Exchange dump with our tables: every counter of every row."""
    differing = 0
    with _explained():
        for called, folder in stackexchange.sites(path, site):
            click.echo(f"{called}:")
            for finding in audit(folder, _named("stackexchange", called)):
                click.echo(finding.line())
                differing += len(finding.differing)
    sys.exit(1 if differing else 0)


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except Unreadable as error:
        raise click.ClickException(str(error)) from None


def _named(format_name: str, site: str) -> str:
    """Name a site as its origins do."""
    return f"{format_name}:{site}"[:LONGEST_SITE]


def _bring(site: Site, sort: Callable[[Staging], None], typesetters: Typesetters) -> None:
    click.echo(f"{site.name}: sorting …")
    began = monotonic()
    with staging(settings().data / "importing", site.name) as table:
        sort(table)
        report = move_in(site, table, typesetters, Progress(site.name))
    report.seconds = monotonic() - began
    _write(report)
    if report.posts:
        ask_to_build()  # the worker of the running house makes it findable


def _write(report: Report) -> None:
    for line in report.lines():
        click.echo(line)
    if report.skipped:
        path = settings().data / "importing" / f"{file_name(report.site)}.skipped.txt"
        path.write_text("".join(f"{skip.file}:{skip.line}: {skip.reason}\n" for skip in report.skipped))
        click.echo(f"  every line that was not taken as it was: {path}")


class Progress:
    """Tells how far an import is and how fast: over and over in one line of a terminal, now and then in a file."""

    def __init__(self, site: str) -> None:
        self._site, self._what = site, ""
        self._began = self._heard = monotonic()
        self._told = 0.0
        self._terminal = sys.stdout.isatty()

    def __call__(self, what: str, done: int, total: int) -> None:
        """Take note, and tell if the last time is long enough ago."""
        moment = monotonic()
        if what != self._what:
            self._what, self._began = what, self._heard
        self._heard = moment
        if done < total and moment - self._told < (EVERY_S if self._terminal else EVERY_ON_PAPER_S):
            return
        self._told = moment
        rate = done / max(moment - self._began, 0.001)
        line = f"{self._site}: {done:,} of {total:,} {what}, {rate:,.0f} a second"
        click.echo(f"\r{line:70}" if self._terminal else line, nl=not self._terminal or done >= total)


commands = (import_group,)
