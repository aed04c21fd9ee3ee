"""Posts get their numbers in the order in which they were written."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from forum.importing.placing import place
from forum.importing.shapes import PostIn, ThreadIn, Votes

START = datetime(2019, 3, 2, tzinfo=UTC)


def post(key: str, kind: str, hour: int, parent: str | None = None, seat: int = 0, likes: int = 0) -> PostIn:
    made = START + timedelta(hours=hour)
    votes = (Votes("like", made, likes), Votes("dislike", made, 1))
    return PostIn(key, parent, kind, seat, "1", made, None, "<p>x</p>", None, votes, (), "Posts.xml", 3)


def numbers(*posts: PostIn) -> dict[str, tuple[int, int | None]]:
    thread = ThreadIn("1", "question", "c", "Title", (), None, None, "", None, posts)
    return {each.post.key: (each.number, each.reply_to) for each in place(thread)}


def test_comments_and_answers_stand_in_the_order_of_time():
    placed = numbers(
        post("1", "question", 0), post("2", "answer", 2), post("c1", "comment", 1, "1"), post("c2", "comment", 3, "2")
    )
    assert placed == {"1": (1, None), "c1": (2, 1), "2": (3, None), "c2": (4, 3)}


def test_the_question_is_first_and_a_comment_follows_its_post_whatever_the_clocks_say():
    placed = numbers(post("2", "answer", -5), post("c1", "comment", -9, "2"), post("1", "question", 0))
    assert placed == {"1": (1, None), "2": (2, None), "c1": (3, 2)}


def test_an_order_that_the_other_site_kept_is_kept():
    placed = numbers(post("1", "question", 9, seat=1), post("2", "answer", 1, seat=2), post("3", "comment", 0, "1", 3))
    assert placed == {"1": (1, None), "2": (2, None), "3": (3, 1)}


def test_a_reply_to_what_is_missing_replies_to_nothing():
    assert numbers(post("1", "question", 0), post("2", "comment", 1, "gone")) == {"1": (1, None), "2": (2, None)}


def test_likes_and_replies_are_counted():
    posts = (post("1", "question", 0, likes=3), post("c1", "comment", 1, "1"), post("c2", "comment", 2, "1"))
    first = place(ThreadIn("1", "question", "c", "T", (), None, None, "", None, posts))[0]
    assert (first.likes, first.replies) == (3, 2)


@given(st.data(), st.lists(st.integers(-50, 50), max_size=12), st.integers(-50, 50))
def test_numbers_are_dense_and_point_backwards(data, hours, opened):
    posts = [post("1", "question", opened)]
    for key, hour in enumerate(hours, 2):
        parent = data.draw(st.sampled_from([None, *(each.key for each in posts if each.kind != "comment")]))
        posts.append(post(str(key), "comment" if parent else "answer", hour, parent))
    order = data.draw(st.permutations(posts))
    placed = numbers(*order)
    assert sorted(number for number, _ in placed.values()) == list(range(1, len(posts) + 1))
    assert placed["1"] == (1, None)
    assert all(target is None or target < number for number, target in placed.values())
    assert placed == numbers(*posts)
