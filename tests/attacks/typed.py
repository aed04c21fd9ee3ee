"""What stands typed in the forms of a page, as a browser would send it."""

from html.parser import HTMLParser

UNSEEN = {"submit", "button", "image", "reset"}


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, list[str]] = {}
        self._area: str | None = None
        self._select: str | None = None
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "input" and given.get("type") not in UNSEEN:
            unchecked = given.get("type") in {"checkbox", "radio"} and "checked" not in given
            self._keep(given.get("name", ""), "" if unchecked else given.get("value", "on"))
        elif tag == "textarea":
            self._area, self._text = given.get("name", ""), ""
        elif tag == "select":
            self._select = given.get("name", "")
        elif tag == "option" and self._select and "selected" in given:
            self._keep(self._select, given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area is not None:
            self._keep(self._area, self._text.removeprefix("\r").removeprefix("\n"))
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._text += data

    def _keep(self, name: str, value: str) -> None:
        self.found.setdefault(name, []).append(value)


def typed_in(page: str) -> dict[str, list[str]]:
    """Give the values of all fields of a page, by their names."""
    forms = _Forms()
    forms.feed(page)
    forms.close()
    return forms.found
