"""How ids stand in addresses."""

from flask import Flask
from werkzeug.routing import BaseConverter


class IdConverter(BaseConverter):
    """A number that fits the database: plain digits, at most 18 of them (S33)."""

    regex = "[0-9]{1,18}"
    part_isolating = True

    def to_python(self, value: str) -> int:
        """Read the number."""
        return int(value)

    def to_url(self, value: object) -> str:
        """Write the number."""
        return str(value)


def start(app: Flask) -> None:
    """Let addresses say <id:thread_id>."""
    app.url_map.converters["id"] = IdConverter
    app.url_map.strict_slashes = False
