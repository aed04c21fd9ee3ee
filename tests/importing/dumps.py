"""Writes small data dumps by hand."""

import lzma
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

BOM = b"\xef\xbb\xbf"
DAY = "2019-03-{:02}T12:00:00.000"

Values = Mapping[str, object]


def row(**values: object) -> str:
    """Write a row as a dump does."""
    said = " ".join(f'{name}="{escape(str(value)).replace(chr(10), "&#xA;")}"' for name, value in values.items())
    return f"  <row {said} />"


def write(folder: Path, table: str, rows: Iterable[str], *, packed: bool = False) -> Path:
    """Write a table; its first row stands in line 3."""
    folder.mkdir(parents=True, exist_ok=True)
    name = table.lower()
    text = "\n".join(['<?xml version="1.0" encoding="utf-8"?>', f"<{name}>", *rows, f"</{name}>"]) + "\n"
    path = folder / f"{table}.xml{'.xz' if packed else ''}"
    data = BOM + text.encode()
    path.write_bytes(lzma.compress(data) if packed else data)
    return path


def user(key: object, name: str, *, account: object = None) -> str:
    """Write a user."""
    more = {} if account is None else {"AccountId": account}
    return row(Id=key, DisplayName=name, CreationDate=DAY.format(1), Reputation=1, **more)


def question(
    key: object, title: str, body: str = "<p>Why?</p>", *, by: object = 1, day: int = 2, **more: object
) -> str:
    """Write a question."""
    given = {"OwnerUserId": by} if by is not None else {}
    return row(Id=key, PostTypeId=1, CreationDate=DAY.format(day), Title=title, Body=body, **given, **more)


def answer(
    key: object, to: object, body: str = "<p>Because.</p>", *, by: object = 2, day: int = 3, **more: object
) -> str:
    """Write an answer."""
    return row(Id=key, PostTypeId=2, ParentId=to, CreationDate=DAY.format(day), Body=body, OwnerUserId=by, **more)


def comment(key: object, to: object, text: str = "Really?", *, by: object = 1, day: int = 4, **more: object) -> str:
    """Write a comment."""
    return row(Id=key, PostId=to, CreationDate=DAY.format(day), Text=text, UserId=by, **more)


def vote(key: object, post: object, kind: int = 2) -> str:
    """Write a vote: 2 is up, 3 is down."""
    return row(Id=key, PostId=post, VoteTypeId=kind, CreationDate="2019-03-05T00:00:00.000")


def history(
    key: object, post: object, kind: int, text: str = "", *, by: object = 1, day: int = 2, **more: object
) -> str:
    """Write an event of a post's history: 2 is its first text, 5 an edit, 8 a rollback, 10 a closing."""
    return row(
        Id=key, PostId=post, PostHistoryTypeId=kind, CreationDate=DAY.format(day), Text=text, UserId=by, **more
    )  # fmt: skip


def many(folder: Path, questions: int) -> Path:
    """Write a dump of some questions, each with two answers and a comment."""
    write(folder, "Users", [user(1, "Ana"), user(2, "Ben"), user(3, "Chloé")])
    posts, comments, votes = [], [], []
    for number in range(1, questions + 1):
        first = 10 * number
        posts.append(question(
            first, f"Question number {number}", f"<p>Words of <em>{number}</em>.</p>", Tags="<soot><wick>",
            AnswerCount=2, CommentCount=1, Score=1, AcceptedAnswerId=first + 2,
        ))  # fmt: skip
        posts += [answer(first + step, first, Score=0, CommentCount=0, by=step + 1) for step in (1, 2)]
        comments.append(comment(number, first, Score=0))
        votes.append(vote(number, first))
    write(folder, "Posts", posts)
    write(folder, "Comments", comments)
    write(folder, "Votes", votes, packed=True)
    write(folder, "Tags", [row(Id=1, TagName="soot", Count=questions), row(Id=2, TagName="wick", Count=questions)])
    return folder
