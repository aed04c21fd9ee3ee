"""An engine in a process of its own: searching is pure work, and whoever holds open sockets must not wait for it."""

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from forum.core.config import ROOT
from forum.search.engine import Batch, Hit, Overloaded, Question, Unready

PATIENCE_S = 4.0
"""How long a question may take, starting the process and waiting in the queue included."""
LONG_PATIENCE_S = 600.0
LINE = 1 << 16
KEPT = ("PATH", "LANG", "LC_ALL", "TMPDIR", "TZ")


class Remote:
    """Speaks with a child; a child that is gone, or that has to be ended, is started anew by the next question."""

    def __init__(self, engine: str, folder: Path, *, create: bool) -> None:
        self._command = [
            sys.executable, "-m", "forum.search.child", engine, str(folder), "create" if create else "open",
        ]  # fmt: skip
        self._turn = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None
        self._rest = b""

    def write(self, batch: Batch) -> None:
        """Have a batch taken in."""
        given = {"documents": [asdict(document) for document in batch.documents], "gone": list(batch.gone)}
        self._ask("write", LONG_PATIENCE_S, given)

    def search(self, question: Question) -> list[Hit]:
        """Have documents found."""
        return [Hit(*hit) for hit in self._ask("search", PATIENCE_S, asdict(question))["hits"]]

    def counts(self, words: Sequence[str]) -> Mapping[str, int]:
        """Have words counted."""
        found: dict[str, int] = self._ask("counts", PATIENCE_S, {"words": list(words)})["counts"]
        return found

    def similar(self, word: str) -> list[str]:
        """Have words that are alike listed."""
        words: list[str] = self._ask("similar", PATIENCE_S, {"word": word})["words"]
        return words

    def size(self) -> int:
        """Have the documents counted."""
        return int(self._ask("size", PATIENCE_S, {})["size"])

    def memory(self) -> int:
        """Ask the child how much memory it uses, in bytes."""
        return int(self._ask("size", PATIENCE_S, {})["memory"])

    def tidy(self) -> None:
        """Have the index put in order."""
        self._ask("tidy", LONG_PATIENCE_S, {})

    def close(self) -> None:
        """End the child."""
        child, line, self._child, self._line = self._child, self._line, None, None
        if line is not None:
            line.close()
        if child is not None:
            with suppress(ProcessLookupError):
                child.terminate()
            try:
                child.wait(2)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait(2)

    def _ask(self, do: str, patience: float, given: Mapping[str, Any]) -> dict[str, Any]:
        """Ask and wait; once more if the child was gone already, which a child is after a quiet while."""
        if not self._turn.acquire(timeout=PATIENCE_S if patience == PATIENCE_S else LONG_PATIENCE_S):
            raise Overloaded("too many searches at once")
        try:
            answer = self._exchange(do, patience, given) or self._exchange(do, patience, given)
        finally:
            self._turn.release()
        if answer is None:
            raise Overloaded("the searching process ended")
        if answer.get("late"):
            raise Overloaded("the search took too long")
        if "unready" in answer:
            self.close()
            raise Unready(answer["unready"])
        return answer

    def _exchange(self, do: str, patience: float, given: Mapping[str, Any]) -> dict[str, Any] | None:
        try:
            line = self._line or self._start()
            line.settimeout(patience)
            line.sendall(json.dumps({"do": do, "given": given}).encode() + b"\n")
            return self._read(line)
        except TimeoutError as error:
            self.close()
            raise Overloaded("the search took too long") from error
        except OSError:
            self.close()
            return None

    def _read(self, line: socket.socket) -> dict[str, Any] | None:
        while b"\n" not in self._rest:
            piece = line.recv(LINE)
            if not piece:
                self.close()
                return None
            self._rest += piece
        said, _, self._rest = self._rest.partition(b"\n")
        answer: dict[str, Any] = json.loads(said)
        return answer

    def _start(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        with theirs:
            environ = {name: os.environ[name] for name in KEPT if name in os.environ}
            self._child = subprocess.Popen(  # noqa: S603 (our own module, in our own Python)
                self._command,
                cwd=ROOT, env=environ, stdin=theirs.fileno(), stdout=theirs.fileno(), close_fds=True,
            )  # fmt: skip
        self._line, self._rest = ours, b""
        return ours
