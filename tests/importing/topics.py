"""Writes topics by hand as a Discourse shows them."""

from typing import Any

DAY = "2023-05-{:02}T10:00:00.000Z"


def topic(key: int, title: str, posts: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """Write a topic with some of its posts."""
    return {
        "id": key, "title": title, "fancy_title": title, "posts_count": len(posts), "created_at": DAY.format(1),
        "last_posted_at": DAY.format(9), "views": 9, "like_count": 0, "visible": True, "closed": False,
        "archived": False, "archetype": "regular", "slug": title.lower().replace(" ", "-"), "category_id": 5,
        "pinned": False, "pinned_globally": False, "deleted_at": None, "tags": ["soot"],
        "post_stream": {"posts": posts, "stream": [post["id"] for post in posts]},
        "details": {"created_by": {"id": 1, "username": "ana"}},
    } | more  # fmt: skip


def post(number: int, cooked: str = "<p>Words</p>", by: str = "ana", **more: Any) -> dict[str, Any]:
    """Write a post."""
    return {
        "id": 1000 + number, "name": by.title(), "username": by, "created_at": DAY.format(number), "cooked": cooked,
        "post_number": number, "post_type": 1, "updated_at": DAY.format(number), "reply_count": 0,
        "reply_to_post_number": None, "version": 1, "hidden": False, "deleted_at": None, "user_deleted": False,
        "actions_summary": [], "accepted_answer": False, "topic_id": 7, "topic_slug": "why-does-it-smoke",
    } | more  # fmt: skip


def likes(count: int) -> list[dict[str, int]]:
    """Write what was done to a post."""
    return [{"id": 4, "count": 9}, {"id": 2, "count": count}]
