"""The rules that a new house begins with."""

import tomllib
from pathlib import Path

from sqlalchemy import select

from forum.brands.queries import first_brand
from forum.core.access import HOUSE
from forum.core.db import db
from forum.core.transaction import transaction
from moderation.screening.actions import write_rule
from moderation.screening.models import Rule

FILE = Path(__file__).with_name("first.toml")


@transaction
def lay() -> None:
    """Write the first rules in the language of the house, unless there are rules already."""
    if db.session.scalars(select(Rule.id).limit(1)).first() is None:
        for rule in tomllib.loads(FILE.read_text(encoding="utf-8"))["rule"]:
            titles = rule.pop("title")
            write_rule(HOUSE, rule.pop("kind"), titles.get(first_brand().locale, titles["en"]), **rule)
