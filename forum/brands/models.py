"""What is kept of a brand."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Id, Model, Moment


class Brand(Model):
    """A brand: its name, where it answers, and how it looks.

    `colours` maps a token to its light and dark value, both #rrggbb; links are [label, address] pairs;
    `version` grows with every change and names the theme's address.
    """

    __tablename__ = "brand"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    tagline: Mapped[str] = mapped_column(String(200), default="")
    about_source: Mapped[str] = mapped_column(Text, default="")
    about_html: Mapped[str] = mapped_column(Text, default="")
    contact: Mapped[str] = mapped_column(String(254), default="")
    host: Mapped[str | None] = mapped_column(String(253), unique=True)
    locale: Mapped[str] = mapped_column(String(12), default="en")
    logo_key: Mapped[str | None] = mapped_column(String(64))
    colours: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    header_links: Mapped[list[Any]] = mapped_column(JSON, default=list)
    footer_links: Mapped[list[Any]] = mapped_column(JSON, default=list)
    footer_text: Mapped[str] = mapped_column(String(500), default="")
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(Moment)
