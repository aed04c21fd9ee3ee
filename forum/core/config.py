"""All settings, read once from the environment and then fixed."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import current_app

ROOT = Path(__file__).resolve().parents[2]
PREFIX = "HOMEGROUND_"
WEAKEST_KEY = 32


class Misconfigured(Exception):
    """A setting that the house cannot start with; the text says which and how to mend it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How this install runs. Every field is the environment variable HOMEGROUND_<FIELD>."""

    data: Path = ROOT / "data"
    """Folder for everything the install keeps: database, pictures, keys, mail."""
    url: str = "http://127.0.0.1:8000"
    """Address people use (this machine's if not told); links in mail and feeds come from it, never from a request."""
    host: str = "127.0.0.1"
    """Address the embedded server listens on."""
    port: int = 8000
    """Port the embedded server listens on."""
    database_url: str = ""
    """Empty for SQLite in the data folder, or postgresql://..."""
    redis_url: str = ""
    """Empty for memory in the process, or redis://... (cache, limits, wake-up)."""
    storage_url: str = ""
    """Empty for the data folder, or s3://bucket?endpoint=https://..."""
    smtp_url: str = ""
    """Empty writes mail into the data folder, or smtp://user:password@host:port (smtps:// for TLS)."""
    mail_from: str = ""
    """Sender of mail; the brand's host when empty."""
    proxies: int = 0
    """How many proxies in front of us may be believed about the visitor's address."""
    audit_mail: str = ""
    """Where the newest seal of the audit log is mailed once a day, so that it lies outside of the house."""
    secret_key: str = ""
    """Signing key of at least 32 characters; made at first start and kept in the data folder when empty."""
    old_secret_keys: str = ""
    """Former signing keys, separated by commas, still accepted while they are rotated out."""
    search: str = ""
    """Search engine of an embedded install: whoosh (when empty), or fts5 for more than 100,000 posts."""
    workers: int = 1
    """Relay greenlets of the embedded server; 0 leaves the work to `flask worker`."""
    debug: bool = False
    """Templates reload and errors show; refused when the address is not on this machine."""

    @property
    def embedded(self) -> bool:
        """Tell whether one process on SQLite is the whole house."""
        return not self.database_url

    @property
    def secure(self) -> bool:
        """Tell whether people reach us over TLS, so that cookies may insist on it."""
        return self.url.startswith("https://")

    @property
    def database(self) -> str:
        """Name the database as SQLAlchemy wants it."""
        return self.database_url or f"sqlite:///{self.data / 'homeground.db'}"

    @property
    def hosts(self) -> list[str]:
        """List the hosts a request may name besides those of brands."""
        return [urlsplit(self.url).hostname or "127.0.0.1"]


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; raises Misconfigured with a sentence that says what to change."""
    environ = os.environ if environ is None else environ
    given: dict[str, Any] = {
        field.name: _value(field.name, field.type, environ[PREFIX + field.name.upper()])
        for field in fields(Settings)
        if environ.get(PREFIX + field.name.upper())
    }
    if "port" in given and "url" not in given:
        given["url"] = f"http://127.0.0.1:{given['port']}"
    settings = Settings(**given)
    _check(settings)
    return settings


def signing_keys(settings: Settings) -> list[str]:
    """Give the signing keys, newest first; the first start makes one only its owner may read."""
    try:
        key = settings.secret_key or _kept_key(settings.data / "secret.key")
    except OSError as error:
        raise unwritable(settings.data, error) from error
    if len(key) < WEAKEST_KEY:
        raise Misconfigured(f"HOMEGROUND_SECRET_KEY is too weak: give at least {WEAKEST_KEY} random characters.")
    return [key, *filter(None, settings.old_secret_keys.split(","))]


def unwritable(folder: Path, error: OSError) -> Misconfigured:
    """Say that the data folder cannot be used."""
    return Misconfigured(
        f"The data folder {folder} cannot be written ({error.strerror}): mend that, or set HOMEGROUND_DATA to another."
    )


def settings() -> Settings:
    """Give the settings of the running application."""
    found: Settings = current_app.extensions["settings"]
    return found


def _kept_key(path: Path) -> str:
    """Read the key file, or make it; two processes that start together agree on one."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text().strip()


def _value(name: str, kind: object, text: str) -> object:
    if kind is bool:
        return text.lower() in {"1", "true", "yes", "on"}
    if kind is Path:
        return Path(text).expanduser().resolve()
    if kind is int:
        try:
            return int(text)
        except ValueError:
            raise Misconfigured(f"{PREFIX}{name.upper()} must be a whole number, not {text!r}.") from None
    return text.strip()


def _check(settings: Settings) -> None:
    address = urlsplit(settings.url)
    if address.scheme not in {"http", "https"} or not address.hostname:
        raise Misconfigured("HOMEGROUND_URL must be a full address such as https://community.example.org")
    if settings.debug and address.hostname not in {"127.0.0.1", "localhost", "::1"}:
        raise Misconfigured("HOMEGROUND_DEBUG is only for this machine: unset it, or set HOMEGROUND_URL to 127.0.0.1.")
    if settings.database_url and not settings.database_url.startswith("postgresql"):
        raise Misconfigured("HOMEGROUND_DATABASE_URL must start with postgresql:// (leave it empty for SQLite).")
    if settings.search not in {"", "whoosh", "fts5"}:
        raise Misconfigured("HOMEGROUND_SEARCH must be whoosh or fts5; on PostgreSQL it is not needed.")
    if settings.database_url and not settings.redis_url:
        raise Misconfigured("Several processes share their cache in Redis: set HOMEGROUND_REDIS_URL too.")
