"""Files in an S3-style bucket, against a real server of that protocol on this machine."""

from pathlib import Path

import pytest

from forum.media.bucket import Bucket
from forum.media.storage import Missing, StorageFailed, open_storage
from tests.services.s3 import Store


@pytest.fixture
def bucket(s3: Store):
    bucket = Bucket(s3.url)
    for key in list(bucket.keys()):
        bucket.delete(key)
    yield bucket
    bucket.client.close()


def test_what_was_put_is_there(bucket):
    bucket.put("pictures/ab/base.webp", b"pixels", "image/webp")
    assert bucket.get("pictures/ab/base.webp") == b"pixels"
    assert bucket.exists("pictures/ab/base.webp")
    head = bucket.client.head_object(Bucket="homeground", Key="pictures/ab/base.webp")
    assert head["ContentType"] == "image/webp"


def test_what_was_deleted_is_gone_and_may_be_deleted_again(bucket):
    bucket.put("pictures/ab/base.webp", b"pixels", "image/webp")
    bucket.delete("pictures/ab/base.webp")
    bucket.delete("pictures/ab/base.webp")
    assert not bucket.exists("pictures/ab/base.webp")
    with pytest.raises(Missing):
        bucket.get("pictures/ab/base.webp")


def test_keys_are_listed_beyond_one_page(bucket):
    for number in range(12):
        bucket.put(f"pictures/{number:03}", b"x", "image/webp")
    bucket.put("logos/1", b"x", "image/webp")
    assert list(bucket.keys("pictures/")) == [f"pictures/{number:03}" for number in range(12)]


@pytest.mark.parametrize("key", ["", "../x", "a/../b", "/a", "a//b", "a\0b"])
def test_a_key_that_is_none_is_missing(bucket, key):
    with pytest.raises(Missing):
        bucket.get(key)
    with pytest.raises(Missing):
        bucket.put(key, b"x", "image/webp")


def test_s63_a_store_that_is_down_fails_soon_and_says_so():
    bucket = Bucket("s3://key:secret@homeground?endpoint=http://127.0.0.1:9249&region=us-east-1")
    for ask in (bucket.get, bucket.exists, bucket.delete):
        with pytest.raises(StorageFailed) as failure:
            ask("pictures/ab/base.webp")
        assert not isinstance(failure.value, Missing)
    with pytest.raises(StorageFailed):
        bucket.put("pictures/ab/base.webp", b"x", "image/webp")


def test_a_bucket_that_is_not_there_is_a_failure_not_an_empty_store(s3):
    elsewhere = Bucket(s3.url.replace("homeground", "elsewhere"))
    with pytest.raises(StorageFailed) as failure:
        elsewhere.get("pictures/ab/base.webp")
    assert not isinstance(failure.value, Missing)
    elsewhere.client.close()


def test_the_settings_choose_the_bucket(s3):
    assert isinstance(open_storage(s3.url, Path("/unused")), Bucket)


def test_keys_may_stand_in_the_address(s3):
    bucket = Bucket(f"{s3.url.replace('s3://', 's3://some%2Fbody:secret@')}&region=eu-north-1")
    assert bucket.client.meta.region_name == "eu-north-1"
    assert bucket.client._request_signer._credentials.access_key == "some/body"
    bucket.client.close()
