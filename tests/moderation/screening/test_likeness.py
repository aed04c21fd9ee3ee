from hypothesis import given
from hypothesis import strategies as st

from moderation.screening.likeness import digest, near, quarters, simhash, whole
from moderation.screening.unmasking import fold

POST = (
    "We sell the best lanterns of the whole town and send them to every country within two days, so write to us today "
    "and you will get a second lantern as a present from our friendly family workshop, which has been making lanterns "
    "since the year in which your grandmother was born, and everybody who ever bought one came back for another one."
)


def test_the_same_words_have_the_same_digest_whatever_stands_between_them():
    assert digest(fold(POST)) == digest(fold(POST.upper().replace(" ", "  ").replace(",", " –")))


def test_a_changed_word_makes_a_near_copy():
    other = POST.replace("workshop", "manufactory")
    assert digest(fold(other)) != digest(fold(POST))
    assert near(simhash(fold(POST)) or 0, simhash(fold(POST + " Now")) or 0)


def test_another_text_is_no_copy():
    other = "The burner coughs and the flame is yellow; has anybody cleaned the jet with a soft brush and warm water?"
    assert not near(simhash(fold(POST)) or 0, simhash(fold(other)) or 0)


def test_a_few_words_tell_nothing():
    assert digest("thank you so much") is None
    assert simhash("thank you so much") is None


@given(st.integers(0, 2**64 - 1))
def test_quarters_make_the_whole(hashed):
    assert whole(quarters(hashed)) == hashed


@given(st.integers(0, 2**64 - 1), st.sets(st.integers(0, 63), max_size=3))
def test_near_copies_share_a_quarter(hashed, bits):
    other = hashed ^ sum(1 << bit for bit in bits)
    assert near(hashed, other)
    assert any(one == two for one, two in zip(quarters(hashed), quarters(other), strict=True))
