"""A browser in which every attack would succeed, and which tells when one does."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Dialog, Error, Page

from tests.services.product import Live
from tests.world import Someone

TRAPS = """
window.hits = [];
window.ran = value => hits.push(`ran ${value}`);
for (const name of ["alert", "confirm", "prompt", "print", "open"])
  window[name] = (...given) => { hits.push(`${name} ${given}`); };
addEventListener("securitypolicyviolation", event =>
  hits.push(`${event.effectiveDirective} forbids ${event.blockedURI} ${event.sample}`));
"""
LOOK = """() => {
  if (document.contentType !== "text/html")  // the browser's own viewer of feeds and texts styles what it shows
    return (window.hits ?? []).filter(hit => !hit.startsWith("style-src"));
  const fine = new Set(["http:", "https:", "mailto:"]), found = [];
  const kinds = ["mouseover", "mouseenter", "focus", "error", "load", "toggle", "pointerdown", "animationstart"];
  for (const element of document.querySelectorAll("*")) {
    for (const {name} of element.attributes)
      if (name.startsWith("on")) found.push(`${element.tagName} ${name}`);
    for (const kind of kinds) element.dispatchEvent(new Event(kind));
  }
  for (const link of document.links) if (!fine.has(link.protocol)) found.push(link.outerHTML);
  for (const form of document.forms) if (new URL(form.action).origin !== location.origin) found.push(form.outerHTML);
  for (const script of document.scripts)
    if (script.type === "application/ld+json") JSON.parse(script.textContent);
    else if (!script.src.startsWith(location.origin + "/static/")) found.push(script.outerHTML);
  for (const other of document.querySelectorAll("iframe, object, embed, base, meta[http-equiv], math, style"))
    found.push(other.outerHTML);
  return [...(window.hits ?? ["no traps"]), ...found];
}"""


class Trap:
    """A page of a browser that reports all that an attack could do, at a house whose content policy may be off."""

    def __init__(self, page: Page, home: str) -> None:
        self.page, self.home = page, home
        self.seen: list[str] = []
        page.add_init_script(TRAPS)
        page.on("dialog", self._meet)
        page.on("pageerror", lambda error: self.seen.append(f"error {error}"))
        page.on("request", lambda request: self._watch(request.url))

    def visit(self, path: str) -> list[str]:
        """Look at an address, do all that a reader could do, and tell what ran, loaded or led astray."""
        return self._look(path, lambda: self.page.goto(self.home + path, wait_until="load"))

    def show(self, path: str, html: str) -> list[str]:
        """Look in the same way at the answer to a form that was sent to this address."""
        if not self.page.url.startswith(self.home):
            self.page.goto(f"{self.home}/robots.txt")
        return self._look(path, lambda: self.page.set_content(html, wait_until="load"))

    def look(self, what: str) -> list[str]:
        """Look once more at what the page has become."""
        return self._look(what, lambda: None)

    def _look(self, path: str, open_it: Callable[[], object]) -> list[str]:
        self.seen = []
        try:
            open_it()
            self.seen += self.page.evaluate(LOOK)
        except Error as error:
            self.seen.append(f"the page went away: {error}")
        return [f"{path}: {what}" for what in self.seen]

    def _watch(self, address: str) -> None:
        if not address.startswith((self.home, "data:", "blob:", "about:")):
            self.seen.append(f"asked for {address}")

    def _meet(self, dialog: Dialog) -> None:
        self.seen.append(f"dialog {dialog.message}")
        dialog.dismiss()


@contextmanager
def trap(browser: Browser, live: Live, who: Someone | None = None, *, policy: bool = False) -> Iterator[Trap]:
    """Open the browser of a member or a guest for the length of the block, with or without the content policy."""
    context = browser.new_context(reduced_motion="reduce", bypass_csp=not policy)
    context.set_default_timeout(15_000)
    if who:
        cookie = live.world.client(who).get_cookie("session")
        assert cookie
        context.add_cookies([{"name": "session", "value": cookie.value, "url": live.url}])
    try:
        yield Trap(context.new_page(), live.url)
    finally:
        context.close()
