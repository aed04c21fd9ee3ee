"""What screening does by the clock: the nightly training, and forgetting."""

import importlib.util
import logging
import os
import subprocess
import sys

from forum.core.config import ROOT, settings
from forum.core.db import stop_reading
from forum.core.jobs import every
from moderation.screening import actions, learning
from moderation.screening.habits import TASKS

DAY_S = 24 * 60 * 60
NIGHT_S = 4 * 60 * 60
"""The longest that a nightly training may take."""

log = logging.getLogger(__name__)


@every(DAY_S)
def forget_old() -> None:
    """Forget what nobody compares with any more."""
    actions.forget_old()


@every(DAY_S)
def learn() -> None:
    """Train the classifiers anew where there is something new to learn; in a process of its own, and gently."""
    if importlib.util.find_spec("sklearn") is None or not any(map(learning.ripe, TASKS)):
        return
    stop_reading()
    command = ["/usr/bin/env", "nice", "-n", "10", sys.executable, "-m", "flask", "screening", "train", "--nightly"]
    environment = os.environ | {"HOMEGROUND_DATA": str(settings().data), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(  # noqa: S603
        command, check=False, cwd=ROOT, env=environment, timeout=NIGHT_S, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"the nightly training ended with {done.returncode}: {done.stderr[-500:]}")
    log.info("%s", done.stdout.strip())
