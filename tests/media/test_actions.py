"""Sending, showing and losing pictures."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread
from typing import NamedTuple

import pytest
from sqlalchemy import select, update

from forum.core.access import GUEST, HOUSE, Actor, Denied
from forum.core.clock import now
from forum.core.db import db, read
from forum.core.refusal import Refused
from forum.core.transaction import transaction
from forum.media import actions, jobs, queries, registry
from forum.media.darkroom import NotTaken
from forum.media.models import Picture, PictureUse, stored_at
from forum.media.storage import StorageFull, storage
from forum.members.actions import set_avatar
from tests.media import pictures

pytestmark = pytest.mark.data


@pytest.fixture(autouse=True)
def asked(app):
    """Stand in a request: refusals are told in its language."""
    with app.test_request_context():
        yield


def small() -> bytes:
    return pictures.encoded(pictures.quarters())


def large() -> bytes:
    return pictures.encoded(pictures.photograph(1500, 1000), "JPEG")


def seen(actor: Actor, key: str) -> queries.PictureView:
    """Give a picture as whoever may change it sees it."""
    found = queries.picture(actor, key)
    assert found is not None
    return found


def files(key: str) -> list[str]:
    """List what the storage has of a picture."""
    return [stored.rpartition("/")[2] for stored in storage().keys(stored_at(key))]


@transaction
def age(key: str, **span: int) -> None:
    """Let a picture be so much older."""
    past = now() - timedelta(**span)
    shift = {Picture.created_at: past, Picture.unused_since: past}
    db.session.execute(update(Picture).where(Picture.key == key, Picture.unused_since.is_not(None)).values(shift))


def test_a_picture_can_be_shown_at_once_and_its_widths_follow(world, relay):
    sent = actions.upload(world.member("ilze").actor, large())
    assert files(sent.key) == ["base.webp"]
    [shown] = queries.pictures_for([sent.key]).values()
    assert (shown.src, shown.width, shown.height) == (f"/media/{sent.key}/base.webp", 1500, 1000)
    assert [each.split()[1] for each in shown.srcset] == ["320w", "640w", "1280w", "1500w"]
    relay()
    assert files(sent.key) == ["1280.webp", "320.webp", "640.webp", "base.webp"]


def test_a_small_picture_has_no_other_widths(world, relay):
    sent = actions.upload(world.member("ilze").actor, small())
    relay()
    assert files(sent.key) == ["base.webp"]
    assert queries.pictures_for([sent.key])[sent.key].srcset == ()


def test_names_of_pictures_cannot_be_guessed(world):
    ilze = world.member("ilze").actor
    keys = {actions.upload(ilze, small()).key for _ in range(5)}
    assert len(keys) == 5
    assert all(len(key) == 32 and int(key, 16) for key in keys)


def test_making_the_widths_twice_makes_the_same(world, relay):
    sent = actions.upload(world.member("ilze").actor, large())
    relay()
    picture = read().execute(select(Picture.id, Picture.files).where(Picture.key == sent.key)).one()
    jobs.make_variants(picture.id)
    assert len(picture.files) == 4
    assert read().scalar(select(Picture.files).where(Picture.key == sent.key)) == picture.files


def test_widths_of_a_picture_deleted_meanwhile_are_not_kept(world, relay):
    ilze = world.member("ilze").actor
    sent = actions.upload(ilze, large())
    picture_id = read().scalar(select(Picture.id).where(Picture.key == sent.key)) or 0
    actions.delete(ilze, sent.key)
    relay()
    jobs.make_variants(picture_id)
    assert files(sent.key) == []


@pytest.mark.parametrize("kind", ["avatar", "logo"])
def test_faces_and_logos_have_all_their_sizes_at_once(world, kind):
    sent = actions.upload(world.staff("marta").actor, small(), kind)
    sizes = {"avatar": ["192", "320", "48", "96"], "logo": ["base", "icon-192", "icon-48", "icon-512", "icon-96"]}
    assert files(sent.key) == [f"{size}.webp" for size in sizes[kind]]


@pytest.mark.parametrize(
    ("actor", "kind", "reason"),
    [
        (GUEST, "post", "Sign in"),
        (replace(GUEST, member_id=1, role="member"), "post", "Confirm"),
        (replace(GUEST, member_id=1, role="member", confirmed=True, suspended_until="2030"), "post", "not write"),
        (replace(GUEST, member_id=1, role="moderator", confirmed=True), "logo", "Only staff"),
        (replace(GUEST, member_id=1, role="admin", confirmed=True), "film", "what the picture is for"),
    ],
)
def test_s23_who_may_not_write_may_not_send(app, actor, kind, reason):
    with pytest.raises(Denied, match=reason):
        actions.upload(actor, small(), kind)
    assert list(storage().keys()) == []


def test_a_refused_picture_leaves_nothing(world, relay):
    with pytest.raises(NotTaken) as refusal:
        actions.upload(world.member("ilze").actor, b"<svg/>")
    assert refusal.value.status == 415
    relay()
    assert read().scalar(select(Picture.id)) is None
    assert list(storage().keys()) == []


def test_s49_a_member_sends_so_many_pictures_a_day(world, monkeypatch):
    monkeypatch.setitem(actions.PER_DAY, "new", 2)
    ilze = world.member("ilze").actor
    first = actions.upload(ilze, small())
    actions.upload(ilze, small())
    with pytest.raises(NotTaken, match="enough pictures for today") as refusal:
        actions.upload(ilze, small())
    assert refusal.value.status == 429
    actions.upload(world.member("juris").actor, small())
    age(first.key, days=1, minutes=1)
    actions.upload(ilze, small())


def test_s52_a_race_does_not_beat_the_quota(world, monkeypatch):
    monkeypatch.setitem(actions.PER_DAY, "new", 2)
    ilze, start, taken = world.member("ilze").actor, Barrier(5), []

    def send() -> None:
        with world.app.test_request_context():
            start.wait()
            with suppress(NotTaken):
                taken.append(actions.upload(ilze, small()))

    threads = [Thread(target=send) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 2


def test_s49_a_disk_that_is_nearly_full_takes_no_pictures_and_shows_those_it_has(world, monkeypatch):
    sent = actions.upload(world.member("ilze").actor, small())
    monkeypatch.setattr(actions, "LEAST_FREE", 2**62)
    with pytest.raises(NotTaken, match="no room") as refusal:
        actions.upload(world.member("juris").actor, small())
    assert refusal.value.status == 503
    assert storage().get(stored_at(sent.key, "base.webp"))


class Brimming(NamedTuple):
    """A storage whose disk fills up after some files."""

    inner: object
    left: list[int]

    def __getattr__(self, name: str) -> object:
        return getattr(self.inner, name)

    def put(self, key: str, data: bytes, content_type: str) -> None:
        """Keep a file while there is room."""
        if not self.left:
            raise StorageFull(key)
        self.left.pop()
        self.inner.put(key, data, content_type)  # type: ignore[attr-defined]


def test_s64_a_disk_that_fills_up_in_between_leaves_no_half_picture(world, relay, monkeypatch):
    brimming = Brimming(storage(), [1, 1])
    monkeypatch.setattr(actions, "storage", lambda: brimming)
    with pytest.raises(NotTaken, match="no room"):
        actions.upload(world.member("ilze").actor, small(), "avatar")
    relay()
    assert list(storage().keys()) == []
    assert read().scalar(select(Picture.id)) is None


def test_s59_the_same_picture_sent_twice_with_one_key_is_one(world):
    ilze = world.member("ilze").actor
    first = actions.upload(ilze, small(), once="k1")
    assert actions.upload(ilze, small(), once="k1") == first
    assert actions.upload(ilze, small(), once="k2") != first
    with pytest.raises(Refused, match="other words"):
        actions.upload(ilze, large(), once="k1")


def test_a_picture_is_described_or_said_to_decorate(world):
    ilze = world.member("ilze").actor
    key = actions.upload(ilze, small()).key
    with pytest.raises(Refused, match="Say what the picture shows"):
        actions.describe(ilze, key, "  ", decorative=False)
    actions.describe(ilze, key, " A red \n mug ", decorative=False)
    assert seen(ilze, key).alt == "A red mug"
    assert seen(ilze, key).markdown == f"![A red mug](picture:{key})"
    actions.describe(ilze, key, "ignored", decorative=True)
    assert (seen(ilze, key).alt, seen(ilze, key).decorative) == ("", True)


def test_s17_only_its_owner_changes_a_picture_and_moderators_who_see_it(world, monkeypatch):
    ilze, other, modris = world.member("ilze").actor, world.member("juris").actor, world.moderator("modris").actor
    key = actions.upload(ilze, small()).key
    actions.claim_pictures("post:7", [key], ilze)
    for actor in (other, modris):
        with pytest.raises(Denied):
            actions.describe(actor, key, "mine", decorative=False)
        with pytest.raises(Denied):
            actions.delete(actor, key)
        assert queries.picture(actor, key) is None
    monkeypatch.setitem(registry._sees, "post", lambda _actor, ids: ids == [7])
    with pytest.raises(Denied):
        actions.delete(other, key)
    actions.describe(modris, key, "A mug", decorative=False)
    assert seen(ilze, key).alt == "A mug"


def test_whoever_wore_a_picture_that_is_deleted_wears_none(world, relay):
    ilze = world.member("ilze").actor
    key = actions.upload(ilze, small(), "avatar").key
    set_avatar(ilze, key)
    actions.delete(world.moderator("modris").actor, key)
    relay()
    assert queries.avatar_of(ilze.member_id or 0) == []


@pytest.mark.parametrize("words", ["a" * 501, "\x00", "\ud800"])
def test_words_that_cannot_be_kept_are_refused(world, words):
    ilze = world.member("ilze").actor
    key = actions.upload(ilze, small()).key
    with pytest.raises(Refused) as refusal:
        actions.describe(ilze, key, words, decorative=False)
    assert refusal.value.field == "alt"


def test_s48_a_deleted_picture_vanishes_from_the_storage(world, relay):
    ilze = world.member("ilze").actor
    sent = actions.upload(ilze, large())
    relay()
    actions.claim_pictures("post:1", [sent.key], ilze)
    actions.delete(ilze, sent.key)
    relay()
    assert files(sent.key) == []
    assert queries.pictures_for([sent.key]) == {}
    assert read().scalar(select(PictureUse.subject)) is None


def test_what_nothing_shows_is_purged_after_a_day(world, relay):
    ilze = world.member("ilze").actor
    kept, left, fresh = (actions.upload(ilze, small()).key for _ in range(3))
    actions.claim_pictures("post:1", [kept], ilze)
    age(left, days=1, minutes=1)
    age(kept, days=9)
    jobs.purge_orphans()
    relay()
    assert (files(kept), files(left), files(fresh)) == (["base.webp"], [], ["base.webp"])


def test_a_picture_taken_out_of_its_post_has_one_more_day(world, relay):
    ilze = world.member("ilze").actor
    one, other = (actions.upload(ilze, small()).key for _ in range(2))
    actions.claim_pictures("post:1", [one, other], ilze)
    actions.claim_pictures("post:2", [other], ilze)
    actions.release_pictures("post:1")
    age(one, days=1, minutes=1)
    age(other, days=1, minutes=1)
    jobs.purge_orphans()
    assert list(queries.pictures_for([one, other])) == [other]


def test_an_upload_that_was_killed_is_purged_too(world, relay):
    ilze = world.member("ilze").actor
    key, _arrived = actions._reserve(ilze, "post", None, "")
    storage().put(stored_at(key, "base.webp"), b"half", "image/webp")
    assert queries.pictures_for([key]) == {}
    age(key, days=1, minutes=1)
    jobs.purge_orphans()
    relay()
    assert list(storage().keys()) == []


def test_s18_knowing_its_key_does_not_let_one_publish_anothers_picture(world):
    key = actions.upload(world.member("ilze").actor, small()).key
    actions.claim_pictures("post:1", [key], world.member("juris").actor)
    assert read().scalar(select(PictureUse.subject)) is None


def test_what_the_house_sent_may_be_shown_by_whoever_shows_it_first(world):
    key = actions.upload(HOUSE, small()).key
    actions.claim_pictures("post:1", [key], world.member("ilze").actor)
    actions.claim_pictures("post:2", [key], world.member("juris").actor)
    assert read().scalars(select(PictureUse.subject)).all() == ["post:1"]


def test_a_face_is_kept_while_it_is_worn(world, relay):
    ilze = world.member("ilze").actor
    first, second = (actions.upload(ilze, small(), "avatar").key for _ in range(2))
    set_avatar(ilze, first)
    set_avatar(ilze, second)
    relay()
    for key in (first, second):
        age(key, days=2)
    jobs.purge_orphans()
    relay()
    assert (files(first), len(files(second))) == ([], 4)


def test_pictures_go_the_same_way_through_a_bucket(s3, world, relay):
    ilze = world.member("ilze").actor
    sent = actions.upload(ilze, large())
    relay()
    assert files(sent.key) == ["1280.webp", "320.webp", "640.webp", "base.webp"]
    actions.delete(ilze, sent.key)
    relay()
    assert files(sent.key) == []
