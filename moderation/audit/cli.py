"""The log from the command line."""

import sys

import click
from flask.cli import AppGroup

from moderation.audit import jobs, verifying
from moderation.audit.anchors import path

audit = AppGroup("audit", help="Prove the audit log, and write its newest seal down.")


@audit.command()
def verify() -> None:
    """Walk the whole chain; names the first broken row and ends with 1 if there is one."""
    rows = verifying.count()
    with click.progressbar(length=rows, label="Proving the audit log", show_pos=True) as bar:
        broken = verifying.verify(bar.update)
    if broken:
        click.echo(f"Row {broken.entry_id} is broken: {broken.reason}.", err=True)
        sys.exit(1)
    click.echo(f"All {rows:,} rows hold.")


@audit.command()
def anchor() -> None:
    """Write the newest seal into the file of anchors now."""
    jobs.anchor()
    click.echo(f"Anchors are in {path()}.")


commands = (audit,)
