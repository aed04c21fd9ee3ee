"""Pages that follow what happens, opened and cut off at will."""

from typing import Any

from playwright.sync_api import BrowserContext, Page

CUT = """(() => {
  const Real = window.WebSocket;
  window.lines = [];
  window.WebSocket = class extends Real {
    constructor(...given) {
      if (window.blocked) given[0] = given[0].replace("/socket.io/", "/nothing/");
      super(...given);
      window.lines.push(this);
    }
  };
  window.cut = () => window.lines.splice(0).forEach((line) => line.close());
})()"""
"""Keeps hold of a page's sockets, so that a test can cut them, or have none come about."""


def opened(page: Page, address: str) -> Page:
    """Open a page and wait until it follows what happens."""
    with page.expect_websocket(lambda socket: "/socket.io/" in socket.url) as knocked:
        page.goto(address)
    joined(knocked.value)
    page.evaluate("window.stays = true")
    return page


def joined(socket: Any) -> None:
    """Wait until the first thing that was asked on a socket is answered."""
    with socket.expect_event("framereceived", lambda frame: str(frame).startswith("43")):
        pass


def cuttable(page: Page, *, blocked: bool = False) -> Page:
    """Let a page's sockets be cut by `cut()`; where they are blocked none comes about."""
    page.add_init_script(f"{CUT}; window.blocked = {'true' if blocked else 'false'};")
    return page


def offline(context: BrowserContext, *, is_so: bool) -> None:
    """Take the network away from a browser, or give it back."""
    context.set_offline(is_so)
