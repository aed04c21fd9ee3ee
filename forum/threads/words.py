"""The words of a post made ready: cleaned, rendered, its names and pictures looked up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from flask_babel import gettext as _

from forum.core.refusal import Refused
from forum.core.text import RENDER_VERSION, Picture, clean_line, clean_source, render
from forum.media.queries import pictures_for
from forum.members.queries import ids_of_names

LONGEST_TITLE = 150
LONGEST_REASON = 500
MOST_TAGS = 5
LONGEST_TAG = 30


@dataclass(frozen=True, slots=True)
class Words:
    """A post's words: what was typed, what is shown, and who and what is named in it."""

    source: str
    html: str
    excerpt: str
    version: int
    mentions: tuple[int, ...]
    pictures: tuple[str, ...]


class HouseResolver:
    """Knows the members and pictures of this house; remembers the ids of the members it was asked for."""

    def __init__(self) -> None:
        self.ids: dict[str, int] = {}

    def mentions(self, names: Sequence[str]) -> Mapping[str, str]:
        """Give the address of each name that exists."""
        found = ids_of_names(names)
        self.ids.update(found)
        return {name: f"/u/{quote(name)}" for name in found}

    def pictures(self, keys: Sequence[str]) -> Mapping[str, Picture]:
        """Give the picture of each key that exists."""
        return pictures_for(keys)


def prepare(source: str) -> Words:
    """Clean and render what was typed; raises Refused where it cannot be taken."""
    source = clean_source(source).strip()
    if not source:
        raise Refused(_("Write something first."), "source")
    resolver = HouseResolver()
    rendered = render(source, resolve=resolver)
    mentioned = tuple(dict.fromkeys(resolver.ids[name] for name in rendered.mentions if name in resolver.ids))
    return Words(source, rendered.html, rendered.excerpt[:300], RENDER_VERSION, mentioned, rendered.pictures)


def prepare_title(title: str) -> str:
    """Clean a title; raises Refused where it is empty or too long."""
    title = clean_line(title, 10 * LONGEST_TITLE)
    if len(title) < 5:
        raise Refused(_("Give the thread a title of at least 5 letters, so that others find it."), "title")
    if len(title) > LONGEST_TITLE:
        raise Refused(
            _(
                "A title has up to %(most)s letters; this one has %(count)s.",
                most=LONGEST_TITLE,
                count=len(title),
            ),
            "title",
        )
    return title


def prepare_tags(names: Sequence[str]) -> list[str]:
    """Clean tags: lower case, joined by hyphens, each once; raises Refused where they are too many."""
    tags = list(dict.fromkeys("-".join(clean_line(name, 200).casefold().split()) for name in names if name.strip()))
    if len(tags) > MOST_TAGS:
        raise Refused(_("A thread has up to %(most)s tags.", most=MOST_TAGS), "tags")
    for tag in tags:
        if len(tag) > LONGEST_TAG or not all(letter.isalnum() or letter in "-.+#" for letter in tag):
            raise Refused(
                _(
                    "A tag has up to %(most)s letters, digits, hyphens: “%(tag)s” does not fit.",
                    most=LONGEST_TAG,
                    tag=tag[:40],
                ),
                "tags",
            )
    return tags
