"""Lines: the acts of a run as JSON Lines tell them, each with the keys it may have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from promisectl.importers.jsonl import read
from promisectl.model.act import Verb
from promisectl.model.acts import KEYS, OPENINGS
from promisectl.model.message import M, Message
from promisectl.model.nearest import did_you_mean
from promisectl.model.promise import FREE_FIELDS
from promisectl.model.terms import TERMS, key_of
from promisectl.model.trouble import Trouble

FREE = frozenset(key_of(name) for name in FREE_FIELDS)
_EXAMPLE = '{"promise": "clm-k7m2x9qd", "act": "agree"}'
_TERMS = tuple(key_of(name) for name in TERMS)
_OPENING = FREE | {"id", "ref", "ledger"}


@dataclass(frozen=True, slots=True)
class Line:
    """One act as a line tells it: its number from 1, its verb, its values, every scalar a text."""

    number: int
    verb: Verb
    values: dict[str, Any]

    @property
    def act(self) -> dict[str, Any]:
        """The values that belong to the act itself, by the file's keys."""
        allowed = {key_of(name) for name in KEYS[self.verb]}
        return {key: value for key, value in self.values.items() if key in allowed}


def as_lines(texts: Iterable[str]) -> list[Line]:
    """Return the lines that are not blank. Trouble names the first that is no act."""
    found = []
    try:
        lines = list(read(texts))
    except Trouble as trouble:
        raise Trouble(
            M("line {line} is no act in JSON: {problem}", **trouble.message.data),
            help=M("each line is one JSON object, such as {example}", example=_EXAMPLE),
            code="apply",
        ) from None
    for line in lines:
        try:
            found.append(Line(line.number, _verb(line.values), line.values))
        except Trouble as trouble:
            raise at_line(line.number, trouble) from None
    if not found:
        raise Trouble(
            M("there is no line to apply"),
            help=M("give one JSON object a line, in a file or on standard input (`-`)"),
        )
    return found


def _verb(values: dict[str, Any]) -> Verb:
    name = values.get("act")
    if isinstance(name, str) and name in list(Verb):
        return Verb(name)
    raise Trouble(
        M("`act` is missing") if name is None else M("“{act}” is no act", act=name),
        help=did_you_mean(str(name or ""), Verb),
        code="PC103" if name is None else "PC104",
    )


def need_known_keys(line: Line) -> None:
    """Trouble for a key that a line of its act cannot have, or that it lacks."""
    opening = line.verb in OPENINGS
    keys = {key_of(name) for name in KEYS[line.verb]} | (_OPENING if opening else {"promise"})
    for key in line.values:
        if key not in keys and not (opening and key.startswith("x-")):
            raise _unknown(M("`{key}` is no key of a `{act}`", key=key, act=line.verb.value), key, sorted(keys))
    wanted = "terms" if opening else "promise"
    if not line.values.get(wanted):
        raise Trouble(M("`{key}` is missing", key=wanted), help=M("add `{key}:`", key=wanted), code="PC103")
    terms = line.values.get("terms", {})
    if not isinstance(terms, dict):
        raise Trouble(M("`terms` holds no terms"), help=M("write them as an object, by the file's keys"), code="PC104")
    for key in terms:
        if key not in _TERMS:
            raise _unknown(M("`{key}` is no term", key=key), key, _TERMS)


def _unknown(message: Message, key: str, known: Sequence[str]) -> Trouble:
    return Trouble(message, help=did_you_mean(key, known), code="PC102")


def at_line(number: int, trouble: Trouble) -> Trouble:
    """Return a trouble that names the line it is about; everything else stays."""
    trouble.message = M("line {line}: {message}", line=number, message=trouble.message)
    return trouble
