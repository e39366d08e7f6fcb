"""Parser: the grammar of a query, one function a rule.

    or  := and {"or" and}
    and := not {["and"] not}
    not := ["not"] (term | "(" or ")")

Parts that stand side by side must all hold; `and` may be written between them. Source: cli.md, WHERE.
"""

from __future__ import annotations

from dataclasses import dataclass

from promisectl.model.message import M
from promisectl.query.excerpt import bad_query
from promisectl.query.syntax import And, Node, Not, Or
from promisectl.query.tokens import Token, tokens
from promisectl.query.vocabulary import Spoken, nothing_spoken

_DEEPEST = 64


def parse(text: str, spoken: Spoken = nothing_spoken) -> Node:
    """Return the tree of a query; the empty query is an And of nothing.

    Refuses with a caret (Trouble), and says what a stray word means where it is `spoken`: a name on the screen.
    """
    reader = _Reader(text, tokens(text, spoken))
    if reader.next.kind == "end":
        return And(())
    node = _or(reader, 0)
    if reader.next.kind != "end":
        raise bad_query(text, reader.next.span, M("this parenthesis was never opened"))
    return node


@dataclass(slots=True)
class _Reader:
    text: str
    tokens: list[Token]
    at: int = 0

    @property
    def next(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        return token


def _or(reader: _Reader, depth: int) -> Node:
    parts = [_and(reader, depth)]
    while reader.next.kind == "or":
        reader.take()
        parts.append(_and(reader, depth))
    return parts[0] if len(parts) == 1 else Or(tuple(parts))


def _and(reader: _Reader, depth: int) -> Node:
    parts = [_not(reader, depth)]
    while reader.next.kind in ("and", "not", "term", "("):
        if reader.next.kind == "and":
            reader.take()
        parts.append(_not(reader, depth))
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def _not(reader: _Reader, depth: int) -> Node:
    token = reader.take()
    if depth > _DEEPEST:
        raise bad_query(reader.text, token.span, M("the query is nested too deeply"))
    if token.kind == "not":
        return Not(_not(reader, depth + 1))
    if token.kind == "(":
        return _grouped(reader, token, depth)
    if token.node is None:
        raise bad_query(
            reader.text,
            token.span,
            M("a condition is missing here"),
            M('write `field:value`, "quoted text", or a query in parentheses'),
        )
    return token.node


def _grouped(reader: _Reader, opening: Token, depth: int) -> Node:
    node = _or(reader, depth + 1)
    if reader.next.kind != ")":
        raise bad_query(reader.text, opening.span, M("this parenthesis is never closed"))
    reader.take()
    return node
