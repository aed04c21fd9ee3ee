import pytest
from sqlalchemy import func, select

from forum.core.access import Denied
from forum.core.db import read
from forum.core.limits import TooOften
from forum.core.refusal import Refused
from forum.media.actions import upload
from forum.media.models import Picture
from forum.polls.models import Poll
from moderation.flags import actions
from moderation.flags.models import Flag
from moderation.queue import actions as queue
from moderation.queue.models import Case, Evidence, Hit
from tests.media.pictures import encoded, quarters
from tests.world import World

pytestmark = pytest.mark.data


@pytest.fixture(autouse=True)
def guided(world, relay):
    """A house with guidelines."""
    assert world.brand_id
    relay()


def case_of(flag_id: int) -> int:
    return read().execute(select(Flag.case_id).where(Flag.id == flag_id)).scalar_one() or 0


def outcomes() -> list[str]:
    return list(read().scalars(select(Flag.outcome).order_by(Flag.id)))


def test_a_post_is_flagged_in_two_clicks_without_scripts(world: World) -> None:
    talk, ben = world.thread(source="You are all fools."), world.client(world.member("ben"))
    link = f"/flags/post/{talk.post_id}"
    assert f'href="{link}"' in ben.get(talk.url).text
    assert '<button class="button line" name="guideline" value="1"' in ben.get(link).text
    answer = world.post(ben, link, guideline=1)
    assert answer.status_code == 303
    assert answer.location.startswith(talk.url)
    assert read().execute(select(Hit.source, Hit.guideline)).all() == [("flag", 1)]


def test_evidence_is_kept_as_it_was_when_it_was_flagged(world: World) -> None:
    ana, talk = world.member("ana"), world.thread(by=world.member("ana"), source="You are all fools.")
    actions.flag(world.member("ben").actor, "post", talk.post_id, 1)
    world.edit(talk.post_id, by=ana, source="Lovely weather for a stove, is it not?")
    assert read().scalars(select(Evidence.source)).all() == ["You are all fools."]


def test_titles_profiles_and_polls_are_flagged_where_they_stand(world: World) -> None:
    ana, ben = world.member("ana"), world.client(world.member("ben"))
    talk = world.thread("Fools, all of you", by=ana, poll=("Who is the worst?", ["Ben", "Cid"]))
    poll = read().execute(select(Poll.id)).scalar_one()
    shown = ben.get(talk.url).text + ben.get("/u/ana").text
    for link in (f"/flags/title/{talk.id}", f"/flags/poll/{poll}", f"/flags/profile/{ana.id}"):
        assert f'href="{link}"' in shown
        assert world.post(ben, link, guideline=1).status_code == 303
    assert sorted(read().scalars(select(Case.kind))) == ["poll", "profile", "title"]


def test_a_picture_is_flagged_from_the_post_that_shows_it(world: World) -> None:
    ana, ben = world.member("ana"), world.client(world.member("ben"))
    picture = upload(ana.actor, encoded(quarters()), "post", alt="Colours")
    talk = world.thread("Look at this", by=ana, source=f"![Colours](picture:{picture.key})")
    link = f"/flags/picture/{read().execute(select(Picture.id)).scalar_one()}"
    assert f'href="{link}"' in ben.get(f"/flags/post/{talk.post_id}").text
    assert world.post(ben, link, guideline=6).status_code == 303
    assert read().scalars(select(Case.kind)).all() == ["picture"]


def test_a_second_flag_of_the_same_member_is_none(world: World) -> None:
    talk, ben = world.thread(), world.member("ben")
    actions.flag(ben.actor, "post", talk.post_id, 1)
    with pytest.raises(Refused, match="already"):
        actions.flag(ben.actor, "post", talk.post_id, 2)
    assert read().scalar(select(func.count()).select_from(Hit)) == 1


def test_nobody_flags_their_own_post(world: World) -> None:
    ana = world.member("ana")
    with pytest.raises(Denied, match="yours"):
        actions.flag(ana.actor, "post", world.thread(by=ana).post_id, 1)


def test_s18_what_one_cannot_see_cannot_be_flagged(world: World) -> None:
    place = world.category("workshop", see="staff", reply="staff", start="staff")
    talk, ben = world.thread(by=world.staff(), category=place), world.member("ben")
    with pytest.raises(Refused):
        actions.flag(ben.actor, "post", talk.post_id, 1)
    for kind, number in (("post", talk.post_id), ("title", talk.id), ("case", 1), ("appeal", 1), ("member", ben.id)):
        assert world.post(world.client(ben), f"/flags/{kind}/{number}", guideline=1).status_code == 404


def test_a_deleted_post_cannot_be_flagged(world: World) -> None:
    ana = world.member("ana")
    said = world.reply(world.thread(by=ana), by=ana)
    world.delete_post(said.id, by=ana)
    assert world.client(world.member("ben")).get(f"/flags/post/{said.id}").status_code == 404


def test_a_guideline_that_is_not_there_is_asked_for_again(world: World) -> None:
    talk, ben = world.thread(), world.client(world.member("ben"))
    for guideline in ("", "99", "x"):
        answer = world.post(ben, f"/flags/post/{talk.post_id}", guideline=guideline, words="He began it")
        assert answer.status_code == 422
        assert "He began it" in answer.text


def test_the_suspended_and_the_unconfirmed_flag_nothing(world: World) -> None:
    talk, ben = world.thread(), world.member("ben")
    world.suspend(ben)
    assert world.post(world.client(ben), f"/flags/post/{talk.post_id}", guideline=1).status_code == 403
    eve = world.member("eve", confirmed=False)
    assert world.post(world.client(eve), f"/flags/post/{talk.post_id}", guideline=1).status_code == 403


def test_s50_a_newcomer_flags_five_things_an_hour(world: World) -> None:
    ben, talk = world.member("ben"), world.thread()
    for _ in range(5):
        actions.flag(ben.actor, "post", world.reply(talk, by=world.member("ana")).id, 1)
    with pytest.raises(TooOften):
        actions.flag(ben.actor, "post", talk.post_id, 1)


def test_enough_weight_hides_a_post_until_a_moderator_looks(world: World) -> None:
    talk = world.thread(source="You are all fools.")
    for name in ("ben", "cid"):
        flag = actions.flag(world.member(name).actor, "post", talk.post_id, 1)
    assert "all fools" in world.client().get(talk.url).text
    actions.flag(world.member("dia").actor, "post", talk.post_id, 1)
    assert "all fools" not in world.client().get(talk.url).text
    queue.decide(world.moderator().actor, case_of(flag), "keep")
    assert "all fools" in world.client().get(talk.url).text


@pytest.mark.parametrize("role", ["moderator", "staff", "admin"])
def test_flags_alone_never_hide_what_the_team_wrote(world: World, role: str) -> None:
    talk = world.thread(by=getattr(world, role)(), source="This is the recall notice.")
    for name in ("ben", "cid", "dia", "eva"):
        actions.flag(world.member(name).actor, "post", talk.post_id, 1)
    assert "recall notice" in world.client().get(talk.url).text


def test_a_flag_that_is_taken_back_counts_for_nothing_and_may_be_raised_again(world: World) -> None:
    talk, ben = world.thread(source="You are all fools."), world.member("ben")
    flag = actions.flag(ben.actor, "post", talk.post_id, 1)
    actions.withdraw(ben.actor, flag)
    assert read().scalars(select(Hit.weight)).all() == [0.0]
    for name in ("cid", "dia"):
        actions.flag(world.member(name).actor, "post", talk.post_id, 1)
    assert "all fools" in world.client().get(talk.url).text
    assert actions.flag(ben.actor, "post", talk.post_id, 2) == flag


def test_nobody_takes_back_a_flag_of_somebody_else_or_a_decided_one(world: World, relay) -> None:
    talk, ben = world.thread(), world.member("ben")
    flag = actions.flag(ben.actor, "post", talk.post_id, 1)
    with pytest.raises(Denied):
        actions.withdraw(world.member("cid").actor, flag)
    queue.decide(world.moderator().actor, case_of(flag), "keep")
    relay()
    with pytest.raises(Denied, match="decided"):
        actions.withdraw(ben.actor, flag)


def test_who_was_wrong_counts_less_and_who_was_right_counts_more(world: World, relay) -> None:
    ben, mira, talk = world.member("ben"), world.moderator(), world.thread()
    wrong = actions.flag(ben.actor, "post", talk.post_id, 1)
    queue.decide(mira.actor, case_of(wrong), "keep")
    relay()
    second = actions.flag(ben.actor, "post", world.reply(talk, by=world.member("ana")).id, 1)
    assert read().scalars(select(Flag.weight).order_by(Flag.id)).all() == [1.0, 0.667]
    queue.decide(mira.actor, case_of(second), "hide", guideline=1)
    relay()
    actions.flag(ben.actor, "post", world.reply(talk, by=world.member("ana")).id, 1)
    assert read().scalars(select(Flag.weight).order_by(Flag.id)).all() == [1.0, 0.667, 1.0]


def test_whoever_flagged_is_told_what_became_of_it(world: World, relay) -> None:
    ben, talk = world.member("ben"), world.thread("Buy cheap gas")
    flag = actions.flag(ben.actor, "post", talk.post_id, 7)
    queue.decide(world.moderator().actor, case_of(flag), "hide", guideline=7)
    relay()
    with world.days_later(0.001):
        relay()
        visitor = world.client(ben)
        assert "A moderator decided about what you flagged" in visitor.get("/notifications").text
        assert "You were right" in visitor.get("/flags").text


def test_a_decision_that_is_undone_at_once_tells_nobody(world: World, relay) -> None:
    ben, mira, talk = world.member("ben"), world.moderator(), world.thread()
    flag = actions.flag(ben.actor, "post", talk.post_id, 1)
    made = queue.decide(mira.actor, case_of(flag), "keep")
    relay()
    queue.undo(mira.actor, made)
    with world.days_later(0.001):
        relay()
        assert outcomes() == [""]
        assert "what you flagged" not in world.client(ben).get("/notifications").text


def test_a_decision_found_wrong_later_counts_against_its_flags(world: World, relay) -> None:
    ben, mira, talk = world.member("ben"), world.moderator(), world.thread()
    made = queue.decide(mira.actor, case_of(actions.flag(ben.actor, "post", talk.post_id, 1)), "hide", guideline=1)
    relay()
    assert outcomes() == ["upheld"]
    queue.reverse(mira.actor, made, "It is a song.")
    relay()
    assert outcomes() == ["rejected"]


def test_s20_the_title_is_told_only_while_it_may_be_seen(world: World, relay) -> None:
    ben, talk = world.member("ben"), world.thread("A rude title")
    flag = actions.flag(ben.actor, "title", talk.id, 1)
    queue.decide(world.moderator().actor, case_of(flag), "hide", guideline=1)
    relay()
    assert "A rude title" not in world.client(ben).get("/flags").text


def test_moderators_see_how_flags_are_weighed_and_members_do_not(world: World, relay) -> None:
    ben, mira, talk = world.member("ben"), world.moderator(), world.thread()
    queue.decide(mira.actor, case_of(actions.flag(ben.actor, "post", talk.post_id, 1)), "keep")
    relay()
    shown = world.client(mira).get("/moderation/flags").text
    assert "ben" in shown
    assert "0.67" in shown
    assert world.client(ben).get("/moderation/flags").status_code == 404


def test_guests_are_led_to_the_sign_in_page_and_see_no_flags(world: World) -> None:
    talk = world.thread()
    assert "/flags/" not in world.client().get(talk.url).text
    assert world.client().get(f"/flags/post/{talk.post_id}").status_code == 303
