"""The child that searches: `python -m forum.search.child ENGINE FOLDER open|create`, spoken to in lines of JSON.

It has no database, session or secret, little memory and little time for one question, and goes when nobody has asked
for a while or whoever started it is gone.
"""

import json
import os
import resource
import select
import signal
import sys
import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path
from types import FrameType
from typing import Any

from forum.search.engine import Batch, Document, Engine, Question, Unready
from forum.search.fts5 import Fts5
from forum.search.whoosh import Whoosh

ENGINES: dict[str, Callable[..., Engine]] = {"whoosh": Whoosh, "fts5": Fts5}
MEMORY = 1536 * 2**20
"""Address space: an index is mapped into it, which is not memory in use."""
DEADLINE_S = 2.0
"""The most CPU time for one question."""
IDLE_S = 600.0
LOOK_EVERY_S = 0.25

Answer = dict[str, Any]


class Late(Exception):
    """The question took all the time it may take."""


def answer(engine: Engine, said: dict[str, Any]) -> Answer:
    """Do one thing that was asked for."""
    do, given = said["do"], said.get("given", {})
    if do == "search":
        with_time = _within(lambda: engine.search(Question(**given)))
        return {"hits": [astuple(hit) for hit in with_time]}
    if do == "write":
        documents = [Document(**each) for each in given["documents"]]
        engine.write(Batch(documents, given["gone"]))
        return {}
    if do == "similar":
        return {"words": _within(lambda: engine.similar(given["word"]))}
    if do == "counts":
        return {"counts": dict(engine.counts(given["words"]))}
    if do == "size":
        return {"size": engine.size(), "memory": _memory()}
    engine.tidy()
    return {}


def serve(engine: Engine) -> None:
    """Answer line by line until nobody asks any more."""
    quiet = 0.0
    while quiet < IDLE_S:
        if not select.select([sys.stdin], [], [], LOOK_EVERY_S)[0]:
            quiet += LOOK_EVERY_S
            if isinstance(engine, Whoosh):
                with suppress(Exception):  # what is wrong with the index is told to whoever asks next
                    engine.refresh()  # between questions, so that none has to wait for it
            continue
        quiet, line = 0.0, sys.stdin.buffer.readline()
        if not line:
            return
        _say(_answered(engine, line))


def _answered(engine: Engine, line: bytes) -> Answer:
    try:
        return answer(engine, json.loads(line))
    except Late:
        return {"late": True}
    except MemoryError:
        return {"late": True}
    except Unready as error:
        return {"unready": str(error)}
    except Exception as error:  # whatever a torn index leads to; our caller builds it anew
        return {"unready": f"{type(error).__name__}: {error}"}


def _within(work: Callable[[], Any]) -> Any:
    """Work for so much CPU time at most."""
    signal.setitimer(signal.ITIMER_PROF, DEADLINE_S)
    try:
        return work()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _late(_number: int, _frame: FrameType | None) -> None:
    raise Late


def _memory() -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _say(said: Answer) -> None:
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n")
    sys.stdout.buffer.flush()


def main() -> None:
    """Open the index and serve; an index that cannot be opened is told as the answer to everything."""
    name, folder, purpose = sys.argv[1:]
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    warnings.simplefilter("ignore")  # Whoosh's own, of Python's newer versions
    signal.signal(signal.SIGPROF, _late)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started us
    try:
        engine = ENGINES[name](Path(folder), create=purpose == "create")
    except Unready as error:
        if sys.stdin.buffer.readline():
            _say({"unready": str(error)})
        return
    _ = signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(0))
    serve(engine)


if __name__ == "__main__":
    main()
