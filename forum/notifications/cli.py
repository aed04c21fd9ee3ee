"""Mail from the command line: what came back, and what waits."""

import sys
from typing import BinaryIO

import click
from flask.cli import AppGroup
from sqlalchemy import func, select

from forum.core.clock import now
from forum.core.db import read
from forum.notifications.bounces import bounces
from forum.notifications.habits import switch_mail_off
from forum.notifications.models import Habit, Notification

mail = AppGroup("mail", help="See how mail is, and stop mailing addresses that send it back.")


@mail.command()
@click.argument("address")
@click.option("--reason", default="it was reported as dead", show_default=True)
def bounced(address: str, reason: str) -> None:
    """Mail an address no more; its member reads so in the bell."""
    name = switch_mail_off(address, reason)
    click.echo(f"{name} is mailed no more." if name else "No member has this address.")


@mail.command()
@click.argument("report", type=click.File("rb"), default="-")
def report(report: BinaryIO) -> None:
    """Read a delivery report (RFC 3464) from a file or from standard input, as an alias of the mail server pipes it."""
    found = bounces(report.read())
    for bounce in found:
        name = switch_mail_off(bounce.address, bounce.reason)
        click.echo(f"{bounce.address}: {'mailed no more' if name else 'no member'} ({bounce.reason})")
    if not found:
        click.echo("The report names no dead address.")
        sys.exit(1)


@mail.command()
def status() -> None:
    """Tell how many letters wait and how many addresses are switched off."""
    waiting = read().scalar(select(func.count()).where(Notification.mail_due_at.is_not(None)))
    due = read().scalar(select(func.count()).where(Notification.mail_due_at <= now()))
    off = read().scalar(select(func.count()).where(Habit.mail_off_at.is_not(None)))
    click.echo(f"{waiting} letters wait, {due} of them are due; {off} addresses are switched off.")


commands = (mail,)
