"""A slow, plain oracle of the guard, written from the words of the norm: what `check --base` and `audit` must find.

`judge(folder, base)` gives (code, promise, severity) for what it knows of: PC101, PC105, PC211, PC401 to PC404, PC406,
PC407, PC409, PC501, PC503, PC509. A register's finding has no promise.

How ambiguous sentences are read here:

- An act is the same where its values are, and where it stands for the same time: "an equal one said again is new".
- "One's own last word" is a word that the author brought and said (`by`); several last ones in a row are too.
- A restoring commit makes the unlawful one a warning in both commands: they do not differ but in what is published.
- PC401 is of the net effect, which `audit` does not tell.
- A note and a warning move nothing, so no due lies across them (PC211).
"""

from __future__ import annotations

from pathlib import Path

from .little_law import stands
from .oracle_lines import Found
from .oracle_reading import Repository
from .oracle_registers import register_findings
from .oracle_words import Words


def judge(folder: Path, base: str | None = None, head: str = "HEAD") -> set[Found]:
    """Return what is found: of a branch since `base`, or of the whole history of `head`."""
    return Oracle(Repository(folder), head, base).findings()


class Oracle(Words):
    """Everything together."""

    def findings(self) -> set[Found]:
        for oid in self.stretch:
            for id_ in self.ids:
                self._follow(self.repo.commit(oid), id_)
        told = self._words()
        self._tell_losses()
        for gap in self.gaps:
            self._tell_gap(gap)
        self._tell_words(told)
        self._tell_silent_changes()
        for oid in self.stretch:
            commit = self.repo.commit(oid)
            self.found |= set(register_findings(self.repo, commit, self.base_of(commit)))
        return self.found

    def _tell_silent_changes(self) -> None:
        """A term of a head that the branch changed, and that the history does not say."""
        if not self.tip or not self.stretch:
            return
        for id_ in self.ids:
            now = self.readable(self.last, id_)
            bases = self.repo.merge_bases(self.tip, self.head)
            olds = [version for oid in bases for version in self.last_known(oid, id_)]
            if now is None or not olds:
                continue
            stand = stands(list(now.acts))
            said = {**stand.terms, "state": stand.state} if stand else {}
            for key in ("what", "customer", "performer", "due", "criteria", "state"):
                is_said = stand is not None and now.head.get(key) == said.get(key)
                if not is_said and all(old.head.get(key) != now.head.get(key) for old in olds):
                    self.found.add(("PC401", id_, "error"))


__all__ = ["Found", "Oracle", "judge"]
