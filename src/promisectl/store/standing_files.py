"""Standing files: where the acts of an audit stand in a commit, in the file a person would edit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from promisectl.model.place import Place
from promisectl.store.git import Repository
from promisectl.store.lineage import objects
from promisectl.store.objects import Leaf, tree
from promisectl.store.promise_paths import is_pack, is_promise_path
from promisectl.store.yaml_exact import Document, Fault, decode, read_exact


class StandingFiles:
    """The promise files of a commit; `folder` is that of the ledgers, below the workspace `prefix`."""

    def __init__(self, repository: Repository, commit: str, prefix: str, folder: str) -> None:
        self._repository = repository
        self._commit = commit
        self._prefix = prefix
        self._folder = prefix + folder
        self._leaves: Mapping[str, Leaf] | None = None
        self._documents: dict[str, list[Document]] = {}

    @property
    def leaves(self) -> Mapping[str, Leaf]:
        """The promise files and packs, by their paths from the top of the repository."""
        if self._leaves is None:
            found = tree(self._repository, self._commit, self._folder)
            self._leaves = {
                path: leaf for path, leaf in found.items() if leaf.is_regular and is_promise_path(path, self._folder)
            }
        return self._leaves

    def place(self, promise: str, act: Mapping[str, Any] | None, field: str = "") -> Place | None:
        """Return where an act's field (`terms.due`) stands, else the act, else the history; None if all are gone."""
        for path, document in self._of(promise):
            acts = document.value.get("history")
            steps: tuple[str | int, ...] = ("history",)
            if act is not None and isinstance(acts, list) and act in acts:
                steps = ("history", acts.index(act), *(field.split(".") if field else ("act",)))
                steps = steps if steps in document.values else (*steps[:2], "act")
            span = document.span(steps, key=len(steps) == 1)
            return span.place(path.removeprefix(self._prefix)) if span else None
        return None

    def _of(self, promise: str) -> Iterator[tuple[str, Document]]:
        named = [path for path in self.leaves if PurePosixPath(path).stem == promise]
        packs = [path for path in self.leaves if is_pack(path, self._folder)]
        for path in (*named, *packs):
            for document in self._read(path):
                if isinstance(document.value, dict) and document.value.get("id") == promise:
                    yield path, document

    def _read(self, path: str) -> list[Document]:
        if path not in self._documents:
            text = decode(objects(self._repository, [self.leaves[path].oid])[self.leaves[path].oid])
            self._documents[path] = [] if isinstance(text, Fault) else read_exact(text, many=True)[0]
        return self._documents[path]
