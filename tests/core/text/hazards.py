"""An independent look at HTML: what in it could run, load or lead where it must not."""

from html.parser import HTMLParser
from urllib.parse import unquote

HARMLESS = {
    *("a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "details", "dl", "dt", "em", "hr", "i", "img", "kbd"),
    *("li", "ol", "p", "pre", "s", "small", "span", "strong", "sub", "summary", "sup", "ul"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "tbody", "td", "th", "thead", "tr"),
}
ATTRIBUTES = {
    *("href", "title", "rel", "class", "tabindex", "start", "align", "alt", "width", "height", "loading", "decoding"),
    *("src", "srcset", "sizes"),
}
ADDRESSES = {"href", "src"}


class _Look(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in HARMLESS:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ATTRIBUTES:
                self.found.append(f"{tag}[{name}]")
            if name in ADDRESSES and not _harmless(value or ""):
                self.found.append(f"{name}={value}")

    def handle_comment(self, data: str) -> None:
        self.found.append(f"<!--{data}")

    def handle_decl(self, decl: str) -> None:
        self.found.append(f"<!{decl}")

    def handle_pi(self, data: str) -> None:
        self.found.append(f"<?{data}")


def hazards(html: str) -> list[str]:
    """List the elements, attributes and addresses that have no place in a post."""
    look = _Look()
    look.feed(html)
    look.close()
    return look.found


def _harmless(address: str) -> bool:
    seen = "".join(char for char in address if char.isprintable() and not char.isspace()).lower()
    local = seen.startswith(("/", "#")) and not seen.startswith(("//", "/\\"))
    return local or (seen.startswith(("http://", "https://", "mailto:")) and "script:" not in unquote(seen[:20]))
