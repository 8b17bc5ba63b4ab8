"""Records as rows: a table for each record type, a column for each field, read off the dataclasses themselves.

Text, numbers and closed lists are stored as they are, a time in ISO 8601; tuples and records within records as JSON. A
field that a table lacks, because an older version wrote it, takes the field's default.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Plain = Any  # what JSON can say
Codec = tuple[Callable[[Any], Plain], Callable[[Plain], Any]]  # there, and back

_SQL_TYPES = {int: "INTEGER", bool: "INTEGER", float: "REAL"}


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
    return tuple(write(getattr(record, name)) for name, write in _writers(cast(Any, type(record))))


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


def to_plain(value: Any) -> Plain:
    """A record, or tuples of records, as JSON can say it."""
    return _codec(cast(Any, type(value)))[0](value)


def from_plain(hint: Any, plain: Plain) -> Any:
    """What ``to_plain`` was given, of a type as an annotation says it."""
    return _codec(hint)[1](plain)


@cache
def _writers(record: type) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    hints = get_type_hints(record)
    return tuple((name, _cell(hints[name])[0]) for name in columns(record))


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


def _cell(hint: Any) -> Codec:
    """How a value of the type stands in a cell: as it is where SQLite can hold it, else in JSON."""
    there, back = _codec(hint)
    bare = _bare(hint)
    if isinstance(bare, type) and (issubclass(bare, str | int | float | datetime)):
        return there, back
    return (
        lambda value: None if value is None else _json(there(value)),
        lambda cell: None if cell is None else back(json.loads(cell)),
    )


def _json(plain: Plain) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


@cache
def _codec(hint: Any) -> Codec:
    """The way to plain JSON and back for a type, put together once."""
    bare = _bare(hint)
    if bare is not hint:
        there, back = _codec(bare)
        return (
            lambda value: None if value is None else there(value),
            lambda plain: None if plain is None else back(plain),
        )
    if get_origin(hint) is tuple:
        return _tuple_codec(get_args(hint))
    if get_origin(hint) is dict:
        return _dict_codec(*get_args(hint))
    if get_origin(hint) in (list, set, frozenset):
        return _collection_codec(get_origin(hint), get_args(hint)[0])
    if is_dataclass(hint):
        return _record_codec(cast(type, hint))
    if hasattr(hint, "_fields"):
        return _named_codec(hint)
    if issubclass(hint, StrEnum):
        members = {member.value: member for member in hint}
        return lambda value: value.value, members.__getitem__
    if hint is datetime:
        return datetime.isoformat, datetime.fromisoformat
    return (lambda value: value), (bool if hint is bool else float if hint is float else lambda plain: plain)


def _tuple_codec(args: tuple[Any, ...]) -> Codec:
    if args[-1] is Ellipsis:
        there, back = _codec(args[0])
        return (lambda value: [there(each) for each in value]), (lambda plain: tuple([back(each) for each in plain]))
    parts = [_codec(arg) for arg in args]
    return (
        lambda value: [there(each) for (there, _), each in zip(parts, value, strict=True)],
        lambda plain: tuple([back(each) for (_, back), each in zip(parts, plain, strict=True)]),
    )


def _collection_codec(collection: Any, member: Any) -> Codec:
    """A list as it is; a set, which has no order, in the order of its members."""
    there, back = _codec(member)
    ordered = list if collection is list else sorted
    return (lambda value: [there(each) for each in ordered(value)]), (
        lambda plain: collection([back(each) for each in plain])
    )


def _named_codec(named: Any) -> Codec:
    """A named tuple of what JSON can say goes as a list; of records, part by part."""
    hints = get_type_hints(named)
    there, back = _tuple_codec(tuple(hints[name] for name in named._fields))
    if all(hint in (int, str) for hint in hints.values()):
        return list, lambda plain: named(*plain)
    return there, lambda plain: named(*back(plain))


def _dict_codec(_: Any, value: Any) -> Codec:
    there, back = _codec(value)
    return (
        lambda found: {key: there(each) for key, each in found.items()},
        lambda plain: {key: back(each) for key, each in plain.items()},
    )


def _record_codec(record: type) -> Codec:
    """A record as an object that leaves out what has its default."""
    hints = get_type_hints(record)
    said = [field for field in fields(record) if field.init and not field.name.startswith("_")]
    parts = [(field.name, field.default, *_codec(hints[field.name])) for field in said]
    backs = {name: back for name, _, _, back in parts}

    def there(value: Any) -> Plain:
        plain = {}
        for name, default, write, _ in parts:
            if (found := getattr(value, name)) != default:
                plain[name] = write(found)
        return plain

    def back(plain: Plain) -> Any:
        return record(**{name: backs[name](each) for name, each in plain.items() if name in backs})

    return there, back
