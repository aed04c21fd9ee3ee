import pytest

from forum.badges import actions
from forum.badges.queries import badge_page, badges_of, stored
from forum.core.jobs import JOBS
from tests.badges.looking import badge

pytestmark = pytest.mark.data

LOOK = {"tier": "silver", "shape": "star", "glyph": "tent", "colour": "leaf", "of": "member"}
TEN = {"measure_0": "posts", "comparison_0": "at_least", "number_0": "2", "days_0": ""}


def typed(**more):
    return LOOK | TEN | {"name_en": "Two words", "text_en": "Wrote twice.", "active": "1"} | more


@pytest.fixture
def hana(world):
    return world.client(world.staff("hana"))


@pytest.fixture
def ben(world):
    ana, ben = world.member("ana"), world.member("ben")
    talk = world.thread("How do I clean it?", by=ana)
    world.reply(talk, by=ben)
    world.reply(talk, by=ben)
    return ben


def test_staff_see_who_would_get_a_badge_before_they_save_it(world, hana, ben):
    shown = world.post(hana, "/staff/badges/trial", **typed()).text
    assert "1 member earned it." in shown
    assert 'href="/u/ben"' in shown
    assert badge_page("two-words") is None


def test_a_new_badge_goes_to_all_who_earned_it(world, hana, ben, relay):
    assert world.post(hana, "/staff/badges/new", **typed(again="1")).status_code == 303
    relay()
    assert [each.badge.slug for each in badges_of(ben.id) if each.badge.slug == "two-words"] == ["two-words"]
    assert "1 new award." in hana.get("/staff/badges/two-words").text
    assert "1 would get it now" not in world.post(hana, "/staff/badges/two-words/trial", **typed()).text


def test_nobody_loses_a_badge_by_a_change(world, hana, ben, relay):
    world.post(hana, "/staff/badges/new", **typed(again="1"))
    relay()
    harder = typed(number_0="50")
    assert "1 holds it and would not earn it so" in world.post(hana, "/staff/badges/two-words/trial", **harder).text
    world.post(hana, "/staff/badges/two-words", **harder)
    relay()
    assert badge("two-words").award_count == 1
    assert [row.version for row in [stored("two-words")] if row] == [2]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"number_0": "0"}, "give a number from 1 to 1000000"),
        ({"number_0": "9" * 30}, "give a number from 1 to 1000000"),
        ({"comparison_0": "at_most"}, "doing nothing would earn it"),
        ({"measure_0": "money"}, "This cannot be counted here"),
        ({"measure_0": "post_likes"}, "This cannot be counted here"),
        ({"days_0": "-1"}, "Count the last 1 to"),
        ({"name_en": ""}, "Give it a name in this language, too."),
        ({"glyph": "skull"}, "Not a valid choice"),
        ({f"{part}_1": value for part, value in (("measure", "posts"), ("comparison", "at_least"), ("number", "9"))},
         "Two conditions ask for the same"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_explained_and_nothing_is_lost(world, hana, wrong, said):
    answer = world.post(hana, "/staff/badges/new", **typed(**wrong))
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="Wrote twice."' in answer.text


def test_a_badge_for_almost_everybody_warns_with_the_number(world, hana, ben):
    shown = world.post(hana, "/staff/badges/trial", **typed(measure_0="confirmed", number_0="1")).text
    assert "These are 3 of 3 members" in shown


def test_given_by_hand_and_taken_back_with_a_reason(world, hana, ben, relay):
    give = "/staff/badges/thanks-of-the-house/awards"
    relay()
    assert "Say why" in world.post(hana, give, name="ben", reason=" ").text
    assert "There is nobody called so" in world.post(hana, give, name="nobody-such", reason="Well.").text
    assert world.post(hana, give, name="@ben", reason="Carried the stoves.").status_code == 303
    assert "They have it already" in world.post(hana, give, name="ben", reason="Again.").text
    assert "Carried the stoves." in world.client().get("/badges/thanks-of-the-house/ben").text
    award = next(each for each in hana.get("/staff/badges/thanks-of-the-house").text.split('"') if "revocation" in each)
    assert "Say why" in world.post(hana, award, reason="").text
    assert world.post(hana, award, reason="It was somebody else.").status_code == 303
    relay()
    assert world.client().get("/badges/thanks-of-the-house/ben").status_code == 404
    assert "It was somebody else." in hana.get("/staff/badges/thanks-of-the-house").text
    assert world.post(hana, give, name="ben", reason="It was ben.").status_code == 303
    assert badge("thanks-of-the-house").award_count == 1


def test_what_was_taken_back_does_not_come_again_by_itself(world, hana, ben, relay):
    relay()
    award = next(each for each in hana.get("/staff/badges/first-words").text.split('"') if "revocation" in each)
    world.post(hana, award, reason="Copied.")
    gone = badge("first-words").award_count
    world.reply(world.thread("Soot?", by=ben), by=ben)
    JOBS["forum.badges.jobs.lay_first_set_in_old_houses"]()
    relay()
    assert badge("first-words").award_count == gone


def test_a_round_can_be_stopped(world, hana, ben, relay):
    relay()
    world.post(hana, "/staff/badges/new", **typed(again="1"))
    assert "Counting who earned it" in hana.get("/staff/badges/two-words").text
    world.delete(hana, "/staff/badges/two-words/round")
    relay()
    assert badge("two-words").award_count == 0
    assert "The last round was stopped." in hana.get("/staff/badges/two-words").text


def test_all_badges_are_given_to_all_who_earned_them(world, hana, ben, relay):
    actions.lay_first_set()
    assert world.post(hana, "/staff/badges/rounds").status_code == 303
    relay()
    assert "first-words" in [each.badge.slug for each in badges_of(ben.id)]
    assert "new award" in hana.get("/staff/badges/first-words").text


def test_only_staff_come_in(world, ben):
    mira = world.client(world.moderator("mira"))
    assert mira.get("/staff/badges").status_code == 404
    assert world.post(mira, "/staff/badges/new", **typed()).status_code == 404
