"""How ids stand in addresses, and how rules of addresses are kept cheap to lay."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from werkzeug.routing import BaseConverter, Rule


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


class Address(Rule):
    """A rule that compiles what writes its address when it is first asked to: most are only ever matched.

    Werkzeug compiles two functions for each rule, which is most of the time that laying a few hundred takes.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        made: list[Callable[..., tuple[str, str]]] = []

        def build(rule: Rule, **values: Any) -> tuple[str, str]:
            if not made:
                made.append(super(Address, self)._compile_builder(append_unknown))
            return made[0](rule, **values)

        return build


def start(app: Flask) -> None:
    """Let addresses say <id:thread_id>."""
    app.url_rule_class = Address
    app.url_map.converters["id"] = IdConverter
    app.url_map.strict_slashes = False
