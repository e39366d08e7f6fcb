"""Redaction: a free text is taken out of a promise, and a salted hash stands where it stood.

What was said stays said: who redacted, when, and the hash of a secret salt and the text remain, so that whoever holds
the salt can prove what the text was and nobody else can guess it. People get wrong that one copy is enough: terms are
repeated by the acts that agree to them and by the head, so every copy of that same text in the promise goes at once,
and the head still balances. Old versions stay in git until its history is rewritten.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from promisectl.app.acts.record import OpenPromise, open_promise
from promisectl.app.ledger.standings import located, refused_finding
from promisectl.lifecycle.redaction import redaction_refused
from promisectl.lifecycle.refusal import Refusal
from promisectl.lifecycle.replay import replay, unbalanced
from promisectl.lifecycle.standing import Context
from promisectl.model.message import M
from promisectl.model.moment import in_zone, write_moment
from promisectl.model.nearest import did_you_mean
from promisectl.model.promise import FREE_FIELDS
from promisectl.model.terms import key_of
from promisectl.model.trouble import Trouble
from promisectl.store.files import FileWrite
from promisectl.store.reading import read_promises
from promisectl.store.workspace import BadFiles, Workspace
from promisectl.yamltext.splice import Splice

SALT_BYTES = 16
HEAD = "head"
LISTS = ("evidence", "unmet", "criteria")
OF_ACTS = ("note", "why", "via", "help", "understood", "remedy", "what", "condition.text", *LISTS)
OF_HEAD = ("what", "condition.text", "criteria")
_TEXTS = frozenset({"note", "why", "via", "help", "understood", "remedy", "what", "notes", "fallback", "links", *LISTS})

Step = str | int


@dataclass(frozen=True, slots=True)
class Redacting:
    """A redaction to be written. `still` are lines of the file that hold the text even so; `salt` is shown once."""

    promise: str
    act: str
    field: str
    places: int
    sha256: str
    salt: str
    still: tuple[int, ...]
    change: FileWrite


def redact(
    workspace: Workspace, id_or_prefix: str, act: str, field: str, by: str, ledger: str | None = None
) -> Redacting:
    """Return the change that takes a text out of a promise, wherever the promise repeats it.

    `act` is a position from 1, or `head`; entries of lists have a number: `criteria.2`. Trouble (exit 1) for anybody
    but a steward, or where none is named the speaker of the words; and for terms in force of an open promise.
    """
    opened = open_promise(workspace, id_or_prefix, ledger)
    _need_balance(opened)
    splice = Splice(opened.data, opened.promise.path)
    text = _text_at(splice.values, act, field, opened.promise.id)
    _need_leave(opened, splice.values, text, by, workspace.context())
    salt = secrets.token_bytes(SALT_BYTES)
    digest = hashlib.sha256(salt + text.encode()).hexdigest()
    places = _copies(splice.values, text)
    mark = {"by": by, "at": _now(workspace), "sha256": digest}
    after = _written_without(splice, text, mark)
    _need_same_law(workspace, opened, after)
    change = FileWrite(workspace.root / opened.promise.path, opened.data, after)
    return Redacting(opened.promise.id, act, field, places, digest, salt.hex(), _still(after, text), change)


def _written_without(splice: Splice, text: str, mark: Mapping[str, Any]) -> bytes:
    splice.say(_without(splice.values, text, {"redacted": dict(mark)}))
    return splice.result()


def _now(workspace: Workspace) -> str:
    return write_moment(in_zone(workspace.now, workspace.zone).replace(microsecond=0))


def _need_leave(opened: OpenPromise, values: Mapping[str, Any], text: str, by: str, context: Context) -> None:
    """Trouble (exit 1) where one of the places that hold the text is not this person's to take it out of."""
    acts, standing = opened.promise.history, opened.standing
    for position, field in _fields_with(values["history"], text):
        refusal = redaction_refused(acts, position, field, text, standing, by, context)
        if refusal is not None:
            where = M("act {number}, `{field}`", number=position + 1, field=field)
            raise Trouble(
                M("{where}: {why}", where=where, why=refusal.note), help=refusal.help, code=refusal.code, exit_code=1
            )


def _fields_with(history: Sequence[Mapping[str, Any]], text: str) -> Iterator[tuple[int, str]]:
    """Yield the position and the field of each place of a history that holds a text."""
    for position, act in enumerate(history):
        for field, key, value in _fields(act):
            if _copies(value, text, key):
                yield position, field


def _fields(act: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Yield the fields of an act, each with its key and its value; those of its terms are called `terms.what`."""
    for key, value in act.items():
        if key != "terms":
            yield key, key, value
    for key, value in (act.get("terms") or {}).items():
        yield f"terms.{key}", key, value


def _need_balance(opened: OpenPromise) -> None:
    if unbalanced(opened.promise, opened.standing):
        raise Trouble(
            M("the head of {id} does not balance with its history", id=opened.promise.id),
            help=M("first run `promisectl rebalance {id}`", id=opened.promise.id),
            code="PC205",
            exit_code=1,
        )


def _need_same_law(workspace: Workspace, opened: OpenPromise, after: bytes) -> None:
    """What is about to be written is read and replayed again: the same states, and a head that balances."""
    promises, findings = read_promises(after, opened.promise.path, opened.promise.ledger)
    if findings or not promises:
        raise BadFiles(located(findings, workspace.root))
    promise = promises[0]
    standing = replay(promise.history, workspace.context())
    if isinstance(standing, Refusal):
        raise BadFiles(located([refused_finding(promise, standing)], workspace.root))
    if unbalanced(promise, standing) or standing.state is not opened.standing.state:
        raise Trouble(M("{id} would not balance without this text", id=opened.promise.id), code="splice")


# Naming a text.


def _text_at(values: Mapping[str, Any], act: str, field: str, id: str) -> str:
    """Return the text that an act's (or the head's) field says; Trouble where there is none, with what there is."""
    inside = _act(values, act, id)
    name, number = _split(field)
    known = OF_HEAD if act == HEAD else OF_ACTS
    if act == HEAD and name in map(key_of, FREE_FIELDS):
        raise Trouble(
            M("`{field}` is a free field: it is changed, not redacted", field=name),
            help=M("use `promisectl set {id} {field} TEXT`", id=id, field=name),
        )
    if name not in known:
        raise _no_free_text(field, name, known)
    value = _look(inside, name)
    if isinstance(value, list):
        value = _entry(value, name, number)
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        raise Trouble(M("`{field}` is redacted already", field=field), help=M("nothing was written"))
    there = ", ".join(_there(inside, known))
    raise Trouble(M("there is no `{field}` there", field=field), help=M("there is: {names}", names=there or "-"))


def _no_free_text(field: str, name: str, known: Sequence[str]) -> Trouble:
    names = ", ".join(known)
    return Trouble(
        M("`{field}` is no free text that can be redacted", field=field),
        help=did_you_mean(
            name, known, M("use one of: {names}; an entry of a list has a number: criteria.2", names=names)
        ),
    )


def _act(values: Mapping[str, Any], act: str, id: str) -> Mapping[str, Any]:
    history: Sequence[Mapping[str, Any]] = values["history"]
    if act == HEAD:
        return values
    if act.isdecimal() and 1 <= int(act) <= len(history):
        return history[int(act) - 1]
    raise Trouble(
        M("“{act}” is no act of {id}, which has {count}", act=act, id=id, count=len(history)),
        help=M("count them from 1 in `promisectl show {id}`, or say `head`", id=id),
    )


def _split(field: str) -> tuple[str, int | None]:
    """Return a field without `terms.` and without the number of an entry, and that number."""
    name = field.removeprefix("terms.")
    head, _, last = name.rpartition(".")
    return (head, int(last)) if head and last.isdecimal() else (name, None)


def _look(inside: Mapping[str, Any], name: str) -> Any:
    terms = inside.get("terms") or {}
    if name == "condition.text":
        condition = inside.get("condition") or terms.get("condition") or {}
        return condition.get("text")
    return inside.get(name, terms.get(name))


def _entry(entries: list[Any], name: str, number: int | None) -> Any:
    if number is None and len(entries) == 1:
        return entries[0]
    if number is not None and 1 <= number <= len(entries):
        return entries[number - 1]
    raise Trouble(
        M("`{field}` has {count} entries: which one?", field=name, count=len(entries)),
        help=M("number it from 1, such as {name}", name=f"{name}.1"),
    )


def _there(inside: Mapping[str, Any], known: Sequence[str]) -> Iterator[str]:
    """Yield the name of each text there is; entries of lists by their numbers."""
    for name in known:
        for numbered, text in _numbered(name, _look(inside, name)):
            if isinstance(text, str):
                yield numbered


def _numbered(name: str, value: Any) -> list[tuple[str, Any]]:
    """Return a value with its name, or the entries of a list with name and number from 1."""
    if isinstance(value, list):
        return [(f"{name}.{number}", entry) for number, entry in enumerate(value, 1)]
    return [(name, value)]


# Its copies.


def _copies(value: Any, text: str, key: str = "") -> int:
    """Return in how many places a free text of the promise is this text."""
    if isinstance(value, str):
        return int(_is_copy(value, text, key))
    return sum(_copies(below, text, name) for name, below in _parts(value, key))


def _parts(value: Any, key: str) -> list[tuple[str, Any]]:
    """Return what stands in a value, each part with the key that says whether a text there is free."""
    if isinstance(value, Mapping):
        return [(_key(key, name), below) for name, below in value.items()]
    if isinstance(value, list):
        return [(key, below) for below in value]
    return []


def _is_copy(value: Any, text: str, key: str) -> bool:
    """Whether a value is this text, and free text at that."""
    return bool(value == text) and key in _TEXTS


def _without(value: Any, text: str, redacted: Mapping[str, Any], key: str = "") -> Any:
    """Return a value with the redaction in each of those places."""
    if isinstance(value, Mapping):
        return _mapping_without(value, text, redacted, key)
    if isinstance(value, list):
        return [_without(below, text, redacted, key) for below in value]
    return dict(redacted) if _is_copy(value, text, key) else value


def _mapping_without(values: Mapping[str, Any], text: str, redacted: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: _without(below, text, redacted, _key(key, name)) for name, below in values.items()}


def _key(above: str, name: str) -> str:
    """Return the key that says whether a text is free: the text of a condition is `what` must come true."""
    return "what" if above == "condition" and name == "text" else name


def _still(after: bytes, text: str) -> tuple[int, ...]:
    """Return the numbers of the lines that hold the text still, within another text or in a comment."""
    lines = after.decode("utf-8-sig").split("\n")
    return tuple(number for number, line in enumerate(lines, 1) if text in line)
