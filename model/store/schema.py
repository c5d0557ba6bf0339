"""The tables, in SQLAlchemy Core: one a kind of record, the log, and the few facts about the file itself."""

from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Double, Integer, MetaData, Table, Text
from sqlalchemy.types import TypeEngine

from model.records import KINDS
from model.store.form import APPLICATION_ID, LOG_COLUMNS, META_COLUMNS, SCHEMA_VERSION
from model.store.rows import columns

metadata = MetaData()
_TYPES: dict[str, type[TypeEngine[Any]]] = {"TEXT": Text, "INTEGER": Integer, "REAL": Double}


def _record_table(kind: str) -> Table:
    """Return the table of a kind of record, a column a field. References are checked by the model, not by SQL."""
    made = (
        Column(spec.name, _TYPES[spec.type](), primary_key=spec.name == "id", nullable=spec.rule.optional)
        for spec in columns(kind)
    )
    return Table(kind, metadata, *made)


RECORD_TABLES = {kind: _record_table(kind) for kind in KINDS}

_LOG_TYPES: dict[str, TypeEngine[Any]] = {"position": Integer(), "time": BigInteger()}
log_table = Table(
    "log",
    metadata,
    *(
        Column(
            name,
            _LOG_TYPES.get(name, Text()),
            primary_key=name == "position",
            autoincrement=False,
            unique=True if name == "id" else None,
            nullable=False,
        )
        for name in LOG_COLUMNS
    ),
)
meta_table = Table(
    "meta", metadata, *(Column(name, Text(), primary_key=name == "key", nullable=False) for name in META_COLUMNS)
)


def create(connection: Connection) -> None:
    """Make all tables in an empty database and put the marks of a Masar file on it."""
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
    metadata.create_all(connection)
