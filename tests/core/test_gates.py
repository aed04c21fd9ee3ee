import pytest

from forum.core import gates
from forum.core.access import GUEST
from forum.core.db import read
from forum.core.gates import Draft, Verdict
from forum.core.refusal import Refused
from forum.threads.models import Post

DRAFT = Draft("post", GUEST, "category:1", "", "Hello")
pytestmark = pytest.mark.data


@pytest.fixture
def gate(monkeypatch):
    own: list[gates.Gate] = []
    monkeypatch.setattr(gates, "_gates", own)
    return own.append


def test_the_strictest_gate_counts(app, gate):
    gate(lambda _draft: Verdict("hold", "a moderator looks"))
    gate(lambda _draft: Verdict("publish"))
    assert gates.ask(DRAFT).outcome == "hold"


def test_a_gate_is_told_the_id_of_what_it_let_in(world, gate):
    told = []
    gate(lambda _draft: Verdict("publish", stored=(lambda kind, thing_id: told.append((kind, thing_id)),)))
    talk = world.thread()
    assert told == [("post", talk.post_id)]


def test_a_refusal_is_remembered_although_everything_else_is_undone(world, gate):
    talk, told = world.thread(), []
    gate(lambda _draft: Verdict("refuse", "Not here", refused=(lambda: told.append("refused"),)))
    with pytest.raises(Refused, match="Not here"):
        world.reply(talk)
    assert told == ["refused"]
    assert read().execute(Post.__table__.select().where(Post.thread_id == talk.id)).all()[1:] == []


def test_an_edit_says_which_post_it_changes(world, gate):
    ana, drafts = world.member("ana"), []
    talk = world.thread(by=ana)
    gate(lambda draft: Verdict("publish", stored=(lambda _kind, _id: drafts.append(draft),)))
    world.edit(talk.post_id, by=ana, source="It coughs no more.")
    assert drafts[0].thing_id == talk.post_id
