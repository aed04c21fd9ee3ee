"""Files in an S3-style bucket: `s3://[key:secret@]bucket?endpoint=https://...&region=...`."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from forum.media.storage import Missing, StorageFailed, StorageFull, checked

_PATIENCE = Config(
    connect_timeout=2,
    read_timeout=4,
    retries={"total_max_attempts": 1},
    s3={"addressing_style": "path"},
    request_checksum_calculation="when_required",  # many S3-style stores do not know the newer checksums
    response_checksum_validation="when_required",
)
_GONE = {"404", "NoSuchKey", "NotFound"}
_FULL = {"507", "QuotaExceeded", "XMinioStorageFull"}


class Bucket:
    """A bucket; it is first spoken to when the first file comes or goes."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.name = parts.hostname or ""
        self.address = parts

    @cached_property
    def client(self) -> Any:
        """Connect, with keys from the address when it has any."""
        query = parse_qs(self.address.query)
        return boto3.client(
            "s3",
            endpoint_url=next(iter(query.get("endpoint", [])), None),
            region_name=next(iter(query.get("region", [])), None),
            aws_access_key_id=unquote(self.address.username) if self.address.username else None,
            aws_secret_access_key=unquote(self.address.password) if self.address.password else None,
            config=_PATIENCE,
        )

    def put(self, key: str, data: bytes, content_type: str) -> None:
        """Send a file; the store itself makes it whole or nothing."""
        self._call("put_object", Key=checked(key), Body=data, ContentType=content_type)

    def get(self, key: str) -> bytes:
        """Fetch a file whole."""
        try:
            data: bytes = self._call("get_object", Key=checked(key))["Body"].read()
        except BotoCoreError as error:
            raise StorageFailed(str(error)) from error
        return data

    def delete(self, key: str) -> None:
        """Remove a file."""
        self._call("delete_object", Key=checked(key))

    def exists(self, key: str) -> bool:
        """Ask for the file's head."""
        try:
            self._call("head_object", Key=checked(key))
        except Missing:
            return False
        return True

    def keys(self, prefix: str = "") -> Iterator[str]:
        """List page by page."""
        more: dict[str, str] = {}
        while True:
            page = self._call("list_objects_v2", Prefix=prefix, **more)
            yield from (each["Key"] for each in page.get("Contents", []))
            if not page.get("IsTruncated"):
                return
            more = {"ContinuationToken": page["NextContinuationToken"]}

    def free(self) -> None:
        """Say nothing: a bucket does not tell."""

    def tidy(self) -> None:
        """Do nothing: a bucket keeps no halves."""

    def _call(self, verb: str, **given: object) -> Any:
        """Speak to the store, and put its answers into our words."""
        try:
            return getattr(self.client, verb)(Bucket=self.name, **given)
        except ClientError as error:
            code = str(error.response.get("Error", {}).get("Code", ""))
            if code in _GONE:
                raise Missing(str(given.get("Key"))) from error
            raise (StorageFull if code in _FULL else StorageFailed)(str(error)) from error
        except BotoCoreError as error:
            raise StorageFailed(str(error)) from error
