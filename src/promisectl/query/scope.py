"""Scope: where in which text a part of a query is being compiled, so that trouble can be shown in its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from promisectl.metrics.view import View
from promisectl.model.message import Message
from promisectl.model.trouble import Trouble
from promisectl.query.environment import Environment
from promisectl.query.excerpt import bad_query
from promisectl.query.syntax import At, Term

Predicate = Callable[[View], bool]


@dataclass(frozen=True, slots=True)
class Scope:
    """The text being compiled, its environment, and the saved queries that led here."""

    text: str
    env: Environment
    saved: tuple[str, ...] = ()

    def trouble(self, span: At, message: Message, help: Message | None = None) -> Trouble:
        """Return the Trouble at a span of the text."""
        return bad_query(self.text, span, message, help)


Builder = Callable[[Term, Scope], Predicate]
