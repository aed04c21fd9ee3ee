"""Sorts the JSON of a Discourse archive: topics and posts as `/t/<id>.json` and `/posts.json` show them.

A post's key is its topic and its number there, for that is how posts name each other. A topic may come in several
pages, in any order.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from forum.importing.archive import documents
from forum.importing.rows import LONGEST_NAME, Malformed, Row, storable, tag_names
from forum.importing.stackexchange import MOST_UNDATED
from forum.importing.staging import NAMELESS, Staging

REGULAR, MODERATOR, SMALL_ACTION, WHISPER = 1, 2, 3, 4
LIKE = "2"
_CLOSINGS = {"closed.enabled", "autoclosed.enabled", "archived.enabled"}
_NOT_SAID = {SMALL_ACTION: "A note of the software, not a post.", WHISPER: "A whisper among the staff."}


def sort(path: Path, staging: Staging) -> None:
    """Sort an archive's documents."""
    for file, line, document in documents(path, staging.skip):
        for place, take, values in _parts(document):
            row = Row(f"{file}#{place}" if place else file, line, values)
            try:
                take(staging, row)
            except (Malformed, TypeError, AttributeError) as error:
                staging.skip(row.file, row.line, str(error) if isinstance(error, Malformed) else "It is misshapen.")
    staging.sort()


def _parts(document: dict[str, Any]) -> Iterator[tuple[str, Any, dict[str, Any]]]:
    """Give what a document is made of: categories, a topic, posts."""
    listed = document.get("category_list") or document
    for values in _objects(listed, "categories"):
        yield f"category-{values.get('id')}", _category, values
    if "post_stream" in document:
        if document.get("title"):
            yield "", _topic, document
        for values in _objects(document["post_stream"], "posts"):
            yield f"post-{values.get('id')}", _post, {"topic_id": document.get("id")} | values
    for values in _objects(document, "latest_posts"):
        yield f"post-{values.get('id')}", _post, values
    if "cooked" in document:
        yield f"post-{document.get('id')}", _post, document


def _objects(document: object, name: str) -> list[dict[str, Any]]:
    found = document.get(name) if isinstance(document, dict) else None
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _category(staging: Staging, row: Row) -> None:
    see = "staff" if row.values.get("read_restricted") else "everyone"
    about = row.text_or("description_text", "")[:1000]
    key = row.key("id")
    staging.put("category", key, row.text("name"), row.key_or_none("parent_category_id"), about, see)
    for inner in _objects(row.values, "subcategory_list"):
        _category(staging, Row(row.file, row.line, {"parent_category_id": key} | inner))


def _topic(staging: Staging, row: Row) -> None:
    key, made = row.key("id"), row.moment("created_at")
    for post in row.values["post_stream"].get("stream") or ():
        staging.expect(str(post), 0)
    if reason := _unseen(row):
        staging.count(reason)
        staging.note(key, "withheld", reason)
        return
    closed = pinned = None
    if row.values.get("closed") or row.values.get("archived"):
        closed = (row.moment_or_none("last_posted_at") or made).isoformat()
    if row.values.get("pinned") or row.values.get("pinned_globally"):
        pinned = (row.moment_or_none("pinned_at") or made).isoformat()
    staging.put(
        "thread", key, "discussion", _place(row), row.text("title"), json.dumps(_tags(row)), None,
        made.isoformat(), closed, "", pinned, over=True,
    )  # fmt: skip
    answer = row.values.get("accepted_answer")
    if isinstance(answer, dict) and answer.get("post_number"):
        staging.note(key, "answer", f"{key}.{answer['post_number']}")


def _unseen(row: Row) -> str | None:
    """Say why a topic is not for everybody's eyes."""
    if row.text_or("archetype", "regular") != "regular":
        return "private conversations"
    if row.values.get("deleted_at"):
        return "deleted topics"
    return "hidden topics" if row.values.get("visible") is False else None


def _tags(row: Row) -> list[str]:
    """Give a topic's tags, which newer versions write as objects."""
    tags = row.values.get("tags") or []
    return tag_names(str(tag.get("name", "")) if isinstance(tag, dict) else str(tag) for tag in tags)


def _place(row: Row) -> str:
    return row.key_or_none("category_id") or "0"


def _post(staging: Staging, row: Row) -> None:
    thread, number, made = row.key("topic_id"), row.number("post_number"), row.moment("created_at").isoformat()
    if row.values.get("id") is not None:
        staging.expect(str(row.values["id"]), 1)
    _guess(staging, row, thread, made)
    if row.text_or("action_code", "") in _CLOSINGS:
        staging.note(thread, "closed", made)
    if reason := _withheld(row):
        staging.skip(row.file, row.line, reason)
        return
    key, to = f"{thread}.{number}", row.number("reply_to_post_number")
    author = row.text_or("username", "").strip()[:LONGEST_NAME] or NAMELESS
    edited = row.moment_or_none("updated_at") if row.number("version", 1) > 1 else None
    kind = "question" if number == 1 else "comment" if to else "answer"
    stored = staging.put(
        "post", key, thread, f"{thread}.{to}" if to else None, kind, number, author, made,
        edited and edited.isoformat(), row.text("cooked"), None, _likes(row), 0, row.file, row.line,
    )  # fmt: skip
    if not stored:
        return  # pages of a topic overlap
    if author != NAMELESS:
        staging.meet(author, made)
    if row.values.get("accepted_answer") is True:
        staging.note(thread, "answer", key)


def _guess(staging: Staging, row: Row, thread: str, made: str) -> None:
    """Make a thread of what its first post tells, for archives that hold posts only."""
    title = row.text_or("topic_title", "") or row.text_or("topic_slug", "").replace("-", " ").capitalize()
    if row.number("post_number") == 1 and title:
        staging.put("thread", thread, "discussion", _place(row), storable(title), "[]", None, made, None, "", None)


def _withheld(row: Row) -> str | None:
    """Say why a post is not for everybody's eyes."""
    kind = row.number("post_type", REGULAR)
    if kind in _NOT_SAID:
        return _NOT_SAID[kind]
    if row.values.get("deleted_at") or row.values.get("user_deleted"):
        return "A deleted post."
    if row.values.get("hidden"):
        return "A hidden post."
    return "A notice without words." if kind == MODERATOR and not row.text_or("cooked", "").strip() else None


def _likes(row: Row) -> int:
    for action in _objects(row.values, "actions_summary"):
        if str(action.get("id")) == LIKE:
            return min(Row(row.file, row.line, action).number("count"), MOST_UNDATED)
    return 0
