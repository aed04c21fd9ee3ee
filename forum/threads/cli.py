"""Commands for threads."""

import click
from flask.cli import with_appcontext

from forum.threads.rerender import rerender, waiting


@click.command("rerender")
@with_appcontext
def rerender_posts() -> None:
    """Render posts anew that an older renderer made; may be interrupted and run again."""
    with click.progressbar(length=waiting(), label="Rendering posts") as bar:
        for count in rerender():
            bar.update(count)


commands = (rerender_posts,)
