"""What a thread is to machines that read pages: schema.org's DiscussionForumPosting and QAPage."""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

from forum.core.text import plain
from forum.threads.reading import PostView, ThreadHead

CONTEXT = "https://schema.org"
LONGEST_TEXT = 500


def structured(thread: ThreadHead, posts: Sequence[PostView], absolute: Callable[[str], str]) -> dict[str, Any]:
    """Describe a page of a thread; deleted posts are left out."""
    seen = [post for post in posts if post.deleted_at is None]
    if thread.kind == "question" and seen and seen[0].number == 1:
        return _question(thread, seen, absolute)
    return _discussion(thread, seen, absolute)


def _discussion(thread: ThreadHead, posts: Sequence[PostView], absolute: Callable[[str], str]) -> dict[str, Any]:
    first = posts[0] if posts and posts[0].number == 1 else None
    return {
        "@context": CONTEXT,
        "@type": "DiscussionForumPosting",
        "headline": thread.title,
        "text": plain(first.html)[:LONGEST_TEXT] if first else thread.excerpt,
        "url": absolute(thread.address),
        "author": _person(thread.author_name, absolute),
        "datePublished": thread.created_at.isoformat(),
        "interactionStatistic": [
            _count("CommentAction", thread.post_count - 1),
            _count("LikeAction", thread.like_count),
        ],
        "comment": [_words("Comment", thread, post, absolute) for post in posts if post.number > 1],
    }


def _question(thread: ThreadHead, posts: Sequence[PostView], absolute: Callable[[str], str]) -> dict[str, Any]:
    answers = {post.id: _words("Answer", thread, post, absolute) for post in posts if post.number > 1}
    accepted = answers.pop(thread.answer_id, None) if thread.answer_id else None
    question = {
        "@type": "Question",
        "name": thread.title,
        "text": plain(posts[0].html)[:LONGEST_TEXT],
        "answerCount": max(thread.post_count - 1, 0),
        "upvoteCount": posts[0].like_count,
        "author": _person(thread.author_name, absolute),
        "datePublished": thread.created_at.isoformat(),
        "suggestedAnswer": list(answers.values()),
    }
    if accepted:
        question["acceptedAnswer"] = accepted
    return {"@context": CONTEXT, "@type": "QAPage", "url": absolute(thread.address), "mainEntity": question}


def _words(kind: str, thread: ThreadHead, post: PostView, absolute: Callable[[str], str]) -> dict[str, Any]:
    return {
        "@type": kind,
        "text": plain(post.html)[:LONGEST_TEXT],
        "url": absolute(f"{thread.address}/{post.number}#post-{post.number}"),
        "author": _person(post.author_name, absolute),
        "datePublished": post.published_at.isoformat(),
        "upvoteCount": post.like_count,
    }


def _person(name: str, absolute: Callable[[str], str]) -> dict[str, Any]:
    return {"@type": "Person", "name": name, "url": absolute(f"/u/{quote(name)}")}


def _count(kind: str, count: int) -> dict[str, Any]:
    return {
        "@type": "InteractionCounter",
        "interactionType": f"https://schema.org/{kind}",
        "userInteractionCount": max(count, 0),
    }
