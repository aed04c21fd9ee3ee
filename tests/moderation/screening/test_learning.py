import json
from datetime import timedelta

import pytest

from forum.core.access import HOUSE
from forum.core.clock import at, now
from moderation.screening import learning, queries
from moderation.screening.actions import use_classifier
from moderation.screening.labelled import ORDINARY, Sample, samples_in
from moderation.screening.measuring import account, area, best_mark, figures
from moderation.screening.scoring import Model, Unreadable, packed, unpacked
from moderation.screening.stored import Stored
from tests.moderation.screening.rules import raised

training = pytest.importorskip("moderation.screening.training", reason="the extra learn is not installed")

KIND = ["Thanks, the soft brush worked", "The flame is yellow again", "Has anybody tried warm water", "See you there"]
RUDE = ["You are an idiot", "Shut up you stupid fool", "What a pathetic idiot you are", "Nobody likes you, fool"]


def samples():
    texts = [(text, bad) for texts, bad in ((KIND, False), (RUDE, True)) for text in texts]
    return [Sample(f"{text} {number}", bad, "a set", number % 6 == 0) for number in range(60) for text, bad in texts]


@pytest.fixture(scope="module")
def model():
    return training.train("abuse", samples())


def test_it_learns_and_says_by_which_words(model):
    rude, kind = model.score("You stupid idiot"), model.score("Thanks for the warm water")
    assert rude > model.mark > kind
    assert "idiot" in [term for term, _weight in model.explain("You stupid idiot")]


def test_what_is_stored_is_plain_and_scores_the_same(model):
    again = unpacked(packed(model))
    for text in (*KIND, *RUDE, "", "Ž 漢字 🔥"):
        assert again.score(text) == pytest.approx(model.score(text), abs=1e-2)


@pytest.mark.parametrize("data", ["", "!!!", "eJwDAAAAAAE=", "gASVKAAAAAAAAACMBXBvc2l4lIwGc3lzdGVtlJOU"])
def test_what_is_no_model_is_refused(data):
    with pytest.raises(Unreadable):
        unpacked(data)


def test_too_little_to_learn_from_is_said():
    with pytest.raises(training.TooLittle, match="At least 50"):
        training.train("abuse", samples()[:20])


def test_its_account_is_of_texts_it_has_not_learned_from(model):
    said = account(model, samples())
    assert said["tests"]["a set"]["recall"] == 1.0
    assert said["tests"]["a set"]["texts"] == 80
    assert "idiot" in said["words"]["for"]


def test_figures_count_as_they_should():
    scored = [(0.9, True), (0.8, False), (0.3, True), (0.1, False)]
    found = figures(scored, 0.5)
    assert (found.precision, found.recall, found.f1) == (0.5, 0.5, 0.5)
    assert area(scored) == 0.75
    assert area([(0.5, True), (0.5, False)]) == 0.5


def test_a_mark_lets_ordinary_posts_pass():
    model = Model("abuse", 0.0, 0.0, {"idiot": (1.0, 1.0), "stove": (1.0, 0.9)})
    ordinary = [Sample("stove", bad=False, source=ORDINARY)] * 500
    both = [Sample("idiot", bad=True, source="a set"), Sample("hello", bad=False, source="a set")]
    assert 0.9 < best_mark(model, [*ordinary, *both]) <= 1.0


def test_sets_are_read_with_their_ranges(tmp_path):
    folder = tmp_path / "insults"
    folder.mkdir()
    row = {"task": "toxicity", "label": 1, "text": "You fool, read on", "spans": [[4, 8]]}
    (folder / "train.jsonl").write_text(json.dumps(row) + "\n")
    found = [(sample.text, sample.bad) for sample in samples_in(tmp_path, "abuse")]
    assert found == [("You fool, read on", True), ("fool", True), ("You  , read on", False)]
    assert list(samples_in(tmp_path, "spam")) == []


@pytest.mark.data
def test_the_communitys_ordinary_posts_are_good_ones(world):
    talk = world.thread(source="It coughs, and the flame is yellow.")
    gone = world.reply(talk, source="You fools.")
    world.delete_post(gone.id, by=world.moderator(), reason="Rude")
    with at(now() + timedelta(days=3)):
        assert [(sample.text, sample.bad) for sample in learning.ordinary()] == [
            ("It coughs, and the flame is yellow.", False)
        ]


@pytest.mark.data
def test_a_version_is_used_and_an_older_one_again(world, model):
    first = learning.keep(model, account(model, samples()), use=True)
    second = learning.keep(Model("abuse", -1.0, 0.5, {}), account(model, samples()), use=True)
    assert [each.id for each in queries.classifiers() if each.used] == [second]
    use_classifier(HOUSE, first, "abuse")
    used = Stored().model("abuse")
    assert used is not None
    assert used.mark == pytest.approx(model.mark)
    use_classifier(HOUSE, None, "abuse")
    assert Stored().model("abuse") is None


@pytest.mark.data
def test_a_used_classifier_flags_and_tells_its_words(world, model):
    learning.keep(model, account(model, samples()), use=True)
    rule_id = raised("classifier", "flag", settings={"task": 0})
    assert world.reply(world.thread(), source="You are a stupid idiot").number == 2
    [hit] = queries.hits_of(rule_id)
    assert [why[0] for why in hit.why] == ["abuse", "because"]
    assert "idiot" in hit.why[1][1]


@pytest.mark.data
def test_the_page_shows_versions_and_words(world, model):
    version = learning.keep(model, account(model, samples()), use=True)
    hana = world.client(world.staff())
    shown = hana.get("/moderation/classifier").text
    assert f"Abuse, version {version}" in shown
    assert "idiot" in shown
    world.post(hana, "/moderation/classifier/abuse/use")
    assert not any(each.used for each in queries.classifiers())


@pytest.mark.data
def test_the_command_says_what_is_missing_and_keeps_what_it_learned(world, app, tmp_path):
    assert world.brand_id
    run = app.test_cli_runner()
    assert "At least 50" in run.invoke(args=["screening", "train", "--task", "abuse"]).output
    rows = [{"task": "abuse", "label": int(each.bad), "text": each.text} for each in samples()]
    (tmp_path / "insults.jsonl").write_text("\n".join(map(json.dumps, rows)))
    said = run.invoke(args=["screening", "train", "--task", "abuse", "--labelled", str(tmp_path)]).output
    assert "version 1 is used from now on" in said
    assert [(each.task, each.used) for each in queries.classifiers()] == [("abuse", True)]


@pytest.mark.data
def test_nothing_is_trained_at_night_without_new_decisions(world):
    assert world.brand_id
    assert not learning.ripe("abuse")
