"""Searches as people do, and reads what the page says."""

import re
from html import unescape

from flask import Flask
from flask.testing import FlaskClient

from forum.core.relay import run_due
from forum.search import building, editions, feeding, shelf
from forum.search.analysis import terms
from forum.search.engine import Document, Engine, Question


def document(key: int, body: str = "", title: str = "", **more: object) -> Document:
    """Make a document of plain texts."""
    given = {"kind": "post", "group": key, "place": "category:1", "at": key * 1000, "facets": ()} | more
    return Document(key=key, title=terms(title), body=terms(body), **given)  # type: ignore[arg-type]


def keys(engine: Engine, *ways: str, places: tuple[str, ...] = ("category:1",), **more: object) -> list[int]:
    """Ask for words, each of the ways by itself; gives the keys of what was found."""
    wanted = [[[term] for term in terms(way)] for way in ways]
    return [hit.key for hit in engine.search(Question(ways=wanted, places=places, **more))]  # type: ignore[arg-type]


class Seeker:
    """Somebody who searches."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def catch_up(self) -> None:
        """Index all that happened so far, and let the next search see it."""
        with self.app.app_context():
            run_due()
            if editions.current_to_write() is None:
                list(building.build())
            feeding.feed()
            shelf.close_all()

    def rows(self, client: FlaskClient, typed: str, **more: str) -> list[str]:
        """Search; gives the titles that were found."""
        page = client.get("/search", query_string={"q": typed, **more}).text
        return [_words(found) for found in re.findall(r'(?s)<h2 class="thread-title"><a [^>]*>(.*?)</a>', page)]

    def page(self, client: FlaskClient, typed: str, **more: str) -> str:
        """Search; gives the words of the page, without its form."""
        page = client.get("/search", query_string={"q": typed, **more}).text
        main = page[page.index("<main") : page.index("</main>")]
        return _words(re.sub(r"(?s)<form.*?</form>", " ", main))


def _words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())
