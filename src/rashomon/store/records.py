"""Records as rows: a table for each record type, a column for each field, read off the dataclasses themselves.

Text, numbers and closed lists are stored as they are, a time in ISO 8601; tuples and records within records as JSON. A
field that a table or a piece of JSON lacks, because an older version wrote it, takes the field's default.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import datetime
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import msgspec

T = TypeVar("T")
Codec = tuple[Callable[[Any], Any], Callable[[Any], Any]]  # there, and back

_SQL_TYPES = {int: "INTEGER", bool: "INTEGER", float: "REAL"}
_encoder = msgspec.json.Encoder(order="deterministic")  # a set, which has no order, in that of its members


def columns(record: type) -> dict[str, str]:
    """The columns of the record's table with their SQL types, the id first."""
    return _columns(cast(Any, record))  # to mypy a type is not hashable


@cache
def _columns(record: type) -> dict[str, str]:
    hints = get_type_hints(record)
    named = sorted(fields(record), key=lambda field: field.name != "id")
    return {field.name: _SQL_TYPES.get(_bare(hints[field.name]), "TEXT") for field in named}


def to_row(record: Any) -> tuple[Any, ...]:
    """The record's values in the order of ``columns``."""
    values, told_otherwise = _writers(cast(Any, type(record)))
    row = values(record)
    if not told_otherwise:
        return row
    cells = list(row)
    for n, write in told_otherwise:
        cells[n] = write(cells[n])
    return tuple(cells)


def from_row(record: type[T], row: Mapping[str, Any]) -> T:
    """The record of a row by column; what the row lacks takes the field's default.

    Raises:
        TypeError: The row lacks a field that has no default.
    """
    readers = _readers(cast(Any, record))
    return record(**{name: read(row[name]) for name, read, optional in readers if _has(row, name, optional)})


def _has(row: Mapping[str, Any], name: str, optional: bool) -> bool:
    """Whether to read the cell: an empty one is left to the field's default, if there is one."""
    return not optional or (name in row.keys() and row[name] is not None)  # noqa: SIM118  # a row is no mapping


def to_json(value: Any) -> str:
    """Records, tuples and what else they are made of, in JSON."""
    return _encoder.encode(value).decode()


def from_json(hint: Any, told: str) -> Any:
    """What ``to_json`` was given, of a type as an annotation says it.

    Raises:
        ValueError: It is no JSON, or not of this type.
    """
    return _decoder(hint).decode(told)


@cache
def _decoder(hint: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(hint)


@cache
def _writers(record: type) -> tuple[Callable[[Any], tuple[Any, ...]], tuple[tuple[int, Callable[[Any], Any]], ...]]:
    """What gives a record's values in the order of the columns, and how those are written that no cell can hold."""
    hints = get_type_hints(record)
    ways = [(n, _cell(hints[name])[0]) for n, name in enumerate(columns(record))]
    return attrgetter(*columns(record)), tuple((n, write) for n, write in ways if write is not _as_it_is)


@cache
def _readers(record: type) -> tuple[tuple[str, Callable[[Any], Any], bool], ...]:
    """Each field with the way back from its cell, and whether it has a default."""
    hints = get_type_hints(record)
    said = [field for field in fields(record) if field.init]
    return tuple((field.name, _cell(hints[field.name])[1], field.default is not MISSING) for field in said)


def _bare(hint: Any) -> Any:
    """The type without "or None"."""
    options = [one for one in get_args(hint) if one is not type(None)]
    return options[0] if get_origin(hint) in (Union, types.UnionType) and len(options) == 1 else hint


@cache
def _cell(hint: Any) -> Codec:
    """How a value of the type stands in a cell: as it is where SQLite can hold it, else in JSON."""
    bare = _bare(hint)
    if not isinstance(bare, type) or not issubclass(bare, str | int | float | datetime):
        return _unless_none(to_json), _unless_none(_decoder(hint).decode)
    if issubclass(bare, datetime):
        return _unless_none(datetime.isoformat), _unless_none(datetime.fromisoformat)
    if issubclass(bare, StrEnum):
        return _as_it_is, _unless_none({member.value: member for member in bare}.__getitem__)
    return _as_it_is, _unless_none(bare) if bare in (bool, float) else _as_it_is


def _unless_none(change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else change(value)


def _as_it_is(value: Any) -> Any:
    return value
