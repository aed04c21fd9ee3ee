"""What kept pages about members are called by."""


def of_member(member_id: int) -> str:
    """Name a member's page."""
    return f"member:{member_id}"
