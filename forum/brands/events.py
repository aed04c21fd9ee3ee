"""What happens to brands."""

from dataclasses import dataclass

from forum.core.events import Event


@dataclass(frozen=True, slots=True)
class BrandFounded(Event):
    """A brand has opened its doors."""

    brand_id: int


@dataclass(frozen=True, slots=True)
class BrandChanged(Event):
    """A brand's words or looks were changed; the version names the new ones."""

    brand_id: int
    version: int
    by_id: int | None
