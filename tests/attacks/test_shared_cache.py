"""Two people behind one shared cache see nothing of each other, not even when the cache is sloppy (S31)."""

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.attacks.doors import Doors
from tests.world import World

SAID = (
    ("Accept-Language", "pl"), ("Cookie", "theme=dark"), ("Cookie", "language=lv"), ("User-Agent", "x"), ("DNT", "1"),
    ("X-Forwarded-Host", "evil.example"), ("Referer", "https://evil.example/"), ("X-Requested-With", "x"),
)  # fmt: skip
TAILS = (
    "/x.css",
    "/x.js",
    ";x.css",
    "%2fx.css",
    ".css",
    "/.css",
    "%3bx.css",
    "%0ax.css",
    "//x.css",
    "/..%2fx.css",
    "%23.css",
)


class SloppyCache:
    """A cache between visitors and house that keeps what it may, and forgets whom an answer was for."""

    def __init__(self) -> None:
        self.kept: dict[str, TestResponse] = {}

    def get(self, client: FlaskClient, path: str) -> TestResponse:
        """Answer from what is kept, or ask the house."""
        if path not in self.kept:
            answer = client.get(path)
            if not kept_back(answer):
                self.kept[path] = answer
            return answer
        return self.kept[path]


def kept_back(answer: TestResponse) -> bool:
    """Tell whether an answer forbids shared caches to keep it."""
    control = {word.strip() for word in answer.headers.get("Cache-Control", "").split(",")}
    return bool(control & {"private", "no-store"})


def pages(doors: Doors) -> list[str]:
    return [doors.address(rule) for rule in doors.rules(changing=False)]


def test_s31_nothing_that_one_member_was_shown_reaches_another(world: World):
    doors = Doors(world)
    ana, ben = world.member("ana-the-first", password=None), world.member("ben-the-second", password=None)
    cache = SloppyCache()
    for path in pages(doors):
        for who, other in ((ana, ben), (ben, ana)):
            text = cache.get(world.client(who), path).text
            assert other.name not in text, path
    assert cache.kept, "what is the same for all may be kept"


def test_s31_every_answer_to_a_member_that_is_made_for_them_is_kept_back(world: World):
    doors = Doors(world)
    guest, mine = world.client(), doors.client
    for path in pages(doors):
        answer, open_one = mine.get(path), guest.get(path)
        same = answer.data == open_one.data and answer.status_code == open_one.status_code
        assert kept_back(answer) or same, path
        assert "Set-Cookie" not in answer.headers or kept_back(answer), path
        assert "Set-Cookie" not in open_one.headers or kept_back(open_one), path


def test_s31_answers_to_forms_are_kept_back(world: World):
    doors = Doors(world)
    for rule in doors.rules(changing=True):
        world.sign_in(doors.client, doors.admin)
        assert kept_back(doors.send(rule, doors.fit())), rule


def test_s31_a_page_that_is_asked_for_as_a_stylesheet_is_not_there(world: World):
    doors = Doors(world)
    for path in ("/settings", "/settings/profile", "/settings/account", "/settings/sessions", "/drafts", "/staff/brand",
                 "/latest", "/u/ada", "/sign-in"):  # fmt: skip
        for tail in TAILS:
            answer = doors.client.get(path + tail)
            assert answer.status_code in {404, 405}, path + tail
            assert kept_back(answer), path + tail
            assert "ada@example.org" not in answer.text


def test_s31_a_page_for_guests_depends_on_nothing_but_what_it_names(world: World, client: FlaskClient):
    world.thread("The same for all")
    plain = client.get("/latest")
    assert plain.headers["Cache-Control"] == "no-cache"
    varies = {name.strip().lower() for name in plain.headers["Vary"].split(",")}
    for name, value in SAID:
        differs = client.get("/latest", headers={name: value}).data != plain.data
        assert name.lower() in varies or not differs, name
