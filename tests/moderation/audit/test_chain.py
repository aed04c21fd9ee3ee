import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app import create_app
from forum.core.access import HOUSE
from forum.core.db import db, read, stop_reading
from forum.core.relay import run_due
from forum.core.transaction import transaction
from moderation.audit import actions, jobs, verifying
from moderation.audit.anchors import anchors, path
from moderation.audit.queries import Wanted, acts

pytestmark = pytest.mark.data

CHANGES = {
    "time": "UPDATE audit SET made_at = '2020-01-01 00:00:00' WHERE id = 3",
    "actor": "UPDATE audit SET actor_id = 77 WHERE id = 3",
    "act": "UPDATE audit SET act = 'case.decided' WHERE id = 3",
    "subject": "UPDATE audit SET subject = 'post:1' WHERE id = 3",
    "seal": "UPDATE audit SET seal = '" + "0" * 64 + "' WHERE id = 3",
    "words": 'UPDATE audit_saying SET words = \'{"why":"kindness"}\' WHERE entry_id = 3',
    "words taken out": "DELETE FROM audit_saying WHERE entry_id = 3",
    "row taken out": "DELETE FROM audit_saying WHERE entry_id = 3; DELETE FROM audit WHERE id = 3",
}


def fill(count=5):
    for number in range(1, count + 1):
        actions.note(HOUSE, "post.deleted", f"post:{number}", why=f"Reason {number}", after={"number": number})


def broken():
    found = verifying.verify()
    assert found is not None
    return found


def by_force(script):
    """Change the database as somebody would who has its file and no scruples: without the triggers."""
    stop_reading()
    sqlite = db.engine.dialect.name == "sqlite"
    with db.engine.begin() as connection:
        if sqlite:
            kept = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
            for name, _sql in kept:
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            connection.execute(text("ALTER TABLE audit DISABLE TRIGGER USER"))
            connection.execute(text("ALTER TABLE audit_saying DISABLE TRIGGER USER"))
        for statement in script.split("; "):
            connection.execute(text(statement))
        if sqlite:
            for _name, sql in kept:
                connection.execute(text(sql))
        else:
            connection.execute(text("ALTER TABLE audit ENABLE TRIGGER USER"))
            connection.execute(text("ALTER TABLE audit_saying ENABLE TRIGGER USER"))


def test_s55_acts_are_numbered_without_gaps_and_the_chain_holds(app):
    fill()
    assert [act.id for act in acts(Wanted())] == [5, 4, 3, 2, 1]
    assert verifying.verify() is None


@pytest.mark.parametrize("table", ["audit", "audit_saying"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET {} = '1'", "DELETE FROM {}"])
def test_s55_the_database_refuses_to_change_or_delete_acts(app, table, verb):
    fill(2)
    column = "act" if table == "audit" else "words"
    with pytest.raises(DBAPIError, match="only grows"), db.engine.begin() as connection:
        connection.execute(text(verb.format(table, column)))
    assert verifying.verify() is None


@pytest.mark.parametrize("change", CHANGES)
def test_s55_verify_names_the_first_broken_row(app, change):
    fill()
    by_force(CHANGES[change])
    found = broken()
    assert (found.entry_id, bool(found.reason)) == (3, True)


def test_s55_the_command_names_the_row_and_fails(app):
    fill()
    runner = app.test_cli_runner()
    assert runner.invoke(args=["audit", "verify"]).exit_code == 0
    by_force(CHANGES["act"])
    said = runner.invoke(args=["audit", "verify"])
    assert (said.exit_code, "Row 3 is broken" in said.output) == (1, True)


def test_s55_an_anchor_finds_a_log_whose_end_was_cut_off(app):
    fill()
    jobs.anchor()
    by_force("DELETE FROM audit_saying WHERE entry_id > 3; DELETE FROM audit WHERE id > 3")
    found = broken()
    assert (found.entry_id, "cut off" in found.reason) == (5, True)


def test_s55_an_anchor_finds_a_log_made_anew(app):
    fill()
    jobs.anchor()
    by_force("DELETE FROM audit_saying; DELETE FROM audit")
    actions.note(HOUSE, "post.deleted", "post:1", why="All is well")
    for _ in range(4):
        actions.note(HOUSE, "post.deleted", "post:1", why="All is well")
    assert "anchored" in broken().reason


def test_an_anchor_is_dropped_once_while_nothing_happens(app):
    fill()
    jobs.anchor()
    jobs.anchor()
    assert [anchor.entry_id for anchor in anchors()] == [5]
    assert path().stat().st_mode & 0o777 == 0o600


def test_s55_the_anchor_is_mailed_to_whoever_holds_it(settings, smtp, compiled_templates):
    app = create_app(replace(settings, audit_mail="auditor@example.org", smtp_url=smtp.url))
    with app.app_context():
        fill(1)
        jobs.anchor()
        run_due()
        letter = smtp.wait_for(lambda message: message["To"] == "auditor@example.org")
        db.engine.dispose()
    assert anchors_in(letter) == 1


def anchors_in(letter):
    return letter.get_content().count(" 1 ")


def test_an_act_is_in_the_log_only_if_what_it_tells_happened(app):
    @transaction
    def fail():
        actions.note(HOUSE, "post.deleted", "post:9")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert acts(Wanted()) == []


def test_what_an_erased_member_was_told_is_taken_out_and_the_chain_still_holds(app):
    fill()
    actions.forget(HOUSE, [2, 3])
    words = list(read().scalars(text("SELECT words FROM audit_saying")))
    assert not any("Reason 2" in line or "Reason 3" in line for line in words)
    assert verifying.verify() is None


def test_keys_that_were_rotated_still_prove_what_they_sealed(settings):
    first = replace(settings, secret_key="a" * 40)
    app = create_app(first)
    with app.app_context():
        fill(2)
        db.engine.dispose()
    rotated = create_app(replace(settings, secret_key="b" * 40, old_secret_keys="a" * 40))
    with rotated.app_context():
        fill(2)
        assert verifying.verify() is None
        db.engine.dispose()
    lost = create_app(replace(settings, secret_key="b" * 40))
    with lost.app_context():
        assert "HOMEGROUND_OLD_SECRET_KEYS" in broken().reason
        db.engine.dispose()


def test_acts_at_the_same_time_come_one_after_the_other(app):
    def note(number):
        with app.app_context():
            actions.note(HOUSE, "post.deleted", f"post:{number}")

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(note, range(24)))
    assert [act.id for act in acts(Wanted())] == list(range(24, 0, -1))
    assert verifying.verify() is None


def test_what_was_said_is_kept_as_it_was(app):
    actions.note(HOUSE, "brand.changed", "brand:1", why="„Ģ” — 🏕", before={"a": None}, after={"a": [1, "x"]})
    (act,) = acts(Wanted())
    assert act.said == {"why": "„Ģ” — 🏕", "before": {"a": None}, "after": {"a": [1, "x"]}}
    assert json.loads(json.dumps(act.said)) == act.said
