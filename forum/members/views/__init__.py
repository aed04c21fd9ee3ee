"""The addresses where people join, come in, show themselves and settle their accounts."""

from forum.members.views import data, doors, languages, letters, pages, settings
from forum.members.views.desk import members

__all__ = ["data", "doors", "languages", "letters", "members", "pages", "settings"]
