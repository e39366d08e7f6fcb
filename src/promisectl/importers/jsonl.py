"""JSON Lines, the exchange form: one promise a line, keys as in a promise file.

Scalars become texts, as they are in a file: a number or boolean is written as JSON writes it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from promisectl.importers.line import Line
from promisectl.model.message import M
from promisectl.model.trouble import Trouble


def read(lines: Iterable[str]) -> Iterator[Line]:
    """Yield the promise of every line that is not blank. Trouble names the line that is no JSON object."""
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        try:
            values = json.loads(text, object_pairs_hook=_object, parse_int=str, parse_float=str, parse_constant=str)
        except ValueError as error:
            raise _trouble(number, str(error)) from None
        except RecursionError:
            raise _trouble(number, "it is nested too deeply") from None
        if not isinstance(values, dict):
            raise _trouble(number, "an object was expected")
        yield Line(number, {key: _text(value) for key, value in values.items()})


def _trouble(number: int, problem: str) -> Trouble:
    return Trouble(
        M("line {line} is no promise in JSON: {problem}", line=number, problem=problem),
        help=M("each line is one JSON object with the keys of a promise file; nothing was written"),
        code="import",
    )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _text(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return {key: _text(below) for key, below in value.items()}
    if isinstance(value, list):
        return [_text(item) for item in value]
    return value
