"""The head of a request, read once and strictly: what could be read in two ways is refused (S69).

Python's own parser is that of mail: it takes a third of what an answer from the page cache takes, folds lines and
passes over what it does not understand.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import BinaryIO

LONGEST_LINE = 65_536
MOST_LINES = 100
LINE = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*?)[ \t]*\r?\n")
"""A name without blanks around it, and a value without control characters, on one line (RFC 9112, 5)."""
ONCE = frozenset({"CONTENT_LENGTH", "TRANSFER_ENCODING", "HOST"})
LENGTH = re.compile("[0-9]{0,18}", re.ASCII)


class Head:
    """Names and values, as gevent's server asks for them."""

    status = ""

    def __init__(self, file: BinaryIO) -> None:
        self._said: list[tuple[str, str]] = []
        self._first: dict[str, str] = {}
        for name, value in _lines(file):
            if name in self._first and name in ONCE:
                raise ValueError("the head of the request names one thing twice")
            self._said.append((name, value))
            self._first.setdefault(name, value)
        coding, length = self._first.get("TRANSFER_ENCODING"), self._first.get("CONTENT_LENGTH")
        unclear = coding is not None and (coding.lower() != "chunked" or length is not None)
        if unclear or not LENGTH.fullmatch(length or ""):
            raise ValueError("the end of the request could be seen in two places")

    def get(self, name: str, default: str | None = None) -> str | None:
        """Give the first value under a name."""
        return self._first.get(_known(name), default)

    getheader = get

    def __delitem__(self, name: str) -> None:
        del self._first[_known(name)]

    @property
    def typeheader(self) -> str | None:
        """Give the type of the body."""
        return self._first.get("CONTENT_TYPE")

    def variables(self) -> Iterator[tuple[str, str]]:
        """Give what an application is told, by the names that CGI has for it."""
        for name, value in self._said:
            if name not in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
                yield f"HTTP_{name}", value


def _lines(file: BinaryIO) -> Iterator[tuple[str, str]]:
    for _number in range(MOST_LINES + 1):
        line = file.readline(LONGEST_LINE + 1)
        if line in {b"\r\n", b"\n"}:
            return
        found = LINE.fullmatch(line)
        if found is None or len(line) > LONGEST_LINE:
            raise ValueError("the head of the request could be read in two ways")
        name = found[1].decode("latin-1")
        if "_" not in name:  # it would be taken for the same name with a hyphen
            yield _known(name), found[2].decode("latin-1")
    raise ValueError("the head of the request has no end")


@lru_cache(512)
def _known(name: str) -> str:
    return name.upper().replace("-", "_")
