"""Records to plain JSON values and back, for the store and for `--json`: generic over the dataclasses of `sayso.records`.

A `Span` becomes the pair ``[start, end]``, an enumeration its value, a tuple a list, any other record a mapping of its fields in their
declared order. Decoders are built once per class from its type hints, so that reading a large table costs no reflection per row.
"""

from __future__ import annotations

import functools
import json
import types
import typing
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from typing import Any, TypeVar

from sayso.records import Span

T = TypeVar("T")
Decoder = Callable[[Any], Any]


@functools.cache
def _fields(cls: Any) -> tuple[Field[Any], ...]:
    return fields(cls)


def encode(value: Any, *, defaults: bool = True) -> Any:
    """The JSON value of a record, an enumeration, a tuple or a plain value; see `to_json` for `defaults`."""
    if value is None or value.__class__ in (str, int, float, bool):
        return value
    if value.__class__ is tuple:
        return [encode(item, defaults=defaults) for item in value]
    if value.__class__ is Span:
        return [value.start, value.end]
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return to_json(value, defaults=defaults)
    raise TypeError(f"{value!r} has no JSON form")


def to_json(record: Any, *, defaults: bool = True) -> dict[str, Any]:
    """The fields of a record as JSON values.

    Args:
        record: an instance of one of the dataclasses of `sayso.records`.
        defaults: whether fields that hold their declared default are written too; the store leaves them out.

    Raises:
        TypeError: a field holds something that is no record, enumeration, tuple or plain value.
    """
    encoded = {}
    for field in _fields(record.__class__):
        value = getattr(record, field.name)
        if defaults or field.default is MISSING or value != field.default:
            encoded[field.name] = encode(value, defaults=defaults)
    return encoded


def from_json(cls: type[T], value: Any) -> T:
    """The record of class `cls` that `to_json` turned into `value`.

    Raises:
        ValueError: `value` is not of that shape; the message names the class and the field.
    """
    annotation: Any = cls
    record: T = _decoder(annotation)(value)
    return record


def dumps(value: Any) -> str:
    """Compact JSON text, readable where it can be: escaped only if it holds a lone surrogate, which no UTF-8 file can carry."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, allow_nan=False, separators=(",", ":"))
    return text


@functools.cache
def _decoder(annotation: Any) -> Decoder:
    """The function that turns a JSON value into a value of the annotated type."""
    if annotation is Span:
        return _span
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return annotation
    if is_dataclass(annotation):
        return _record_decoder(typing.cast(type, annotation))
    origin = typing.get_origin(annotation)
    if origin is tuple:
        return _tuple_decoder(typing.get_args(annotation)[0])
    if origin in (types.UnionType, typing.Union):
        (inner,) = (option for option in typing.get_args(annotation) if option is not types.NoneType)
        decode = _decoder(inner)
        return lambda value: None if value is None else decode(value)
    return _plain_decoder(annotation)


def _span(value: Any) -> Span:
    if not isinstance(value, list) or len(value) != 2 or not all(type(offset) is int for offset in value):
        raise ValueError(f"a span is a pair of whole numbers, not {value!r}")
    return Span(value[0], value[1])


def _plain_decoder(cls: type) -> Decoder:
    # JSON does not keep 1.0 and 1 apart everywhere; a bool is an int to Python, never to us.
    accepted = (float, int) if cls is float else (cls,)

    def decode(value: Any) -> Any:
        if type(value) not in accepted:
            raise ValueError(f"{cls.__name__} expected, not {value!r}")
        return cls(value)

    return decode


def _tuple_decoder(item: Any) -> Decoder:
    decode = _decoder(item)

    def decode_all(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise ValueError(f"a list expected, not {value!r}")
        return tuple(decode(part) for part in value)

    return decode_all


def _record_decoder(cls: type) -> Decoder:
    hints = typing.get_type_hints(cls)
    decoders = {field.name: _decoder(hints[field.name]) for field in fields(cls)}
    required = {field.name for field in fields(cls) if field.default is MISSING and field.default_factory is MISSING}

    def decode(value: Any) -> Any:
        if not isinstance(value, dict):
            raise ValueError(f"{cls.__name__}: a mapping expected, not {value!r}")
        if value.keys() - decoders.keys() or required - value.keys():
            wrong = sorted((value.keys() - decoders.keys()) | (required - value.keys()))
            raise ValueError(f"{cls.__name__}: fields unknown or missing: {', '.join(wrong)}")
        given = {}
        for name, part in value.items():
            try:
                given[name] = decoders[name](part)
            except ValueError as error:
                raise ValueError(f"{cls.__name__}.{name}: {error}") from error
        return cls(**given)

    return decode
