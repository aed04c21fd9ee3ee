"""Chromium as Debian ships it, driven by Playwright; nothing is downloaded."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--font-render-hinting=none",
)


@contextmanager
def driving() -> Iterator[Browser]:
    """Run the browser for the length of the block."""
    program = os.environ.get("HOMEGROUND_CHROMIUM", "/usr/bin/chromium")
    if not Path(program).exists():
        pytest.skip("Chromium is not installed: run bin/services chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


class Complaints:
    """What a page complained of: errors in scripts, broken content policy, answers that failed."""

    def __init__(self, page: Page) -> None:
        self.heard: list[str] = []
        self.expected: tuple[str, ...] = ()
        page.on("console", lambda message: self._hear(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self._hear(str(error)))

    def expect(self, *words: str) -> None:
        """Let complaints that contain one of these words pass."""
        self.expected += words

    def _hear(self, text: str) -> None:
        self.heard.append(text)

    @property
    def unexpected(self) -> list[str]:
        """List the complaints nobody expected."""
        return [text for text in self.heard if not any(word in text for word in self.expected)]
