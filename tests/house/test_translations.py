"""Every language says everything, and keeps the names that a sentence needs."""

import subprocess

import pytest
from babel.messages.catalog import Message

from forum.core.config import ROOT
from tests.house.catalogues import lacks, load, loses

CATALOGUES = sorted((ROOT / "forum" / "translations").glob("*/LC_MESSAGES/messages.po"))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_language_says_everything(path):
    assert not [message.id for message in load(path) if message.id and lacks(message)]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_sentence_keeps_its_names(path):
    assert not [(message.id, loses(message)) for message in load(path) if message.id and loses(message)]


@pytest.mark.parametrize(
    "message",
    [
        Message("Hello %(name)s", "Cześć"),
        Message("Hello %(name)s", "Cześć %(nazwa)s"),
        Message("{count} left", "Pozostało: {liczba}"),
        Message(("%(num)s post", "%(num)s posts"), ("%(num)s wpis", "%(liczba)s wpisy", "%(num)s wpisów")),
    ],
)
def test_a_lost_name_is_caught(message):
    assert loses(message)


def test_a_missing_translation_is_caught():
    assert lacks(Message("Hello", ""))
    assert lacks(Message(("%(num)s post", "%(num)s posts"), ("%(num)s wpis", "")))


def test_a_plural_may_leave_its_number_out():
    polish = ("jeden wpis", "%(num)s wpisy", "%(num)s wpisów")
    assert not loses(Message(("one post", "%(num)s posts"), polish))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_catalogue_compiles_as_a_new_house_compiles_it(path, tmp_path):
    command = [str(ROOT / ".venv/bin/pybabel"), "-q", "compile", "-i", str(path), "-o", str(tmp_path / "made.mo")]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
