"""Fields whose values are words: names, handles, ids, tags and text.

`field:value` holds when any word of the promise is the value, or begins with it where a `*` follows. Words have no
order. Ids and handles are compared letter by letter; all else without regard to capitals, accents and the form of
letters. A word of a closed list may be written as the screen says it, in any language: `is:vencida`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from promisectl.metrics.view import View
from promisectl.model.folding import fold, fold_name
from promisectl.model.message import M
from promisectl.model.nearest import did_you_mean
from promisectl.query.scope import Builder, Predicate, Scope
from promisectl.query.syntax import Exact, Prefix, Range, Term
from promisectl.query.vocabulary import another_field_help

Words = Callable[[View], Iterable[str | None]]

_SHORT = 3  # characters: a shorter beginning names no promise


def ids(getter: Words) -> Builder:
    """Return the builder of a field of ids, which are what they are to the letter.

    A word without a dash is no whole id: it is the beginning of the part after the first dash, as screens show it.
    """

    def build(term: Term, scope: Scope) -> Predicate:
        exact, prefixes = _unordered(term, scope)
        whole = _match(getter, exact, prefixes)
        short = tuple(word.lower() for word in exact if _is_short(word))
        return _either(whole, _begins(getter, short)) if short else whole

    return build


def words(getter: Words, kind: str | None = None) -> Builder:
    """Return the builder of a field with any words; those of a `kind` may be written as the screen says them."""

    def build(term: Term, scope: Scope) -> Predicate:
        spoken = scope.env.spoken(kind) if kind is not None else {}
        exact, prefixes = _unordered(term, scope)
        keys = frozenset(fold(spoken.get(fold_name(word), word)) for word in exact)
        return _match(lambda view: _folded(getter(view)), keys, tuple(fold(prefix) for prefix in prefixes))

    return build


def names(getter: Words, known: Collection[str], kind: str) -> Builder:
    """Return the builder of a field whose words are a closed list of a `kind`; a word not in it is refused."""

    def build(term: Term, scope: Scope) -> Predicate:
        _unordered(term, scope)
        wanted = {name for value in term.values for name in _named(value, known, kind, term.field, scope)}
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
        folded = {fold(area) for area in known}
        for value in term.values:
            if isinstance(value, Exact) and known and fold(value.text) not in folded:
                raise scope.trouble(
                    value.span, M("no area is called “{area}”", area=value.text), did_you_mean(value.text, known)
                )
        wanted = frozenset(fold(word) for word in exact)
        beginnings = tuple(fold(prefix) for prefix in prefixes)
        return _match(lambda view: _folded((getter(scope, view),)), wanted, beginnings)

    return build


def text(getter: Words) -> Builder:
    """Return the builder of a field of free text: a value is found anywhere in it, however it is typed."""

    def build(term: Term, scope: Scope) -> Predicate:
        exact, prefixes = _unordered(term, scope)
        return contains(getter, (*exact, *prefixes))

    return build


def contains(getter: Words, wanted: Iterable[str]) -> Predicate:
    """Return whether any of the texts contains any of the wanted words, however they are typed."""
    folded = tuple(fold(word) for word in wanted)
    return lambda view: any(word in written for written in _folded(getter(view)) for word in folded)


def _folded(written: Iterable[str | None]) -> Iterable[str]:
    return (fold(word) for word in written if word is not None)


def _is_short(word: str) -> bool:
    return "-" not in word and len(word) >= _SHORT


def _begins(getter: Words, short: tuple[str, ...]) -> Predicate:
    return lambda view: any(_tail(id_).startswith(short) for id_ in getter(view))


def _either(one: Predicate, other: Predicate) -> Predicate:
    return lambda view: one(view) or other(view)


def _tail(id_: str | None) -> str:
    return (id_ or "").partition("-")[2]


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


def _named(value: object, known: Collection[str], kind: str, field: str, scope: Scope) -> set[str]:
    """Return the keys that a value means: the keys themselves, else what the screen calls them."""
    if not isinstance(value, Exact | Prefix):
        return set()
    wanted = fold_name(value.text)
    begins = isinstance(value, Prefix)
    found = {name for name in known if name == wanted or (begins and name.startswith(wanted))}
    if not found:
        spoken = scope.env.spoken(kind).items()
        found = {key for name, key in spoken if name == wanted or (begins and name.startswith(wanted))}
    if not found:
        help = another_field_help(value.text, scope.env.spoken)
        help = help or did_you_mean(value.text, known, kind=kind, spoken=scope.env.spoken(kind))
        raise scope.trouble(value.span, M("“{word}” is no `{field}`", word=value.text, field=field), help)
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
