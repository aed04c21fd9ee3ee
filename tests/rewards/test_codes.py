"""Files of codes: what is good comes in, what is not is told by its line, and a code is never seen by staff."""

import pytest
from sqlalchemy import select

from forum.core.db import read
from forum.core.refusal import Refused
from forum.rewards import claiming, queries
from forum.rewards.models import CouponCode
from forum.rewards.pool import bring
from tests.rewards import giving
from tests.world import World

pytestmark = pytest.mark.data

SECRET = "FERN-SECRET-77"


def brought(world: World, data: bytes) -> queries.ImportRow:
    found = queries.import_page(bring(world.staff("hana").actor, giving.coupon(world), data))
    assert found
    return found


def test_good_lines_come_in_and_the_others_are_told_by_line(world: World) -> None:
    sheet = (
        b"code,expires\r\nFERN-1,2099-01-01\r\n=cmd|calc,\r\nFERN-1\r\n\r\nAB\r\nFERN-2,tomorrow\r\n"
        b'"FERN-3\r\nFERN-4,2001-01-01\r\nFE RN\r\nFERN-5'
    )
    found = brought(world, sheet)
    assert found.taken == 2
    assert found.faults == [
        [3, "formula", None], [4, "twice", 2], [6, "length", None], [7, "date", None], [8, "broken", None],
        [9, "over", None], [10, "signs", None],
    ]  # fmt: skip


@pytest.mark.parametrize("sheet", ["FERN-1;2099-01-01\nFERN-2;", "FERN-1\tx\nFERN-2", "\ufeffFERN-1\rFERN-2\r"])
def test_however_a_spreadsheet_writes_it_the_first_column_is_read(world: World, sheet: str) -> None:
    assert brought(world, sheet.encode()).taken + len(brought(world, sheet.encode()).faults) >= 2


def test_a_utf_16_file_is_read_and_latin_1_is_told_by_its_line(world: World) -> None:
    assert brought(world, "ŁÓDŹ-1\nŁÓDŹ-2".encode("utf-16")).taken == 2
    with pytest.raises(Refused, match="Line 2 is not UTF-8"):
        brought(world, b"FERN-1\nF\xc9RN-2\nFERN-3")


def test_what_lies_in_a_pool_already_is_told_and_not_taken_twice(world: World) -> None:
    hana, reward_id = world.staff("hana").actor, giving.coupon(world)
    bring(hana, reward_id, b"FERN-1\nFERN-2")
    again = queries.import_page(bring(hana, reward_id, b"FERN-2\nFERN-3"))
    assert again
    assert (again.taken, again.faults) == (1, [[1, "here", reward_id]])
    other = queries.import_page(bring(hana, giving.coupon(world), b"FERN-3\nFERN-4"))
    assert other
    assert (other.taken, other.faults) == (1, [[1, "elsewhere", reward_id]])


def test_a_hundred_thousand_codes_come_in_and_one_more_is_told(world: World) -> None:
    many = "\n".join(f"C{number:06d}" for number in range(100_001)).encode()
    with pytest.raises(Refused, match="100,000"):
        brought(world, many)


def test_a_hundred_codes_cost_as_many_statements_as_one(world: World, statements) -> None:
    hana, reward_id = world.staff("hana").actor, giving.coupon(world)
    with statements() as few:
        bring(hana, reward_id, b"FERN-1")
    with statements() as many:
        bring(hana, reward_id, "\n".join(f"MOSS-{number}" for number in range(100)).encode())
    assert len(many) == len(few)


def test_staff_bring_a_file_and_read_the_report(world: World) -> None:
    hana = world.client(world.staff("hana"))
    reward_id = giving.coupon(world)
    answer = world.post(hana, f"/staff/rewards/{reward_id}/codes", pasted="FERN-1\n=HYPERLINK(1)\nFERN-2")
    report = hana.get(answer.headers["Location"]).text
    assert "2 codes came in" in report
    assert "begins like a formula" in report
    assert world.post(hana, f"/staff/rewards/{reward_id}/codes", pasted="").status_code == 422
    assert world.post(world.client(world.member("ana")), f"/staff/rewards/{reward_id}/codes").status_code == 404


def test_codes_are_not_readable_in_the_database_the_pages_the_bell_the_mail_or_the_log(
    world: World, relay, settings, caplog
) -> None:
    caplog.set_level("DEBUG")
    ana = world.member("ana")
    reward_id = giving.coupon(world, [SECRET])
    grant_id = giving.grant(world, reward_id, ana)
    claiming.claim(ana.actor, grant_id)
    assert claiming.reveal(ana.actor, grant_id) == SECRET
    relay()
    staff, own = world.client(world.staff("hana")), world.client(ana)
    pages = [staff.get(path).text for path in (f"/staff/rewards/{reward_id}", "/staff/rewards", "/staff/audit")]
    pages += [own.get(path).text for path in ("/rewards", "/notifications", f"/search?q={SECRET}&x=1", "/u/ana")]
    assert "There is a reward" not in pages[4]  # claimed, so nothing is left to tell
    assert not [page for page in pages if SECRET in page.replace(f"q={SECRET}", "").replace(f'value="{SECRET}"', "")
                and "/search" not in page]  # fmt: skip
    assert SECRET not in caplog.text
    assert SECRET not in read().scalars(select(CouponCode.sealed)).one()
    letters = [path.read_bytes() for path in settings.data.glob("**/*.eml")]
    assert not [letter for letter in letters if SECRET.encode() in letter]
    facts = read().exec_driver_sql("SELECT payload FROM fact").scalars().all()
    assert SECRET not in str(facts)


def test_the_bell_tells_of_a_reward_without_any_code(world: World, relay) -> None:
    ana = world.member("ana")
    giving.grant(world, giving.coupon(world, [SECRET]), ana)
    relay()
    page = world.client(ana).get("/notifications").text
    assert "There is a reward for you" in page
    assert "Ten percent off" in page
