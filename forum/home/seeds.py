"""Plays the demo world: a small community of a made-up brand, through the same actions as everybody."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from forum.brands.actions import change_brand, found_brand, set_logo
from forum.brands.queries import Link
from forum.categories.actions import create_category
from forum.core.access import HOUSE, Actor, audiences_of
from forum.core.clock import at, now
from forum.core.db import read
from forum.core.relay import run_due
from forum.core.slug import slug
from forum.home import bells, readers, thanks
from forum.media.actions import upload
from forum.members.actions import make_member
from forum.members.queries import ids_of_names
from forum.polls.actions import open_poll, vote
from forum.polls.models import Choice
from forum.threads import actions, steering

WORLD = Path(__file__).parent / "world"
PASSWORD = "a quiet lantern at dusk"
ROLES = ("member", "moderator", "staff", "admin")

WORK_EVERY = 20

Moment = tuple[datetime, Any]


@dataclass
class Stage:
    """What has come to be so far: who, where, and which pictures."""

    begins: datetime
    actors: dict[str, Actor] = field(default_factory=dict)
    categories: dict[str, int] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)


def play() -> Iterator[tuple[str, int, int]]:
    """Play the whole world; tells after each step what it was, how far it is and how far it goes."""
    stage = Stage(begins=now() - timedelta(days=90))
    threads = [_load(path) for path in sorted((WORLD / "threads").glob("*.toml"))]
    scenes = [scene for thread in threads for scene in _scenes(stage, thread)]
    with at(stage.begins):
        yield from _set_stage(stage)
    listening = _load(WORLD / "listening.toml")
    scenes += bells.scenes(stage.begins, stage.actors, stage.categories, listening)
    scenes.sort(key=lambda scene: scene[0])
    for count, (moment, act) in enumerate(scenes, 1):
        with at(min(moment, now())):
            act()
            if count % WORK_EVERY == 0:
                run_due()  # so that what follows from the past happens in the past
        yield "posts", count, len(scenes)
    readers.read_along(list(stage.actors.values()))
    run_due()
    thanks.thank_along(stage.actors, stage.categories["announcements"])
    run_due()


def _set_stage(stage: Stage) -> Iterator[tuple[str, int, int]]:
    brand = _load(WORLD / "brand.toml")
    brand_id = found_brand(HOUSE, brand["name"], tagline=brand["tagline"], colours=brand["colours"])
    people = _load(WORLD / "people.toml")["person"]
    for count, person in enumerate(people, 1):
        _bring(stage, person)
        yield "people", count, len(people)
    pictures = _load(WORLD / "pictures.toml")
    for count, (name, alt) in enumerate(pictures.items(), 1):
        _hang(stage, name, alt)
        yield "pictures", count, len(pictures)
    change_brand(
        HOUSE, brand_id, about=brand["about"], contact=brand["contact"], footer_text=brand["footer_text"],
        header_links=[Link(**link) for link in brand["header_links"]],
        footer_links=[Link(**link) for link in brand["footer_links"]],
    )  # fmt: skip
    set_logo(HOUSE, brand_id, stage.pictures["logo"])
    _open_categories(stage, brand_id)


def _bring(stage: Stage, person: dict[str, Any]) -> None:
    member_id = make_member(
        person["key"], address_of(person["key"]), PASSWORD if person["key"] in signs_in() else None, person["role"],
        confirmed=True, title=person.get("title", ""), about=person.get("about", ""), locale=person["locale"],
    )  # fmt: skip
    stage.actors[person["key"]] = Actor(
        member_id=member_id, name=person["key"], role=person["role"], audiences=audiences_of(person["role"]),
        confirmed=True,
    )  # fmt: skip


def _hang(stage: Stage, name: str, alt: str) -> None:
    path = next((WORLD / "pictures").glob(f"{name}.*"))
    kind = "logo" if name == "logo" else "post"
    stage.pictures[name] = upload(HOUSE, path.read_bytes(), kind, alt=alt).key


def _open_categories(stage: Stage, brand_id: int) -> None:
    for category in _load(WORLD / "categories.toml")["category"]:
        stage.categories[category["slug"]] = create_category(
            HOUSE, brand_id, name=category["name"], slug=category["slug"], description=category["description"],
            kind=category["kind"], parent_id=stage.categories.get(category.get("parent", "")),
            see=category["see"], reply=category["reply"], start=category["start"],
        )  # fmt: skip


def _scenes(stage: Stage, thread: dict[str, Any]) -> Iterator[Moment]:
    """List what happens in a thread, each with its moment."""
    begins = now() - timedelta(hours=thread["hours_ago"])
    script = Script(stage, thread, begins)
    for number, post in enumerate(thread["post"], 1):
        moment = begins + timedelta(hours=post["after"])
        yield moment, lambda number=number, post=post: script.write(number, post)
        yield from script.follow(number, post, moment)
    if "poll" in thread:
        yield from script.ask(thread["poll"])
    yield from script.steer()


class Script:
    """One thread of the world as it is played."""

    def __init__(self, stage: Stage, thread: dict[str, Any], begins: datetime) -> None:
        self.stage, self.thread, self.begins = stage, thread, begins
        self.thread_id = 0
        self.posts: dict[int, int] = {}
        """Ids of posts, by the number they have in the script."""
        self.choices: list[int] = []

    @property
    def ends(self) -> datetime:
        """Tell when its last post is written."""
        return self.begins + timedelta(hours=self.thread["post"][-1]["after"])

    def write(self, number: int, post: dict[str, Any]) -> None:
        """Start the thread, or reply in it."""
        actor = self.stage.actors[post["author"]]
        source = self._source(post.get("edited") or post["body"])
        if number == 1:
            placed = actions.start(
                actor, self.stage.categories[self.thread["category"]], self.thread["kind"], self.thread["title"],
                source, self.thread.get("tags", ()),
            )  # fmt: skip
            self.thread_id = placed.thread_id
        else:
            placed = actions.reply(actor, self.thread_id, source, to=post.get("reply_to") or post.get("quote"))
        self.posts[number] = placed.post_id

    def follow(self, number: int, post: dict[str, Any], moment: datetime) -> Iterator[Moment]:
        """List what becomes of a post: an edit, likes, that it answers, that it goes."""
        actors = self.stage.actors
        if "edited" in post:
            yield (
                moment + timedelta(minutes=9),
                lambda: actions.edit(actors[post["author"]], self.posts[number], self._source(post["body"])),
            )
        for place, name in enumerate(post.get("likes", ())):
            yield (
                moment + timedelta(minutes=3 + 7 * place),
                lambda name=name: steering.like(actors[name], self.posts[number]),
            )
        if post.get("accepted"):
            yield (
                moment + timedelta(minutes=40),
                lambda: steering.accept(actors[self.thread["author"]], self.posts[number]),
            )
        if "deleted_by" in post:
            yield (
                self.ends + timedelta(minutes=20 + number),
                lambda: actions.delete(actors[post["deleted_by"]], self.posts[number], post.get("deleted_reason", "")),
            )

    def ask(self, poll: dict[str, Any]) -> Iterator[Moment]:
        """List how a poll is opened and voted in."""
        yield self.begins + timedelta(minutes=1), lambda: self._open(poll)
        for place, (name, wanted) in enumerate(poll.get("votes", {}).items()):
            yield (
                self.begins + timedelta(minutes=5 + 11 * place),
                lambda name=name, wanted=wanted: self._vote(name, wanted),
            )

    def steer(self) -> Iterator[Moment]:
        """List what moderators do with the thread."""
        actors = self.stage.actors
        if self.thread.get("pinned"):
            yield self.begins + timedelta(minutes=2), lambda: steering.pin(self._keeper(), self.thread_id)
        if "closed" in self.thread:
            yield (
                self.ends + timedelta(minutes=15),
                lambda: steering.close(actors[self.thread["closed_by"]], self.thread_id, self.thread["closed"]),
            )

    def _keeper(self) -> Actor:
        return next(actor for actor in self.stage.actors.values() if actor.role == "admin")

    def _open(self, poll: dict[str, Any]) -> None:
        actor = self.stage.actors[self.thread["author"]]
        poll_id = open_poll(
            actor, self.thread_id, poll["question"], poll["choices"], multiple=poll.get("multiple", False)
        )
        self.choices = list(
            read().scalars(select(Choice.id).where(Choice.poll_id == poll_id).order_by(Choice.position))
        )
        self.poll_id = poll_id

    def _vote(self, name: str, wanted: list[int]) -> None:
        vote(self.stage.actors[name], self.poll_id, [self.choices[place] for place in wanted])

    def _source(self, text: str) -> str:
        for name, key in self.stage.pictures.items():
            text = text.replace(f"(picture:{name})", f"(picture:{key})")
        return text.strip()


def signs_in() -> dict[str, str]:
    """Give who of the world can sign in for each role: the first of each, and a fan who has written much."""
    people = _load(WORLD / "people.toml")["person"]
    return {next(person["key"] for person in people if person["role"] == role): role for role in ROLES}


def people() -> dict[str, Actor]:
    """Give the people of the world as they can act, by name."""
    known = {person["key"]: person["role"] for person in _load(WORLD / "people.toml")["person"]}
    return {
        name: Actor(
            member_id=member_id, name=name, role=known[name], audiences=audiences_of(known[name]), confirmed=True
        )
        for name, member_id in ids_of_names(known).items()
    }  # fmt: skip


def address_of(name: str) -> str:
    """Give the address somebody of the world signs in with."""
    return f"{slug(name, 'somebody')}@people.example.org"


def bring_hosts(people: dict[str, str]) -> None:
    """Let somebody of each role sign in to an imported community."""
    for name, role in people.items():
        make_member(name, address_of(name), PASSWORD, role, confirmed=True)


def _load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
