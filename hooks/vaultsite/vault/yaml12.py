"""YAML 1.2, its core schema, for text that nobody has checked.

PyYAML reads YAML 1.1, where ``no`` is false and ``12:30`` a number. Only its parser is used here,
event by event: it has no limit for brackets in brackets, and ends the process on too many.
"""

from __future__ import annotations

import copy
import math
import re
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_VALUES = 10_000
"""Repeated ones included: with anchors, a few lines can stand for billions."""

_DEEPEST = 50

# The core schema (YAML 1.2.2 §10.3.2), with a limit for what Python likes to read as a number.
_INT = re.compile(r"[-+]?[0-9]{1,300}")
_OCTAL_OR_HEX = re.compile(r"0o[0-7]{1,300}|0x[0-9a-fA-F]{1,300}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class BrokenYamlError(Exception):
    """``line`` counts from 0; ``what`` is a few words without a line break."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line
        self.what = " ".join(what.split())


def load(text: str) -> object:
    """The value of a YAML document: dict, list, str, int, float, bool or None; keys are strings.

    Any other type (dates, tags of applications, infinity) stays text; the last of equal keys wins.
    Raises BrokenYamlError, for more than one document or too much of anything as well.
    """
    try:
        return _Builder(yaml.parse(text, Loader=_LOADER)).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BrokenYamlError(mark.line if mark else 0, error.problem or "no YAML") from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position)
        raise BrokenYamlError(line, "a character that YAML forbids") from error
    except (yaml.YAMLError, UnicodeError) as error:
        raise BrokenYamlError(0, "no YAML") from error


class _Builder:
    def __init__(self, events: Iterator[yaml.Event]) -> None:
        self._events = events
        self._anchors: dict[str, object] = {}
        self._values = 0

    def document(self) -> object:
        value: object = None
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.NodeEvent):
                value = self._value(event, 0)
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise BrokenYamlError(_line(event), "more than one document")
        return value

    def _value(self, event: yaml.Event, depth: int) -> object:
        self._count(event, depth)
        if isinstance(event, yaml.AliasEvent):
            return self._repeated(event, depth)
        value: object
        if isinstance(event, yaml.ScalarEvent):
            value = _scalar(event.value) if event.implicit[0] else event.value
        elif isinstance(event, yaml.SequenceStartEvent):
            value = [self._value(item, depth + 1) for item in self._until(yaml.SequenceEndEvent)]
        else:
            value = self._mapping(depth)
        if anchor := getattr(event, "anchor", None):
            self._anchors[anchor] = value
        return value

    def _mapping(self, depth: int) -> dict[str, object]:
        mapping = {}
        for event in self._until(yaml.MappingEndEvent):
            key = self._value(event, depth + 1)
            value = self._value(next(self._events), depth + 1)
            mapping[event.value if isinstance(event, yaml.ScalarEvent) else str(key)] = value
        return mapping

    def _until(self, end: type[yaml.Event]) -> Iterator[yaml.Event]:
        while not isinstance(event := next(self._events), end):
            yield event

    def _repeated(self, event: yaml.AliasEvent, depth: int) -> object:
        if event.anchor not in self._anchors:
            raise BrokenYamlError(_line(event), f"nothing is called *{event.anchor}")
        value = self._anchors[event.anchor]
        self._count_all(value, event, depth)
        return copy.deepcopy(value)

    def _count_all(self, value: object, event: yaml.Event, depth: int) -> None:
        self._count(event, depth)
        for item in _items(value):
            self._count_all(item, event, depth + 1)

    def _count(self, event: yaml.Event, depth: int) -> None:
        self._values += 1
        if self._values > _MOST_VALUES or depth > _DEEPEST:
            raise BrokenYamlError(_line(event), "too many or too deeply nested values")


def _line(event: yaml.Event) -> int:
    return event.start_mark.line if event.start_mark else 0


def _items(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _scalar(text: str) -> object:
    """What a plain scalar, one without quotes, stands for."""
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    if _OCTAL_OR_HEX.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text) and math.isfinite(number := float(text)):
        return number
    return text
