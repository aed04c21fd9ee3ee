import pytest
from sqlalchemy import select

from forum.core.db import read
from forum.media.actions import upload
from forum.media.models import Picture
from forum.members.actions import edit_profile
from forum.polls.models import Poll
from moderation.queue import actions
from tests.media.pictures import encoded, quarters
from tests.world import World

pytestmark = pytest.mark.data


def test_the_title_of_a_thread_is_hidden_and_comes_back(world: World) -> None:
    mira, talk = world.moderator(), world.thread("You are all fools")
    case = actions.report("title", talk.id, source="flag", guideline=1)
    made = actions.decide(mira.actor, case, "hide", guideline=1)
    assert "You are all fools" not in world.client().get("/latest").text
    actions.reverse(mira.actor, made, "It is the name of a song.")
    assert "You are all fools" in world.client().get("/latest").text


def test_a_profile_is_hidden_and_comes_back(world: World) -> None:
    mira, ana = world.moderator(), world.member("ana")
    edit_profile(ana.actor, about="Buy my pills.")
    case = actions.report("profile", ana.id, source="flag", guideline=7)
    made = actions.decide(mira.actor, case, "hide", guideline=7)
    assert "pills" not in world.client().get("/u/ana").text
    actions.undo(mira.actor, made)
    assert "pills" in world.client().get("/u/ana").text


def test_a_poll_is_hidden_and_comes_back(world: World) -> None:
    mira, talk = world.moderator(), world.thread("A plan", poll=("Who is the worst fool?", ["Ana", "Ben"]))
    poll = read().execute(select(Poll.id)).scalar_one()
    case = actions.report("poll", poll, source="flag", guideline=1)
    made = actions.decide(mira.actor, case, "hide", guideline=1)
    assert "worst fool" not in world.client().get(talk.url).text
    actions.undo(mira.actor, made)
    assert "worst fool" in world.client().get(talk.url).text


def test_a_picture_is_served_to_moderators_alone_while_it_is_hidden(world: World) -> None:
    mira, ana = world.moderator(), world.member("ana")
    picture = upload(ana.actor, encoded(quarters()), "post", alt="Colours")
    world.thread("Look at this", by=ana, source=f"![Colours](picture:{picture.key})")
    address = f"/media/{picture.key}/base.webp"
    assert world.client().get(address).status_code == 200
    case = actions.report("picture", read().execute(select(Picture.id)).scalar_one(), source="flag", guideline=6)
    made = actions.decide(mira.actor, case, "hide", guideline=6)
    assert world.client().get(address).status_code == 404
    assert world.client(mira).get(address).status_code == 200
    actions.undo(mira.actor, made)
    assert world.client().get(address).status_code == 200
