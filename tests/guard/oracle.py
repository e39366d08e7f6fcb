"""A slow, plain oracle of the guard, written from the words of the norm: what `check --base` and `audit` must find.

`judge(folder, base)` gives (code, promise, severity) for what it knows of: PC101, PC105, PC211, PC401 to PC404, PC406,
PC407, PC409, PC501, PC503, PC509. A register's finding has no promise.

How ambiguous sentences are read here:

- An act is the same where its values are, and where it stands for the same time: "an equal one said again is new".
- An act was edited where a new one shares two of its verb, its writer and its time: the nearest such one.
- "One's own last word" is a word that the author brought and said (`by`); several last ones in a row are too.
- A restoring commit makes the unlawful one a warning in both commands: they do not differ but in what is published.
- PC401 is of the net effect, which `audit` does not tell: the branch's head, whatever REF did meanwhile; of several
  merge bases it is held against git's first, of copies the first one.
- A note and a warning move nothing, so no due lies across them (PC211).
- What came in by an error before the stretch (as `audit` of REF gives it) may be dropped in it with a warning.
- An own word that its speaker mended is lawful (a warning drops nothing): nobody else may drop it.
- Void is for a commit what was so before it; what REF holds is not, where it came there lawfully.
- A word in the place of a void one is a new word: asked like any, lawful if its own, and a slip (PC402 error) where it
  stands before words of others. One that was said before is given back.
- Words that others came to stand before were reordered, whoever moved; that somebody moved her own is no excuse.
- An answer that stands under another proposal than the one it first answered is an error, also where the other one was
  void; told only where nothing else of that commit is an error, and not of answers that stand at the head no more.
- A `displaced` note in an ordinary commit is a claim, an edited one too; it is nobody's edit.
- Where a merge sets acts aside, one parent's acts all stand, but for those that the other one dropped since they parted.
  They may be set aside where they could not lawfully follow what stands of that parent, less what it dropped of them.
  Setting a void act aside is a warning, of REF too, as dropping it is.
- A merge that takes one of two orders moved nothing. Order is asked of what was changed, too.
- An edit that stands at the head no more is not asked as a word. Words that a merge put before those of the side that
  stands are warnings where they were dropped later.
- A file that was left unreadable and mended, each place by itself, is held across the gap against the last readable version; what was lost
  otherwise is told of whoever lost it (PC101). A removed or doubled promise is held against the head (PC403, PC105).
- A merge that takes a broken file and leaves the good one, which stood elsewhere, lost the promise (PC404).
- A word that does not stand at the head weighs a warning at most, unless a `displaced` note or a gap holds it: what
  dropped it is told.
- Where every steward has left or has no address, anybody may change registers (PC407 warning).
- What an ancestor held is given back, and no new word, but for what its speaker took back and what a note rightly holds.
  What REF holds is given back all the same.
- Nothing stands in the place of what a new `displaced` note holds. In a merge only another version of an act (the same
  verb, writer and time) stands in its place; all else of another side is a word of its own.
- A word in one of two copies is asked of nobody, and a trace of hers; what REF holds twice is held copy by copy.
- Nobody's word is void for the stretch that brought it lawfully, whatever REF's audit says of it.
- A finding is told once for an act as it is written, with its most weight, whatever was done to it (code, promise, act).
- Of a leaver only PC509 is asked.
- A change of registers is a warning where every key of it is given back later, and the giving back is one.
"""

from __future__ import annotations

from pathlib import Path

from .little_law import stands
from .oracle_lines import Found
from .oracle_reading import Repository, Version
from .oracle_registers import Registers
from .oracle_words import Words


def judge(folder: Path | Repository, base: str | None = None, head: str = "HEAD") -> set[Found]:
    """Return what is found: of a branch since `base`, or of the whole history of `head`."""
    repository = folder if isinstance(folder, Repository) else Repository(folder)
    return Oracle(repository, head, base).findings()


class Oracle(Words):
    """Everything together."""

    def findings(self) -> set[Found]:
        for oid in self.stretch:
            for id_ in self.ids:
                self._follow(self.repo.commit(oid), id_)
        told = self._words()
        self._tell_losses()
        self._tell_gaps()
        self._tell_words(told)
        self._tell_silent_changes()
        self._tell_copies()
        self._tell_verdicts_of_performers()
        is_audit = self.is_published
        registers = Registers(self.repo, self.stretch, self.base_of, self.last, is_audit=is_audit).findings()
        self.found |= set(registers)
        return self.found

    def _tell_verdicts_of_performers(self) -> None:
        """The net effect's verdicts that the performer wrote for the customer, where no commit was told so (PC503)."""
        if not self.tip or not self.stretch:
            return
        base = self.repo.git("merge-base", self.tip, self.head).strip()
        told = {id_ for code, id_, _ in self.found if code == "PC503"}
        for id_ in self.ids:
            if id_ not in told and self._verdicts(self.head, id_) > self._verdicts(base, id_):
                self.found.add(("PC503", id_, "warning"))

    def _verdicts(self, oid: str, id_: str) -> int:
        """Return how many verdicts of a registered customer the performer wrote, in a history that the law takes."""
        now = self.readable(oid, id_)
        stand = stands(list(now.acts)) if now else None
        if now is None or stand is None or stand.terms["customer"] == stand.terms["performer"]:
            return 0
        written = [act for act in now.acts if act["act"] in ("accept", "cancel")]
        written = [act for act in written if act["by"] == stand.terms["performer"] != act.get("for", act["by"])]
        return sum(act["for"] in self.repo.world(oid).people for act in written)

    def _tell_silent_changes(self) -> None:
        """A term of a head that the branch itself changed, and that the history does not say."""
        if not self.tip or not self.stretch:
            return
        for id_ in self.ids:
            base = self.repo.git("merge-base", self.tip, self.head).strip()
            olds = [] if self._gap_kind(base, id_) == "broken" else self.last_known(base, id_)
            copies = sorted(self.repo.world(self.head).promises.get(id_, []), key=lambda copy: copy.path)
            if olds and copies:
                there = self.repo.world(base).promises.get(id_, [])
                copies.sort(key=lambda copy: copy.path not in {version.path for version in there})
                same = [version for version in there if version.path == copies[0].path]
                self._tell_silent_changes_of(copies[0], same or olds)

    def _tell_copies(self) -> None:
        """The net effect's promises in several places, where no commit was told so (PC105)."""
        if not self.tip or not self.stretch:
            return
        base = self.repo.git("merge-base", self.tip, self.head).strip()
        told = {id_ for code, id_, _ in self.found if code == "PC105"}
        for id_ in set(self.ids) - told:
            if self._gap_kind(self.head, id_) == "doubled" and self._gap_kind(base, id_) != "doubled":
                self.found.add(("PC105", id_, "error"))

    def _tell_silent_changes_of(self, now: Version, olds: list[Version]) -> None:
        stand = stands(list(now.acts))
        said = {**stand.terms, "state": stand.state} if stand else {}
        for key in ("what", "customer", "performer", "due", "criteria", "state"):
            is_said = stand is not None and now.head.get(key) == said.get(key)
            if not is_said and all(old.head.get(key) != now.head.get(key) for old in olds):
                self.found.add(("PC401", now.id, "error"))


__all__ = ["Found", "Oracle", "judge"]
