"""Lines: terms as the YAML a person may paste. Values are quoted, so a paste never reads otherwise.

The rule is the one that writes files (`yamltext/quoting.py`), for a place between brackets: it holds everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from promisectl.model.fields import Redacted, Within
from promisectl.model.moment import write_moment
from promisectl.model.terms import Condition, Terms, key_of
from promisectl.yamltext.quoting import scalar


def value_text(value: Any) -> str:
    """Return the value of a term as YAML in flow style; `null` for one that is dropped."""
    if value is None:
        return "null"
    if isinstance(value, date | str):
        return scalar(value, flow=True) if isinstance(value, str) else write_moment(value)
    if isinstance(value, Redacted):
        what = value.redacted
        return f"{{redacted: {{by: {what.by}, at: {write_moment(what.at)}, sha256: {scalar(what.sha256, flow=True)}}}}}"
    if isinstance(value, Condition):
        by = f", by: {write_moment(value.by)}" if value.by is not None else ""
        return f"{{text: {value_text(value.text)}{by}}}"
    if isinstance(value, Iterable):
        return "[" + ", ".join(value_text(entry) for entry in value) + "]"
    return str(value) if isinstance(value, Within) else scalar(str(value), flow=True)


def term_lines(terms: Mapping[str, Any]) -> list[str]:
    """Return head lines for terms (by field name): lists as blocks, everything else on its line; None is left out."""
    lines: list[str] = []
    for name, value in terms.items():
        if value is None:
            continue
        if isinstance(value, tuple) and value and name == "criteria":
            lines.append(f"{key_of(name)}:")
            lines += [f"- {value_text(entry)}" for entry in value]
        else:
            lines.append(f"{key_of(name)}: {value_text(value)}")
    return lines


def head_lines(terms: Terms, keys: Iterable[str]) -> list[str]:
    """Return the lines of a head for these file keys, as the terms have them."""
    wanted = set(keys)
    return term_lines({name: value for name, value in terms.present().items() if key_of(name) in wanted})
