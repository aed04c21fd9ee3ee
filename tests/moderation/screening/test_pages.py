import io

import pytest
from sqlalchemy import select

from forum.core.access import HOUSE
from forum.core.db import read
from moderation.screening.actions import write_rule
from moderation.screening.kinds import KINDS
from moderation.screening.models import Replay, Rule
from tests.moderation.screening.rules import raised, replay

pytestmark = pytest.mark.data


@pytest.fixture
def staff(world):
    return world.client(world.staff())


def modes():
    return read().scalars(select(Rule.mode)).all()


def test_staff_write_a_rule_and_it_counts(world, staff):
    assert "Words and phrases" in staff.get("/moderation/rules/new").text
    answer = world.post(staff, "/moderation/rules/new?kind=words", title="Pills", guideline="0", entries="viagra")
    assert answer.status_code == 303
    assert modes() == ["log"]
    assert "viagra" in staff.get(answer.location).text


def test_what_is_wrong_is_said_at_its_field_and_stays_typed(world, staff):
    answer = world.post(staff, "/moderation/rules/new?kind=patterns", title="Bad", guideline="0", entries="(open")
    assert answer.status_code == 422
    assert "cannot be used" in answer.text
    assert "(open" in answer.text


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {"words", "patterns"}))
def test_each_kind_has_a_form_that_can_be_sent_as_it_comes(world, staff, kind):
    fields: dict[str, dict[str, object]] = {
        "newcomers": {"trusted": 1, "links": 2, "mentions": 3, "pictures": 4, "posts": 20},
        "flood": {"posts": 8, "minutes": 5}, "copies": {"days": 3, "near": "y"}, "links": {"most": 5},
        "shouting": {"capitals": 70, "hidden": 3}, "classifier": {"task": 1, "stricter": 0},
    }  # fmt: skip
    assert staff.get(f"/moderation/rules/new?kind={kind}").status_code == 200
    answer = world.post(
        staff, f"/moderation/rules/new?kind={kind}", title="A rule", guideline="0", entries="", **fields.get(kind, {})
    )
    assert answer.status_code == 303
    assert staff.get(answer.location).status_code == 200


def test_a_mode_is_raised_only_after_a_replay(world, staff):
    rule_id = write_rule(HOUSE, "words", "Pills", entries="viagra")
    refused = world.post(staff, f"/moderation/rules/{rule_id}/mode", mode="hold")
    assert refused.status_code == 422
    assert "Replay the rule first" in refused.text
    replay(rule_id)
    assert world.post(staff, f"/moderation/rules/{rule_id}/mode", mode="hold").status_code == 303
    assert modes() == ["hold"]


def test_a_changed_rule_must_be_replayed_again_and_does_less_until_then(world, staff):
    rule_id = raised("words", "block", entries="viagra")
    world.post(staff, f"/moderation/rules/{rule_id}", title="Pills", guideline="0", entries="the")
    assert modes() == ["flag"]
    assert world.post(staff, f"/moderation/rules/{rule_id}/mode", mode="block").status_code == 422


def test_a_new_name_alone_changes_no_mode(world, staff):
    rule_id = raised("words", "block", entries="viagra")
    world.post(staff, f"/moderation/rules/{rule_id}", title="Another name", guideline="0", entries="viagra")
    assert modes() == ["block"]


def test_a_classifier_can_never_block(world, staff):
    rule_id = raised("classifier", "hold", settings={"task": 0})
    assert world.post(staff, f"/moderation/rules/{rule_id}/mode", mode="block").status_code == 422


def test_a_text_can_be_tried_without_leaving_a_trace(world, staff):
    write_rule(HOUSE, "words", "Pills", entries="viagra", mode="off")
    answer = world.post(staff, "/moderation/rules/trial", text="Cheap v1agra")
    assert "the word “viagra”" in answer.text
    assert "No rule fires" in world.post(staff, "/moderation/rules/trial", text="Hello").text


def test_a_replay_is_asked_for_carried_out_and_read(world, staff, relay):
    world.reply(world.thread(), source="Buy viagra here, it is cheap.")
    rule_id = write_rule(HOUSE, "words", "Pills", entries="viagra")
    asked = world.post(staff, f"/moderation/rules/{rule_id}/replays")
    assert "0 of 2 posts" in staff.get(asked.location).text
    relay()
    done = staff.get(asked.location).text
    assert "2 posts since" in done
    assert "Buy viagra here" in done


def test_a_replay_can_be_stopped(world, staff, relay):
    world.thread()
    rule_id = write_rule(HOUSE, "words", "Pills", entries="viagra")
    asked = world.post(staff, f"/moderation/rules/{rule_id}/replays")
    world.delete(staff, asked.location)
    relay()
    assert read().scalars(select(Replay.state)).all() == ["stopped"]
    assert "Stopped after 0 of 1" in staff.get(asked.location).text


def test_a_list_is_taken_from_a_file(world, staff):
    rule_id = write_rule(HOUSE, "words", "Pills", entries="viagra")
    sent = {"file": (io.BytesIO(b"cialis\nvalium\n"), "list.txt"), "csrf_token": world.token(staff)}
    assert staff.post(f"/moderation/rules/{rule_id}/list", data=sent).status_code == 303
    assert "cialis" in staff.get(f"/moderation/rules/{rule_id}").text


@pytest.mark.parametrize("data", [b"\xff\xfe\x00broken", b"", b"a\x00b"])
def test_a_file_that_is_no_list_is_refused(world, staff, data):
    rule_id = write_rule(HOUSE, "words", "Pills", entries="viagra")
    sent = {"file": (io.BytesIO(data), "list.txt"), "csrf_token": world.token(staff)}
    answer = staff.post(f"/moderation/rules/{rule_id}/list", data=sent)
    assert answer.status_code == 422
    assert "no list of words" in answer.text


def test_moderators_look_and_try_but_change_nothing(world):
    rule_id = write_rule(HOUSE, "words", "Pills", entries="viagra")
    mira = world.client(world.moderator())
    assert mira.get(f"/moderation/rules/{rule_id}").status_code == 200
    assert "viagra" in world.post(mira, "/moderation/rules/trial", text="viagra").text
    assert world.post(mira, f"/moderation/rules/{rule_id}/mode", mode="off").status_code == 404


def test_the_page_of_the_classifier_says_how_to_train(world, staff):
    assert "flask screening train" in staff.get("/moderation/classifier").text


def test_rules_are_nothing_for_members(world, client):
    assert world.brand_id
    assert client.get("/moderation/rules").status_code == 404
    assert world.client(world.member()).get("/moderation/classifier").status_code == 404


def test_a_file_of_a_hundred_thousand_words_is_taken_and_used(world, staff):
    rule_id = write_rule(HOUSE, "words", "Pills", entries="viagra")
    words = "\n".join(f"listed{number}word" for number in range(100_000)).encode()
    sent = {"file": (io.BytesIO(words), "list.txt"), "csrf_token": world.token(staff)}
    assert staff.post(f"/moderation/rules/{rule_id}/list", data=sent).status_code == 303
    page = staff.get(f"/moderation/rules/{rule_id}").text
    assert "100000 lines" in page
    assert len(page) < 100_000
    world.reply(world.thread(), source="This has listed99999word in it.")
    assert "the word “listed99999word”" in staff.get(f"/moderation/rules/{rule_id}").text


def test_a_list_too_long_to_show_stays_when_the_rest_is_changed(world, staff):
    entries = "\n".join(f"listed{number}word" for number in range(5_000))
    rule_id = write_rule(HOUSE, "words", "Pills", entries=entries)
    world.post(staff, f"/moderation/rules/{rule_id}", title="Other", guideline="0")
    assert read().scalars(select(Rule.entries)).one() == entries


def test_s35_what_staff_write_is_shown_as_it_is(world, staff):
    rule_id = write_rule(HOUSE, "words", "{{7*7}} <b>{0.__class__}</b>", entries="viagra")
    page = staff.get(f"/moderation/rules/{rule_id}").text
    assert "{{7*7}} &lt;b&gt;{0.__class__}&lt;/b&gt;" in page
