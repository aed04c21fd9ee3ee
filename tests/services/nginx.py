"""An nginx that runs the configuration we publish, with the addresses of this machine in it."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from forum.core.config import ROOT
from tests.services.child import Child

PUBLISHED = ROOT / "deploy" / "nginx.conf"
FOLDERS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
AROUND = """
daemon off;
worker_processes 1;
error_log {folder}/error.log warn;
pid {folder}/nginx.pid;
{user}
events {{ worker_connections 8192; }}
http {{
    types {{ text/css css; text/javascript js; image/svg+xml svg; font/woff2 woff2; }}
    access_log off;
    {folders}
    {site}
}}
"""


@contextmanager
def serving(folder: Path, port: int, pages: Sequence[int], sockets: Sequence[int]) -> Iterator[Child]:
    """Run nginx without TLS in front of these processes for the length of the block."""
    site = _without_tls(_between(PUBLISHED.read_text(), pages, sockets), port)
    child = Child([program(), "-c", write(folder, site)], port=port, log=folder / "nginx.log")
    try:
        yield child
    finally:
        child.stop()


def program() -> str:
    """Find nginx, or skip the test."""
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if not found:
        pytest.skip("nginx is not installed: run bin/services nginx")
    return found


def write(folder: Path, site: str) -> Path:
    """Write the configuration of a whole server around that of a site; gives its path."""
    folders = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in FOLDERS)
    user = "user root;" if os.getuid() == 0 else ""
    path = folder / "nginx.conf"
    path.write_text(AROUND.format(folder=folder, user=user, folders=folders, site=site))
    return path


def replaced(text: str, *pairs: tuple[str, str]) -> str:
    """Replace each of these; one that is not there is a change somebody made to what we publish."""
    for old, new in pairs:
        assert old in text, f"{old!r} is not in the configuration any more"
        text = text.replace(old, new)
    return text


def _between(site: str, pages: Sequence[int], sockets: Sequence[int]) -> str:
    """Name this machine's processes and files."""
    options = " max_fails=1 fail_timeout=2s;"
    lists = [
        "\n    ".join(f"server 127.0.0.1:{port}{options}" for port in ports) for ports in (pages, sockets or pages)
    ]
    return replaced(
        site,
        (f"server 127.0.0.1:8001{options}\n    server 127.0.0.1:8002{options}", lists[0]),
        (f"server 127.0.0.1:8011{options}\n    server 127.0.0.1:8012{options}", lists[1]),
        ("/srv/homeground/static/dist/", f"{ROOT / 'static' / 'dist'}/"),
    )


def _without_tls(site: str, port: int) -> str:
    """Leave out the server that only leads to the other, and what that says of certificates."""
    first = site.index("server {")
    site = site[:first] + site[site.index("server {", first + 1) :]
    lines = [line for line in site.splitlines() if not line.strip().startswith(("ssl_", "listen [::]"))]
    return replaced("\n".join(lines), ("listen 443 ssl http2;", f"listen 127.0.0.1:{port};"))
