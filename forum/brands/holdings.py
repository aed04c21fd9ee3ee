"""What brands hold of people: nothing."""

from forum.core.personal import holds_nobody

holds_nobody("what the brand says of itself", "brand")
