"""Which pages the house's own facts change: a letter that does not arrive shows nowhere."""

from forum.core.mail import AddressRefused
from forum.core.pages.declared import changes_nothing

changes_nothing(AddressRefused)
