"""Ruff is set up so that it catches what the house forbids."""

import subprocess
import sys

import pytest

from forum.core.config import ROOT

DOC = '"""Words."""\n'

ACTIONS = "forum/threads/actions.py"

PLANTED = {
    "a clock of one's own": (ACTIONS, "TID251", "import datetime\ndatetime.datetime.now()\n"),
    "the time of day": (ACTIONS, "TID251", "import time\ntime.time()\n"),
    "chance": (ACTIONS, "TID251", "import random\n"),
    "pickle": ("forum/core/cache.py", "TID251", "import pickle\n"),
    "marshal": ("forum/core/cache.py", "TID251", "import marshal\n"),
    "shelve": ("forum/core/cache.py", "TID251", "import shelve\n"),
    "yaml": ("forum/core/config.py", "TID251", "import yaml\n"),
    "markup declared safe": ("forum/threads/views.py", "TID251", "from markupsafe import Markup\n"),
    "a mock": ("tests/polls/test_views.py", "TID251", "from unittest import mock\n"),
    "eval": (ACTIONS, "S307", "eval('1')\n"),
    "exec": (ACTIONS, "S102", "exec('1')\n"),
    "a print": (ACTIONS, "T201", "print('here')\n"),
    "an import inside a function": (
        ACTIONS, "PLC0415", 'def vote():\n    """Vote."""\n    import json\n    return json\n',
    ),
    "no word for a public function": (ACTIONS, "D103", "def vote(): ...\n"),
    "a docstring that is no order": (ACTIONS, "D401", 'def vote():\n    """Returns it."""\n'),
    "too many ways through": (
        ACTIONS, "C901",
        'def vote(n):\n    """Vote."""\n' + "".join(f"    if n == {n}:\n        n += 1\n" for n in range(9)),
    ),
    "a line too long": (ACTIONS, "E501", f"# {'x' * 130}\n"),
    "a relative import": (ACTIONS, "TID252", "from . import models\n"),
}  # fmt: skip


def _lint(path: str, text: str) -> str:
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format", "concise"]
    command += ["--stdin-filename", path, "-"]
    return subprocess.run(command, check=False, input=text, capture_output=True, text=True, cwd=ROOT).stdout


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_caught(name: str):
    path, code, text = PLANTED[name]
    assert f" {code} " in _lint(path, DOC + text)


def test_a_module_says_what_it_is():
    assert " D100 " in _lint(ACTIONS, "VOTES = 1\n")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("forum/core/clock.py", "from datetime import UTC, datetime\n\nmoment = datetime.now(UTC)\n"),
        ("forum/core/text/clean.py", "from markupsafe import Markup\n\nEMPTY = Markup()\n"),
        (ACTIONS, 'import secrets\n\nLOT = secrets.choice("ab")\n'),
    ],
)
def test_those_who_may_are_left_alone(path: str, text: str):
    assert "All checks passed" in _lint(path, '"""Words."""\n\n' + text)
