"""What becomes of news, and of what members were told when they change."""

from forum.notifications.registry import receives
from forum.notifications.telling import receive

receives(receive)
