import pytest

from forum.core import passages
from forum.core.access import HOUSE
from forum.core.clock import now
from forum.core.passages import Passage
from moderation.queue.actions import decide
from moderation.screening import queries, rehearsing
from moderation.screening.actions import change_rule, set_mode, write_rule
from moderation.screening.habits import copies, flood
from moderation.screening.kinds import KINDS
from moderation.screening.replaying import replayed
from tests.moderation.screening.rules import raised, replay
from tests.moderation.screening.test_likeness import POST

pytestmark = pytest.mark.data


def passage(number, source="A post about stoves.", author=7):
    return Passage("post", number, "", "", source, author, "ana", "member", 1, now(), "stands")


@pytest.fixture
def shelf(monkeypatch):
    """Give a replay these passages to read, and nothing else."""

    def put(*given):
        shelf = passages.Shelf(lambda _since: len(given), lambda _s, last, most: given[last : last + most])
        monkeypatch.setattr(passages, "SHELVES", {"post": shelf})

    return put


def test_it_counts_hits_and_members(world):
    talk = world.thread()
    for name in ("ben", "cid", "ben"):
        world.reply(talk, by=world.member(name), source="Buy viagra here, it is cheap.")
    shown = queries.replay(replay(write_rule(HOUSE, "words", "Pills", entries="viagra")))
    assert shown is not None
    assert (shown.state, shown.seen, shown.hits, shown.authors) == ("done", 4, 3, 2)
    assert [each["author"] for each in shown.examples] == ["ben", "cid", "ben"]


def test_it_changes_nothing_for_anybody(world):
    said = world.reply(world.thread(), source="Buy viagra here, it is cheap.")
    rule_id = write_rule(HOUSE, "words", "Pills", entries="viagra")
    replay(rule_id)
    assert said.number == 2
    assert queries.hits_of(rule_id) == []


def test_it_tells_right_from_wrong_by_what_was_decided(world):
    raised("words", "flag", entries="viagra")
    talk, mira = world.thread(), world.moderator()
    for source in ("Buy viagra here.", "I take viagra and it is nobody's business."):
        world.reply(talk, source=source)
    case_ids = [hit.case_id or 0 for hit in queries.hits_of(1)]
    decide(mira.actor, case_ids[0], "keep", guideline=None, reason="It is their life.", seen_version=2)
    shown = queries.replay(replay(1))
    assert shown is not None
    assert (shown.hits, shown.rejected) == (2, 1)


def test_the_rule_learns_from_decisions(world, relay):
    rule_id = raised("words", "flag", entries="viagra")
    world.reply(world.thread(), source="I take viagra and it is nobody's business.")
    case_id = queries.hits_of(rule_id)[0].case_id or 0
    decide(world.moderator().actor, case_id, "keep", guideline=None, reason="Their life.", seen_version=2)
    relay()
    found = queries.rule(rule_id)
    assert found is not None
    assert (found.record.hits, found.record.rejected, found.record.right) == (1, 1, 0)


def test_a_replay_of_another_version_does_not_count(world):
    rule_id = write_rule(HOUSE, "words", "Pills", entries="viagra")
    asked = rehearsing.ask_replay(HOUSE, rule_id)
    change_rule(HOUSE, rule_id, "Pills", entries="cialis")
    rehearsing.run_replay(asked)
    shown = queries.replay(asked)
    assert shown is not None
    assert (shown.state, shown.holds) == ("stopped", False)


def test_to_do_less_needs_no_replay(world):
    rule_id = raised("words", "block", entries="viagra")
    set_mode(HOUSE, rule_id, "log")
    set_mode(HOUSE, rule_id, "off")


def test_copies_are_found_as_they_would_have_been(world, shelf):
    shelf(passage(1, POST), passage(2, POST + " Now", author=8), passage(3, "Something else entirely", author=9))
    check = copies(KINDS["copies"].numbers({}), ())
    [tally] = replayed(check, now(), likeness=True, decided={})
    assert [(each["id"], each["why"]) for each in tally.examples] == [(2, [["near_copy", "other"]])]


def test_floods_are_found_as_they_would_have_been(world, shelf):
    shelf(*(passage(number) for number in range(1, 6)))
    [tally] = replayed(flood({"posts": 3, "minutes": 5}, ()), now(), likeness=False, decided={})
    assert [each["id"] for each in tally.examples] == [4, 5]


def test_what_was_decided_before_weighs(world, shelf):
    shelf(passage(1), passage(2), passage(3))
    [tally] = replayed(
        lambda _reading, _past: [["word", "stoves"]], now(), likeness=False,
        decided={("post", 1): "upheld", ("post", 2): "rejected"},
    )  # fmt: skip
    assert (tally.hits, tally.upheld, tally.rejected) == (3, 1, 1)
