"""A figure that was measured, and the table of them all."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

RIVALS = ("NodeBB", "MyBB", "Misago", "FlaskBB")


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured: small sizes for a quick look, PostgreSQL besides SQLite where it matters."""

    quick: bool = False
    postgres: bool = False

    def of(self, full: int, quick: int) -> int:
        """Choose between the full count and the quick one."""
        return quick if self.quick else full


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table; `most` and `least` bound what we promise, `rivals` are the anchors in their order."""

    what: str
    value: float
    unit: str
    most: float | None = None
    least: float | None = None
    rivals: Sequence[str] = ()
    note: str = ""

    @classmethod
    def of(
        cls, what: str, runs: Sequence[float], unit: str, *, most: float | None = None, least: float | None = None,
        rivals: Sequence[str] = (), note: str = "",
    ) -> "Figure":  # fmt: skip
        """Give the median of some runs; the note says the least and the greatest of them, and how many they were."""
        span = f"{_short(min(runs))}-{_short(max(runs))} in {len(runs)} runs"
        return cls(what, median(runs), unit, most, least, rivals, f"{span}; {note}" if note else span)

    @property
    def aim(self) -> str:
        """Say what was promised, and whether it is kept."""
        if self.most is None and self.least is None:
            return ""
        kept = (self.most is None or self.value <= self.most) and (self.least is None or self.value >= self.least)
        bound = f"≤ {_short(self.most)}" if self.most is not None else f"≥ {_short(self.least or 0)}"
        return f"{bound} {'ok' if kept else 'MISSED'}"

    @property
    def ours(self) -> str:
        """Give the value with its unit."""
        return f"{_short(self.value)} {self.unit}".strip()


def table(figures: Sequence[Figure]) -> str:
    """Lay the figures out as a Markdown table whose columns also line up on a terminal."""
    head = ("figure", "ours", "aim", *RIVALS, "note")
    rows = [head, *(_cells(figure) for figure in figures)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(head))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join((lines[0], rule, *lines[1:]))


def _cells(figure: Figure) -> tuple[str, ...]:
    rivals = (*figure.rivals, *("" for _ in RIVALS))[: len(RIVALS)]
    return (figure.what, figure.ours, figure.aim, *rivals, figure.note)


def _short(value: float) -> str:
    if value == int(value) or abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}"
