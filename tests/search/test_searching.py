"""The search page: what it finds, how it says so, and what it forgives."""

import re

import pytest

from forum.core.relay import run_due
from forum.search.misses import often_missed
from forum.search.views import RATE
from tests.services.waiting import until

pytestmark = pytest.mark.data


@pytest.fixture
def burner(world, seeker):
    """A thread about a burner, with two replies."""
    ana, ben = world.member("ana"), world.member("ben")
    talk = world.thread(
        "How do I clean the burner?", by=ana, kind="question", tags=["wick"], source="The flame is *yellow*."
    )
    world.reply(talk, by=ben, source="With a soft brush, and **vinegar** on the burner.")
    world.reply(talk, by=ana, source="The soft brush did it.")
    world.thread("Kettles", by=ben, category=world.category("kettles"), source="Show me your kettles & pots.")
    seeker.catch_up()
    return talk


def test_threads_are_found_by_the_words_of_their_posts(seeker, client, burner):
    assert seeker.rows(client, "burners cleaning") == ["How do I clean the burner?"]
    assert seeker.rows(client, "vinegar") == ["How do I clean the burner?"]
    assert seeker.rows(client, '"soft brush"') == ["How do I clean the burner?"]
    assert seeker.rows(client, "kettle") == ["Kettles"]


def test_the_post_that_says_it_is_where_the_link_leads(client, burner):
    page = client.get("/search?q=vinegar").text
    assert f'href="{burner.url}/2#post-2"' in page
    assert "a soft brush, and <mark>vinegar</mark> on the burner." in page


def test_hits_in_one_thread_stand_together(client, burner):
    page = client.get("/search?q=brush").text
    assert page.count('class="thread-title"') == 1
    assert "Also here:" in page


def test_excerpts_are_escaped(world, seeker, client):
    world.thread("Tags <b>bold</b>", source="Use `<script>alert(1)</script>` & see zinger")
    seeker.catch_up()
    page = client.get("/search?q=zinger").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; see <mark>zinger</mark>" in page
    assert "Tags &lt;b&gt;bold&lt;/b&gt;" in page


def test_spoilers_stay_hidden(world, seeker, client):
    world.thread("The last episode", source="They meet. >!The butler did it.!<")
    seeker.catch_up()
    assert "butler" not in client.get("/search?q=episode").text
    assert seeker.rows(client, "butler") == []


FILTERED = {
    "by:ana burner": 1, "by:ben burner": 1, "by:nobody burner": 0, "burner -vinegar": 1, "in:stoves soft": 1,
    "in:kettles soft": 0, "tag:wick": 1, "tag:none": 0, "is:question": 1, "is:unanswered": 1, "in:STOVES soft": 1,
    "burner after:2020": 1, "burner before:2020": 0, "-in:stoves kettle": 1,
}  # fmt: skip


def test_filters(seeker, client, burner):
    assert {typed: len(seeker.rows(client, typed)) for typed in FILTERED} == FILTERED


def test_choices_of_the_form_are_filters(seeker, client, burner):
    assert seeker.rows(client, "soft", **{"in": "kettles"}) == []
    assert seeker.rows(client, "soft", **{"in": "stoves", "by": "ana"}) == ["How do I clean the burner?"]
    assert seeker.rows(client, "", **{"is": "question"}) == ["How do I clean the burner?"]


def test_a_category_holds_those_inside_it(world, seeker, client):
    outer = world.category("gear")
    world.thread("Tarps in gear", category=world.category("tarps", parent=outer))
    seeker.catch_up()
    assert seeker.rows(client, "tarps in:gear") == ["Tarps in gear"]


def test_typing_errors_are_forgiven(seeker, client, burner):
    said = seeker.page(client, "vinegra")
    assert "Nothing says “vinegra” exactly. This is what says vinegar." in said
    assert "How do I clean the burner?" in said


def test_some_of_the_words_are_better_than_none(seeker, client, burner):
    said = seeker.page(client, "clean burner rust proof paint")
    assert "This has some of them." in said
    assert "How do I clean the burner?" in said


def test_nothing_found_says_what_to_do(seeker, client, burner):
    assert "Nothing found" in seeker.page(client, "xylophones")


TYPED = [
    "", " ", '"', '""', "-", "*", "a*", "(", "burner (", "NEAR(burner)", "title:burner", "\x00", "\x1b[31m", "'; DROP",
    "the of and", "by:", "in:", "before:soon", "is:x", "💡", "%", "_", "\\", "x" * 10_000, '"' * 500, "burner " * 3000,
]  # fmt: skip
CHOSEN = ["page=0", "page=-5", "page=x", "page=9" + "9" * 30, "sort=;", "in=&in=2", "by=%22", "after=x", "q=a&q=b"]


def test_s34_whatever_is_typed_a_page_answers(client, burner):
    for typed in TYPED:
        answer = client.get("/search", query_string={"q": typed})
        assert answer.status_code == 200, typed
        assert "<main" in answer.text


def test_s40_odd_choices_are_answered(client, burner):
    assert {client.get(f"/search?q=burner&{more}").status_code for more in CHOSEN} == {200}


def test_newest_first(world, seeker, client, burner):
    world.thread("A burner of my own", source="New.")
    seeker.catch_up()
    assert seeker.rows(client, "burner", sort="newest")[0] == "A burner of my own"
    assert seeker.rows(client, "clean burner", sort="best")[0] == "How do I clean the burner?"


def test_pages_follow_one_another(world, seeker, client):
    for number in range(23):
        world.thread(f"Lantern number {number}", source="It glows.")
    seeker.catch_up()
    first, second = seeker.rows(client, "lantern"), seeker.rows(client, "lantern", page="2")
    assert (len(first), len(second), len({*first, *second})) == (20, 3, 23)


def test_four_languages_are_found_in_one_index(world, seeker, client):
    world.thread("Jak wyczyścić palnik kuchenki?", source="Płomień jest żółty.")
    world.thread("Kā iztīrīt degli?", source="Liesma ir dzeltena, lukturi kūp.")
    world.thread("Как почистить горелку?", source="Пламя жёлтое, а фонари коптят.")
    seeker.catch_up()
    assert seeker.rows(client, "palniki kuchenka") == ["Jak wyczyścić palnik kuchenki?"]
    assert seeker.rows(client, "zolty plomien") == ["Jak wyczyścić palnik kuchenki?"]
    assert seeker.rows(client, "degļus lukturis") == ["Kā iztīrīt degli?"]
    assert seeker.rows(client, "горелка фонарь") == ["Как почистить горелку?"]
    assert seeker.rows(client, "желтое") == ["Как почистить горелку?"]


def test_an_edit_is_found_and_the_old_words_are_not(world, seeker, client, burner):
    world.edit(burner.post_id, by=world.member("ana"), source="Now about a samovar.", title="Samovars, then")
    seeker.catch_up()
    assert seeker.rows(client, "samovar") == ["Samovars, then"]
    assert seeker.rows(client, "yellow flame") == []


def test_a_reply_ends_being_unanswered(world, seeker, client):
    talk = world.thread("Anybody here?", kind="question")
    seeker.catch_up()
    assert seeker.rows(client, "is:unanswered") == ["Anybody here?"]
    world.reply(talk)
    seeker.catch_up()
    assert seeker.rows(client, "is:unanswered") == []


def test_titles_like_one_that_is_typed_are_offered(client, burner):
    page = client.get("/search/similar?title=My burner is dirty, how to clean it?").text
    assert f'href="{burner.url}"' in page
    assert client.get("/search/similar?title=").text.strip() == ""
    assert client.get("/search/similar?title=the of").status_code == 200


def test_searches_that_find_nothing_are_kept_without_who(world, seeker, client, burner):
    for typed in ("Gas  adapter", "gas adapter", "ana@example.org", "burner"):
        seeker.rows(client, typed)
    assert [(row.words, row.times) for row in often_missed()] == [("gas adapter", 2)]
    page = world.client(world.staff()).get("/staff/searches").text
    assert "gas adapter" in page
    assert world.client(world.member("ana")).get("/staff/searches").status_code == 404


def test_s50_somebody_may_search_only_so_often(world, seeker, burner):
    client = world.client(world.member("ana"))
    most = int(RATE.partition("/")[0])
    answers = [client.get("/search?q=burner") for _ in range(most + 1)]
    assert [answer.status_code for answer in answers[-2:]] == [200, 429]
    assert int(answers[-1].headers["Retry-After"]) <= 60


def test_browsers_can_search_from_their_own_bar(client, burner):
    answer = client.get("/opensearch.xml")
    assert answer.content_type.startswith("application/opensearchdescription+xml")
    assert "http://localhost/search?q={searchTerms}" in answer.text
    assert 'rel="search"' in client.get("/").text


def test_what_somebody_searched_for_is_kept_by_nobody(client, burner):
    headers = client.get("/search?q=burner").headers
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["X-Robots-Tag"] == "noindex"


def test_s57_a_new_reply_is_found_soon(world, seeker, client, burner):
    assert seeker.rows(client, "samovar") == []
    world.reply(burner, source="I use a samovar.")

    def found():
        run_due()
        return seeker.rows(client, "samovar")

    assert until(found, seconds=10) == ["How do I clean the burner?"]


def test_the_page_needs_few_statements(client, burner, statements):
    client.get("/search?q=burner")
    with statements() as said:
        client.get("/search?q=burner+clean")
    assert len(said) <= 8, re.sub(r"\s+", " ", "\n".join(said))
