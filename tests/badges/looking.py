"""Looks a badge up that must be there."""

from forum.badges.queries import BadgeView, badge_page


def badge(slug: str) -> BadgeView:
    """Give a badge by its slug."""
    found = badge_page(slug)
    assert found is not None
    return found
