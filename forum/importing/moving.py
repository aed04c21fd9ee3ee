"""The road a sorted community takes into the house; it may be broken off anywhere and walked again."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from forum.core.clock import monotonic
from forum.core.db import stop_reading
from forum.importing import actions
from forum.importing.placing import Placed, place
from forum.importing.queries import Author, authors, known
from forum.importing.report import Report
from forum.importing.shapes import ThreadIn
from forum.importing.staging import Staging, in_batches
from forum.importing.storing import Ready, store
from forum.importing.typeset import Submit, Text, Typeset, Typesetters, set_ahead

PEOPLE_AT_ONCE = 250
BADGES_AT_ONCE = 500
POSTS_AT_ONCE = 200

Tell = Callable[[str, int, int], None]
"""Takes what is being brought in, how much of it is, and how much there is."""


@dataclass(frozen=True, slots=True)
class Site:
    """A site to bring in: its name in our notes, its address, and the kind of its categories."""

    name: str
    home: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Batch:
    threads: Sequence[tuple[ThreadIn, list[Placed]]]
    authors: dict[str, Author]


def move_in(site: Site, staging: Staging, typesetters: Typesetters, tell: Tell) -> Report:
    """Bring in everything of a sorted site that is not here yet."""
    report, began = Report(site.name), monotonic()
    _bring_people(site, staging, report, tell)
    places = _open_places(site, staging)
    submit = typesetters.for_site(staging.size("post"))
    _bring_threads(site, staging, places, report, submit, tell)
    for badges in in_batches(staging.badges(), BADGES_AT_ONCE):
        report.badges += actions.bring_badges(site.name, badges)
    actions.finish(report)
    report.seconds = monotonic() - began
    report.tallies = staging.tallies()
    report.skipped += staging.skips()
    return report


def _bring_people(site: Site, staging: Staging, report: Report, tell: Tell) -> None:
    total, done = staging.size("person"), 0
    for people in in_batches(staging.people(), PEOPLE_AT_ONCE):
        report.members += actions.bring_people(site.name, people)
        done += len(people)
        tell("people", done, total)


def _open_places(site: Site, staging: Staging) -> dict[str, int]:
    places: dict[str, int] = {}
    for place_in in staging.categories():
        parent = places.get(place_in.parent or "")
        places[place_in.key] = actions.open_place(site.name, place_in, site.kind, parent)
    return places


def _bring_threads(
    site: Site, staging: Staging, places: dict[str, int], report: Report, submit: Submit, tell: Tell
) -> None:
    total, done = staging.size("post"), 0
    for batch, texts in set_ahead(submit, _with_texts(site, _batches(site, staging, report))):
        ready = list(_ready(batch, texts, places))
        threads, posts = store(site.name, ready)
        report.threads, report.posts = report.threads + threads, report.posts + posts
        for each in ready:
            _note_faults(staging, each)
        done += len(texts)
        tell("posts", done, total)


def _batches(site: Site, staging: Staging, report: Report) -> Iterator[_Batch]:
    """Give threads that are not here yet, some hundred posts at a time."""
    waiting: list[ThreadIn] = []
    for threads in in_batches(staging.threads(), 50):
        here = known(site.name, "thread", [thread.key for thread in threads])
        report.here += len(here)
        for thread in threads:
            if thread.key not in here and thread.posts:
                waiting.append(thread)
            if sum(len(each.posts) for each in waiting) >= POSTS_AT_ONCE:
                yield _batch(site, waiting)
                waiting = []
    if waiting:
        yield _batch(site, waiting)
    stop_reading()


def _batch(site: Site, threads: list[ThreadIn]) -> _Batch:
    keys = {post.author for thread in threads for post in thread.posts}
    keys |= {each.editor for thread in threads for post in thread.posts for each in post.revisions if each.editor}
    return _Batch([(thread, place(thread)) for thread in threads], authors(site.name, keys))


def _with_texts(site: Site, batches: Iterable[_Batch]) -> Iterator[tuple[_Batch, list[Text]]]:
    for batch in batches:
        yield batch, [text for thread, posts in batch.threads for text in _texts(site, posts, batch.authors)]


def _texts(site: Site, posts: Sequence[Placed], people: dict[str, Author]) -> Iterator[Text]:
    writers = {people[each.post.author].name for each in posts}
    names = {name.casefold(): f"/u/{quote(name)}" for name in writers}
    for each in posts:
        post = each.post
        latest = post.revisions[-1].markdown if post.revisions else post.markdown
        yield Text(post.html, latest, names, site.home, tuple(one.markdown for one in post.revisions[:-1]))


def _ready(batch: _Batch, texts: list[Typeset], places: dict[str, int]) -> Iterator[Ready]:
    rest = iter(texts)
    for thread, posts in batch.threads:
        yield Ready(thread, places[thread.category], posts, [next(rest) for _ in posts], batch.authors)


def _note_faults(staging: Staging, ready: Ready) -> None:
    for each, text in zip(ready.posts, ready.texts, strict=True):
        for fault in text.faults:
            staging.skip(each.post.file, each.post.line, fault)
