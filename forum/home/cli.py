"""The command that fills a house with life to look at."""

import shutil
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from forum.core.config import Misconfigured, settings
from forum.core.moving.carrying import NotCarried
from forum.core.moving.target import named
from forum.core.setup import bring_up_to_date
from forum.home import honours, rewarding, seeds
from forum.home.founding import invitation
from forum.home.moving import move_house
from forum.home.registry import SCENES, plays
from forum.media.storage import StorageFailed
from forum.search import building, shelf

BEGUN, DONE = "demo.begun", "demo.done"
KEPT_FILES = frozenset({BEGUN, "secret.key"})
"""The key is what this very process seals with: the house must be able to open it tomorrow."""
CALLED = {"member": "fan", "moderator": "moderator", "staff": "brand host", "admin": "administrator"}
GUESTS_OF_IMPORT = {"fan": "member", "keeper": "moderator", "host": "staff", "owner": "admin"}

plays("rewards")(rewarding.play)
plays("badges")(honours.play)


@click.command()
@click.option("--source", type=click.Path(exists=True, path_type=Path), help="A real community to import instead.")
@with_appcontext
def demo(source: Path | None) -> None:
    """Fill the data folder with a living community, once; killed anywhere, it is safe to start again."""
    folder = settings().data
    if not (folder / DONE).exists():
        begin(folder, afresh=source is None)
        bring_up_to_date()
        if source is None:
            _play()
        else:
            _import(source)
        _index()
        (folder / DONE).write_text("\n".join(f"{name} {role}" for name, role in _sign_ins(source).items()))
    _introduce(folder)


def begin(folder: Path, *, afresh: bool) -> None:
    """Mark the folder as a demo's; one that was half filled is emptied, a real house is left alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not (folder / BEGUN).exists() and (folder / "homeground.db").exists():
        raise Misconfigured(f"{folder} holds a real community: set HOMEGROUND_DATA to another folder for the demo.")
    (folder / BEGUN).touch()
    for path in folder.iterdir() if afresh else ():
        if path.name not in KEPT_FILES:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _play() -> None:
    what, bar = "", None
    for step, done, of in seeds.play():
        if step != what:
            what, bar = step, click.progressbar(length=of, label=f"{step:12}")
            bar.render_progress()
        if bar is not None:
            bar.update(1)
        if done == of:
            click.echo()
    for name, scene in SCENES:
        with click.progressbar(length=1, label=f"{name:12}") as bar:
            scene(seeds.people())
            bar.update(1)


def _index() -> None:
    """Make everything findable from the first minute."""
    with click.progressbar(length=1, label=f"{'search':12}") as bar:
        for done, of in building.build():
            bar.length = max(of, 1)
            bar.update(done - bar.pos)
    shelf.close_all()


def _import(source: Path) -> None:
    from_dump = current_app.cli.commands["import"].commands["stackexchange"]  # type: ignore[attr-defined]
    click.get_current_context().invoke(from_dump, path=source)
    seeds.bring_hosts(GUESTS_OF_IMPORT)


def _sign_ins(source: Path | None) -> dict[str, str]:
    return GUESTS_OF_IMPORT if source else seeds.signs_in()


def _introduce(folder: Path) -> None:
    click.echo("\nSign in with one of these addresses; the password of all is: " + seeds.PASSWORD)
    for line in (folder / DONE).read_text().splitlines():
        name, _, role = line.rpartition(" ")
        click.echo(f"  {CALLED[role]:14} {seeds.address_of(name):40} ({name})")
    click.echo()


@click.command("first-run")
@with_appcontext
def show_invitation() -> None:
    """Print the address at which this house is founded, for installs that are not started by app.py."""
    click.echo(invitation() or "This house is founded already.")


@click.command()
@click.option("--to", required=True, metavar="postgresql://...", help="The empty database that it moves to.")
@click.option("--storage", metavar="s3://...", help="The bucket that its files move to; without, they stay.")
@with_appcontext
def move(to: str, storage: str | None) -> None:
    """Carry this house to PostgreSQL and prove that it is all there; killed anywhere, it is safe to start again."""
    try:
        move_house(to, storage)
    except (Misconfigured, NotCarried) as error:
        raise click.ClickException(str(error)) from error
    except (SQLAlchemyError, StorageFailed) as error:
        raise click.ClickException(f"{error}\nNothing is lost: start it again when that is mended.") from error
    _say_what_next(to, storage)


def _say_what_next(to: str, storage: str | None) -> None:
    folder = settings().data
    files = (
        "HOMEGROUND_STORAGE_URL   the bucket's address" if storage else f"HOMEGROUND_DATA          {folder}: its files"
    )
    click.echo(f"""
Next, for every process of the new house:
  HOMEGROUND_DATABASE_URL  {named(to)}
  HOMEGROUND_REDIS_URL     redis://...
  {files}
  HOMEGROUND_SECRET_KEY    what {folder / "secret.key"} holds, where a process does not see that file""")
    if "search" in current_app.cli.commands:
        click.echo("Then, with these set: flask search rebuild")
    click.echo("See whether all is well with: flask doctor. Keep this folder until you are sure of the new house.")


commands = (demo, show_invitation, move)
