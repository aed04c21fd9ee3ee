import threading

import pytest
from sqlalchemy import func, select

from forum.core.access import Denied
from forum.core.db import read
from forum.core.i18n import LANGUAGES
from forum.core.refusal import Refused
from moderation.guidelines import actions, queries
from moderation.guidelines.jobs import lay_first_set_in_old_houses
from moderation.guidelines.models import Acknowledgement, Edition, Guideline

pytestmark = pytest.mark.data


@pytest.fixture
def first(world, relay):
    """A house with its first guidelines."""
    assert world.brand_id
    relay()
    return world


def publish(world, note="Clearer words.", **words):
    """Write guideline 1 anew and publish it."""
    hana = world.staff().actor
    edition = actions.begin_draft(hana)
    words = {"title": "Be kind, always", "source": "Talk as across a table."} | words
    actions.write_text(hana, 1, "en", **words)
    actions.publish(hana, note, seen=edition)
    return edition


def test_a_new_house_has_guidelines_in_every_language(first):
    rules = {locale: queries.guidelines(locale) for locale in LANGUAGES}
    assert {locale: [rule.number for rule in found] for locale, found in rules.items()} == {
        locale: list(range(1, 11)) for locale in LANGUAGES
    }
    assert all(rule.locale == locale and rule.examples for locale, found in rules.items() for rule in found)


def test_the_first_set_is_laid_once(first):
    actions.lay_first_set()
    assert queries.current_edition() == 1
    assert read().scalar(select(func.count()).select_from(Guideline)) == 10


def test_what_was_cited_says_what_it_said(first):
    before = queries.cited(1, 1, "en")
    assert publish(first) == 2
    assert queries.cited(1, 1, "en") == before
    assert queries.cited(1, 2, "en").title == "Be kind, always"
    assert queries.guidelines("en")[0].title == "Be kind, always"


def test_a_citation_of_what_never_was_is_an_error(first):
    with pytest.raises(LookupError):
        queries.cited(99, 1, "en")


def test_a_language_that_is_not_written_yet_falls_back_to_english(first):
    hana = first.staff().actor
    edition = actions.begin_draft(hana)
    number = actions.add_guideline(hana, "en", title="Say where you are", source="For weather.")
    actions.publish(hana, "One more.", seen=edition)
    assert (number, queries.cited(number, edition, "lv").locale) == (11, "en")


def test_nobody_goes_by_a_draft(first):
    hana = first.staff().actor
    actions.begin_draft(hana)
    actions.write_text(hana, 1, "en", title="Changed", source="Changed.")
    assert queries.guidelines("en")[0].title == "Be kind"
    actions.discard_draft(hana)
    assert queries.draft() is None


def test_a_number_left_out_is_never_given_again(first):
    hana = first.staff().actor
    edition = actions.begin_draft(hana)
    actions.leave_out(hana, 10)
    actions.publish(hana, "One less.", seen=edition)
    actions.begin_draft(hana)
    assert actions.add_guideline(hana, "en", title="New", source="New.") == 11
    assert 10 not in [rule.number for rule in queries.guidelines("en")]
    assert queries.cited(10, 1, "en").title == "Keep to the topic"


def test_an_edition_that_says_the_same_is_no_edition(first):
    hana = first.staff().actor
    edition = actions.begin_draft(hana)
    with pytest.raises(Refused, match="Nothing is different"):
        actions.publish(hana, "The same.", seen=edition)


def test_who_looked_at_another_preview_does_not_publish(first):
    hana = first.staff().actor
    seen = actions.begin_draft(hana)
    publish(first)
    actions.begin_draft(hana)
    with pytest.raises(Refused, match="preview again"):
        actions.publish(hana, "Mine.", seen=seen)


@pytest.mark.parametrize("role", ["member", "moderator"])
def test_only_staff_write(first, role):
    with pytest.raises(Denied):
        actions.begin_draft(getattr(first, role)("eve").actor)


def test_words_are_rendered_safely(first):
    publish(first, source="<script>alert(1)</script> [x](javascript:alert(1))", fine=["<b>x</b>"])
    html = first.client().get("/guidelines").get_data(as_text=True)
    assert "<script>alert" not in html
    assert 'href="javascript' not in html
    assert "<b>x</b>" not in html


def test_everybody_reads_them_and_every_edition_at_its_address(first):
    publish(first)
    guest = first.client()
    now, former = guest.get("/guidelines"), guest.get("/guidelines/1")
    assert "Be kind, always" in now.get_data(as_text=True)
    assert 'id="guideline-7"' in now.get_data(as_text=True)
    assert "earlier edition" in former.get_data(as_text=True)
    assert "Be kind, always" not in former.get_data(as_text=True)
    assert [guest.get(f"/guidelines/{number}").status_code for number in (2, 3, 2**62)] == [200, 404, 404]


def test_a_draft_has_no_address(first):
    edition = actions.begin_draft(first.staff().actor)
    assert first.client().get(f"/guidelines/{edition}").status_code == 404


def test_machines_read_them_in_every_language(first):
    said = first.client().get("/guidelines.json").get_json()
    assert (said["edition"], set(said["guidelines"])) == (1, set(LANGUAGES))
    assert said["guidelines"]["en"][0]["title"] == "Be kind"


def test_who_joins_goes_by_the_edition_that_holds(first, relay):
    ana = first.member("ana")
    relay()
    assert queries.unacknowledged(ana.actor) is None
    assert "By joining you agree" in first.client().get("/join").get_data(as_text=True)


def test_members_acknowledge_a_new_edition_in_a_bar(first, relay):
    ana = first.client(first.member("ana"))
    relay()
    assert "I go by them" not in ana.get("/latest").get_data(as_text=True)
    publish(first, note="Clearer about kindness.")
    first.app.extensions["cache"].clear()  # other processes take two seconds to notice
    page = ana.get("/latest").get_data(as_text=True)
    assert "I go by them" in page
    assert "Clearer about kindness." in page
    assert first.post(ana, "/guidelines/2/acknowledgement").status_code == 303
    assert "I go by them" not in ana.get("/latest").get_data(as_text=True)
    assert read().scalar(select(func.count()).where(Acknowledgement.edition == 2)) == 1


def test_an_edition_that_never_was_cannot_be_acknowledged(first):
    ana = first.client(first.member("ana"))
    assert first.post(ana, "/guidelines/9/acknowledgement").status_code == 422


def test_staff_write_compare_and_publish(first):
    hana = first.client(first.staff())
    assert first.post(hana, "/staff/guidelines/draft").status_code == 303
    assert 'value="Be kind"' in hana.get("/staff/guidelines/draft/1/en").get_data(as_text=True)
    words = {"title": "Be kind", "source": "Talk kindly.", "fine": "One\nTwo", "not_fine": "Three"}
    assert first.post(hana, "/staff/guidelines/draft/1/en", **words).status_code == 303
    preview = hana.get("/staff/guidelines/preview").get_data(as_text=True)
    assert "<ins>" in preview
    assert "<del>" in preview
    assert first.post(hana, "/staff/guidelines/publication", seen="2", note="").status_code == 422
    assert first.post(hana, "/staff/guidelines/publication", seen="2", note="Kinder.").status_code == 303
    assert [(example.text, example.fine) for example in queries.guidelines("en")[0].examples] == [
        ("One", True), ("Two", True), ("Three", False),
    ]  # fmt: skip


def test_a_form_that_cannot_be_taken_comes_back_with_all_that_was_typed(first):
    hana = first.client(first.staff())
    first.post(hana, "/staff/guidelines/draft")
    answer = first.post(hana, "/staff/guidelines/draft/1/en", title="", source="Kept words")
    assert answer.status_code == 422
    assert "Kept words" in answer.get_data(as_text=True)


def test_three_workers_who_lay_the_first_set_at_once_lay_one(world):
    assert world.brand_id
    failed: list[Exception] = []

    def work() -> None:
        with world.app.app_context():
            try:
                lay_first_set_in_old_houses()
            except Exception as error:
                failed.append(error)

    workers = [threading.Thread(target=work) for _ in range(3)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert failed == []
    assert read().scalar(select(func.count()).select_from(Guideline)) == 10
    assert read().scalar(select(func.count()).select_from(Edition)) == 1
