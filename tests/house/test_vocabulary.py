"""A room speaks the vocabulary of the design, and its own words are listed with what they mean."""

import pytest

from tests.house.reading import Module, modules
from tests.house.vocabulary import FORBIDDEN, OWN, TABLE


def strange_words(*files: Module) -> list[str]:
    """List the files in rooms that nobody agreed on the names of."""
    rooms = [file for file in files if file.room not in {"", "core"}]
    return [file.path for file in rooms if file.word not in TABLE | OWN.get(file.room, {}).keys()]


def test_every_file_of_a_room_has_a_name_we_agreed_on():
    assert not strange_words(*modules())


@pytest.mark.parametrize("path", ["forum/polls/logic.py", "forum/polls/publishing.py", "moderation/desk/routes.py"])
def test_a_strange_name_is_caught(path: str):
    assert strange_words(Module(path, "")) == [path]


def test_every_own_word_is_spoken():
    spoken = {(module.room, module.word) for module in modules()}
    assert not [(room, word) for room, words in OWN.items() for word in words if (room, word) not in spoken]


def test_no_own_word_is_a_woolly_one():
    assert not [word for words in OWN.values() for word in words if word.endswith(FORBIDDEN)]
