"""The classifiers, trained on labelled sets and measured on their test parts; docs/classifier.md has all baselines."""

import gzip
import json
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha1
from html import unescape
from pathlib import Path

import pytest

from benchmarks.figure import Figure, Scale
from forum.core.config import ROOT
from moderation.screening.labelled import ORDINARY, Sample, samples_in
from moderation.screening.measuring import by_source, figures
from moderation.screening.scoring import Model
from moderation.screening.training import train

SETS = {
    "abuse": ("davidson-tweets", "stormfront-forum", "surge-toxicity", "wikipedia-talk", "civil-toxic-spans"),
    "spam": ("sms-spam", "youtube-comment-spam"),
}
WEIGH = {"stormfront-forum": 3.0, "wikipedia-talk": 2.0, "youtube-comment-spam": 3.0}
"""Posts of a forum, a talk page and comments are nearer to what we screen than tweets and short messages are."""
BEST = {
    "stormfront-forum": (0.51, 0.88),
    "surge-toxicity": (0.84, 0.94),
    "wikipedia-talk": (0.74, 0.95),
    "youtube-comment-spam": (0.95, 0.986),
    "davidson-tweets": (0.97, 0.98),
    "sms-spam": (0.98, 0.998),
}
"""The best F1 and area under the curve of any baseline that was not trained on the set's own texts."""
MOST_TESTED = 4000
_TAG = re.compile(r"<[^>]*>")


def measure(scale: Scale) -> Iterator[Figure]:
    """Train both classifiers and measure them."""
    folder = Path(os.environ.get("HOMEGROUND_DATA_SETS", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("the labelled sets are not here (HOMEGROUND_DATA_SETS)")
    for task, sets in SETS.items():
        labelled = (sample for name in sets for sample in samples_in(folder / "moderation" / name, task))
        samples = [*_ordinary(folder), *labelled]
        model = train(task, samples[:: scale.of(1, 8)], {name: WEIGH.get(name, 1.0) for name in sets})
        yield from _figures(task, model, samples)
        if task == "abuse":
            yield from _functions(model, folder)


def _figures(task: str, model: Model, samples: Iterable[Sample]) -> Iterator[Figure]:
    scored = by_source(model, (sample for sample in samples if sample.test))
    ordinary = scored.pop(ORDINARY)
    caught = 100 * sum(score >= model.mark for score, _bad in ordinary) / len(ordinary)
    yield Figure(f"{task}: ordinary posts caught", caught, "%", most=1.0, note=f"of {len(ordinary)}")
    for source, pairs in sorted(scored.items()):
        found = figures(pairs, model.mark)
        if found.auc is not None:
            f1, area = BEST[source]
            said = f"P {found.precision:.2f} R {found.recall:.2f}; best baseline F1 {f1}, area {area}"
            yield Figure(f"{source}: F1", round(found.f1, 3), "", note=said)
            yield Figure(f"{source}: area", round(found.auc, 3), "", note=f"{found.bad} bad of {found.texts}")
    yield Figure(f"{task}: terms", len(model.terms), "", note=f"mark {model.mark:.2f}")


def _functions(model: Model, folder: Path) -> Iterator[Figure]:
    """Measure HateCheck's functions one by one: the share of cases that come out right."""
    right: dict[str, list[bool]] = defaultdict(list)
    for row in _rows(folder / "moderation" / "hatecheck" / "test.jsonl.gz"):
        right[row["functionality"]].append((model.score(row["text"]) >= model.mark) == bool(row["label"]))
    for name, cases in sorted(right.items()):
        yield Figure(f"hatecheck: {name}", 100 * sum(cases) / len(cases), "%", note=f"{len(cases)} cases")


def _ordinary(folder: Path) -> Iterator[Sample]:
    """Give real posts of a community as good ones: a third to learn from, others for the test."""
    tested = 0
    for row in _rows(folder / "community" / "posts.jsonl.gz"):
        text = row.get("markdown") or unescape(_TAG.sub(" ", row.get("html") or ""))
        lot = int(sha1(row["id"].encode(), usedforsecurity=False).hexdigest()[:6], 16) % 100
        if lot < 30:
            yield Sample(text, bad=False, source=ORDINARY)
        elif lot >= 50 and tested < MOST_TESTED:
            tested += 1
            yield Sample(text, bad=False, source=ORDINARY, test=True)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
