import re

import pytest
from sqlalchemy import select

from forum.core.db import read
from forum.threads.models import Deletion
from moderation.queue import actions
from moderation.queue.models import Case, Decision
from tests.world import Someone, World

pytestmark = pytest.mark.data


def flagged(world: World, title: str = "Buy cheap gas here", *, by: Someone | None = None, source: str = "") -> int:
    talk = world.thread(title, by=by or world.member("ana"), source=source or f"{title}: the best there is, trust me.")
    return actions.report("post", talk.post_id, source="flag", guideline=7)


def version(case_id: int) -> int:
    return read().execute(select(Case.version).where(Case.id == case_id)).scalar_one()


def state(case_id: int) -> str:
    return read().execute(select(Case.state).where(Case.id == case_id)).scalar_one()


def test_the_queue_shows_its_most_urgent_case_with_all_that_is_needed(world: World) -> None:
    case = flagged(world)
    shown = world.client(world.moderator()).get("/moderation").text
    for words in ("Buy cheap gas here", "the best there is", "Flagged by a member", "guideline 7", "points of strikes"):
        assert words in shown
    assert f'action="/moderation/cases/{case}/decision"' in shown


def test_an_empty_queue_says_so(world: World) -> None:
    assert "Nothing waits" in world.client(world.moderator()).get("/moderation").text


def test_members_find_nothing_there(world: World) -> None:
    case = flagged(world)
    visitor = world.client(world.member("ben"))
    assert visitor.get("/moderation").status_code == 404
    assert visitor.get(f"/moderation/cases/{case}").status_code == 404


def test_s18_a_moderator_of_another_category_finds_nothing_there(world: World) -> None:
    case = flagged(world)
    olga = world.client(world.moderator("olga", scope=[world.category("lamps").id]))
    assert "Nothing waits" in olga.get("/moderation").text
    assert olga.get(f"/moderation/cases/{case}").status_code == 404
    assert world.post(olga, f"/moderation/cases/{case}/decision", verdict="keep").status_code == 404


def test_s18_a_category_that_a_moderator_cannot_see_is_not_in_the_queue(world: World) -> None:
    workshop = world.category("workshop", see="staff", reply="staff", start="staff")
    talk = world.thread("A secret lantern", by=world.staff(), category=workshop)
    case = actions.report("post", talk.post_id, source="flag")
    mira = world.client(world.moderator())
    assert "secret" not in mira.get("/moderation").text
    assert mira.get(f"/moderation/cases/{case}").status_code == 404


def test_nobody_sees_the_case_against_their_own_post(world: World) -> None:
    mira = world.moderator()
    case = flagged(world, by=mira)
    assert world.client(mira).get(f"/moderation/cases/{case}").status_code == 404


def test_a_decision_leads_on_to_the_queue_and_can_be_undone(world: World) -> None:
    case, mira = flagged(world), world.client(world.moderator())
    answer = world.post(mira, f"/moderation/cases/{case}/decision", verdict="hide", guideline=7, version=version(case))
    assert (answer.status_code, answer.location) == (303, "/moderation")
    after = mira.get("/moderation").text
    assert "It can be undone for ten seconds" in after
    undo = re.search(r'formaction="(/moderation/decisions/\d+)\?_method=DELETE"', after)
    assert undo
    assert world.delete(mira, undo.group(1)).status_code == 303
    assert state(case) == "open"


def test_a_second_decision_shows_who_was_faster_and_keeps_what_was_typed(world: World) -> None:
    case, seen = flagged(world), 0
    seen = version(case)
    mira, olga = world.client(world.moderator("mira")), world.client(world.moderator("olga"))
    world.post(mira, f"/moderation/cases/{case}/decision", verdict="keep", version=seen)
    late = world.post(olga, f"/moderation/cases/{case}/decision", verdict="hide", guideline=7, version=seen)
    assert late.status_code == 422
    assert "mira decided this meanwhile: Keep" in late.text


def test_the_fair_step_is_one_button(world: World) -> None:
    case, mira = flagged(world), world.client(world.moderator())
    world.post(mira, f"/moderation/cases/{case}/decision", verdict="fair", guideline=7, version=version(case))
    assert read().execute(select(Decision.verdict)).scalar_one() == "warn"


def test_look_alikes_are_decided_at_once(world: World) -> None:
    words = "Visit https://cheap{0}.example and buy {0} cans of the cheapest gas there is"
    cases = [flagged(world, f"Gas {each}", source=words.format(each)) for each in range(3)]
    mira = world.client(world.moderator())
    shown = mira.get(f"/moderation/cases/{cases[0]}").text
    alike = re.findall(r'name="alike"[^>]*value="(\d+:\d+)"[^>]*checked', shown)
    assert len(alike) == 2
    world.post(
        mira, f"/moderation/cases/{cases[0]}/decision", verdict="hide", guideline=7, version=version(cases[0]),
        alike=alike,
    )  # fmt: skip
    assert [state(case) for case in cases] == ["decided"] * 3
    assert len(read().execute(select(Deletion.post_id)).all()) == 3


def test_pictures_are_blurred_until_asked_for(world: World) -> None:
    flagged(world, source="![A burner](https://example.org/burner.png) Look at this one, it is great.")
    shown = world.client(world.moderator()).get("/moderation").text
    assert "Show the pictures" in shown or "<img" not in shown


def test_notes_stay_among_moderators_and_the_conversation_reaches_the_author(world: World) -> None:
    ana, case = world.member("ana"), flagged(world)
    mira, author = world.client(world.moderator()), world.client(ana)
    world.post(mira, f"/moderation/cases/{case}/notes", words="She did this before.")
    assert author.get(f"/conversations/{case}").status_code == 404
    world.post(mira, f"/moderation/cases/{case}/conversation", words="Do you sell this yourself?")
    seen = author.get(f"/conversations/{case}").text
    assert "Do you sell this yourself?" in seen
    assert "before" not in seen
    world.post(author, f"/conversations/{case}", words="My brother does.")
    assert "My brother does." in mira.get(f"/moderation/cases/{case}").text
    assert world.client(world.member("ben")).get(f"/conversations/{case}").status_code == 404


def test_others_see_softly_who_looks_at_a_case(world: World) -> None:
    case = flagged(world)
    mira, olga = world.client(world.moderator("mira")), world.client(world.moderator("olga"))
    world.post(mira, f"/moderation/cases/{case}/claim")
    assert "mira is looking at this" in olga.get("/moderation").text
    assert "is looking at this" not in mira.get("/moderation").text


def test_looking_changes_nothing(world: World) -> None:
    case, mira = flagged(world), world.client(world.moderator())
    before = version(case)
    mira.get("/moderation")
    assert version(case) == before
    assert read().execute(select(Case.claimed_by_id)).scalar_one() is None


def test_a_member_reads_why_and_appeals_and_the_appeal_is_a_case(world: World) -> None:
    ana, case = world.member("ana"), flagged(world)
    mira, olga, author = world.client(world.moderator("mira")), world.client(world.moderator("olga")), world.client(ana)
    world.post(mira, f"/moderation/cases/{case}/decision", verdict="hide", guideline=7, reason="This sells gas.")
    decision = read().execute(select(Decision.id)).scalar_one()
    why = author.get(f"/statements/{decision}").text
    for words in ("Hidden post", "This sells gas.", "A person decided it", "Appeal"):
        assert words in why
    assert world.client(world.member("ben")).get(f"/statements/{decision}").status_code == 404
    world.post(author, f"/statements/{decision}/appeal", words="I was asked where I bought it.")
    assert "I was asked where I bought it." in olga.get("/moderation").text
    appeal = read().execute(select(Case.id).where(Case.kind == "appeal")).scalar_one()
    assert world.post(mira, f"/moderation/cases/{appeal}/decision", verdict="uphold", reason="No").status_code == 403
    world.post(olga, f"/moderation/cases/{appeal}/decision", verdict="overturn", reason="You were asked, true.")
    assert "You were asked, true." in author.get(f"/statements/{decision}").text
    assert "is undone" in author.get(f"/statements/{decision}").text


def test_members_see_how_they_stand(world: World) -> None:
    ana, case = world.member("ana"), flagged(world)
    author = world.client(ana)
    assert "All is well" in author.get("/standing").text
    actions.decide(world.moderator().actor, case, "warn", guideline=7)
    assert "1 point counts against you now" in author.get("/standing").text
