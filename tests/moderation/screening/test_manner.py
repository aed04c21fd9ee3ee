import pytest

from moderation.screening.hosts import hosts_in, listed
from moderation.screening.mail_hosts import is_disposable
from moderation.screening.manner import drawn_out, piles_marks, prose, share_of_capitals, unseen
from moderation.screening.namesakes import taken_for


def test_capitals_are_counted_among_letters_that_have_them():
    assert share_of_capitals("WHY DOES NOBODY ANSWER ME???") == 100
    assert share_of_capitals("LPG, MSR, BBQ") == 0
    assert share_of_capitals("日本語のとても長い文章はここに書いてありますよ") == 0


def test_code_and_addresses_are_no_shouting():
    text = "`SELECT NAME FROM STOVE WHERE ID` https://EXAMPLE.ORG/AAAAAAAAAAA is what I wrote"
    assert share_of_capitals(prose(text)) < 20


def test_heaped_marks_are_found_and_languages_are_not():
    assert piles_marks("h\u0300\u0301\u0302\u0303e c\u0300\u0301\u0302omes")
    assert not piles_marks("Tiếng Việt, українська, עִבְרִית, हिन्दी, ไทย")


def test_signs_nobody_can_see_are_counted_but_joiners_are_not():
    assert unseen("a\u200bb\u2060c\u202e") == 3
    assert unseen("👩‍👩‍👧 می‌خواهم") == 0


def test_drawn_out_letters_are_found():
    assert drawn_out("Soooooooooooo good") == "oooooooooooo"
    assert drawn_out("hmm, cooool!!") is None


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("See https://user@Spam.example.com/x.", ["spam.example.com"]),
        ("www.foo.ru, and bar.shop!", ["foo.ru", "bar.shop"]),
        ("[x](//evil.io) http:/x.yy/", ["evil.io", "x.yy"]),
        ("https://пример.com", ["xn--e1afmkfd.com"]),
        ("mail ana@example.com, e.g. version 1.2.3 and so.on", []),
    ],
)
def test_hosts_are_found_however_the_link_is_written(text, hosts):
    assert hosts_in(text) == hosts


def test_s45_hosts_are_compared_by_whole_labels():
    assert listed("a.spam.com", {"spam.com"}) == "spam.com"
    assert listed("notspam.com", {"spam.com"}) is None


def test_throw_away_mail_hosts_are_known():
    assert is_disposable("mailinator.com")
    assert is_disposable("sub.mailinator.com")
    assert not is_disposable("example.org")


@pytest.mark.parametrize("name", ["mirandaa", "m.i.r.a.n.d.a", "Miranda1", "mirаnda", "mirnada", "miranta", "rniranda"])
def test_a_name_is_taken_for_another(name):
    assert taken_for(name, ["hanna", "miranda"]) == "miranda"


@pytest.mark.parametrize("name", ["miranda", "ben", "amanda", "ana", "anna", "bob"])
def test_other_names_are_left_alone(name):
    assert taken_for(name, ["miranda", "bobby", "anja"]) is None
