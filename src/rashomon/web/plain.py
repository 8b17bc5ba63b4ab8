"""Records as plain JSON types, and the JSON Schema of what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

Json = dict[str, Any]


def plain(value: Any) -> Any:
    """A record as JSON types: a member for each field, closed lists as their words, times in ISO 8601."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [plain(each) for each in value]
    return value


def schema_of(kind: Any, known: dict[str, Json]) -> Json:
    """The schema of what ``plain`` makes of such a value; records are put into ``known`` by name and pointed to."""
    simple = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}
    if kind in simple:
        return {"type": simple[kind]}
    if kind is datetime:
        return {"type": "string"}
    origin, given = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return {"anyOf": [schema_of(each, known) for each in given]}
    if origin in (tuple, list, frozenset):
        return _list(given, known)
    if origin is dict:
        return {"type": "object", "additionalProperties": schema_of(given[1], known)}
    if is_dataclass(origin or kind):
        return _record(kind, known)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"enum": [each.value for each in kind]}
    return {}


def _list(given: tuple[Any, ...], known: dict[str, Json]) -> Json:
    """A tuple of any length, or one of parts that differ."""
    if len(given) == 2 and given[1] is Ellipsis:
        return {"type": "array", "items": schema_of(given[0], known)}
    if len(given) == 1:
        return {"type": "array", "items": schema_of(given[0], known)}
    parts = [schema_of(each, known) for each in given]
    return {"type": "array", "prefixItems": parts, "minItems": len(parts), "maxItems": len(parts)}


def _record(kind: Any, known: dict[str, Json]) -> Json:
    """A record by its name; a generic one by its name and that of what it holds."""
    origin, given = get_origin(kind) or kind, get_args(kind)
    name = origin.__name__ + "".join(getattr(each, "__name__", "") for each in given)
    if name not in known:
        known[name] = {}  # a record may hold itself
        hints = get_type_hints(origin)
        filled = dict(zip(getattr(origin, "__parameters__", ()), given, strict=False))
        members = {field.name: schema_of(_filled(hints[field.name], filled), known) for field in fields(origin)}
        known[name] = {
            "type": "object",
            "description": (origin.__doc__ or "").partition("\n")[0],
            "properties": members,
            "required": list(members),
        }
    return {"$ref": f"#/components/schemas/{name}"}


def _filled(hint: Any, filled: Mapping[Any, Any]) -> Any:
    """A hint with type variables put in: ``tuple[T, ...]`` of claims is a tuple of claims."""
    wanted = getattr(hint, "__parameters__", ())
    return hint[tuple(filled[one] for one in wanted)] if wanted else filled.get(hint, hint)
