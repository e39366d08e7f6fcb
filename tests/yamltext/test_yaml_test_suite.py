"""The YAML test suite: what the exact reader reads has the suite's values, every scalar a text; the rest it refuses.

The suite's events tell the values; its JSON types scalars, which no reader here does before the schema.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from promisectl.yamltext.exact import read_exact

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "yaml-test-suite.jsonl"
pytestmark = pytest.mark.skipif(not DATA.exists(), reason=f"the YAML test suite is not here: {DATA}")

# What libyaml lets pass though the suite would have it refused: tabs and comments without a blank before them, the
# indentation of what goes on over a line, dashes between brackets. Nobody reads another value there; nobody refuses.
LENIENT = frozenset(
    [
        "2G84-2",
        "2G84-3",
        "9C9N",
        "9JBA",
        "CVW2",
        "DK95-1",
        "DK95-2",
        "DK95-5",
        "DK95-8",
        "G5U8",
        "QB6E",
        "S98Z",
        "SU5Z",
        "X4QW",
        "Y79Y-2",
        "Y79Y-3",
        "YJV2",
    ]
)
ESCAPES = {"n": "\n", "t": "\t", "b": "\b", "r": "\r", "\\": "\\"}


def cases() -> list[dict[str, Any]]:
    return [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]


def unescaped(text: str) -> str:
    letters = iter(text.replace("␣", " "))
    return "".join(ESCAPES[next(letters)] if letter == "\\" else letter for letter in letters)


def node(event: str, events: Iterator[str]) -> Any:
    """Return the value that begins with an event; an alias is a LookupError."""
    kind, _, rest = event.partition(" ")
    if kind == "=ALI":
        raise LookupError
    if kind == "=VAL":
        while rest[0] in "&<":
            rest = rest.split("> " if rest[0] == "<" else " ", 1)[1]
        text = unescaped(rest[1:])
        return None if rest[0] == ":" and text in ("", "~", "null") else text
    if kind == "+SEQ":
        return [node(inner, events) for inner in iter(lambda: next(events), "-SEQ")]
    entries = {}
    for key in iter(lambda: next(events), "-MAP"):
        entries[str(node(key, events))] = node(next(events), events)
    return entries


def values(tree: str) -> list[Any]:
    """Return the values of the documents of a case."""
    events = (line.lstrip() for line in tree.split("\n"))
    return [node(next(events), events) for event in events if event.startswith("+DOC")]


def outcome(case: dict[str, Any]) -> str:
    documents, faults = read_exact(case["yaml"])
    if case["fail"]:
        return "refused as it must be" if faults else "let pass"
    if faults:
        return "refused by a rule of ours or by both parsers"
    return "right" if [document.value for document in documents] == values(case["tree"]) else "wrong"


def test_no_value_is_another_than_the_suites() -> None:
    assert [case["id"] for case in cases() if outcome(case) == "wrong"] == []


def test_what_must_be_refused_is_but_for_what_libyaml_lets_pass() -> None:
    assert {case["id"] for case in cases() if outcome(case) == "let pass"} <= LENIENT


def test_the_counts_are_those_of_the_decision() -> None:
    counts = Counter(outcome(case) for case in cases())
    page = (Path(__file__).parents[2] / "docs" / "decisions" / "0003-two-readers.md").read_text(encoding="utf-8")
    for name, count in counts.items():
        assert f"| {name} | {count} |" in page
