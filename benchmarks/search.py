"""Search at three sizes on each engine that serves them: what a question costs, and what an index does.

The documents are the demo world's own sentences, each with a few words that are rare, as names and numbers are. What
is counted is the CPU time of whoever searches; on PostgreSQL that of its process and of ours.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from sqlalchemy import text

from app import create_app
from benchmarks.figure import Figure, Scale
from benchmarks.kept import FOLDER
from benchmarks.machine import cpu_seconds
from benchmarks.prose import texts
from forum.core.clock import monotonic, now
from forum.core.config import Settings
from forum.core.db import db, read
from forum.core.setup import bring_up_to_date
from forum.core.text import plain
from forum.core.transaction import transaction
from forum.search.analysis import terms
from forum.search.engine import FORMAT, Batch, Document, Engine, Question
from forum.search.fts5 import Fts5
from forum.search.models import Edition
from forum.search.postgres import PostgreSQL
from forum.search.remote import Remote
from forum.search.whoosh import Whoosh
from tests.services import postgres
from tests.services.product import Live, living
from tests.services.waiting import until

TEXTS, RARE, RARE_EACH, TAGS, BATCH = 400, 200_000, 3, 50, 400
ROUNDS, ASKED, WHOOSH_MOST = 3, 24, 50_000
PLACES = tuple(f"category:{number}" for number in range(1, 11))
SEEN = PLACES[:-1]
"""The asker does not see one of the places."""

Questions = dict[str, list[Question]]


def measure(scale: Scale) -> Iterator[Figure]:
    """Build each index once (FTS5's largest is kept on disk), then ask each kind of question over and over."""
    for posts in (10_000,) if scale.quick else (10_000, WHOOSH_MOST, 100_000):
        with TemporaryDirectory(prefix="homeground-bench-") as folder:
            yield from _on_disk("Whoosh", partial(Whoosh, create=True), Path(folder), posts)
    for posts in (10_000,) if scale.quick else (10_000, 100_000, 1_000_000):
        yield from _on_disk("FTS5", partial(Fts5, create=True), FOLDER / f"search-fts5-{FORMAT}-{posts}", posts)
    if scale.postgres:
        yield from _on_postgres(10_000 if scale.quick else 1_000_000)
    yield from _found_after()


def documents(posts: int) -> Iterator[Document]:
    """Write documents, always the same, the oldest first."""
    bodies = [terms(plain(each.html)) for each in texts(TEXTS)]
    for key in range(1, posts + 1):
        rare = [f"rare{key * step % RARE}x" for step in (7919, 104_729, 15_485_863)[:RARE_EACH]]
        body = bodies[key * 31 % TEXTS]
        yield Document(
            kind="post", key=key, group=key // 8, place=PLACES[key * 7 % len(PLACES)], at=1_500_000_000 + key * 60,
            title=bodies[key % TEXTS][:6] if key % 8 == 0 else [], body=[*body, *rare],
            facets=(f"tag:{key % TAGS}", f"by:{key % 997}"),
        )  # fmt: skip


def questions() -> Questions:
    """Ask for common and rare words, pairs of words, phrases, and common words under a tag."""
    bodies = [terms(plain(each.html)) for each in texts(TEXTS)]
    counts: dict[str, int] = {}
    for body in bodies:
        for word in set(body):
            counts[word] = counts.get(word, 0) + 1
    common = sorted(counts, key=lambda word: -counts[word])[:ASKED]
    pairs = [(body[3], body[4]) for body in bodies[:ASKED]]
    ask = partial(Question, places=SEEN, most=200)
    return {
        "common": [ask(ways=[[[word]]]) for word in common],
        "rare": [ask(ways=[[[f"rare{number * 7919 % RARE}x"]]]) for number in range(1, ASKED + 1)],
        "two words": [ask(ways=[[[one], [other]]]) for one, other in pairwise(common)],
        "phrase": [ask(ways=[[pair]]) for pair in pairs],
        "filtered": [ask(ways=[[[word]]], facets=[[f"tag:{place}"]]) for place, word in enumerate(common)],
        "newest": [ask(ways=[[[word]]], newest=True) for word in common],
    }


def _on_disk(name: str, open_index: Callable[[Path], Engine], folder: Path, posts: int) -> Iterator[Figure]:
    made = folder / "made"
    if not made.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        began = time.process_time()
        engine = open_index(folder)
        _fill(engine, posts)
        engine.close()
        made.write_text(str(posts / (time.process_time() - began)))
    yield Figure(f"search, {name}, {posts:,}: index rate", float(made.read_text()), "posts/s", note="of CPU")
    size = sum(path.stat().st_size for path in folder.iterdir())
    yield Figure(f"search, {name}, {posts:,}: size", size / 2**20, "MB")
    yield from _asked(name, posts, open_index(folder), time.process_time)
    remote = Remote(name.lower(), folder, create=False)
    for question in questions()["common"][:5]:
        remote.search(question)
    yield Figure(f"search, {name}, {posts:,}: memory of the process", remote.memory() / 2**20, "MB")
    remote.close()


def _on_postgres(posts: int) -> Iterator[Figure]:
    with postgres.serving() as cluster, TemporaryDirectory(prefix="homeground-bench-") as folder:
        house = Settings(data=Path(folder), database_url=cluster.create("search"), redis_url="redis://127.0.0.1:1")
        with create_app(house).app_context():
            bring_up_to_date()
            engine, began = PostgreSQL(_edition()), monotonic()
            _fill(engine, posts)
            yield Figure(f"search, PostgreSQL, {posts:,}: index rate", posts / (monotonic() - began), "posts/s")
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM ANALYZE search_document"))
            size = read().scalar(text("SELECT pg_total_relation_size('search_document')")) or 0
            yield Figure(f"search, PostgreSQL, {posts:,}: size", size / 2**20, "MB")
            server = read().scalar(text("SELECT pg_backend_pid()")) or 0
            yield from _asked("PostgreSQL", posts, engine, lambda: time.process_time() + cpu_seconds(server))
            db.engine.dispose()


def _fill(engine: Engine, posts: int) -> None:
    waiting, done = documents(posts), 0
    with click.progressbar(length=posts, label=f"  {posts:,} posts") as bar:
        while batch := list(islice(waiting, BATCH)):
            engine.write(Batch(batch))
            done += len(batch)
            bar.update(len(batch))


def _asked(name: str, posts: int, engine: Engine, clock: Callable[[], float]) -> Iterator[Figure]:
    """Ask everything once to warm up, then in rounds; the dearest hundredth is what we promise."""
    every: list[float] = []
    for kind, asked in questions().items():
        for question in asked[:4]:
            engine.search(question)
        took = sorted(_cost(engine, question, clock) for _round in range(ROUNDS) for question in asked)
        every += took
        yield Figure(
            f"search, {name}, {posts:,}: {kind}", took[len(took) // 2], "ms",
            note=f"least {took[0]:.2g}, 99 % {_most(took):.3g}, most {took[-1]:.3g}",
        )  # fmt: skip
    promised = {("Whoosh", WHOOSH_MOST): 150.0, ("FTS5", 1_000_000): 100.0, ("PostgreSQL", 1_000_000): 100.0}
    most = promised.get((name, posts))
    yield Figure(f"search, {name}, {posts:,}: 99 % of all", _most(sorted(every)), "ms", most=most, note="CPU")
    engine.close()


def _cost(engine: Engine, question: Question, clock: Callable[[], float]) -> float:
    began = clock()
    engine.search(question)
    return (clock() - began) * 1000


def _most(took: Sequence[float]) -> float:
    return took[min(len(took) * 99 // 100, len(took) - 1)]


def _found_after() -> Iterator[Figure]:
    """Write in a running house and look, twice a second, until it is found."""
    waited = []
    with _house() as house:
        talk = house.world.thread("How do I clean the burner?")
        until(partial(_says, house, "burner"), seconds=60)
        for number in range(5):
            word = f"{number}x{os.urandom(3).hex()}"
            house.world.reply(talk, source=f"It is finding {word}.")
            began = monotonic()
            until(partial(_says, house, word), seconds=20)
            waited.append(monotonic() - began)
    waited.sort()
    note = f"least {waited[0]:.2f}, most {waited[-1]:.2f} of {len(waited)}"
    yield Figure("search: a new reply is found after", waited[len(waited) // 2], "s", most=2.0, note=note)


def _says(house: Live, word: str) -> bool:
    """Look for a word, but not so often that the limit of searches is reached."""
    time.sleep(0.5)
    return f"<mark>{word}</mark>" in house.get(f"/search?q={word}").text


@contextmanager
def _house() -> Iterator[Live]:
    with TemporaryDirectory(prefix="homeground-bench-") as folder, living(Path(folder) / "data") as house:
        yield house


@transaction
def _edition() -> int:
    made = Edition(engine="postgresql", form=FORMAT, begun_at=now())
    db.session.add(made)
    db.session.flush()
    return made.id
