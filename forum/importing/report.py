"""What an import has done, and what it could not do and why."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from forum.importing.shapes import Skip

SHOWN = 5


@dataclass(slots=True)
class Report:
    """The account of one site's import; `here` counts threads that an earlier run brought in."""

    site: str
    members: int = 0
    threads: int = 0
    posts: int = 0
    badges: int = 0
    here: int = 0
    seconds: float = 0.0
    skipped: list[Skip] = field(default_factory=list)
    tallies: dict[str, int] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """Tell it in lines."""
        rate = f", {self.posts / self.seconds:,.0f} posts a second" if self.posts and self.seconds else ""
        yield (
            f"{self.site}: {self.members:,} members, {self.threads:,} threads, {self.posts:,} posts,"
            f" {self.badges:,} badges came in; {self.seconds:.1f} s{rate}."
        )
        if self.here:
            yield f"  {self.here:,} threads were here already."
        for what, count in self.tallies.items():
            yield f"  not taken: {count:,} {what}"
        for reason, places in self._by_reason():
            more = f" and {len(places) - SHOWN:,} more" if len(places) > SHOWN else ""
            yield f"  {reason} ({', '.join(places[:SHOWN])}{more})"

    def _by_reason(self) -> list[tuple[str, list[str]]]:
        found: dict[str, list[str]] = defaultdict(list)
        for skip in self.skipped:
            found[skip.reason].append(f"{skip.file}:{skip.line}")
        return sorted(found.items())
