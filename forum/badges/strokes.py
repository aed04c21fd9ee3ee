"""The lines of an icon or a shape as points, to draw them without a browser.

It reads what our shapes and the house's sprite are made of: paths of the SVG commands M L H V C S Q T A Z, circles,
ellipses, rectangles and lines.
"""

import math
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from xml.etree import ElementTree as ET

from forum.core.assets import DIST, manifest

Point = tuple[float, float]
Line = list[Point]
FINE = 28
"""So many straight pieces make up a curve."""
NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)"
GAP = r"[\s,]*"
COMMAND = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])([^A-Za-z]*)")
ARC = re.compile(GAP.join([f"({NUMBER})"] * 3 + ["([01])"] * 2 + [f"({NUMBER})"] * 2))
"""The two flags of an arc may be written without a gap."""
ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
SVG = "{http://www.w3.org/2000/svg}"


@lru_cache(maxsize=1)
def _sprite() -> dict[str, ET.Element]:
    root = ET.parse(DIST / manifest()["icons.svg"]).getroot()  # noqa: S314 (our own file)
    return {symbol.attrib["id"]: symbol for symbol in root}


def icon(name: str) -> list[Line]:
    """Give the lines of an icon of the sprite, in a square of 24."""
    return [line for part in _sprite().get(name, ()) for line in _lines(part)]


def path(text: str) -> list[Line]:
    """Give the lines of a path."""
    return list(_Pen(text).lines())


def _lines(part: ET.Element) -> list[Line]:
    kind = part.tag.removeprefix(SVG)
    number = {
        name: float(value) for name, value in part.attrib.items() if name not in {"d", "points"} and _plain(value)
    }
    if kind == "path":
        return path(part.attrib["d"])
    if kind in {"circle", "ellipse"}:
        across, down = number.get("rx", number.get("r", 0)), number.get("ry", number.get("r", 0))
        return [_oval(number.get("cx", 0), number.get("cy", 0), across, down)]
    if kind == "rect":
        return [_box(number)]
    if kind == "line":
        return [[(number["x1"], number["y1"]), (number["x2"], number["y2"])]]
    values = [float(value) for value in re.findall(r"[-\d.]+", part.attrib.get("points", ""))]
    points = list(zip(values[::2], values[1::2], strict=False))
    return [points + points[:1] if kind == "polygon" else points]


def _plain(value: str) -> bool:
    return bool(re.fullmatch(r"[-\d.]+", value))


def _oval(x: float, y: float, across: float, down: float) -> Line:
    steps = 4 * FINE
    turns = (2 * math.pi * step / steps for step in range(steps + 1))
    return [(x + across * math.cos(turn), y + down * math.sin(turn)) for turn in turns]


def _box(number: dict[str, float]) -> Line:
    x, y, wide, high = number.get("x", 0), number.get("y", 0), number["width"], number["height"]
    return [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high), (x, y)]


class _Pen:
    """Follows the commands of a path."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at: Point = (0.0, 0.0)
        self.begun: Point = (0.0, 0.0)
        self.handle: Point | None = None
        """The last control point, which a smooth curve mirrors."""

    def lines(self) -> Iterator[Line]:
        """Give each line of the path."""
        line: Line = []
        for command, relative, given in self._commands():
            if command == "M":
                if len(line) > 1:
                    yield line
                self.at = self.begun = self._there(given, relative)
                line = [self.at]
            elif command == "Z":
                line.append(self.begun)
                self.at = self.begun
            else:
                line += self._draw(command, relative, given)
        if len(line) > 1:
            yield line

    def _commands(self) -> Iterator[tuple[str, bool, list[float]]]:
        for letter, written in COMMAND.findall(self.text):
            command, relative = letter.upper(), letter.islower()
            for given in _given(command, written):
                yield command, relative, given
                command = "L" if command == "M" else command  # what follows a move is a line

    def _there(self, given: list[float], relative: bool) -> Point:
        x, y = given[-2:]
        return (self.at[0] + x, self.at[1] + y) if relative else (x, y)

    def _draw(self, command: str, relative: bool, given: list[float]) -> Line:
        if command == "H":
            given, command = [given[0], 0.0 if relative else self.at[1]], "L"
        elif command == "V":
            given, command = [0.0 if relative else self.at[0], given[0]], "L"
        if command == "A":
            points = _arc(self.at, given, self._there(given, relative))
        else:
            pairs = zip(given[::2], given[1::2], strict=True)
            points = self._curve(command, [self._there([x, y], relative) for x, y in pairs])
        self.at = points[-1]
        return points

    def _curve(self, command: str, points: Line) -> Line:
        """Draw a line or a Bézier curve; a smooth one goes on as the one before it ended."""
        if command in "ST":
            mirrored = self.handle or self.at
            points = [(2 * self.at[0] - mirrored[0], 2 * self.at[1] - mirrored[1]), *points]
        self.handle = points[-2] if command in "CSQT" else None
        if command == "L":
            return points
        return [_bezier([self.at, *points], step / FINE) for step in range(1, FINE + 1)]


def _given(command: str, written: str) -> list[list[float]]:
    """Give what a command is given, each time that it is meant."""
    if command == "A":
        return [[float(number) for number in found] for found in ARC.findall(written)]
    count = ARGUMENTS[command]
    numbers = [float(number) for number in re.findall(NUMBER, written)]
    return [numbers[place : place + count] for place in range(0, len(numbers), count)] if count else [[]]


def _bezier(points: Iterable[Point], share: float) -> Point:
    """Give the point of a curve at a share of its way (de Casteljau)."""
    left = list(points)
    while len(left) > 1:
        left = [(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share) for a, b in pairwise(left)]
    return left[0]


def _arc(start: Point, given: list[float], end: Point) -> Line:
    """Draw an arc by its ends (SVG 2, appendix B.2.4)."""
    across, down, turn, large, sweep = abs(given[0]), abs(given[1]), math.radians(given[2]), given[3], given[4]
    if not across or not down or start == end:
        return [end]
    cos, sin = math.cos(turn), math.sin(turn)
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = cos * dx + sin * dy, cos * dy - sin * dx
    grow = math.sqrt(max(1.0, (x / across) ** 2 + (y / down) ** 2))
    across, down = across * grow, down * grow
    part = (across * y) ** 2 + (down * x) ** 2
    far = math.sqrt(max(0.0, ((across * down) ** 2 - part) / part)) * (1 if large != sweep else -1)
    cx, cy = far * across * y / down, -far * down * x / across
    middle = (cos * cx - sin * cy + (start[0] + end[0]) / 2, sin * cx + cos * cy + (start[1] + end[1]) / 2)
    begins = math.atan2((y - cy) / down, (x - cx) / across)
    turns = math.atan2((-y - cy) / down, (-x - cx) / across) - begins
    if sweep and turns < 0:
        turns += 2 * math.pi
    elif not sweep and turns > 0:
        turns -= 2 * math.pi
    steps = max(4, round(FINE * abs(turns)))
    return [_on_oval(middle, across, down, turn, begins + turns * step / steps) for step in range(1, steps + 1)]


def _on_oval(middle: Point, across: float, down: float, turn: float, where: float) -> Point:
    x, y = across * math.cos(where), down * math.sin(where)
    cos, sin = math.cos(turn), math.sin(turn)
    return middle[0] + cos * x - sin * y, middle[1] + sin * x + cos * y
