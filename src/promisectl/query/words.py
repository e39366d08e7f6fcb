"""Fields whose values are words: names, handles, ids, tags and text, compared letter by letter.

`field:value` holds when any word of the promise is the value, or begins with it where a `*` follows. Words have no
order. The text of a promise is searched without regard to case.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from promisectl.metrics.view import View
from promisectl.model.message import M
from promisectl.model.nearest import did_you_mean
from promisectl.query.scope import Builder, Predicate, Scope
from promisectl.query.syntax import Exact, Prefix, Range, Term

Words = Callable[[View], Iterable[str | None]]


def words(getter: Words) -> Builder:
    """Return the builder of a field with any words."""

    def build(term: Term, scope: Scope) -> Predicate:
        exact, prefixes = _unordered(term, scope)
        return _match(getter, exact, prefixes)

    return build


def names(getter: Words, known: Collection[str]) -> Builder:
    """Return the builder of a field whose words are a closed list; a word not in it is refused."""

    def build(term: Term, scope: Scope) -> Predicate:
        _unordered(term, scope)
        wanted = {name for value in term.values for name in _named(value, known, term.field, scope)}
        return lambda view: any(word in wanted for word in getter(view))

    return build


def people(getter: Words) -> Builder:
    """Return the builder of a field of handles, where `me` is whoever looks and former handles are followed."""

    def build(term: Term, scope: Scope) -> Predicate:
        _unordered(term, scope)
        registered = scope.env.people
        exact = frozenset(_handle(value, scope) for value in term.values if isinstance(value, Exact))
        prefixes = tuple(value.text for value in term.values if isinstance(value, Prefix))
        return _match(lambda view: (registered.current(h) for h in getter(view) if h), exact, prefixes)

    return build


def areas(getter: Callable[[Scope, View], str | None]) -> Builder:
    """Return the builder of a field of areas; an area that people.yaml does not name is refused."""

    def build(term: Term, scope: Scope) -> Predicate:
        exact, prefixes = _unordered(term, scope)
        known = scope.env.area_names()
        for value in term.values:
            if isinstance(value, Exact) and known and value.text not in known:
                raise scope.trouble(
                    value.span, M("no area is called “{area}”", area=value.text), did_you_mean(value.text, known)
                )
        return _match(lambda view: (getter(scope, view),), exact, prefixes)

    return build


def text(getter: Words) -> Builder:
    """Return the builder of a field of free text: a value is found anywhere in it, in capitals or not."""

    def build(term: Term, scope: Scope) -> Predicate:
        exact, prefixes = _unordered(term, scope)
        return contains(getter, (*exact, *prefixes))

    return build


def contains(getter: Words, wanted: Iterable[str]) -> Predicate:
    """Return whether any of the texts contains any of the wanted words, in capitals or not."""
    folded = tuple(word.casefold() for word in wanted)
    return lambda view: any(
        word in written.casefold() for written in getter(view) if written is not None for word in folded
    )


def _match(getter: Words, exact: frozenset[str], prefixes: tuple[str, ...]) -> Predicate:
    if not prefixes:
        return lambda view: any(word in exact for word in getter(view))
    return lambda view: any(word is not None and (word in exact or word.startswith(prefixes)) for word in getter(view))


def _unordered(term: Term, scope: Scope) -> tuple[frozenset[str], tuple[str, ...]]:
    """The exact words and the beginnings; refuses what only makes sense for values with an order."""
    if term.op not in (":", "=", "!="):
        raise scope.trouble(
            term.span,
            M("`{field}` has no order, so `{op}` cannot compare it", field=term.field, op=term.op),
            M("use `:` or `!=`"),
        )
    for value in term.values:
        if isinstance(value, Range):
            raise scope.trouble(
                value.span,
                M("`{field}` has no order, so it has no range", field=term.field),
                M("put a word that holds two dots in quotation marks"),
            )
    exact = frozenset(value.text for value in term.values if isinstance(value, Exact))
    return exact, tuple(value.text for value in term.values if isinstance(value, Prefix))


def _named(value: object, known: Collection[str], field: str, scope: Scope) -> set[str]:
    if not isinstance(value, Exact | Prefix):
        return set()
    wanted = value.text.lower()
    begins = isinstance(value, Prefix)
    found = {name for name in known if name == wanted or (begins and name.startswith(wanted))}
    if not found:
        raise scope.trouble(
            value.span,
            M("“{word}” is no `{field}`", word=value.text, field=field),
            did_you_mean(value.text, known),
        )
    return found


def _handle(value: Exact, scope: Scope) -> str:
    registered, handle = scope.env.people, value.text
    if handle == "me":
        if scope.env.me is None:
            raise scope.trouble(
                value.span,
                M("nobody knows who `me` is"),
                M("say who looks with `--by HANDLE`, or set PROMISECTL_USER"),
            )
        handle = scope.env.me
    elif registered.by_handle and handle not in registered and not handle.startswith("ext:"):
        raise scope.trouble(
            value.span,
            M("nobody is called “{handle}” in people.yaml", handle=handle),
            did_you_mean(handle, registered.by_handle),
        )
    return registered.current(handle)
