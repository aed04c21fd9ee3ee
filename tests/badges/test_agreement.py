"""Our rules give an imported community's members the badges that they had: docs/badges.md tells where they differ."""

import pytest

from forum.badges import actions
from tests.badges.agreement import agreement
from tests.importing.importing import run

pytestmark = pytest.mark.data

FLOORS = {"Student": 0.95, "Teacher": 0.95, "Scholar": 0.9, "Nice Question": 0.9, "Nice Answer": 0.9}


def test_members_of_an_imported_community_earn_the_badges_they_had(app, data_sets):
    native = data_sets / "community" / "native" / "conlang.meta"
    if not native.is_dir():
        pytest.skip("no data dumps among the reference data")
    run(app, "stackexchange", native)
    actions.lay_first_set()
    found = {each.name: each for each in agreement()}
    assert found["Student"].theirs > 10
    assert {name: found[name].kept for name, floor in FLOORS.items() if found[name].kept < floor} == {}
