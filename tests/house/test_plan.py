"""The contracts of the floor plan hold (`make plan`), and each catches a door where a wall should be."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from forum.core.config import ROOT
from tests.house.reading import modules

PLANTED = {
    "Rooms import only downwards": {"forum/members/queries.py": "from forum.threads import models"},
    "Moderation may use the forum": {"forum/threads/actions.py": "import moderation"},
    "Inside a room": {
        "forum/threads/models.py": "from forum.threads import views",
        "forum/threads/views.py": "",
    },
    "Nobody imports another room's plug file": {
        "forum/polls/views.py": "from forum.threads import listeners",
        "forum/threads/listeners.py": "",
    },
    "No two modules of the house import each other": {
        "forum/threads/steering.py": "from forum.threads import words",
        "forum/threads/words.py": "from forum.threads import steering",
    },
    "know nothing of the web": {"forum/threads/policy.py": "import werkzeug"},
    "core imports no room": {"forum/core/cache.py": "from forum.brands import models"},
    "a room that the plan does not know": {"forum/cellar/__init__.py": "", "forum/cellar/models.py": ""},
}
CONTRACT = {
    "core imports no room": "Rooms import only downwards",
    "a room that the plan does not know": "Rooms import only downwards",
}


@pytest.fixture
def skeleton(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name in ("forum", "moderation", "forum/core"):
        _write(tmp_path / name / "__init__.py", "")
    for room in ("brands", "members", "threads", "polls"):
        _write(tmp_path / "forum" / room / "__init__.py", "")
        _write(tmp_path / "forum" / room / "models.py", "import forum.core")
    return tmp_path


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_import_is_caught(skeleton: Path, name: str):
    for path, text in PLANTED[name].items():
        _write(skeleton / path, text)
    broken = [line for line in _check(skeleton).splitlines() if line.endswith("BROKEN")]
    assert any(CONTRACT.get(name, name) in line for line in broken), broken


def test_an_honest_skeleton_is_left_alone(skeleton: Path):
    assert "0 broken" in _check(skeleton)


def test_every_room_of_the_house_stands_in_the_plan():
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    plan = " ".join(next(contract for contract in contracts if contract["id"] == "rooms")["layers"])
    rooms = {module.room for module in modules() if module.path.startswith("forum/") and module.room}
    assert rooms <= set(plan.replace("|", " ").replace("(", " ").replace(")", " ").split())


def _check(folder: Path) -> str:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
    return subprocess.run(command, check=False, cwd=folder, capture_output=True, text=True).stdout


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'"""Words."""\n{text}\n')
