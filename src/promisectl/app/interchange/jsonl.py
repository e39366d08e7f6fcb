"""Exchange: promises as JSON Lines, one object a line with the keys of a promise file, out and in again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from promisectl.app.acts.opening import choose_ledger
from promisectl.app.ledger.standings import ledger_names
from promisectl.app.workspace.registers import add_people
from promisectl.importers.line import Line
from promisectl.lifecycle.refusal import Refusal
from promisectl.lifecycle.replay import replay, unbalanced
from promisectl.lifecycle.speaking import refused_of_itself
from promisectl.model.act import Act
from promisectl.model.fields import SLUG
from promisectl.model.limits import PACK_LIMIT
from promisectl.model.message import M, Message
from promisectl.model.moment import beginning
from promisectl.model.people import is_outside
from promisectl.model.promise import PromiseFile
from promisectl.model.trouble import Trouble
from promisectl.store.files import FileWrite, read_whole
from promisectl.store.reading import read_promises
from promisectl.store.walking import Entry, walk
from promisectl.store.workspace import Workspace
from promisectl.yamltext.emit import promise_text
from promisectl.yamltext.exact import Fault, decode, read_exact
from promisectl.yamltext.splice import HEAD_ORDER
from promisectl.yamltext.validate import wrong_in


def export_values(workspace: Workspace, ledger: str | None = None) -> list[dict[str, Any]]:
    """Return the values of every promise as its file holds them, sorted by id; every scalar is text.

    Trouble where a file cannot be read.
    """
    rows: list[dict[str, Any]] = []
    for entry in walk(workspace.root, workspace.settings.ledgers, ledger):
        if isinstance(entry, Entry):
            rows += _values(entry)
    return sorted(rows, key=lambda row: str(row.get("id")))


def _values(entry: Entry) -> list[dict[str, Any]]:
    text = decode(read_whole(entry.full, entry.path, PACK_LIMIT))
    if isinstance(text, Fault):
        raise _unreadable(entry)
    documents, faults = read_exact(text, many=entry.packed)
    if faults:
        raise _unreadable(entry)
    return [_in_order(document.value) for document in documents if isinstance(document.value, dict)]


def _unreadable(entry: Entry) -> Trouble:
    return Trouble(
        M("{path} cannot be read, so it is not exported", path=entry.path),
        help=M("see why with `promisectl check`"),
        code="unreadable",
    )


def _in_order(values: Mapping[str, Any]) -> dict[str, Any]:
    known = {key: values[key] for key in HEAD_ORDER if key in values}
    return known | {key: values[key] for key in values if key not in known}


@dataclass(slots=True)
class Imported:
    """What an import would write: changes, how many promises are new, how many are there already as given."""

    changes: list[FileWrite] = field(default_factory=list)
    added: int = 0
    unchanged: int = 0
    people: list[str] = field(default_factory=list)


def importer(name: str) -> Callable[[Iterable[str]], Iterator[Line]]:
    """Return what reads the lines of a format, by the name of its module in `importers`."""
    module = import_module(f"promisectl.importers.{name}")
    read: Callable[[Iterable[str]], Iterator[Line]] = module.read
    return read


def import_lines(
    workspace: Workspace, lines: Iterable[Line], *, ledger: str | None, add_unknown_people: bool
) -> Imported:
    """Judge every line, and return what would be written. All or nothing: the first faults are Trouble."""
    name = _ledger(workspace, ledger)
    there = _loose_entries(workspace)
    imported = Imported()
    unknown: dict[str, int] = {}
    seen: dict[str, int] = {}
    for line in lines:
        file = _judged(workspace, line)
        if file.id in seen:
            raise _at(line, M("the id {id} stands on line {other} too", id=file.id, other=seen[file.id]))
        seen[file.id] = line.number
        for handle in _unknown_people(workspace, file):
            unknown.setdefault(handle, line.number)
        _place(workspace, name, file, line, there, imported)
    if unknown and not add_unknown_people:
        raise _unknown_person(unknown)
    imported.people = sorted(unknown)
    register = add_people(workspace, imported.people)
    if register is not None:
        imported.changes.append(register)
    return imported


def _loose_entries(workspace: Workspace) -> dict[str, Entry]:
    """Return the promise files that are there, by the id in their names."""
    entries: dict[str, Entry] = {}
    for entry in walk(workspace.root, workspace.settings.ledgers):
        if isinstance(entry, Entry) and not entry.packed:
            entries[Path(entry.path).stem] = entry
    return entries


def _unknown_people(workspace: Workspace, file: PromiseFile) -> list[str]:
    return [handle for handle in _people_of(file) if handle not in workspace.people and not is_outside(handle)]


def _unknown_person(unknown: Mapping[str, int]) -> Trouble:
    handle, number = next(iter(unknown.items()))
    return Trouble(
        M("line {line}: nobody here is called `{handle}`", line=number, handle=handle),
        help=M("register {count} unknown people with --add-people", count=len(unknown)),
        code="unknown-person",
    )


def _ledger(workspace: Workspace, name: str | None) -> str:
    import re

    if name is None:
        return choose_ledger(workspace, None)
    if name not in ledger_names(workspace) and not re.fullmatch(SLUG, name):
        raise Trouble(
            M("“{name}” cannot be a ledger's name", name=name), help=M("use a-z, 0-9 and -, such as `claims`")
        )
    return name


def _at(line: Line, note: Message, code: str = "import", help: Message | None = None) -> Trouble:
    return Trouble(
        M("line {line} is refused, and nothing is written", line=line.number),
        note=note,
        help=help or M("mend that line and import again"),
        code=code,
        exit_code=2,
    )


def _judged(workspace: Workspace, line: Line) -> PromiseFile:
    try:
        file = PromiseFile.model_validate(line.values)
    except ValidationError as error:
        wrong = wrong_in(error, line.values)
        raise _at(line, M("{where}: {wanted}", where=wrong.where, wanted=wrong.wanted)) from None
    strange = [key for key in file.model_extra or {} if not key.startswith("x-")]
    if strange:
        raise _at(line, M("`{key}` is not a field of this format", key=strange[0]), "PC102")
    if file.history is not None:
        _judge_history(workspace, file, line)
    return file


def _judge_history(workspace: Workspace, file: PromiseFile, line: Line) -> None:
    from promisectl.model.promise import Promise

    if not file.history:
        raise _at(line, M("the history holds no act"), "PC103")
    standing = replay(file.history, workspace.context())
    if isinstance(standing, Refusal):
        raise _at(
            line,
            M("act {number} of the history: {note}", number=standing.act + 1, note=standing.note),
            standing.code,
            standing.remedy(file.id),
        )
    _judge_as_spoken(workspace, file.history, line)
    wrong = unbalanced(Promise(file, "", ""), standing)
    if wrong:
        raise _at(line, M("the head does not balance with the history: {keys}", keys=", ".join(wrong)), "PC205")


def _judge_as_spoken(workspace: Workspace, history: Sequence[Act], line: Line) -> None:
    """Refuse what a command would not say here: an act to come, words for a leaver, an opening without criteria."""
    context = workspace.context()
    for number, act in enumerate(history, start=1):
        refusal = refused_of_itself(act, beginning(act.at, context.zone), context)
        if refusal is not None:
            note = M("act {number} of the history: {note}", number=number, note=refusal.note)
            raise _at(line, note, refusal.code, refusal.help)


def _people_of(file: PromiseFile) -> list[str]:
    """Return everybody whom a promise names, in the order of the file."""
    named = [file.customer, file.performer]
    for act in file.history or ():
        named += _named_in(act)
    return [handle for handle in dict.fromkeys(named) if handle is not None]


def _named_in(act: Act) -> list[str | None]:
    named = [act.by, act.for_]
    if act.terms is not None:
        named += [act.terms.customer, act.terms.performer]
    return named


def _place(
    workspace: Workspace, ledger: str, file: PromiseFile, line: Line, there: Mapping[str, Entry], result: Imported
) -> None:
    try:
        text = promise_text(_in_order(line.values)).encode()
    except UnicodeEncodeError:
        raise _at(line, M("a text holds half a character, which no file can hold")) from None
    entry = there.get(file.id)
    path = f"{workspace.settings.ledgers}/{ledger}/{file.id}.yaml"
    if entry is not None:
        if _same(entry, line.values):
            result.unchanged += 1
            return
        raise _at(
            line,
            M("the id {id} is taken by {path}, which says something else", id=file.id, path=entry.path),
            help=M("ids are never reused; import it under another id"),
        )
    _check_round_trip(text, path, ledger, file, line)
    result.changes.append(FileWrite(workspace.root / path, None, text))
    result.added += 1


def _same(entry: Entry, values: Mapping[str, Any]) -> bool:
    there = _values(entry)
    return len(there) == 1 and there[0] == _in_order(values)


def _check_round_trip(text: bytes, path: str, ledger: str, file: PromiseFile, line: Line) -> None:
    promises, findings = read_promises(text, path, ledger)
    if findings or promises[0].file != file:
        note = findings[0].note if findings else None
        raise _at(line, note or M("it cannot be written as a promise file"))
