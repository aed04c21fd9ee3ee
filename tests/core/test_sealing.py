"""What is sealed is read by nobody but the house, and is found by its mark."""

import pytest

from forum.core.sealing import Unreadable, is_fresh, mark, marks, seal, unseal

OLD, NEW = "o" * 40, "n" * 40


def test_what_was_sealed_opens_again_and_says_nothing_meanwhile(app):
    sealed = seal("coupon", "FERN-10-Łódź")
    assert "FERN" not in sealed
    assert unseal("coupon", sealed) == "FERN-10-Łódź"


def test_the_same_words_never_look_the_same(app):
    assert seal("coupon", "A") != seal("coupon", "A")


@pytest.mark.parametrize("spoil", [lambda s: s[:-6] + "AAAAA=", lambda s: s[:20], lambda s: "x" + s, lambda s: ""])
def test_a_changed_seal_does_not_open(app, spoil):
    with pytest.raises(Unreadable):
        unseal("coupon", spoil(seal("coupon", "FERN-10")))


def test_a_seal_for_one_purpose_does_not_open_for_another(app):
    with pytest.raises(Unreadable):
        unseal("gift", seal("coupon", "FERN-10"))


def test_a_rotated_key_still_opens_and_finds_what_the_former_one_sealed(app):
    app.extensions["keys"] = [OLD]
    sealed, found = seal("coupon", "FERN-10"), mark("coupon", "FERN-10")
    app.extensions["keys"] = [NEW, OLD]
    assert unseal("coupon", sealed) == "FERN-10"
    assert not is_fresh(sealed)
    assert found in marks("coupon", "FERN-10")
    app.extensions["keys"] = [NEW]
    with pytest.raises(Unreadable):
        unseal("coupon", sealed)
