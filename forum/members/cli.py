"""Members from the command line: the way in when nobody can sign in."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import click
from flask.cli import AppGroup

from forum.core.access import HOUSE, RANKS, Denied
from forum.core.clock import now
from forum.core.personal import WISHES
from forum.core.refusal import Refused
from forum.members import actions
from forum.members.queries import member_page

ROLES = click.Choice([role for role in RANKS if role != "guest"])

member = AppGroup("member", help="Add members, change their roles and passwords, suspend them.")


@member.command()
@click.argument("name")
@click.argument("email")
@click.option("--role", type=ROLES, default="member", show_default=True)
@click.password_option()
def add(name: str, email: str, role: str, password: str) -> None:
    """Make a member whose address needs no confirming."""
    with _explained():
        actions.make_member(name, email, password, role)
    click.echo(f"{name} is a member now ({role}).")


@member.command()
@click.argument("name")
@click.argument("role", type=ROLES)
def role(name: str, role: str) -> None:
    """Give a member another role; their sessions end."""
    with _explained():
        actions.change_role(HOUSE, _id_of(name), role)
    click.echo(f"{name} is {role} now.")


@member.command()
@click.argument("name")
@click.password_option()
def password(name: str, password: str) -> None:
    """Set a member's password; all their sessions and mailed links end."""
    with _explained():
        actions.set_password(_id_of(name), password)
    click.echo(f"{name} has a new password and is signed out everywhere.")


@member.command()
@click.argument("name")
@click.option("--days", type=click.IntRange(1, 36500), default=7, show_default=True)
@click.option("--reason", required=True, help="The member reads it.")
def suspend(name: str, days: int, reason: str) -> None:
    """Let a member only read for some days."""
    with _explained():
        actions.suspend(HOUSE, _id_of(name), now() + timedelta(days=days), reason)
    click.echo(f"{name} can only read for {days} days.")


@member.command()
@click.argument("name")
@click.option(
    "--how", type=click.Choice(WISHES), default="anonymise", show_default=True, help="Keep the posts, or not."
)
@click.confirmation_option(prompt="Erase this member? It cannot be undone")
def erase(name: str, how: str) -> None:
    """Erase a member at their wish, as they could themselves; a worker does the rest."""
    with _explained():
        actions.erase_at_wish(_id_of(name), how)
    click.echo(f"{name} is erased.")


@contextmanager
def _explained() -> Iterator[None]:
    """Turn a refusal into a sentence on the terminal."""
    try:
        yield
    except (Refused, Denied) as error:
        raise click.ClickException(str(error)) from None


def _id_of(name: str) -> int:
    found = member_page(name)
    if found is None:
        raise click.ClickException(f"There is no member called {name}.")
    return found.id


commands = (member,)
