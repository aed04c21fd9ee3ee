"""Which pages the facts of the bell change: none that a guest sees."""

from forum.core.pages.declared import changes_nothing
from forum.notifications.events import MembersTold, MemberTold

changes_nothing(MemberTold, MembersTold)
