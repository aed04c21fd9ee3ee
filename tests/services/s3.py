"""An S3-style store: moto's server, in its own process."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3

from tests.services.child import Child
from tests.services.waiting import free_port

BUCKET = "homeground"
KEYS = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing", "AWS_DEFAULT_REGION": "us-east-1"}


@dataclass(frozen=True, slots=True)
class Store:
    """A running store with one bucket."""

    endpoint: str
    client: Any

    @property
    def url(self) -> str:
        """Give the address as HOMEGROUND_STORAGE_URL takes it."""
        return f"s3://{BUCKET}?endpoint={self.endpoint}"

    def empty(self) -> None:
        """Remove every file."""
        for kept in self.client.list_objects_v2(Bucket=BUCKET).get("Contents", []):
            self.client.delete_object(Bucket=BUCKET, Key=kept["Key"])


@contextmanager
def serving(folder: Path) -> Iterator[Store]:
    """Run the store for the length of the block."""
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    child = Child(command, port=port, log=folder / "s3.log", seconds=60)
    endpoint = f"http://127.0.0.1:{port}"
    try:
        client = boto3.client(
            "s3", endpoint_url=endpoint, aws_access_key_id=KEYS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=KEYS["AWS_SECRET_ACCESS_KEY"], region_name=KEYS["AWS_DEFAULT_REGION"],
        )  # fmt: skip
        client.create_bucket(Bucket=BUCKET)
        yield Store(endpoint, client)
    finally:
        child.stop()
