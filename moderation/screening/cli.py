"""Commands for screening."""

import importlib
import importlib.util
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from forum.core.config import settings
from moderation.screening import learning, measuring
from moderation.screening.habits import TASKS
from moderation.screening.labelled import Sample

screening = AppGroup("screening", help="Rules and what they learn.")

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
LACKING = "Training needs scikit-learn: install requirements/learn.txt (pip install scikit-learn) and run this again."


@screening.command()
@click.option("--labelled", type=FOLDER, help="Folder of labelled sets.")
@click.option("--task", "tasks", type=click.Choice(TASKS), multiple=True, help="Only this; both when not told.")
@click.option("--weigh", multiple=True, metavar="SET=NUMBER", help="Let a set count more or less than the others.")
@click.option("--nightly", is_flag=True, help="Only where there are enough new decisions.")
@click.option("--dry", is_flag=True, help="Show the figures and keep nothing.")
def train(labelled: Path | None, tasks: tuple[str, ...], weigh: tuple[str, ...], nightly: bool, dry: bool) -> None:
    """Train the classifiers from labelled sets, decisions and ordinary posts.

    Labelled sets are read from the folder "labelled" in the data folder, or from another one. A version that does
    well on its test part is used at once; otherwise staff choose on the page of the classifier.
    """
    if importlib.util.find_spec("sklearn") is None:
        raise click.ClickException(LACKING)
    for task in tasks or TASKS:
        if nightly and not learning.ripe(task):
            click.echo(f"{task}: fewer than {learning.FEWEST_NEW} new decisions, nothing to learn yet.")
            continue
        _train(task, learning.gathered(task, labelled), _weights(weigh), dry=dry)


def _train(task: str, samples: list[Sample], weigh: dict[str, float], *, dry: bool) -> None:
    training: Any = importlib.import_module("moderation.screening.training")
    click.echo(f"{task}: {len(samples)} texts ...")
    try:
        model = training.train(task, samples, weigh)
    except training.TooLittle as lack:
        click.echo(f"{task}: {lack} Labelled sets belong into {settings().data / learning.FOLDER}.")
        return
    account = measuring.account(model, samples)
    for source, found in account["tests"].items():
        area = "" if found["auc"] is None else f", area {found['auc']:.3f}"
        click.echo(f"  {source}: precision {found['precision']:.2f}, recall {found['recall']:.2f}{area}")
    click.echo(f"  ordinary posts: {account['ordinary']['caught']} of {account['ordinary']['texts']} caught")
    if not dry:
        _keep(model, account)


def _keep(model: Any, account: dict[str, Any]) -> None:
    doubt = learning.better(account)
    version = learning.keep(model, account, use=doubt is None)
    click.echo(f"  version {version} is {'used from now on' if doubt is None else f'kept but not used: {doubt}'}.")


def _weights(given: tuple[str, ...]) -> dict[str, float]:
    weights = {}
    for each in given:
        name, _sign, number = each.rpartition("=")
        try:
            weights[name] = float(number)
        except ValueError:
            raise click.BadParameter(f"{each}: write SET=NUMBER") from None
    return weights


commands = (screening,)
