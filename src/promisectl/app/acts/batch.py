"""Applying: many acts at once, a JSON object a line, all or nothing over any number of promises.

Each line has the keys of an act in a file; `promise` says where it is spoken. A line that opens a promise has `terms`,
and its free fields beside them; `ref` names it for later lines. Lines are judged in their order, each after what the
lines before it said; nothing is written before all of them hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from promisectl.app.acts.batch_lines import FREE, Line, as_lines, at_line, need_known_keys
from promisectl.app.acts.batch_marks import FIELD, derived_id, digest, lines_there, need_key, need_standing, with_marks
from promisectl.app.acts.opening import Opening, choose_ledger, open_new, prefix_of
from promisectl.app.acts.reasons import known_reason
from promisectl.app.acts.record import ActRequest, OpenPromise, RecordedAct, open_promise, plan_acts
from promisectl.app.ledger.identity import known_person, speaker
from promisectl.app.ledger.links import linked, promise_named
from promisectl.model.act import Verb
from promisectl.model.acts import OPENINGS, opener_of
from promisectl.model.message import M
from promisectl.model.moment import Moment, parse_moment
from promisectl.model.trouble import Trouble
from promisectl.model.visible_text import need_visible
from promisectl.store.files import FileWrite
from promisectl.store.walking import Entry
from promisectl.store.workspace import BadFiles, Workspace
from promisectl.yamltext.splice import Splice

_LINKS = ("part-of", "follows", "reopens")


@dataclass(frozen=True, slots=True)
class Row:
    """What became of a line: its promise and act, and what was said, None where the run had said it before."""

    line: int
    promise: str
    verb: Verb
    spoken: RecordedAct | None


@dataclass(frozen=True, slots=True)
class Applied:
    """A judged run: a row for each line, and the changes to write, one for each file."""

    rows: list[Row]
    changes: list[FileWrite]


@dataclass(slots=True)
class _Talk:
    """A promise while lines speak in it: its file as it was, as it would be now, and what its head gains."""

    before: bytes | None
    now: OpenPromise
    lines: list[int] = field(default_factory=list)
    own: dict[str, Any] = field(default_factory=dict)


def apply_lines(
    workspace: Workspace, texts: Iterable[str], *, by: str | None, key: str | None, ledger: str | None
) -> Applied:
    """Judge every line and return what would be written. Nothing is written here.

    Trouble names the line, the code and what to do. With `key`, lines that a run of that key said already are left out.
    """
    lines = as_lines(texts)
    run = _Run(workspace, by, need_key(key) if key is not None else None, ledger, lines)
    for line in lines:
        try:
            run.take(line)
        except BadFiles:
            raise
        except Trouble as trouble:
            raise at_line(line.number, trouble) from None
    return Applied(run.rows, run.changes())


class _Run:
    """The lines of one run as they are judged, one after the other."""

    def __init__(
        self, workspace: Workspace, by: str | None, key: str | None, ledger: str | None, lines: list[Line]
    ) -> None:
        self._workspace = workspace
        self._by = by
        self._key = key
        self._ledger = ledger
        self._digest = digest((line.number, line.values) for line in lines)
        self._there = lines_there(workspace, key, self._digest) if key is not None else {}
        self._talks: dict[str, _Talk] = {}
        self._refs: dict[str, str] = {}
        self.rows: list[Row] = []

    @cached_property
    def _speaker(self) -> str:
        return speaker(self._workspace, self._by)

    def take(self, line: Line) -> None:
        """Judge one line after those before it."""
        need_known_keys(line)
        handle = line.values.get("by")
        by = known_person(self._workspace, handle, outside=False) if handle is not None else self._speaker
        there = self._there.get(line.number)
        if there is not None:
            need_standing(there, line.number, line.verb, by, self._for(line, by))
            self._name(line, there.id)
            self.rows.append(Row(line.number, there.id, line.verb, None))
            return
        spoken = self._open(line, by) if line.verb in OPENINGS else self._say(line, by)
        talk = self._talks[spoken.view.id]
        talk.lines.append(line.number)
        self.rows.append(Row(line.number, spoken.view.id, line.verb, spoken))

    def _saying(self, line: Line, by: str) -> ActRequest:
        fields = {key: value for key, value in line.act.items() if key not in ("act", "by", "at", "terms")}
        if (for_ := self._for(line, by)) is not None:
            fields["for"] = for_
        if "reason" in fields:
            known_reason(self._workspace, str(fields["reason"]))
        return ActRequest(line.verb, by, _instant(line.values.get("at")), fields)

    def _for(self, line: Line, by: str) -> str | None:
        handle = line.values.get("for")
        return known_person(self._workspace, handle) if handle is not None and handle != by else None

    def _open(self, line: Line, by: str) -> RecordedAct:
        ledger = choose_ledger(self._workspace, line.values.get("ledger") or self._ledger)
        name = self._new_id(line, ledger)
        request = self._saying(line, by)
        terms = self._terms(line)
        _need_own_role(line.verb, terms, str(request.fields.get("for", by)))
        spoken = open_new(self._workspace, Opening(request, terms, self._free(line), name, ledger))
        own = {key: value for key, value in line.values.items() if key.startswith("x-")}
        need_visible(own)
        self._talks[spoken.view.id] = _Talk(None, _opened(spoken), own=own)
        self._name(line, spoken.view.id)
        return spoken

    def _new_id(self, line: Line, ledger: str) -> str | None:
        """Return the id that a line gives, else the one that follows from the key of the run; None: any will do."""
        name = line.values.get("id")
        if name is None and self._key is not None:
            name = derived_id(prefix_of(self._workspace, ledger), self._key, line.number)
        if name in self._talks:
            raise Trouble(M("the id {id} is taken by an earlier line", id=name), help=M("ids are never reused"))
        return name

    def _free(self, line: Line) -> dict[str, Any]:
        """Return the free fields of a line; the promises they name are named by their ids."""
        given = {key: value for key, value in line.values.items() if value is not None}
        return {key: self._linked(key, value) for key, value in given.items() if key in FREE}

    def _say(self, line: Line, by: str) -> RecordedAct:
        talk = self._talk(str(line.values["promise"]))
        request = self._saying(line, by)
        if "terms" in line.act:
            request = ActRequest(request.verb, by, request.at, {**request.fields, "terms": self._terms(line)})
        spoken = plan_acts(self._workspace, talk.now, [request])
        talk.now = _opened(spoken)
        return spoken

    def _talk(self, id_or_prefix: str) -> _Talk:
        name = self._refs.get(id_or_prefix, id_or_prefix)
        if name not in self._talks:
            opened = open_promise(self._workspace, name)
            name = opened.promise.id
            self._talks.setdefault(name, _Talk(opened.data, opened))
        return self._talks[name]

    def _terms(self, line: Line) -> dict[str, Any]:
        terms = dict(line.values["terms"])
        for role in ("customer", "performer"):
            if terms.get(role) is not None:
                known_person(self._workspace, str(terms[role]))
        return terms

    def _linked(self, key: str, value: Any) -> Any:
        """Return a free field with the promises it names by their ids; Trouble where there is no such promise."""
        if key in _LINKS:
            return self._promise(str(value), packed=key != "part-of")
        if key == "needs" and isinstance(value, list):
            return [self._need(need) for need in value]
        return linked(self._workspace, key, value)

    def _need(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return {**value, "id": self._promise(str(value.get("id")), packed=False)}
        return self._promise(str(value), packed=False)

    def _promise(self, id_or_prefix: str, *, packed: bool) -> str:
        name = self._refs.get(id_or_prefix, id_or_prefix)
        if name in self._talks:
            return name
        return promise_named(self._workspace, name, packed=packed)

    def _name(self, line: Line, promise: str) -> None:
        ref = line.values.get("ref")
        if ref is None:
            return
        if ref in self._refs:
            raise Trouble(M("an earlier line is called `{ref}` too", ref=ref), help=M("give each `ref` once"))
        self._refs[str(ref)] = promise

    def changes(self) -> list[FileWrite]:
        """Return one change for each file, with the marks of the run."""
        return [self._change(talk) for talk in self._talks.values() if talk.lines]

    def _change(self, talk: _Talk) -> FileWrite:
        splice = Splice(talk.now.data, talk.now.promise.path)
        for key, value in talk.own.items():
            splice.set_key(key, value)
        if self._key is not None:
            there = splice.values.get(FIELD)
            splice.set_key(FIELD, with_marks(there, talk.now.promise.path, self._key, talk.lines, self._digest))
        return FileWrite(self._workspace.root / talk.now.promise.path, talk.before, splice.result())


def _need_own_role(verb: Verb, terms: Mapping[str, Any], opener: str) -> None:
    """Trouble where the terms give the opener's own role to somebody else."""
    role = opener_of(verb)
    if terms.get(role, opener) != opener:
        raise Trouble(
            M("`{act}` is spoken by the {role}: {who}", act=verb.value, role=role, who=terms[role]),
            help=M("leave `{key}` out of the terms, or say `for`", key=role),
            code="PC202",
            exit_code=1,
        )


def _opened(spoken: RecordedAct) -> OpenPromise:
    """Return a promise as it would stand after what was said, for the next line to speak in."""
    promise, standing, after = spoken.view.promise, spoken.view.standing, spoken.change.after
    if standing is None or after is None:
        raise ValueError("what was spoken has a standing and a text")
    entry = Entry(promise.path, str(spoken.change.path), promise.ledger, False)
    return OpenPromise(promise, standing, after, entry)


def _instant(value: Any) -> Moment | None:
    if value is None:
        return None
    try:
        return parse_moment(str(value))
    except ValueError:
        raise Trouble(
            M("`at`: {wanted}", wanted=M("a day (2026-03-06) or an instant with offset is wanted here")),
            note=M("it was “{value}”", value=value),
        ) from None
