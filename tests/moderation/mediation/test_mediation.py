from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from forum.core.access import Denied
from forum.core.clock import at, now
from forum.core.db import read
from forum.core.personal import HOLDINGS
from forum.core.refusal import Refused
from forum.members import actions as members
from forum.members.actions.leaving import erase_at_wish
from forum.members.exporting import person_of
from forum.notifications.models import Notification
from forum.threads.models import Post
from moderation.audit.models import Entry
from moderation.mediation import actions
from moderation.mediation.models import Mediation, MediationMessage
from moderation.queue import actions as queue
from moderation.queue.models import Case
from tests.world import World

pytestmark = pytest.mark.data

WORDS = "Please tell **each other** what you need."


def opened(world: World, *, rest: int = 72, pace: int = 10, case_id: int | None = None) -> int:
    world.member("ana"), world.member("ben")
    return actions.open_mediation(
        world.moderator().actor,
        actions.Asked(
            first="ana", second="ben", subject="Gas or petrol", words=WORDS, rest=rest, pace=pace, case_id=case_id
        ),
    )


def test_a_moderator_opens_a_conversation_that_only_the_three_and_administrators_find(world: World):
    ana, ben, mira = world.member("ana"), world.member("ben"), world.moderator()
    client = world.client(mira)
    form = {"first": "ana", "second": "@ben", "subject": "Gas or petrol", "words": WORDS, "rest": "72", "pace": "10"}
    answer = world.post(client, "/moderation/mediations", **form)
    assert answer.status_code == 303
    for insider in (ana, ben, mira):
        shown = world.client(insider).get(answer.location)
        assert shown.status_code == 200
        assert "<strong>each other</strong>" in shown.text
    for outsider in (world.member("eve"), world.moderator("olga"), world.staff()):
        assert world.client(outsider).get(answer.location).status_code == 404
    assert "Gas or petrol" in client.get("/moderation/mediations").text
    assert "Gas or petrol" not in world.client(world.moderator("olga")).get("/moderation/mediations").text
    assert "Gas or petrol" in world.client(ana).get("/standing").text


def test_an_administrator_reads_it_only_where_that_stands_in_the_log(world: World):
    mediation_id, ada = opened(world), world.client(world.admin())
    assert "<strong>each other" not in ada.get(f"/mediation/{mediation_id}").text
    assert "<strong>each other</strong>" in world.post(ada, f"/mediation/{mediation_id}/look").text
    assert read().scalar(select(Entry.subject).where(Entry.act == "mediation.looked")) == f"mediation:{mediation_id}"


def test_an_administrators_form_that_is_refused_shows_nothing_of_what_was_said(world: World):
    mediation_id, ada = opened(world), world.client(world.admin())
    for form, fields in (("messages", {"words": "?"}), ("rest", {"rest": "x"}), ("outcome", {"outcome": ""})):
        answer = world.post(ada, f"/mediation/{mediation_id}/{form}", **fields)
        assert answer.status_code == 422, form
        assert "<strong>each other</strong>" not in answer.text, form


def test_they_speak_in_turns_of_the_pace_and_lose_nothing_typed(world: World):
    mediation_id, ana = opened(world), world.client(world.member("ana"))
    here = f"/mediation/{mediation_id}/messages"
    assert world.post(ana, here, words="I was tired.").status_code == 303
    soon = world.post(ana, here, words="And another thing!")
    assert soon.status_code == 422
    assert "Take a breath" in soon.text
    assert "And another thing!" in soon.text
    assert world.post(world.client(world.member("ben")), here, words="So was I.").status_code == 303
    with at(now() + timedelta(minutes=11)):
        actions.speak(world.member("ana").actor, mediation_id, "Sorry.")


def test_while_they_rest_neither_answers_the_other_elsewhere_by_any_road(world: World):
    ana, ben = world.member("ana"), world.member("ben")
    talk = world.thread("Gas above the tree line", by=ben)
    mine = world.reply(talk, by=ben, source="Gas is for people who cannot read.")
    other = world.thread("Petrol", by=world.member("cleo"))
    opened(world)
    client = world.client(ana)
    roads = {
        "a reply to the post": (talk, {"source": "You again.", "to": str(mine.number)}),
        "a reply to the thread": (talk, {"source": "You again."}),
        "a mention elsewhere": (other, {"source": "Ask @ben, he knows it all."}),
        "a quote elsewhere": (other, {"source": f"> [ben]({mine.url})\n> Gas is\n\nNo."}),
    }
    for road, (where, fields) in roads.items():
        answer = world.post(client, f"/threads/{where.id}/posts", **fields)
        assert answer.status_code == 422, road
        assert "rest from each other" in answer.text, road
        assert fields["source"].split("\n")[-1] in answer.text, road
    world.reply(other, by=ana, source="Petrol is heavier.")


def test_while_they_rest_neither_writes_to_the_other_in_thanks(world: World):
    ana, ben = world.member("ana"), world.member("ben")
    talk = world.thread("Gas above the tree line", by=ben)
    opened(world)
    answer = world.post(world.client(ana), f"/posts/{talk.post_id}/kudos", reason="Thanks for nothing, again.")
    assert answer.status_code == 422
    assert "rest from each other" in answer.text


def test_the_rest_is_over_by_the_clock_by_the_moderator_and_with_the_end(world: World):
    ana, mira = world.member("ana"), world.moderator()
    talk = world.thread("Gas above the tree line", by=world.member("ben"))
    mediation_id = opened(world, rest=2)
    with pytest.raises(Refused):
        world.reply(talk, by=ana)
    with at(now() + timedelta(hours=3)):
        world.reply(talk, by=ana)
    actions.rest(mira.actor, mediation_id, 0, 0)
    world.reply(talk, by=ana)
    actions.rest(mira.actor, mediation_id, 5, 0)
    with pytest.raises(Refused):
        world.reply(talk, by=ana)
    actions.close(mira.actor, mediation_id, "You both go on, each in your own threads.")
    world.reply(talk, by=ana)


def test_words_of_before_cannot_be_edited_into_an_answer(world: World):
    ana, talk = world.member("ana"), world.thread("Petrol", by=world.member("cleo"))
    said = world.reply(talk, by=ana, source="Petrol is heavier.")
    opened(world)
    answer = world.post(world.client(ana), f"/posts/{said.id}/edit", source="@ben Petrol is heavier.", seen="0")
    assert answer.status_code == 422
    assert read().scalar(select(Post.source).where(Post.id == said.id)) == "Petrol is heavier."


def test_the_outcome_is_read_by_both_and_nothing_more_is_said(world: World):
    mediation_id, ana = opened(world), world.client(world.member("ana"))
    mira = world.client(world.moderator())
    assert world.post(mira, f"/mediation/{mediation_id}/outcome", outcome=" ").status_code == 422
    assert world.post(mira, f"/mediation/{mediation_id}/outcome", outcome="*Peace.*").status_code == 303
    for client in (ana, world.client(world.member("ben"))):
        assert "<em>Peace.</em>" in client.get(f"/mediation/{mediation_id}").text
        late = world.post(client, f"/mediation/{mediation_id}/messages", words="One more thing")
        assert late.status_code == 422
        assert "This conversation is over." in late.text
    with pytest.raises(Denied):
        actions.rest(world.moderator().actor, mediation_id, 5, 0)


def test_both_are_told_by_the_bell_and_by_mail(world: World, relay, smtp):
    mediation_id = opened(world)
    relay()
    kinds = select(Notification.kind).where(Notification.member_id == world.member("ben").id)
    assert list(read().scalars(kinds)) == ["mediation"]
    actions.speak(world.member("ana").actor, mediation_id, "I was tired.")
    actions.close(world.moderator().actor, mediation_id, "Peace.")
    relay()
    assert set(read().scalars(kinds)) == {"mediation", "mediation-said", "mediation-over"}


@pytest.mark.parametrize(
    ("field", "given", "why"),
    [
        ("first", "nobody-here", "no member called nobody-here"),
        ("second", "ana", "needs two"),
        ("second", "gone", "suspended and could not answer"),
        ("subject", " ", "what it is about"),
        ("words", " ", "Write something first"),
        ("rest", "100000", "Choose 0 to"),
        ("pace", "-1", "Choose 0 to"),
        ("second", "hana", "your own role or a higher one"),
        ("second", "mira", "You are one of the two"),
    ],
)
def test_what_cannot_be_opened_says_why_and_keeps_what_was_typed(world: World, field: str, given: str, why: str):
    world.member("ana"), world.member("ben"), world.staff()
    members.suspend(world.moderator().actor, world.member("gone").id, now() + timedelta(days=2), "Rude.")
    form = {
        "first": "ana",
        "second": "ben",
        "subject": "A quarrel",
        "words": "Be kind, both.",
        "rest": "1",
        "pace": "1",
    }
    answer = world.post(world.client(world.moderator()), "/moderation/mediations", **(form | {field: given}))
    assert answer.status_code in {403, 422}
    assert why in answer.text
    assert field == "words" or "Be kind, both." in answer.text
    assert read().scalar(select(Mediation.id)) is None


def test_two_have_one_open_conversation_and_can_have_another_after_it(world: World):
    mediation_id = opened(world)
    with pytest.raises(Refused, match="already"):
        opened(world)
    actions.close(world.moderator().actor, mediation_id, "Peace.")
    assert opened(world) != mediation_id


def test_a_suspended_party_reads_and_cannot_write_and_is_told_so(world: World):
    mediation_id, ana = opened(world), world.member("ana")
    members.suspend(world.moderator().actor, ana.id, now() + timedelta(days=2), "Rude.")
    client = world.client(ana)
    shown = client.get(f"/mediation/{mediation_id}")
    assert shown.status_code == 200
    answer = world.post(client, f"/mediation/{mediation_id}/messages", words="It was not me.")
    assert answer.status_code == 422
    assert "Your account is suspended" in answer.text
    assert "It was not me." in answer.text


def test_s18_a_moderator_of_one_category_mediates_from_a_case_of_theirs_only(world: World):
    ana, ben = world.member("ana"), world.member("ben")
    stoves = world.category("stoves")
    talk = world.thread("Gas above the tree line", by=ben, category=stoves)
    case_id = queue.report("post", world.reply(talk, by=ana, source="Clown.").id, source="flag")
    asked: dict[str, Any] = {"first": "ana", "second": "ben", "subject": "Gas", "words": WORDS, "rest": 1, "pace": 1}
    olga = world.moderator("olga", scope=[world.category("lamps").id])
    otto = world.moderator("otto", scope=[stoves.id])
    for someone, case in ((olga, case_id), (otto, None)):
        with pytest.raises(Denied):
            actions.open_mediation(someone.actor, actions.Asked(**asked, case_id=case))
    world.member("eve")
    with pytest.raises(Denied):
        actions.open_mediation(otto.actor, actions.Asked(**asked | {"first": "eve"}, case_id=case_id))
    shown = world.client(otto).get(f"/moderation/mediations/new?case={case_id}").text
    assert 'value="ana"' in shown
    assert 'value="ben"' in shown
    assert actions.open_mediation(otto.actor, actions.Asked(**asked, case_id=case_id))


def test_a_message_is_shown_to_other_moderators_only_once_it_is_flagged(world: World, relay):
    assert world.brand_id
    relay()
    mediation_id, ana, ben = opened(world), world.member("ana"), world.member("ben")
    message_id = actions.speak(ana.actor, mediation_id, "You clown, I know where you live.")
    olga, eve = world.client(world.moderator("olga")), world.client(world.member("eve"))
    assert eve.get(f"/flags/mediation/{message_id}").status_code == 404
    assert olga.get(f"/flags/mediation/{message_id}").status_code == 404
    answer = world.post(world.client(ben), f"/flags/mediation/{message_id}", guideline="3")
    assert answer.status_code == 303
    case_id = read().scalar(select(Case.id).where(Case.kind == "mediation"))
    shown = olga.get(f"/moderation/cases/{case_id}").text
    assert "You clown" in shown
    assert "each other" not in shown
    queue.decide(world.moderator("olga").actor, case_id or 0, "hide", guideline=3, reason="A threat.")
    page = world.client(ben).get(f"/mediation/{mediation_id}").text
    assert "You clown" not in page
    assert "took this message from sight" in page


def test_the_log_names_who_and_when_and_never_what_was_said(world: World):
    mediation_id = opened(world)
    actions.speak(world.member("ana").actor, mediation_id, "I was tired.")
    actions.close(world.moderator().actor, mediation_id, "They made peace.")
    acts = list(
        read().scalars(select(Entry.act).where(Entry.subject == f"mediation:{mediation_id}").order_by(Entry.id))
    )
    assert acts == ["mediation.opened", "mediation.closed"]
    log = world.client(world.admin()).get(f"/staff/audit?subject=mediation:{mediation_id}").text
    assert "tired" not in log
    assert "peace" not in log


def test_what_they_said_goes_with_them(world: World, relay):
    mediation_id, ana = opened(world), world.member("ana")
    actions.speak(ana.actor, mediation_id, "I was tired, and you know why.")
    actions.speak(world.member("ben").actor, mediation_id, "Dear @ana, let it be.")
    held = HOLDINGS["mediation"].gives(person_of(ana.id))
    assert [row["source"] for row in held["mediation_messages"]] == ["I was tired, and you know why."]
    erase_at_wish(ana.id, "anonymise")
    relay()
    said = "".join(read().scalars(select(MediationMessage.source)))
    assert "I was tired" not in said
    assert "@ana" not in said
    assert read().scalar(select(Mediation.closed_at)) is not None
