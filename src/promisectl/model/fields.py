"""Forms: the types of single values in a file, and the base of the models made of them.

Every scalar arrives as text (format.md, Reading rules: scalars are strings until the schema types them), so each
type here parses text and nothing else; `0012` stays `0012` where a string is wanted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from promisectl.model.message import M, Message
from promisectl.model.moment import Moment, parse_moment, write_moment

HANDLE = r"[a-z0-9][a-z0-9._-]{0,63}"
OUTSIDE = r"ext:[a-z0-9][a-z0-9._-]{0,63}"
PROMISE_ID = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+"
SLUG = r"[a-z0-9][a-z0-9-]*"

_HANDLE = f"^(?:{HANDLE}|{OUTSIDE})$"
_ID = f"^{PROMISE_ID}$"

_WITHIN = re.compile(r"(\d{1,6})(d|bd|bh)(?: from (agreement|activation))?\Z")
_WHOLE = re.compile(r"\d{1,9}\Z", re.ASCII)
_DURATION = re.compile(r"(\d{1,6})d\Z", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,9})?\Z", re.ASCII)


class FileModel(BaseModel):
    """Base of every model read from a file: frozen, hyphenated keys, nothing unknown."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=lambda name: name.rstrip("_").replace("_", "-"),
        populate_by_name=False,
        defer_build=True,  # only the model a file is read as is built, not again each of its parts
    )


WANTED = {
    "text": M("a text is wanted here"),
    "moment": M("a day (2026-03-06) or an instant with offset is wanted here"),
    "day": M("a day (2026-03-06) is wanted here"),
    "handle": M("a handle is wanted here: lower-case letters, digits, . _ - (or ext:something)"),
    "promise_id": M("a promise id is wanted here, such as clm-k7m2x9qd"),
    "whole": M("a whole number is wanted here"),
    "number": M("a number is wanted here, such as 24 or 9.2, without its unit"),
    "band": M("two numbers are wanted here, the lower one first, such as [75, 100]"),
    "period": M("a year, half, quarter or month is wanted here, such as 2026-Q2"),
    "truth": M("true or false is wanted here"),
    "fraction": M("a share between 0 and 1 is wanted here, such as 0.8"),
    "duration": M("a number of days is wanted here, such as 2d"),
    "within": M("a length of time is wanted here, such as 45d, 2bd or 4bh from activation"),
    "zone": M("an IANA time zone is wanted here, such as America/Santiago"),
    "percent": M("a percentage is wanted here, such as 95%"),
    "time": M("a time of day is wanted here, such as 16:00"),
    "hours": M("business hours are wanted here, such as 09:00-18:00 or 09:00-13:00, 15:00-18:00"),
    "folder": M("a folder of this workspace is wanted here, such as ledgers or work/ledgers: plain names, no `..`"),
    "area": M("an area is wanted here, or areas by the day each began"),
}


_BY_PATTERN = {_HANDLE: "handle", _ID: "promise_id"}


def wanted(problem: Mapping[str, Any]) -> Message | None:
    """Return what is wanted where Pydantic reports a problem with a single value; None for other problems."""
    kind, context = problem["type"], problem.get("ctx") or {}
    if kind == "string_type":
        kind = "text"
    elif kind == "string_too_long":
        kind = "promise_id"
    elif kind == "string_pattern_mismatch":
        kind = _BY_PATTERN.get(str(context.get("pattern")), "text")
    return WANTED.get(kind)


def refuse(kind: str) -> PydanticCustomError:
    """A form error by its kind; what is wanted instead is said by WANTED, in the reader's language."""
    return PydanticCustomError(kind, kind)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise refuse("text")
    return value


def _day_or_instant(value: Any) -> Moment:
    if isinstance(value, str):
        try:
            return parse_moment(value)
        except ValueError:
            pass
    raise refuse("moment")


def _day(value: Any) -> date:
    moment = _day_or_instant(value)
    if isinstance(moment, datetime):
        raise refuse("day")
    return moment


def _whole(value: Any) -> int:
    if not isinstance(value, str) or not _WHOLE.match(value):
        raise refuse("whole")
    return int(value)


def _truth(value: Any) -> bool:
    if value not in ("true", "false"):
        raise refuse("truth")
    return bool(value == "true")


def _fraction(value: Any) -> Fraction:
    if isinstance(value, str) and re.match(r"(?:0?\.\d{1,9}|[01](?:\.0{0,9})?)\Z", value, re.ASCII):
        return Fraction(value)
    raise refuse("fraction")


def _lead(value: Any) -> int:
    if not isinstance(value, str) or not (match := _DURATION.match(value)):
        raise refuse("duration")
    return int(match[1])


@dataclass(frozen=True, slots=True)
class Within:
    """How long a promise may take once its clock starts: `2bd from activation`."""

    count: int
    unit: Literal["d", "bd", "bh"]
    start: Literal["agreement", "activation"] | None = None

    def __str__(self) -> str:
        """The text as a file holds it."""
        return f"{self.count}{self.unit}" + (f" from {self.start}" if self.start else "")


def parse_within(value: Any) -> Within:
    """Return the Within that a text such as `2bd from activation` writes; refuses anything else."""
    if not isinstance(value, str) or not (match := _WITHIN.match(value)):
        raise refuse("within")
    return Within(int(match[1]), match[2], match[3])  # type: ignore[arg-type] # the pattern allows no others


def parse_zone(value: Any) -> str:
    """Return the name of an IANA zone that this machine knows."""
    try:
        return ZoneInfo(_text(value)).key
    except (ValueError, OSError, KeyError):
        raise refuse("zone") from None


def parse_number(value: Any) -> Decimal:
    """Return the number that a text such as `24` or `-9.2` writes: digits and a point, no unit, no exponent."""
    if isinstance(value, str) and _NUMBER.match(value):
        return Decimal(value)
    raise refuse("number")


def parse_band(value: Any) -> tuple[Decimal, Decimal]:
    """Return the lower and the upper end of a band, which is a list of two numbers."""
    if isinstance(value, list | tuple) and len(value) == 2:
        low, high = map(parse_number, value)
        if low <= high:
            return low, high
    raise refuse("band")


def parse_percent(value: Any) -> float:
    """Return the share that a percentage such as `95%` writes."""
    if isinstance(value, str) and (match := re.match(r"(\d{1,3}(?:\.\d{1,4})?) ?%?\Z", value, re.ASCII)):
        share = float(match[1]) / 100
        if share <= 1:
            return share
    raise refuse("percent")


def parse_area(value: Any) -> str | dict[date, str]:
    """Return an area, or the areas by the day each began."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and value:
        return {_day(since): _text(area) for since, area in value.items()}
    raise refuse("area")


class Redaction(FileModel):
    """Who took a text out, when, and the salted hash of what it was (trust.md, Privacy)."""

    by: Handle
    at: When
    sha256: Annotated[str, BeforeValidator(_text)]


class Redacted(FileModel):
    """What stands in a file in place of a text that was taken out."""

    redacted: Redaction

    def __str__(self) -> str:
        """What a reader sees in its place."""
        return "[redacted]"


def _schema(**schema: Any) -> WithJsonSchema:
    return WithJsonSchema(schema)


_written = PlainSerializer(write_moment, return_type=str)

String = str
When = Annotated[
    Moment,
    PlainValidator(_day_or_instant),
    _written,
    _schema(anyOf=[{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]),
]
Day = Annotated[date, PlainValidator(_day), _written, _schema(type="string", format="date")]
Handle = Annotated[str, StringConstraints(pattern=_HANDLE)]
PromiseId = Annotated[str, StringConstraints(pattern=_ID, max_length=64)]
Whole = Annotated[int, PlainValidator(_whole), _schema(type="integer", minimum=0)]
Number = Annotated[
    Decimal,
    PlainValidator(parse_number),
    PlainSerializer(str, return_type=str),
    _schema(type="number"),
]
Band = Annotated[
    tuple[Decimal, Decimal],
    PlainValidator(parse_band),
    PlainSerializer(lambda band: [str(end) for end in band], return_type=list[str]),
    _schema(type="array", items={"type": "number"}, minItems=2, maxItems=2),
]
Truth = Annotated[bool, PlainValidator(_truth), _schema(type="boolean")]
Share = Annotated[
    Fraction,
    PlainValidator(_fraction),
    PlainSerializer(lambda share: str(float(share)), return_type=str),
    _schema(type="number", minimum=0, maximum=1),
]
Lead = Annotated[int, PlainValidator(_lead), _schema(type="string", pattern="^[0-9]+d$")]
Duration = Annotated[
    Within,
    PlainValidator(parse_within),
    PlainSerializer(str, return_type=str),
    _schema(type="string", pattern="^[0-9]+(d|bd|bh)( from (agreement|activation))?$"),
]
Text = Annotated[str | Redacted, Field(union_mode="left_to_right")]
