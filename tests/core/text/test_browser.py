import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser

from forum.core.text import render, sanitize
from tests.core.text.vectors import corpus, dressed

pytestmark = pytest.mark.browser

BATCH = 400
# Everything an attack would call, and everything a reader might do, in a page without any policy.
TRAPS = """
window.hits = [];
window.ran = value => hits.push(String(value));
for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = (...a) => hits.push(name + a);
"""
POKES = """() => {
  for (const element of document.querySelectorAll("main *")) {
    for (const kind of ["mouseover", "mouseenter", "focus", "error", "load", "toggle", "pointerdown", "animationstart"])
      element.dispatchEvent(new Event(kind));
    if (!element.closest("a")) element.click?.();
  }
  const fine = new Set(["http:", "https:", "mailto:"]);
  const links = [...document.links].filter(link => !fine.has(link.protocol)).map(link => link.outerHTML);
  return [...hits, ...links];
}"""


class Pages(BaseHTTPRequestHandler):
    def __init__(self, page: str, *args: object) -> None:
        self.page = page
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        body = self.page.encode(errors="replace") if self.path == "/" else b""
        self.send_response(200 if self.path == "/" else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(parts: list[str]) -> Iterator[str]:
    content = "".join(f"<article>{part}</article>\n" for part in parts)
    page = f"<!doctype html><meta charset=utf-8><title>t</title><script>{TRAPS}</script><main>{content}</main>"
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Pages, page))
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def happenings(browser: Browser, parts: list[str]) -> list[str]:
    """Show the parts in pages of a batch each, do all a reader could do, and tell what ran, loaded or led away."""
    seen: list[str] = []
    for start in range(0, len(parts), BATCH):
        with serving(parts[start : start + BATCH]) as address:
            seen += visit(browser, address)
    return seen


def visit(browser: Browser, home: str) -> list[str]:
    asked: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.route(re.compile("^(?!" + re.escape(home) + ")"), lambda route: route.abort())
    page.goto(home, wait_until="load")
    ran: list[str] = page.evaluate(POKES)
    page.close()
    return ran + [f"request {url}" for url in asked if url not in {home, f"{home}favicon.ico"}]


def test_the_trap_catches_what_is_not_sanitized(browser: Browser, data_sets: Path):
    vectors = [vector for vector in corpus(data_sets) if "onerror=" in vector or "onload=" in vector]
    assert len(vectors) > 10
    seen = [what for vector in vectors[:12] for what in happenings(browser, [vector])]
    assert any("request" not in what for what in seen), json.dumps(seen)


def test_s27_no_vector_runs_loads_or_leads_astray_in_a_real_browser(browser: Browser, data_sets: Path):
    vectors = corpus(data_sets)
    posts = [render(source).html for vector in vectors for source in dressed(vector) if len(source) < 30_000]
    assert len(posts) > 5_000
    assert happenings(browser, posts) == []


def test_s27_sanitized_html_does_not_run_either(browser: Browser, data_sets: Path):
    assert happenings(browser, [sanitize(vector) for vector in corpus(data_sets)]) == []
