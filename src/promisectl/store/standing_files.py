"""Standing files: where the acts of an audit stand in a commit, in the file a person would edit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from promisectl.diff.histories import written
from promisectl.git.objects import Leaf, objects, tree
from promisectl.git.repository import Repository
from promisectl.model.place import Place
from promisectl.store.promise_paths import is_pack, is_promise_path
from promisectl.yamltext.exact import Document, Fault, decode, read_exact


class StandingFiles:
    """The promise files of a commit; `folder` is that of the ledgers, below the workspace `prefix`."""

    def __init__(self, repository: Repository, commit: str, prefix: str, folder: str) -> None:
        self._repository = repository
        self._commit = commit
        self._prefix = prefix
        self._folder = prefix + folder
        self._blobs: dict[str, bytes] = {}
        self._documents: dict[str, list[Document]] = {}
        self._acts: dict[int, Mapping[str, int]] = {}  # by the identity of documents, which stay

    @cached_property
    def leaves(self) -> Mapping[str, Leaf]:
        """The promise files and packs, by their paths from the top of the repository."""
        found = tree(self._repository, self._commit, self._folder)
        return {path: leaf for path, leaf in found.items() if leaf.is_regular and is_promise_path(path, self._folder)}

    def fetch(self, promises: Iterable[str]) -> None:
        """Ask git at once for the files of the promises that will be asked for."""
        wanted = [self.leaves[path].oid for promise in promises for path in self._named.get(promise, ())]
        self._blobs |= objects(self._repository, wanted)

    def place(self, promise: str, act: Mapping[str, Any] | None, field: str = "") -> Place | None:
        """Return where an act's field (`terms.due`) stands, else the act, else the history; None if all are gone."""
        for path, document in self._of(promise):
            steps: tuple[str | int, ...] = ("history",)
            number = None if act is None else self._numbers(document).get(written(act))
            if number is not None:
                steps = ("history", number, *(field.split(".") if field else ("act",)))
                steps = steps if steps in document.values else (*steps[:2], "act")
            span = document.span(steps, key=len(steps) == 1)
            return span.place(path.removeprefix(self._prefix)) if span else None
        return None

    def _numbers(self, document: Document) -> Mapping[str, int]:
        """Return where each act of a document first stands, by its text: made once, however many are asked for."""
        if id(document) not in self._acts:
            acts = document.value.get("history")
            texts = map(written, acts if isinstance(acts, list) else ())
            numbers: dict[str, int] = {}
            for number, text in enumerate(texts):
                numbers.setdefault(text, number)
            self._acts[id(document)] = numbers
        return self._acts[id(document)]

    def _of(self, promise: str) -> Iterator[tuple[str, Document]]:
        for path in self._named.get(promise, ()):
            yield from ((path, document) for name, document in self._told(path) if name == promise)
        yield from self._packed.get(promise, ())

    @cached_property
    def _named(self) -> Mapping[str, list[str]]:
        """The files that are named by a promise, by its id."""
        found: dict[str, list[str]] = defaultdict(list)
        for path in self.leaves:
            found[PurePosixPath(path).stem].append(path)
        return found

    @cached_property
    def _packed(self) -> Mapping[str, list[tuple[str, Document]]]:
        """What packs hold, by id."""
        found: dict[str, list[tuple[str, Document]]] = defaultdict(list)
        for path in self.leaves:
            if is_pack(path, self._folder):
                for name, document in self._told(path):
                    found[name].append((path, document))
        return found

    def _told(self, path: str) -> Iterator[tuple[str, Document]]:
        """Yield the documents of a file by the ids they tell."""
        if path not in self._documents:
            oid = self.leaves[path].oid
            if oid not in self._blobs:
                self._blobs |= objects(self._repository, [oid])
            text = decode(self._blobs[oid])
            self._documents[path] = [] if isinstance(text, Fault) else read_exact(text, many=True)[0]
        for document in self._documents[path]:
            name = document.value.get("id") if isinstance(document.value, dict) else None
            if isinstance(name, str):
                yield name, document
