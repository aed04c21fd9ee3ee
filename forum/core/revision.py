"""Which version the tables have, and which one this version of the house wants."""

from sqlalchemy import column, inspect, select, table

from forum.core.config import ROOT
from forum.core.db import Statement, read

TABLE = "alembic_version"
VERSIONS = ROOT / "migrations" / "versions"

_STORED: Statement = select(column("version_num")).select_from(table(TABLE))


def stored() -> str | None:
    """Give the version of the tables; None where there are none yet."""
    return read().scalar(_STORED) if inspect(read()).has_table(TABLE) else None


def newest() -> str:
    """Give the version that our migrations lead to: their files begin with their numbers."""
    return max(path.name.partition("_")[0] for path in VERSIONS.glob("[0-9]*_*.py"))
