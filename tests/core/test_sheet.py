import csv
import io

import pytest

from forum.core.sheet import sheet


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =cmd|' /C calc'!A0"])
def test_s41_no_cell_of_a_sheet_is_a_formula(text):
    (row,) = csv.reader(io.StringIO(sheet([[text]]).removeprefix("\ufeff"), newline=""))
    assert row == [f"'{text}"]


def test_numbers_and_words_stay_what_they_are():
    assert sheet([["a,b", -3, 1.5, None, 'say "x"']]) == '\ufeff"a,b",-3,1.5,,"say ""x"""\r\n'
