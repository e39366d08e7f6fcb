"""Tokens: the words of a query: terms, quoted texts, saved queries, `or`, `and`, `not` and parentheses.

A term is one token, for what may stand in a value depends on where it stands: `customer:ext:claim-88123` is a field,
a colon, and a value that holds another colon.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from promisectl.model.message import M
from promisectl.model.trouble import Trouble
from promisectl.query.excerpt import bad_query
from promisectl.query.syntax import At, Exact, Prefix, Range, Saved, Term, Text, Value
from promisectl.query.vocabulary import Spoken, nothing_spoken, stray_word_help

_SPACE = re.compile(r"\s*")
_WORD = re.compile(r"(or|and|not)(?=[\s()]|\Z)", re.IGNORECASE)
_FIELD = re.compile(r"([^\W\d_][\w-]*)\s*(:?(?:!=|<=|>=|=|<|>)|:)\s*")
_SAVED = re.compile(r"@([\w-]+)")
_BARE = re.compile(r'[^\s"(),]+')
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is one of `( ) or and not term end`; a `term` carries its node."""

    kind: str
    span: At
    node: Term | Text | Saved | None = None


def tokens(text: str, spoken: Spoken = nothing_spoken) -> list[Token]:
    """Return the tokens of a query, the last of kind `end`. Refuses what is no token, with a caret."""
    found: list[Token] = []
    at = _skip(text, 0)
    while at < len(text):
        token = _token(text, at)
        if token is None:
            raise _stray(text, at, spoken)
        found.append(token)
        at = _skip(text, token.span[1])
    return [*found, Token("end", (len(text), len(text)))]


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _token(text: str, at: int) -> Token | None:
    if text[at] in "()":
        return Token(text[at], (at, at + 1))
    if match := _WORD.match(text, at):
        return Token(match[1].lower(), match.span())
    if text[at] == '"':
        quoted, end = _read_quoted(text, at)
        return Token("term", (at, end), Text(quoted, (at, end)))
    if match := _SAVED.match(text, at):
        return Token("term", match.span(), Saved(match[1], match.span()))
    if match := _FIELD.match(text, at):
        return _term(text, at, match)
    return None


def _term(text: str, at: int, match: re.Match[str]) -> Token:
    op = match[2].removeprefix(":") or ":"
    values, end = _read_values(text, match.end())
    return Token("term", (at, end), Term(match[1].lower(), op, values, (at, match.end(1))))


def _read_values(text: str, at: int) -> tuple[tuple[Value, ...], int]:
    values = []
    while True:
        value, at = _read_value(text, at)
        values.append(value)
        if text[at : at + 1] != ",":
            return tuple(values), at
        at += 1


def _read_value(text: str, at: int) -> tuple[Value, int]:
    if text[at : at + 1] == '"':
        quoted, end = _read_quoted(text, at)
        if text[end : end + 1] == "*":
            return Prefix(quoted, (at, end + 1)), end + 1
        return Exact(quoted, (at, end)), end
    match = _BARE.match(text, at)
    if not match:
        raise bad_query(
            text,
            (at, at + 1),
            M("a value is missing in the query"),
            M("write `field:value`, as in `state:promised` or `due:..2026-04-01`"),
        )
    return _bare_value(text, match[0], match.span()), match.end()


def _bare_value(text: str, word: str, span: At) -> Value:
    low, dots, high = word.partition("..")
    if dots:
        if not low and not high:
            raise bad_query(text, span, M("a range needs at least one end, as in `due:..2026-04-01`"))
        return Range(low or None, high or None, span)
    return Prefix(word[:-1], span) if word.endswith("*") else Exact(word, span)


def _read_quoted(text: str, at: int) -> tuple[str, int]:
    match = _QUOTED.match(text, at)
    if not match:
        raise bad_query(text, (at, at + 1), M("this quotation mark is never closed"))
    return _ESCAPED.sub(r"\1", match[1]), match.end()


def _stray(text: str, at: int, spoken: Spoken) -> Trouble:
    match = _BARE.match(text, at)
    end = match.end() if match else at + 1
    word = text[at:end]
    return bad_query(
        text,
        (at, end),
        M("“{word}” is no part of a query", word=word),
        stray_word_help(word, spoken),
    )
