"""Compile: a query into a predicate over views, with the names it mentions.

A saved query `@name` means what its text would mean in parentheses; one that leads back to itself is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from promisectl.metrics.view import View
from promisectl.model.folding import fold_name
from promisectl.model.message import M
from promisectl.model.nearest import did_you_mean
from promisectl.model.trouble import Trouble
from promisectl.query.environment import Environment
from promisectl.query.fields import FIELDS, SCOPING, texts
from promisectl.query.parser import parse
from promisectl.query.scope import Predicate, Scope
from promisectl.query.syntax import And, Exact, Node, Not, Or, Saved, Term, Text
from promisectl.query.words import contains


@dataclass(frozen=True, slots=True)
class Query:
    """A compiled query: call it with a View. `mentions` are the fields it names, in saved queries too."""

    text: str
    holds: Predicate
    mentions: frozenset[str]

    def __call__(self, view: View) -> bool:
        """Whether the query holds for a promise."""
        return self.holds(view)

    @property
    def sets_scope(self) -> bool:
        """Whether it says itself which states it wants, so that `list` need not keep to the open ones."""
        return bool(self.mentions & SCOPING)


def compile_query(text: str, env: Environment) -> Query:
    """Return the query that a WHERE means; the empty text holds for every promise.

    Refuses (Trouble, exit 2) with the query, a caret, and the nearest word where there is one.
    """
    mentions: set[str] = set()
    holds = _compile(parse(text, env.spoken), Scope(text, env), mentions)
    return Query(text, holds, frozenset(mentions))


def _compile(node: Node, scope: Scope, mentions: set[str]) -> Predicate:
    match node:
        case Term():
            return _term(node, scope, mentions)
        case Text(wanted):
            return contains(texts, (wanted,))
        case Saved():
            return _saved(node, scope, mentions)
        case Not(part):
            inner = _compile(part, scope, mentions)
            return lambda view: not inner(view)
        case And(parts):
            every = [_compile(part, scope, mentions) for part in parts]
            return lambda view: all(holds(view) for holds in every)
        case Or(parts):
            some = [_compile(part, scope, mentions) for part in parts]
            return lambda view: any(holds(view) for holds in some)


def _term(written: Term, scope: Scope, mentions: set[str]) -> Predicate:
    term = _in_keys(written, scope)
    builder = FIELDS.get(term.field)
    if builder is None:
        help = did_you_mean(term.field, FIELDS, kind="field", spoken=scope.env.spoken("field"))
        raise scope.trouble(term.span, M("a query knows no field “{field}”", field=term.field), help)
    mentions.add(term.field)
    holds = _overdue_only(term) or builder(term, scope)
    return (lambda view: not holds(view)) if term.op == "!=" else holds


def _in_keys(term: Term, scope: Scope) -> Term:
    """Return a term whose field is a key, where it was written as the screen says it: `estado:acordada`."""
    if term.field in FIELDS:
        return term
    key = scope.env.spoken("field").get(fold_name(term.field))
    return term if key is None else replace(term, field=key)


def _overdue_only(term: Term) -> Predicate | None:
    """The one overlay asked for most, without computing the others."""
    if term.field == "is" and term.op in (":", "=", "!=") and term.values == (Exact("overdue"),):
        return lambda view: view.is_overdue
    return None


def _saved(node: Saved, scope: Scope, mentions: set[str]) -> Predicate:
    queries, name = scope.env.queries, node.name
    if name not in queries:
        raise scope.trouble(node.span, M("no query is saved as “{name}”", name=name), did_you_mean(name, queries))
    if name in scope.saved:
        chain = " → ".join(f"@{step}" for step in (*scope.saved, name))
        raise scope.trouble(node.span, M("this saved query leads back to itself: {chain}", chain=chain))
    inner = Scope(queries[name], scope.env, (*scope.saved, name))
    try:
        return _compile(parse(queries[name]), inner, mentions)
    except Trouble as trouble:
        if trouble.note is None or isinstance(trouble.note.data.get("name"), str):
            raise
        note = M("in the saved query @{name}:\n{excerpt}", name=name, excerpt=trouble.note)
        raise Trouble(trouble.message, help=trouble.help, note=note, code=trouble.code) from None
