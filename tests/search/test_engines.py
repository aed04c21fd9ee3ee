"""What any engine of search does; each of the three is held to all of it."""

import pytest
from sqlalchemy import text

from forum.core.db import read
from forum.search.engine import Batch, Question
from tests.search.seeking import document, keys

pytestmark = pytest.mark.xdist_group("engines")


@pytest.fixture
def filled(engine):
    engine.write(Batch([
        document(1, "soot everywhere, use a soft brush", "How to clean the burner", facets=("by:1", "is:question")),
        document(2, "I clean the burner with vinegar and patience", group=1, facets=("by:2",)),
        document(3, "our own plan for the burner", "Secret", place="category:9", facets=("by:1",)),
        document(4, "the flame is yellow, the pot is black"),
    ]))  # fmt: skip
    return engine


def test_an_empty_index_finds_nothing_whatever_is_asked(engine):
    engine.write(Batch())
    assert engine.search(Question(ways=[[["burner"]]], places=["category:1"])) == []
    assert engine.search(Question(facets=[["by:1"]], places=["category:1"], without=[["soot"]])) == []


def test_all_words_must_be_there(filled):
    assert sorted(keys(filled, "clean burner")) == [1, 2]
    assert keys(filled, "clean vinegar") == [2]
    assert keys(filled, "clean yellow") == []


def test_forms_of_a_word_are_one(filled):
    assert keys(filled, "cleaning burners") == keys(filled, "clean burner")


def test_the_title_weighs_more_than_the_body(filled):
    assert keys(filled, "burner")[0] == 1


def test_a_phrase_stands_side_by_side_in_its_order(filled):
    def phrase(*words):
        return [hit.key for hit in filled.search(Question(ways=[[words]], places=["category:1"]))]

    assert phrase("soft", "brush") == [1]
    assert phrase("brush", "soft") == []
    assert phrase("burn", "soot") == []  # the end of a title and the beginning of a body


def test_any_of_several_ways_is_enough(filled):
    assert sorted(keys(filled, "vinegar", "yellow flame")) == [2, 4]


def test_what_is_excluded_stays_out(filled):
    assert keys(filled, "burner", without=[["vinegar"]]) == [1]
    assert keys(filled, "burner", without=[["soft", "brush"]]) == [2]
    assert keys(filled, "burner", facets_without=["by:1"]) == [2]


def test_filters_narrow(filled):
    assert keys(filled, "burner", facets=[["by:2", "by:3"]]) == [2]
    assert keys(filled, "burner", facets=[["by:1"], ["is:question"]]) == [1]
    assert keys(filled, facets=[["by:1"]], newest=True) == [1]
    assert keys(filled, "burner", facets=[["nowhere"]]) == []


def test_time_narrows(filled):
    assert keys(filled, "burner", since=2000) == [2]
    assert keys(filled, "burner", until=2000) == [1]
    assert keys(filled, since=2000, until=4000, newest=True) == [2]


def test_newest_first(filled):
    filled.write(Batch([document(5, "an old burner", at=500)]))
    assert [key for key in keys(filled, "burner", newest=True) if key != 5] == [2, 1]


def test_s15_nothing_of_a_place_that_is_not_asked_for(filled):
    assert 3 not in keys(filled, "burner")
    assert keys(filled, "plan") == []
    assert keys(filled, "burner", places=()) == []
    assert keys(filled, "secret", places=("category:1", "category:9")) == [3]


def test_a_document_written_again_takes_the_place_of_the_first(filled):
    filled.write(Batch([document(2, "kettles only", group=1)]))
    assert filled.size() == 4
    assert keys(filled, "vinegar") == []
    assert keys(filled, "kettle") == [2]


def test_the_same_batch_twice_is_the_same_as_once(filled):
    batch = Batch([document(9, "twice the same")], ["post:1"])
    filled.write(batch)
    filled.write(batch)
    assert filled.size() == 4
    assert keys(filled, "twice") == [9]


def test_what_is_gone_is_not_found(filled):
    filled.write(Batch(gone=["post:1", "post:777"]))
    assert keys(filled, "burner") == [2]
    assert filled.size() == 3


def test_words_a_slip_away_are_known(filled):
    assert filled.similar("vinegra") == ["vinegar"]
    assert filled.similar("vniegar") == ["vinegar"]
    assert filled.similar("burn") == []
    assert filled.similar("zzzzzz") == []


def test_words_are_counted(filled):
    counts = filled.counts(["burn", "vinegar", "nothing"])
    assert counts["burn"] > counts["vinegar"] > counts.get("nothing", 0)


def test_s56_after_a_night_nothing_is_left_of_what_is_gone(filled):
    filled.write(Batch(gone=["post:2"]))
    filled.tidy()
    assert not filled.counts(["vinegar"]).get("vinegar")
    assert filled.similar("vinegra") == []


def test_hits_of_a_thread_name_it(filled):
    hits = filled.search(Question(ways=[[["vinegar"]]], places=["category:1"]))
    assert [(hit.kind, hit.key, hit.group) for hit in hits] == [("post", 2, 1)]


def test_an_old_title_is_found_among_many_newer_posts(engine):
    engine.write(Batch([document(1, "all about it", "Lantern care")]))
    engine.write(Batch([document(key, f"my lantern number {key}") for key in range(2, 900)]))
    assert keys(engine, "lantern")[0] == 1


def test_a_limit_holds(filled):
    filled.write(Batch([document(key, "common words") for key in range(100, 160)]))
    assert len(keys(filled, "common", most=20)) == 20
    assert keys(filled, "common", most=3, newest=True) == [159, 158, 157]


@pytest.mark.parametrize(
    "word", ["'", '"', "\\", "*", "a*", "' OR 1=1 --", "NEAR(", "title:", "NOT", "&", "!", "<->", ":*", "(", "%", "_"]
)
def test_s34_signs_of_a_language_are_only_signs(filled, word):
    for place in ("category:1", word):
        assert filled.search(Question(ways=[[[word]]], without=[[word]], facets=[[word]], places=[place])) == []
    assert filled.search(Question(ways=[[[word, word]]], places=["category:1"])) == []


def test_facets_may_hold_any_sign(engine):
    odd = ("tag:c++", "tag:o'neill", 'tag:"q"', "tag:żółty", "tag:a\\b")
    engine.write(Batch([document(key, "x", facets=(facet,)) for key, facet in enumerate(odd, 1)]))
    assert [keys(engine, facets=[[facet]], newest=True) for facet in odd] == [[1], [2], [3], [4], [5]]


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_postgresql_plans_lists_as_before_once_it_has_searched(filled):
    planned = read().scalar(text("SHOW plan_cache_mode"))
    assert keys(filled, "clean vinegar") == [2]
    assert read().scalar(text("SHOW plan_cache_mode")) == planned == "force_generic_plan"
