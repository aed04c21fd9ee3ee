"""What counts as a word, and which forms of it meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.search.analysis import STOP, fold, term_of, terms
from forum.search.stemming import stem

FAMILIES = {
    "en": [
        "stove stoves", "burner burners burning burned burn", "clean cleaning cleaned cleaner cleans", "kettle kettles",
        "battery batteries", "run running runs", "boil boiled boiling", "handle handles handled", "rust rusty rusting",
    ],
    "pl": [
        "kuchenka kuchenki kuchenkę kuchenką kuchenek", "palnik palnika palniki palnikiem palników palnikami",
        "latarnia latarni latarnie latarnię latarniami", "garnek garnka garnki garnków", "żółty żółta żółte żółtego",
        "emaliowany emaliowana emaliowane emaliowanego emaliowanych",
    ],
    "lv": [
        "deglis degļa degli deglim degļi degļus degļiem", "lukturis luktura lukturi lukturim lukturus lukturiem",
        "katls katla katlu katlam katli katlus katliem", "krāsns krāsni krāsnīs", "tīru tīra tīrīšana tīrīšanas",
        "emaljēts emaljēta emaljētas emaljētu",
    ],
    "ru": [
        "горелка горелки горелку горелкой горелок горелками", "фонарь фонаря фонари фонарём фонарей фонарями",
        "плита плиты плиту плите плитой плит", "чистить чистит чистил чистила", "кружка кружки кружку кружкой кружек",
        "эмалевый эмалевая эмалевые эмалевого", "новый новая новое новые новых", "газовый газовая газовую газовой",
    ],
}  # fmt: skip
STRANGERS = [
    ("stove", "stone"), ("burner", "burlap"), ("lamp", "lamb"), ("kettle", "kitten"), ("palnik", "palma"),
    ("garnek", "garnitur"), ("deglis", "degviela"), ("плита", "платье"), ("фонарь", "фонтан"), ("кружка", "круг"),
]  # fmt: skip


@pytest.mark.parametrize("family", [family for families in FAMILIES.values() for family in families])
def test_forms_of_a_word_meet(family):
    assert len(set(terms(family))) == 1


@pytest.mark.parametrize(("one", "other"), STRANGERS)
def test_different_words_stay_apart(one, other):
    assert term_of(one) != term_of(other)


def test_marks_may_be_left_out():
    assert terms("żółty łódź krāsns ёлка café straße") == terms("zolty lodz krasns елка cafe strasse")


def test_short_i_is_a_letter_of_its_own():
    assert fold("чай") == "чай"


def test_case_and_signs_around_words_do_not_matter():
    assert terms("BURNER, (flame)! it’s") == ["burn", "flam"]


def test_words_that_say_nothing_are_left_out():
    assert terms("how to do it with the stove and a pot") == terms("stove pot")
    assert terms(" ".join(STOP)) == []


def test_numbers_and_models_stay_whole():
    assert terms("MX100 450ml 2.5") == ["mx100", "450ml", "2", "5"]


@given(st.text())
def test_anything_can_be_read(text):
    for term in terms(text):
        assert term
        assert term.isalnum()
        assert len(term) <= 40


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюя", min_size=1, max_size=30))
def test_a_stem_is_the_beginning_of_its_word_or_nearly(word):
    made = stem(word)
    assert len(made) >= min(len(word), 3)
    assert word.startswith(made[:-1])
