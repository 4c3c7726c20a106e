"""When a note was written and last changed: its properties say it, else git, else its file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from vaultsite.problems import Kind, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vaultsite.vault.files import VaultFile
    from vaultsite.vault.history import History
    from vaultsite.vault.note import Note

_CREATED = (
    "created", "date_created", "created_at", "creation_date", "date", "published", "publish_date",
)  # fmt: skip
_CHANGED = (
    "modified", "updated", "last_modified", "lastmod", "date_modified", "date_updated",
    "modified_at", "updated_at", "last_modified_at", "last_updated",
)  # fmt: skip

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_TIME = (
    r"(?:[T,\s]+(?:at\s+)?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"\s*(?P<half>[ap]m)?\s*(?P<zone>z|utc|[+-]\d{2}:?\d{2})?)?"
)
_MONTH = r"(?P<name>[a-z]{3,9})\.?"
_WEEKDAY = r"(?:[a-z]{2,9}\.?,?\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_FORMS = tuple(
    re.compile(form + _TIME, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<point>[/.])(?P<month>\d{1,2})(?P=point)(?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+(?P<year>\d{{4}})",
        rf"{_WEEKDAY}{_DAY}\.?\s+{_MONTH},?\s+(?P<year>\d{{4}})",
    )
)


@dataclass(frozen=True, slots=True)
class Dates:
    """In UTC; None where nobody knows.

    ``lasting``: the time of change comes from the properties or from git, and is not just that of
    the file, which a copy of the vault may not keep.
    """

    created: datetime | None = None
    changed: datetime | None = None
    lasting: bool = False


def dates(note: Note, file: VaultFile, history: History) -> Dates:
    """The dates of a note."""
    span = history.span(file.path)
    created = _property(note.properties, _CREATED)
    changed = _property(note.properties, _CHANGED)
    if span is None:
        lasting = changed is not None
        return Dates(created, changed or _from(file.mtime_ns // 10**9), lasting)
    return Dates(created or _from(span.created), changed or _from(span.changed), lasting=True)


def problems(note: Note) -> list[Problem]:
    """Dates that can't be read. A year alone, say of a book, is no date of the note's."""
    found = []
    for name, value in note.properties.items():
        if _name(name) not in (*_CREATED, *_CHANGED) or not isinstance(value, str):
            continue
        if value.strip() and parse(value) is None:
            what = f"{name}: {' '.join(value.split())[:80]!r} is not understood as a date"
            remedy = "write it as 2024-02-29 or 2024-02-29T18:30"
            found.append(Problem(note.path, 1, Kind.UNKNOWN_DATE, what, remedy))
    return found


def parse(text: str) -> datetime | None:
    """A date in ISO 8601 or another form that leaves no doubt about day and month, as UTC.

    ``01/02/2024`` does leave doubt. Without a zone, the time is taken for UTC.
    """
    for form in _FORMS:
        if (match := form.fullmatch(text.strip())) is not None:
            return _moment(match)
    return None


def _moment(match: re.Match[str]) -> datetime | None:
    parts = match.groupdict()
    month = parts.get("month") or _month(parts["name"])
    hour = int(parts["hour"] or 0)
    if parts["half"]:
        hour = hour % 12 + (12 if parts["half"].lower() == "pm" else 0)
    clock = f"{hour:02}:{parts['minute'] or '00'}:{parts['second'] or '00'}"
    zone = (parts["zone"] or "Z").upper().replace("UTC", "Z")
    try:
        day = f"{parts['year']}-{int(month):02}-{int(parts['day']):02}"
        return datetime.fromisoformat(f"{day}T{clock}{zone}").astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _month(name: str) -> int:
    """1 to 12; 0, which no date takes, if it is no English month."""
    short = name[:3].lower()
    full = "january february march april may june july august september october november december"
    known = any(month.startswith(name.lower()) for month in full.split())
    return _MONTHS.index(short) + 1 if known else 0


def _property(properties: Mapping[str, object], names: tuple[str, ...]) -> datetime | None:
    """The first of ``names`` that holds a date, in their order."""
    values = {_name(name): value for name, value in reversed([*properties.items()])}
    found = (parse(str(values[name])) for name in names if _is_text(values.get(name)))
    return next((date for date in found if date is not None), None)


def _is_text(value: object) -> bool:
    # 20240229 without quotation marks is a number.
    return isinstance(value, str | int) and not isinstance(value, bool)


def _name(property_name: str) -> str:
    return re.sub(r"[\s-]+", "_", property_name.strip().casefold())


def _from(seconds: int | None) -> datetime | None:
    try:
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
