"""What categories hold of people: nothing."""

from forum.core.personal import holds_nobody

holds_nobody("places and what groups may do there", "category", "permission", "category_grant")
