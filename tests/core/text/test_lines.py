import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.core.refusal import Refused
from forum.core.text import clean_line, diff, plain


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  My\t new \n stove ", "My new stove"),
        ("a\u200bb\u2060c\ufeffd\u00ade", "abcde"),
        ("\u202eevil\u202c \u2066x\u2069\u200f", "evil x"),
        ("\x07bell\x1b[0m", "bell[0m"),
        ("Z\u0351\u036b\u0343\u036a\u0302\u036b", "Z\u0351\u036b"),
        ("Ārzemju ģimene 北京 עברית", "Ārzemju ģimene 北京 עברית"),
        ("family 👨\u200d👩\u200d👧 ❤\ufe0f", "family 👨\u200d👩\u200d👧 ❤\ufe0f"),
        ("cafe\u0301", "café"),
        ("\u3000\u00a0", ""),
    ],
)
def test_s39_a_line_keeps_only_what_can_be_seen(typed: str, kept: str):
    assert clean_line(typed, 100) == kept


@pytest.mark.parametrize("typed", ["a\0", "\ud800"])
def test_s34_a_line_that_cannot_be_stored_is_refused(typed: str):
    with pytest.raises(Refused):
        clean_line(typed, 100)


def test_s40_a_line_over_its_limit_is_refused_and_never_cut():
    assert clean_line("x" * 10 + "\u200b" * 50, 10) == "x" * 10
    with pytest.raises(Refused, match="11 characters") as told:
        clean_line("x" * 11, 10, "title")
    assert told.value.field == "title"


def test_plain_words_are_a_line_a_block():
    html = '<p>a &lt; <em>b</em><br>\nc</p><ul><li>d</li></ul><img src="/x" alt="a &gt; b">'
    assert plain(f"{html}<table><tr><td>e</td><td>f</td></tr></table>") == "a < b\nc\nd\na > b\ne f"


def test_an_edit_is_told_word_by_word():
    assert diff("keep\nThe old stove\nend", "keep\nThe new stove!\nend") == [
        ("same", "keep\nThe "),
        ("gone", "old"),
        ("new", "new"),
        ("same", " stove"),
        ("new", "!"),
        ("same", "\nend"),
    ]
    assert diff("a", "a") == [("same", "a")]
    assert diff("", "") == []


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ab \n", max_size=60), st.text(alphabet="ab \n", max_size=60))
def test_both_texts_can_be_read_from_their_difference(before: str, after: str):
    runs = diff(before, after)
    assert "".join(run.text for run in runs if run.kind != "new") == before
    assert "".join(run.text for run in runs if run.kind != "gone") == after
