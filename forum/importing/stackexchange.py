"""Sorts a Stack Exchange data dump: what each of its tables means here."""

import json
import re
from collections.abc import Callable
from pathlib import Path

from flask_babel import lazy_gettext as _l

from forum.core.text import plain
from forum.importing import dump
from forum.importing.rows import LONGEST_NAME, Malformed, Row, Unreadable, split_tags
from forum.importing.staging import NAMELESS, Staging

MOST_UNDATED = 10_000
"""Votes that are believed where a dump has only their number."""

QUESTION, ANSWER = "1", "2"
_POST_KINDS = {"3": "wikis", "4": "tag descriptions", "5": "tag wikis", "6": "election nominations",
               "7": "moderator and wiki placeholders", "8": "privilege wikis"}  # fmt: skip
_VOTES = {"2": "like", "3": "dislike"}
_OTHER_VOTES = {"1": "acceptance, told by the question", "4": "offensive flag", "5": "favourite", "6": "close",
                "7": "reopen", "8": "bounty start", "9": "bounty close", "10": "delete", "11": "undelete",
                "12": "spam flag", "15": "moderator review", "16": "suggested edit"}  # fmt: skip
_LEVELS = {"1": "gold", "2": "silver", "3": "bronze"}
_BODIES = {"2", "5", "8"}
_CLOSED = "10"
_REASONS = {
    "1": _l("Asked before"), "2": _l("Off topic"), "3": _l("Not constructive"), "4": _l("Not a real question"),
    "7": _l("Too narrow"), "10": _l("Easily looked up"), "20": _l("Pointless"), "101": _l("Asked before"),
    "102": _l("Off topic"), "103": _l("Unclear what is asked"), "104": _l("Too broad"),
    "105": _l("A matter of opinion"),
}  # fmt: skip


def sites(path: Path, called: str | None = None) -> list[tuple[str, Path]]:
    """Give the name and folder of each site in a folder: itself, or those inside it."""
    if not path.is_dir():
        raise Unreadable(f"{path} is no folder. Give the folder with Posts.xml, or one that holds such folders.")
    folders = [path] if dump.find(path, "Posts") else sorted(each for each in path.iterdir() if each.is_dir())
    found = [(called or folder.resolve().name, folder) for folder in folders if dump.find(folder, "Posts")]
    if not found:
        raise Unreadable(f"{path} holds no Posts.xml or Posts.xml.xz, nor do the folders in it.")
    if called and len(found) > 1:
        raise Unreadable(f"{path} holds {len(found)} sites: a name can be given to one of them at a time.")
    return found


def home_of(site: str) -> str:
    """Give the address that a site's relative links were meant for."""
    return f"https://{site}" if site.endswith((".com", ".net", ".org")) else f"https://{site}.stackexchange.com"


def sort(folder: Path, site: str, staging: Staging) -> None:
    """Sort a site's tables; those that a dump lacks are made up for where that can be done."""
    staging.put("category", site, re.sub(r"[._-]+", " ", site).capitalize(), None, "", "everyone")
    voted = dump.find(folder, "Votes") is not None
    tables: dict[str, Callable[[Staging, Row], None]] = {
        "Users": _user,
        "Posts": lambda staging, row: _post(staging, row, site, voted),
        "Comments": _comment,
        "Votes": _vote,
        "PostHistory": _history,
        "Badges": _badge,
    }
    for name, take in tables.items():
        path = dump.find(folder, name)
        for row in dump.rows(path, staging.skip) if path else ():
            try:
                take(staging, row)
            except Malformed as error:
                staging.skip(row.file, row.line, str(error))
    _count_rest(folder, staging)
    staging.sort()


def _user(staging: Staging, row: Row) -> None:
    account = row.key_or_none("AccountId")
    name = row.text_or("DisplayName", "")[:LONGEST_NAME]
    _once(staging.put("person", row.key("Id"), account, name, row.moment("CreationDate").isoformat()))


def _post(staging: Staging, row: Row, site: str, voted: bool) -> None:
    kind = row.text("PostTypeId")
    if kind not in {QUESTION, ANSWER}:
        staging.count(_POST_KINDS.get(kind, f"posts of the unknown kind {kind[:20]}"))
        return
    key, made, body = row.key("Id"), row.moment("CreationDate"), row.text("Body")
    thread = key if kind == QUESTION else row.key("ParentId")
    likes, dislikes = (0, 0) if voted else _undated(row)
    edited = row.moment_or_none("LastEditDate")
    head = _head(row, key, site) if kind == QUESTION else None
    _once(staging.put(
        "post", key, thread, None, "question" if head else "answer", 0, _author(row, "Owner"), made.isoformat(),
        edited and edited.isoformat(), body, None, likes, dislikes, row.file, row.line,
    ))  # fmt: skip
    if head:
        staging.put("thread", *head)


def _head(row: Row, key: str, site: str) -> tuple[object, ...]:
    closed = row.moment_or_none("ClosedDate")
    tags = json.dumps(split_tags(row.text_or("Tags", "")))
    return (
        key, "question", site, row.text_or("Title", ""), tags, row.key_or_none("AcceptedAnswerId"),
        row.moment("CreationDate").isoformat(), closed and closed.isoformat(), "", None,
    )  # fmt: skip


def _comment(staging: Staging, row: Row) -> None:
    _once(staging.put(
        "post", f"c{row.key('Id')}", None, row.key("PostId"), "comment", 0, _author(row, "User"),
        row.moment("CreationDate").isoformat(), None, None, row.text("Text"), _undated(row)[0], 0, row.file, row.line,
    ))  # fmt: skip


def _author(row: Row, role: str) -> str:
    """Give the key of who wrote something: a user, or the name that a deleted one left."""
    user = row.key_or_none("UserId" if role == "User" else f"{role}UserId")
    name = row.text_or(f"{role}DisplayName", "").strip()[:LONGEST_NAME]
    return user or NAMELESS + name


def _undated(row: Row) -> tuple[int, int]:
    """Give the likes and dislikes of a post of which only their difference is known."""
    score = max(-MOST_UNDATED, min(MOST_UNDATED, row.number("Score")))
    return max(0, score), max(0, -score)


def _vote(staging: Staging, row: Row) -> None:
    kind = row.text("VoteTypeId")
    if kind not in _VOTES:
        staging.count(f"votes ({_OTHER_VOTES.get(kind, f'kind {kind[:20]}')})")
        return
    _once(staging.put("vote", row.key("Id"), row.key("PostId"), _VOTES[kind], row.moment("CreationDate").isoformat()))


def _history(staging: Staging, row: Row) -> None:
    kind = row.text("PostHistoryTypeId")
    if kind in _BODIES:
        _once(staging.put(
            "revision", row.key("Id"), row.key("PostId"), row.moment("CreationDate").isoformat(),
            row.key_or_none("UserId"), row.text_or("Text", ""),
        ))  # fmt: skip
    elif kind == _CLOSED:
        staging.note(row.key("PostId"), "reason", str(_REASONS.get(row.text_or("Comment", ""), "")))
    else:
        staging.count("events in the history of posts other than edits of their text and closings")


def _badge(staging: Staging, row: Row) -> None:
    level = _LEVELS.get(row.text_or("Class", ""), "")
    name = plain(row.text("Name"))[:LONGEST_NAME]
    _once(staging.put("badge", row.key("Id"), row.key("UserId"), name, level, row.moment("Date").isoformat()))


def _once(stored: bool) -> None:
    if not stored:
        raise Malformed("A row with this id came before.")


def _count_rest(folder: Path, staging: Staging) -> None:
    path = dump.find(folder, "PostLinks")
    links = sum(1 for _ in dump.rows(path, staging.skip)) if path else 0
    if links:
        staging.count("links between questions", links)
