"""Lines: the acts of a run as JSON Lines tell them, each with the keys it may have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
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
    try:
        entries = list(read(texts))
    except Trouble as trouble:
        raise Trouble(
            M("line {line} is no act in JSON: {problem}", **trouble.message.data),
            help=M("each line is one JSON object, such as {example}", example=_EXAMPLE),
            code="apply",
        ) from None
    lines: list[Line] = []
    for entry in entries:
        try:
            lines.append(Line(entry.number, _verb(entry.values), entry.values))
        except Trouble as trouble:
            raise at_line(entry.number, trouble) from None
    if not lines:
        raise Trouble(
            M("there is no line to apply"),
            help=M("give one JSON object a line, in a file or on standard input (`-`)"),
        )
    return lines


def _verb(values: dict[str, Any]) -> Verb:
    name = values.get("act")
    if isinstance(name, str) and name in list(Verb):
        return Verb(name)
    help = did_you_mean(str(name or ""), Verb)
    if name is None:
        raise Trouble(M("`act` is missing"), help=help, code="PC103")
    raise Trouble(M("“{act}” is no act", act=name), help=help, code="PC104")


def need_known_keys(line: Line) -> None:
    """Trouble for a key that a line of its act cannot have, or that it lacks."""
    strange = [key for key in line.values if not _is_known(key, line.verb)]
    if strange:
        message = M("`{key}` is no key of a `{act}`", key=strange[0], act=line.verb.value)
        raise _unknown(message, strange[0], sorted(_known_keys(line.verb)))
    _need_value(line, "terms" if line.verb in OPENINGS else "promise")
    _need_known_terms(line.values.get("terms", {}))


@cache
def _known_keys(verb: Verb) -> frozenset[str]:
    keys = frozenset(key_of(name) for name in KEYS[verb])
    return keys | (_OPENING if verb in OPENINGS else {"promise"})


def _is_known(key: str, verb: Verb) -> bool:
    """Whether a line may have a key; one that opens a promise may have keys of its own."""
    return key in _known_keys(verb) or (verb in OPENINGS and key.startswith("x-"))


def _need_value(line: Line, key: str) -> None:
    if not line.values.get(key):
        raise Trouble(M("`{key}` is missing", key=key), help=M("add `{key}:`", key=key), code="PC103")


def _need_known_terms(terms: Any) -> None:
    """Trouble where a line's terms are none, or hold a key that is no term."""
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
