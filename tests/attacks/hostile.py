"""A community whose every word is an attack, made by the actions that people have."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from forum.brands.actions import change_brand
from forum.brands.queries import Link
from forum.core.refusal import Refused
from forum.media.actions import upload
from forum.members.actions import edit_profile
from forum.polls.actions import open_poll
from forum.threads.drafts import save
from forum.threads.steering import close
from tests.core.text.vectors import OURS, corpus
from tests.media.pictures import encoded, quarters
from tests.world import Someone, World

SHORT = (
    "<img src=x onerror=ran(1)>", '"><svg onload=ran(1)>', "'-ran(1)-'", "javascript:ran(1)", "`-ran(1)-`",
    "</title><script>ran(1)</script>", "</script><script>ran(1)</script>", "]]><script>ran(1)</script>",
    "--><script>ran(1)</script>", "</textarea><img src=x onerror=ran(1)>", '" onfocus=ran(1) autofocus x="',
    "' onmouseover=ran(1) x='", "&lt;script&gt;ran(1)&lt;/script&gt;", "\\u003cscript\\u003eran(1)",
    "{{constructor.constructor('ran(1)')()}}", "${ran(1)}", "<x onclick=ran(1)>y", "</style><script>ran(1)</script>",
    "data:text/html,<script>ran(1)</script>", "\u2028ran(1)\u2029", "<svg><animate onbegin=ran(1)>",
    '<a href="javas\tcript:ran(1)">x</a>', '<base href="//evil.example/">', "<form action=//evil.example><button>x",
    '<meta http-equiv="refresh" content="0;url=//evil.example">', "<iframe src=//evil.example>",
)  # fmt: skip
MOST_TITLES = 120


def joined(limit: int) -> str:
    """Put as many short vectors into one line as fit."""
    line = ""
    for vector in SHORT:
        if len(line) + len(vector) < limit:
            line += f"{vector} "
    return line.strip()


def fill(world: World, data_sets: Path) -> list[str]:
    """Store an attack in every field; gives where those that lists do not lead to are shown."""
    admin, ben = world.admin(), world.member("ben", about="\n\n".join(SHORT), title=SHORT[0])
    _dress_brand(world, admin)
    attacks = [vector for vector in dict.fromkeys((*SHORT, *OURS, *corpus(data_sets))) if _attacks(vector)]
    threads, posts = _threads(world, ben, attacks), _posts(world, ben, attacks)
    return [*_people(world), *threads, *posts, *_one_of_each(world, admin, ben)]


def _attacks(vector: str) -> bool:
    return any(sign in vector.lower() for sign in ("<", "script:", "ran(", "alert(", "&#"))


def _dress_brand(world: World, admin: Someone) -> None:
    links = [Link(vector, "/latest") for vector in SHORT[:8] if len(vector) <= 40]
    with world.app.app_context():
        change_brand(
            admin.actor, world.brand_id, name=SHORT[5], tagline=joined(200), about="\n\n".join(SHORT),
            footer_text=joined(500), header_links=links, footer_links=links, contact=f"{SHORT[1]}@example.org",
        )  # fmt: skip
    for number, vector in enumerate(SHORT):
        world.category(f"place-{number}", name=vector, description=joined(500))
    world.category("inside", name=SHORT[1], parent=world.category("place-1"), description=SHORT[2])


def _people(world: World) -> Iterator[str]:
    for number, vector in enumerate(SHORT):
        fan = world.member(f"fan{number}", password=None, title=vector[:60])
        with world.app.app_context():
            edit_profile(fan.actor, about=f"{vector}\n\n{joined(1500)}")
        yield f"/u/{fan.name}"


def _threads(world: World, ben: Someone, attacks: list[str]) -> Iterator[str]:
    place = world.category("place-0")
    for vector in attacks[:MOST_TITLES]:
        with suppress(Refused):  # too short or too long for a title
            world.thread(vector, by=ben, category=place, source=vector)
    yield from ("/c/place-0", "/c/place-0.atom", "/u/ben?show=threads")


def _posts(world: World, ben: Someone, attacks: list[str]) -> Iterator[str]:
    talk = world.thread(SHORT[5], by=ben, category=world.category("place-6"), source="\n\n".join(SHORT))
    count = 1
    for vector in attacks:
        with suppress(Refused):  # nothing but signs that nobody sees
            world.reply(talk, by=ben, source=vector)
            count += 1
    yield from (f"{talk.url}/{number}" for number in range(1, count + 1, 25))
    yield f"/threads/{talk.id}.atom"


def _one_of_each(world: World, admin: Someone, ben: Someone) -> Iterator[str]:
    place, source = world.category("place-1"), _picture(world, ben)
    talk = world.thread(SHORT[1], by=ben, category=place, source=source, kind="question")
    said = world.reply(talk, by=ben, source=SHORT[0])
    world.edit(said.id, by=ben, source="\n\n".join(SHORT[1:]))
    world.edit(said.id, by=ben, source="\n\n".join(reversed(SHORT)))
    world.accept(said.id, by=ben)
    gone = world.reply(talk, by=ben, source=SHORT[3])
    world.delete_post(gone.id, by=admin, reason=joined(500))
    world.suspend(world.member("fan0"), reason=joined(1000))
    with world.app.app_context():
        open_poll(ben.actor, talk.id, joined(200), SHORT[:12])
        save(admin.actor, "new", joined(200), "\n\n".join(SHORT), None)
        save(admin.actor, f"thread-{talk.id}", "", "\n\n".join(SHORT), None)
        close(admin.actor, talk.id, joined(500))
    yield from (talk.url, f"/posts/{said.id}/history", f"/threads/{talk.id}/reply?to=2", f"/posts/{said.id}/edit")
    yield from (f"/threads/{talk.id}/closure", f"/posts/{said.id}/deletion", f"/threads/{talk.id}/category")


def _picture(world: World, who: Someone) -> str:
    with world.app.app_context():
        picture = upload(who.actor, encoded(quarters()), "post", alt=joined(500))
    return "\n\n".join(f"![{vector}](picture:{picture.key})" for vector in ("", SHORT[0], SHORT[10]))
