import subprocess
import sys
from importlib.util import find_spec

import pytest

from forum.core import later
from forum.core.config import ROOT

SERVES = """
import sys
from app import create_app
from forum.core import later
from forum.core.setup import bring_up_to_date

app = create_app()
with app.app_context():
    bring_up_to_date()
assert app.test_client().get("/", headers={"Host": "localhost:8000"}).status_code in (200, 303)
print(*(later.LATER - later.unloaded()), *sys.modules.keys() & {"alembic", "bs4", "PIL", "forum.home.seeds"})
"""
TOGETHER = """
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from forum.core import later
import zxcvbn

assert "zxcvbn" in later.unloaded()
MANY = 8
together = Barrier(MANY)

def judge(password):
    together.wait()
    return zxcvbn.zxcvbn(password)["score"]

with ThreadPoolExecutor(MANY) as pool:
    print(*pool.map(judge, ["lantern"] * MANY))
"""


def said(program, **environ):
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.data
def test_a_house_starts_and_answers_without_what_it_seldom_needs(app, settings):
    if not settings.embedded:
        pytest.skip("the scaled house has other needs")
    assert said(SERVES, HOMEGROUND_DATA=str(settings.data), HOMEGROUND_URL="http://localhost:8000") == []


def test_many_who_ask_at_once_find_it_whole():
    answers = said(TOGETHER)
    assert len(answers) == 8
    assert len(set(answers)) == 1


def test_all_of_them_are_there():
    assert {name for name in later.LATER if find_spec(name) is None} == set()
