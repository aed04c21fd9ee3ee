"""What there is to learn from, and what is kept of a training: samples gathered, a new version stored."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from forum.core import passages
from forum.core.clock import now
from forum.core.config import settings
from forum.core.db import db, read
from forum.core.events import record
from forum.core.transaction import transaction
from moderation.queue.models import Case, Decision, Evidence
from moderation.screening.actions import put_to_use
from moderation.screening.events import ClassifierTrained
from moderation.screening.habits import TASKS
from moderation.screening.labelled import DECIDED, ORDINARY, Sample, in_test, samples_in
from moderation.screening.models import Classifier
from moderation.screening.scoring import Model, packed

FOLDER = "labelled"
"""Where labelled sets lie in the data folder, so that the nightly training finds them too."""
RIPE = timedelta(days=2)
LOOKED_BACK = timedelta(days=365)
MOST_ORDINARY = 8000
FEWEST_NEW = 50
ADVERTISING = 7
"""The number of the first guideline about spam: decisions by it teach about spam, all others about abuse."""

_DECIDED = (
    select(Decision.case_id, Decision.outcome, Decision.guideline, Evidence.title, Evidence.source)
    .join(Case, Case.id == Decision.case_id)
    .join(Evidence, Evidence.case_id == Decision.case_id)
    .where(Decision.undone_at.is_(None), Decision.outcome.in_(("upheld", "rejected")), Evidence.source != "")
    .order_by(Decision.case_id)
)


def labelled_folder() -> Path:
    """Give the folder for labelled sets."""
    return settings().data / FOLDER


def gathered(task: str, folder: Path | None = None) -> list[Sample]:
    """Gather all there is to learn from for a task: labelled sets, decisions, and ordinary posts as good ones."""
    if task not in TASKS:
        raise ValueError(task)
    place = folder or labelled_folder()
    sets = list(samples_in(place, task)) if place.is_dir() else []
    return [*sets, *decided(task), *ordinary()]


def decided(task: str) -> Iterator[Sample]:
    """Give what moderators decided: upheld is bad, rejected is good, as the evidence froze it."""
    for row in read().execute(_DECIDED):
        about = "spam" if row.guideline == ADVERTISING else "abuse"
        if row.outcome == "rejected" or about == task:
            text = f"{row.title}\n{row.source}"
            yield Sample(text, row.outcome == "upheld", DECIDED, in_test(text))


def ordinary() -> Iterator[Sample]:
    """Give posts that have stood for some days, evenly taken from a year, and were never before a moderator."""
    start, ripe = now() - LOOKED_BACK, now() - RIPE
    step = max(1, passages.count(start) // MOST_ORDINARY)
    cases = {(row.kind, row.thing_id) for row in read().execute(select(Case.kind, Case.thing_id))}
    for batch in passages.batches(start):
        for passage in batch:
            fit = passage.standing == "stands" and passage.made_at < ripe
            if fit and passage.thing_id % step == 0 and (passage.kind, passage.thing_id) not in cases:
                yield Sample(passage.source, bad=False, source=ORDINARY, test=in_test(passage.source))


def ripe(task: str) -> bool:
    """Tell whether there are enough decisions since the last training of a task to train it anew."""
    last = read().scalar(select(Classifier.made_at).where(Classifier.task == task).order_by(Classifier.id.desc()))
    made = select(func.count()).select_from(Decision).where(Decision.outcome.in_(("upheld", "rejected")))
    since = made.where(Decision.made_at > last) if last else made
    return read().execute(since).scalar_one() >= FEWEST_NEW


@transaction
def keep(model: Model, account: dict[str, Any], *, use: bool) -> int:
    """Store a new version, and score with it from now on where that is wanted; gives its number."""
    kept = Classifier(task=model.task, used=False, made_at=now(), figures=account, packed=packed(model))
    db.session.add(kept)
    db.session.flush()
    if use:
        put_to_use(kept.id, model.task)
    record(ClassifierTrained(kept.id, model.task))
    return kept.id


def better(account: dict[str, Any]) -> str | None:
    """Tell why a new version should not be used without anybody looking at it, or None where it may."""
    ordinary_posts = account["ordinary"]
    if ordinary_posts["texts"] and ordinary_posts["caught"] > ordinary_posts["texts"] / 100:
        return "it catches more than one in a hundred ordinary posts"
    if not any(each["f1"] >= 0.5 for each in account["tests"].values()):
        return "it is right about too little of its test part"
    return None
