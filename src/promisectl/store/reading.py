"""Reading promise files: bytes into Promises, or the findings that say why not. One bad file never hides another."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from promisectl.model.codes import CODES
from promisectl.model.finding import Finding
from promisectl.model.forms import SLUG, Redacted, wanted
from promisectl.model.message import M, Message
from promisectl.model.nearest import nearest
from promisectl.model.place import Place, Spot, Step
from promisectl.model.promise import Promise, PromiseFile, unknown_keys
from promisectl.store.ahead import read_ahead
from promisectl.store.files import PACK_LIMIT, PROMISE_LIMIT, NotRegular, TooLarge, read_bytes
from promisectl.store.yaml_exact import MAX_DEPTH, MAX_SCALAR, Document, Fault, decode, read_exact
from promisectl.store.yaml_fast import key_count, read_fast_json

FOLDER_LIMIT = 200_000
REGISTERS = frozenset({"people.yaml", "objectives.yaml", "services.yaml"})
_F = TypeVar("_F", bound=BaseModel)
_LEDGER = re.compile(SLUG + r"\Z")


@dataclass(slots=True)
class Loaded:
    """What a reading found: promises, findings of form, and the text of files that hold a silence."""

    promises: list[Promise] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    remarked: dict[str, str] = field(default_factory=dict)

    @property
    def bad_paths(self) -> frozenset[str]:
        """The files that could not be read."""
        return frozenset(finding.path for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file below a ledger folder: its path from the workspace root, its ledger, whether it is a pack."""

    path: str
    full: str
    ledger: str
    packed: bool


def form_finding(
    code: str, where: Spot | Place, note: Message, help: Message | None = None, promise: str | None = None
) -> Finding:
    """Return a finding of a file's form."""
    return Finding(code, CODES[code].title, where, promise=promise, note=note, help=help)


def walk(root: Path, ledgers: str, only: str | None = None) -> Iterator[Entry | Finding]:
    """Yield every promise file and pack below the ledgers folder, and a finding for whatever else is there."""
    top = root / ledgers
    if not top.is_dir():
        return
    entries = _scan(str(top), ledgers)
    if isinstance(entries, Finding):
        yield entries
        return
    for entry in entries:
        path = f"{ledgers}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            if not _LEDGER.match(entry.name):
                yield form_finding(
                    "PC109",
                    Spot(path),
                    M("a ledger's name is made of a-z, 0-9 and -"),
                    M("rename the folder"),
                )
            elif only is None or entry.name == only:
                yield from _walk_ledger(entry.path, path, entry.name, "")
        elif entry.name not in REGISTERS:
            yield _stray(path, entry)


def _scan(folder: str, path: str) -> list[os.DirEntry[str]] | Finding:
    try:
        with os.scandir(folder) as found:
            entries = [entry for entry in found if not entry.name.startswith(".")]
    except OSError as error:
        note = M("the folder cannot be read: {problem}", problem=error.strerror or "")
        return form_finding("PC101", Spot(path), note, M("check its permissions"))
    if len(entries) > FOLDER_LIMIT:
        note = M("more than {limit} entries in one folder", limit=FOLDER_LIMIT)
        return form_finding("PC101", Spot(path), note, M("spread them over subfolders"))
    return sorted(entries, key=lambda entry: entry.name)


def _walk_ledger(full: str, path: str, ledger: str, below: str) -> Iterator[Entry | Finding]:
    if below.count("/") > MAX_DEPTH:
        note = M("nested deeper than {depth} levels", depth=MAX_DEPTH)
        yield form_finding("PC101", Spot(path), note, M("move it out of the ledgers folder"))
        return
    entries = _scan(full, path)
    if isinstance(entries, Finding):
        yield entries
        return
    packed = below.startswith("settled/")
    for entry in entries:
        name = entry.name
        here = f"{path}/{name}"
        if name.endswith(".yaml") and not entry.is_dir(follow_symlinks=False):
            yield Entry(here, entry.path, ledger, packed)
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk_ledger(entry.path, here, ledger, f"{below}{name}/")
        else:
            yield _stray(here, entry)


def _stray(path: str, entry: os.DirEntry[str]) -> Finding:
    if entry.is_symlink():
        return form_finding(
            "PC101",
            Spot(path),
            M("this is a symbolic link; only regular files are read"),
            M("put the file itself here"),
        )
    help = M("rename it to end in .yaml") if entry.name.endswith(".yml") else M("move it out of the ledgers folder")
    return form_finding(
        "PC109", Spot(path), M("every file below a ledger is a promise file or a pack, named *.yaml"), help
    )


def read_ledgers(root: Path, ledgers: str, only: str | None = None) -> Loaded:
    """Read every promise of the workspace (or of one ledger). Garbage collection rests meanwhile."""
    loaded = Loaded()
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        entries: list[Entry] = []
        for entry in walk(root, ledgers, only):
            (loaded.findings if isinstance(entry, Finding) else entries).append(entry)  # type: ignore[arg-type]
        _read_all(entries, loaded)
    finally:
        if was_enabled:
            gc.enable()
    return loaded


def _read_all(entries: list[Entry], loaded: Loaded) -> None:
    """Read every file, the last part of many with a second process ahead of this one; in their order."""
    own = len(entries) * 2 // 5  # the second process only parses; this one makes models of everything as well
    ahead = read_ahead([entry.full for entry in entries[own:]])
    for entry in entries[:own]:
        read_entry(entry, loaded)
    texts = ahead() if ahead else [None] * (len(entries) - own)
    for entry, as_json in zip(entries[own:], texts, strict=True):
        file = _from_json(as_json) if as_json is not None and not entry.packed else None
        if file is not None and entry.path.endswith(f"/{file.id}.yaml"):
            loaded.promises.append(Promise(file, entry.ledger, entry.path))
        else:
            read_entry(entry, loaded)


def read_entry(entry: Entry, loaded: Loaded) -> None:
    """Read one file into `loaded`."""
    try:
        data = read_bytes(entry.full, PACK_LIMIT if entry.packed else PROMISE_LIMIT)
    except NotRegular:
        note, help = M("this is not a regular file"), M("put a regular file of that name here")
    except TooLarge as error:
        note = M("the file is larger than {limit} MiB", limit=error.limit // (1 << 20))
        help = M("link to a file instead")
    except OSError as error:
        note, help = M("the file cannot be opened: {problem}", problem=error.strerror or ""), M("check its permissions")
    else:
        if b"promisectl: ignore" in data:
            loaded.remarked[entry.path] = data.decode("utf-8", "replace").removeprefix("\ufeff")
        promises, findings = read_promises(data, entry.path, entry.ledger, packed=entry.packed)
        loaded.promises.extend(promises)
        loaded.findings.extend(findings)
        return
    loaded.findings.append(form_finding("PC101", Spot(entry.path), note, help))


def read_promises(data: bytes, path: str, ledger: str, *, packed: bool = False) -> tuple[list[Promise], list[Finding]]:
    """Return the promises in a file's bytes, and the findings of its form. A finding does not exclude a promise."""
    if not packed:
        file = _read_plain(data)
        if file is not None and path.endswith(f"/{file.id}.yaml"):
            return [Promise(file, ledger, path)], []
        return _read_exactly(data, path, ledger, packed=False)
    return _read_pack(data, path, ledger)


def _read_plain(data: bytes) -> PromiseFile | None:
    """Return a plainly good file by the fast reader; None where anything is in doubt or wrong."""
    as_json = read_fast_json(data) if len(data) <= MAX_SCALAR else None
    return _from_json(as_json) if as_json is not None else None


def _from_json(as_json: str) -> PromiseFile | None:
    """Return the file that the fast reader's JSON holds; None where a key stands twice or anything is wrong."""
    try:
        file = PromiseFile.model_validate_json(as_json)
    except ValidationError:
        return None
    if _keys_in(file) != key_count(as_json) or unknown_keys(file) or _odd_draft(file):
        return None
    return file


def _keys_in(file: PromiseFile) -> int:
    """Return how many keys a file's models hold: fewer than were written where one stood there twice."""
    count = len(file.__pydantic_fields_set__)
    for part in (file.condition, *file.needs):
        if part is not None and not isinstance(part, str):
            count += len(part.__pydantic_fields_set__)
    for act in file.history or ():
        count += len(act.__pydantic_fields_set__)
        if act.terms is not None:
            count += len(act.terms.__pydantic_fields_set__)
            if act.terms.condition is not None:
                count += len(act.terms.condition.__pydantic_fields_set__)
        if act.dues is not None:
            count += 3
    return count


def _odd_draft(file: PromiseFile) -> bool:
    return file.state is not None if file.history is None else not file.history


def _read_pack(data: bytes, path: str, ledger: str) -> tuple[list[Promise], list[Finding]]:
    """Read a pack document by document with the fast reader; where one is in doubt, the exact one reads them all."""
    pieces = re.split(rb"(?m)^---\n", data)
    if pieces[0].strip():
        return _read_exactly(data, path, ledger, packed=True)
    promises, line = [], 1 + pieces[0].count(b"\n")
    for number, piece in enumerate(pieces[1:]):
        file = _read_plain(piece)
        if file is None:
            return _read_exactly(data, path, ledger, packed=True)
        promises.append(Promise(file, ledger, path, number, packed=True, line=line + 1))
        line += 1 + piece.count(b"\n")
    return promises, []


def _read_exactly(data: bytes, path: str, ledger: str, *, packed: bool) -> tuple[list[Promise], list[Finding]]:
    text = decode(data)
    if isinstance(text, Fault):
        return [], [text.finding(path)]
    documents, faults = read_exact(text, many=packed)
    if faults:
        return [], [fault.finding(path) for fault in faults]
    if not documents:
        note = M("the file is empty")
        return [], [
            form_finding("PC101", Place(path, 1, 1, 2), note, M("a promise file needs at least `id` and `what`"))
        ]
    promises, findings = [], []
    for number, document in enumerate(documents):
        file, found = read_form(PromiseFile, document, path, number)
        findings += found
        if file is not None:
            line = document.values[()].line
            promises.append(Promise(file, ledger, path, number, packed=packed, line=line))
            findings += _form_findings(file, document, path, number, packed=packed)
    return promises, findings


def _form_findings(file: PromiseFile, document: Document, path: str, number: int, *, packed: bool) -> Iterator[Finding]:
    spot = Spot(path, (), number, key=True)
    known = [info.alias or name for name, info in PromiseFile.model_fields.items()]
    for key in unknown_keys(file):
        yield _unknown_field(spot.at(key), key, known, file.id)
    stem = path.rpartition("/")[2].removesuffix(".yaml")
    if not packed and stem != file.id:
        yield form_finding(
            "PC106",
            Spot(path, ("id",), number),
            M("the file is named {name}, the promise {id}", name=f"{stem}.yaml", id=file.id),
            M("rename the file to {name}", name=f"{file.id}.yaml"),
            file.id,
        )
    if file.history is None and file.state is not None:
        yield form_finding(
            "PC102",
            spot.at("state"),
            M("a promise without history is a draft and has no state"),
            M("remove the line; a draft is opened by speaking"),
            file.id,
        )
    if file.history == ():
        yield form_finding(
            "PC103",
            Spot(path, ("history",), number),
            M("the history holds no act"),
            M("remove the key to make this a draft"),
            file.id,
        )


def read_form(model: type[_F], document: Document, path: str, number: int = 0) -> tuple[_F | None, list[Finding]]:
    """Return a document's values as a model, or the findings that say why they are not one."""
    try:
        return model.model_validate(document.value), []
    except ValidationError as error:
        found: dict[tuple[object, ...], Finding] = {}
        value = document.value if isinstance(document.value, dict) else {}
        name = value.get("id") if isinstance(value.get("id"), str) else None
        for problem in _telling(error.errors(include_url=False), document.value):
            finding = _form_error(problem, document, path, number, name, model)
            found.setdefault((finding.where, finding.code, finding.code == "PC103" and str(finding.note)), finding)
        return None, list(found.values())


def _telling(problems: Sequence[Mapping[str, Any]], value: Any) -> list[Mapping[str, Any]]:
    """Leave out what those members of a union say that the value never tried to be."""
    told = [problem for problem in problems if "Redacted" not in problem["loc"] or _is_about_redaction(problem)]
    inside = set()
    for problem in told:
        steps = _real_steps(problem["loc"], value)
        if problem["type"] in ("missing", "extra_forbidden"):
            inside.add(steps if problem["type"] == "missing" else steps[:-1])
        inside |= {steps[:length] for length in range(len(steps))}
    return [
        problem
        for problem in told
        if problem["type"] in ("missing", "extra_forbidden") or _real_steps(problem["loc"], value) not in inside
    ]


def _is_about_redaction(problem: Mapping[str, Any]) -> bool:
    return "redacted" in problem["loc"] and problem["type"] != "missing"


def _form_error(
    problem: Mapping[str, Any],
    document: Document,
    path: str,
    number: int,
    promise: str | None,
    model: type[BaseModel],
) -> Finding:
    kind, steps = problem["type"], _real_steps(problem["loc"], document.value)
    spot = Spot(path, steps, number)
    if kind == "missing":
        key = str(problem["loc"][-1])
        return form_finding("PC103", spot, M("`{key}` is missing", key=key), M("add `{key}:`", key=key), promise)
    if kind == "extra_forbidden":
        return _unknown_field(Spot(path, steps, number, key=True), str(steps[-1]), _siblings(model, steps), promise)
    return form_finding("PC104", spot, *_wanted(kind, problem), promise=promise)


def _wanted(kind: str, problem: Mapping[str, Any]) -> tuple[Message, Message | None]:
    single = wanted(problem)
    if single is not None:
        return single, None
    context = problem.get("ctx") or {}
    if kind in ("literal_error", "enum"):
        expected = str(context.get("expected", ""))
        names = re.findall(r"'([^']*)'", expected)
        close = nearest(str(problem.get("input")), names)
        return (
            M("one of these is wanted here: {names}", names=", ".join(names)),
            M("did you mean `{name}`?", name=close) if close else None,
        )
    if kind in ("tuple_type", "list_type"):
        return M("a list is wanted here"), M("write it between brackets, or one entry a line after `- `")
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return M("a mapping (`key: value`) is wanted here"), None
    if kind in ("greater_than_equal", "less_than_equal"):
        sign = "≥" if kind == "greater_than_equal" else "≤"
        return M("the number is out of range ({limit})", limit=f"{sign} {next(iter(context.values()), '')}"), None
    return M("this does not fit the format ({kind})", kind=kind), None


def _real_steps(loc: tuple[Step, ...], value: Any) -> tuple[Step, ...]:
    """Keep the steps that lead to something in the document: Pydantic adds names of union members and validators."""
    steps: list[Step] = []
    for step in loc:
        if (isinstance(value, dict) and step in value) or (
            isinstance(value, list) and isinstance(step, int) and step < len(value)
        ):
            steps.append(step)
            value = value[step]  # type: ignore[index] # its kind was just looked at
    return tuple(steps)


def _siblings(model: type[BaseModel], steps: tuple[Step, ...]) -> list[str]:
    """Return the keys that may stand where an unknown one stands, for a suggestion."""
    for step in steps[:-1]:
        below = {info.alias or name: info.annotation for name, info in model.model_fields.items()}.get(str(step))
        model = next(_models_in(below), model)
    return [info.alias or name for name, info in model.model_fields.items()]


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models that a field's type holds, in lists, mappings and unions too; what redacts a text is none."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation is not Redacted:
            yield annotation
        return
    for part in get_args(annotation):
        yield from _models_in(part)


def _unknown_field(spot: Spot, key: str, known: list[str], promise: str | None) -> Finding:
    close = nearest(key, known)
    return form_finding(
        "PC102",
        spot,
        M("`{key}` is not a field of this format", key=key),
        M("did you mean `{name}`?", name=close) if close else M("a key of your own begins with `x-`"),
        promise,
    )


class Locator:
    """Turns Spots into Places, reading each file exactly, once, and only when asked."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._texts: dict[str, str] = {}
        self._documents: dict[str, list[Document]] = {}

    def text(self, path: str) -> str:
        """Return a file's text, empty where it cannot be read."""
        if path not in self._texts:
            try:
                self._texts[path] = (
                    read_bytes(self._root / path, PACK_LIMIT).decode("utf-8", "replace").removeprefix("\ufeff")
                )
            except (OSError, NotRegular, TooLarge):
                self._texts[path] = ""
        return self._texts[path]

    def line(self, path: str, number: int) -> str:
        """Return a line of a file, without its end."""
        lines = self.text(path).split("\n")
        return lines[number - 1].rstrip("\r") if 0 < number <= len(lines) else ""

    def place(self, where: Spot | Place) -> Place:
        """Return where a spot stands; the start of the file where it cannot be found."""
        if isinstance(where, Place):
            return where
        if where.path not in self._documents:
            self._documents[where.path] = read_exact(self.text(where.path), many=True)[0]
        documents = self._documents[where.path]
        if where.document >= len(documents):
            return Place(where.path, 1, 1, 2)
        document = documents[where.document]
        span = document.span(where.steps, key=where.key)
        if span is not None and where.steps and not where.key and _is_block(span, document, where.steps):
            span = document.span(where.steps, key=True) or span
        return span.place(where.path) if span else Place(where.path, 1, 1, 2)


def _is_block(span: Any, document: Document, steps: tuple[Step, ...]) -> bool:
    return span.end_line != span.line and steps in document.keys
