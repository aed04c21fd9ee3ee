"""A dump is read row by row; what is broken is told with its line and costs nothing else."""

import lzma
from pathlib import Path

import pytest

from forum.importing import dump
from forum.importing.archive import files
from forum.importing.rows import Unreadable
from tests.importing.dumps import BOM, row, write


def read(path: Path) -> tuple[list[str], list[tuple[int, str]]]:
    told: list[tuple[int, str]] = []
    ids = [each.text("Id") for each in dump.rows(path, lambda _file, line, reason: told.append((line, reason)))]
    return ids, told


@pytest.mark.parametrize("packed", [False, True])
def test_rows_come_in_order_with_their_lines(tmp_path, packed):
    path = write(tmp_path, "Tags", [row(Id=1), row(Id=2)], packed=packed)
    assert [each.line for each in dump.rows(path, lambda *_: None)] == [3, 4]
    assert read(path) == (["1", "2"], [])
    assert dump.find(tmp_path, "Tags") == path


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ('  <row Id="9" Text="a < b" />', "not well-formed"),
        ('  <row Id="9" Text="&nbsp;" />', "undefined entity"),
        ('  <row Id="9" Id="9" />', "duplicate attribute"),
        ('  <row Id="9" Text="&#0;" />', "invalid character number"),
        ("  <row Id=9 />", "not well-formed"),
        ('  <row Id="9"', "does not end"),
        ('  <row Id="9" /> and more />', "not well-formed"),
    ],
)
def test_a_broken_row_is_told_and_passed_over(tmp_path, broken, words):
    path = write(tmp_path, "Tags", [row(Id=1), broken, row(Id=2)])
    ids, told = read(path)
    assert ids == ["1", "2"]
    assert [line for line, _ in told] == [4]
    assert words in told[0][1]


def test_bytes_that_are_no_utf8_cost_one_row(tmp_path):
    path = write(tmp_path, "Tags", [row(Id=1), row(Id=2), row(Id=3)])
    path.write_bytes(path.read_bytes().replace(b'Id="2"', b'Id="\xff\xfe"'))
    assert read(path)[0] == ["1", "3"]


def test_a_row_may_go_over_several_lines_and_several_stand_in_one(tmp_path):
    path = write(tmp_path, "Tags", ['<row Id="1"\n  Text="a\n  b"\n/>', f"{row(Id=2)} {row(Id=3)}"])
    assert read(path) == (["1", "2", "3"], [])


def test_a_file_without_its_end_gives_what_it_has(tmp_path):
    path = write(tmp_path, "Tags", [row(Id=1), row(Id=2)])
    path.write_bytes(path.read_bytes().partition(b'  <row Id="2"')[0] + b'  <row Id="2"')
    ids, told = read(path)
    assert ids == ["1"]
    assert told == [(4, "The row does not end.")]


def test_a_packed_file_that_breaks_off_gives_what_it_has(tmp_path):
    path = write(tmp_path, "Tags", [row(Id=number, Text="x" * (number % 97)) for number in range(60_000)], packed=True)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    _ids, told = read(path)
    assert len(told) == 1
    assert "breaks off" in told[0][1]


def test_a_line_without_end_is_told_and_the_next_is_read(tmp_path):
    path = write(tmp_path, "Tags", [f'<row Id="1" Text="{"x" * (dump.LONGEST_LINE + 10)}" />', row(Id=2)])
    ids, told = read(path)
    assert ids == ["2"]
    assert [line for line, _ in told] == [3]


BOMB = '<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("text", [BOMB, BOMB.lower(), "<!ENTITY a SYSTEM 'file:///etc/passwd'>"])
def test_a_file_that_declares_entities_is_refused(tmp_path, text):
    path = write(tmp_path, "Tags", [text, row(Id=1)])
    with pytest.raises(Unreadable):
        read(path)


def test_a_document_type_in_a_row_costs_the_row(tmp_path):
    path = write(tmp_path, "Tags", [f'<row Id="1"/>{BOMB}', row(Id=2)])
    assert read(path)[0] == ["2"]


def test_utf16_is_refused_with_what_to_do(tmp_path):
    path = tmp_path / "Tags.xml"
    path.write_bytes('<tags>\n<row Id="1" />\n</tags>'.encode("utf-16"))
    with pytest.raises(Unreadable, match="Convert it first"):
        read(path)


@pytest.mark.parametrize("find", [lambda folder: dump.find(folder, "Tags"), files])
def test_s49_a_link_out_of_the_folder_is_refused(tmp_path, find):
    folder = tmp_path / "lamps"
    folder.mkdir()
    write(tmp_path, "Tags", [row(Id=1)])
    (tmp_path / "1.json").write_text("{}")
    for name in ("Tags.xml", "1.json"):
        (folder / name).symlink_to(tmp_path / name)
    with pytest.raises(Unreadable, match="leads out of its folder"):
        find(folder)


def test_an_empty_file_has_no_rows(tmp_path):
    (tmp_path / "Tags.xml").write_bytes(BOM)
    (tmp_path / "Tags.xml.xz").write_bytes(lzma.compress(b""))
    assert read(tmp_path / "Tags.xml") == ([], [])
    assert read(tmp_path / "Tags.xml.xz") == ([], [])
