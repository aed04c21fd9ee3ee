"""Built files with content hashes: their addresses, and serving them for ever."""

import json
from functools import lru_cache

from flask import Flask
from whitenoise import WhiteNoise

from forum.core.config import ROOT

DIST = ROOT / "static" / "dist"
PREFIX = "static"


@lru_cache(maxsize=1)
def manifest() -> dict[str, str]:
    """Read which built file stands for which name."""
    found: dict[str, str] = json.loads((DIST / "manifest.json").read_text())
    return found


def asset(name: str) -> str:
    """Give the address of a built file."""
    return f"/{PREFIX}/{manifest().get(name, name)}"


def serve_assets(app: Flask) -> None:
    """Answer for built files before the application is asked; they never change, so keep them for ever."""
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(DIST),
        prefix=PREFIX,
        immutable_file_test=lambda path, _url: not path.endswith(".json"),
        add_headers_function=_harden,
    )


def _harden(headers: dict[str, str], _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
