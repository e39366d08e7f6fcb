"""What a merge may do by the words of verdicts.md: whose words stand, which follow, and which are set aside (PC404)."""

from __future__ import annotations

import json

from .little_law import Act, order, stands
from .oracle_lines import Lines, Loss, Token, displaces, held_in, is_one, is_twin, text_of, tokens, verb_of
from .oracle_reading import Commit, Version


class Merges(Lines):
    """Asks the order of a merge, and what its new `displaced` notes hold."""

    def _ask_order(self, commit: Commit, id_: str, olds: list[list[Version]], present: list[Token]) -> None:
        """In a merge one side's words stand, all others follow after its last one."""
        words = [token for token in present if verb_of(token) != "note"]
        sides = [tokens(several[0]) for several in olds if several]
        steadfast = [
            tokens(several[0])
            for oid, several in zip(commit.parents, olds, strict=True)
            if several and self._is_refs(oid)
        ]
        found = [self._early(words, side) for side in steadfast or sides]
        for token in min(found, key=len, default=[]):
            self.losses.append(Loss(commit, id_, "early", token, [token], present, is_merge=True))

    def _early(self, words: list[Token], side: list[Token]) -> list[Token]:
        """Return the words of others that stand before the last one of a side; edits of its own stand in their place."""
        edits = self._edits(side, words, set(side))
        edits = {new: old for new, old in edits.items() if is_one(old, new)}
        last = max((place for place, token in enumerate(words) if token in side), default=-1)
        return [token for token in words[: last + 1] if token not in side and token not in edits]

    def _set_aside(self, commit: Commit, id_: str, now: Version, olds: list[list[Version]]) -> set[Token]:
        """Return the acts that new `displaced` notes of a merge hold, where they may."""
        before = {token for several in olds for version in several for token in tokens(version)}
        notes = [act for act in now.acts if act.get("kind") == "displaced" and (text_of(act), 0) not in before]
        aside = self._held_in(notes, before - set(tokens(now)))
        for token in sorted(aside):
            if token not in before:
                self.found.add(("PC404", id_, "error"))
            elif token in self._refs(now) or not self._gives_way(commit, olds, now, token):
                self.losses.append(Loss(commit, id_, "aside", token, [token], tokens(now), is_merge=True))
            else:
                self.gave_way.append((id_, token))
                self.light += [(id_, token)] if verb_of(token) == "agree" else []
        return aside

    def _held_in(self, notes: list[Act], gone: set[Token]) -> set[Token]:
        """Return the acts in notes; of equal ones those that do not stand, in their order."""
        found: set[Token] = set()
        for act in [act for note in notes for act in note["acts"]]:
            equal = sorted(token for token in gone - found if token[0] == text_of(act))
            found.add(equal[0] if equal else (text_of(act), 0))
        return found

    def _gives_way(self, commit: Commit, olds: list[list[Version]], now: Version, token: Token) -> bool:
        """Whether an act cannot stand with the side that stands whole in the merge."""
        present = tokens(now)
        pairs = [(parent, several[0]) for parent, several in zip(commit.parents, olds, strict=True) if several]
        theirs = [(parent, version) for parent, version in pairs if token in tokens(version)]
        others = [(parent, version) for parent, version in pairs if token not in tokens(version)]
        whole = [
            version for parent, version in others if set(self._in_union(commit, parent, now, version)) <= {*present}
        ]
        if not whole or any(self._is_refs(parent) for parent, _ in theirs):
            return False
        standing = [[one for one in tokens(version) if one in present] for version in whole]
        following = [self._in_union(commit, parent, now, version) for parent, version in theirs]
        return not any(self._can_follow(side, other) for side in standing for other in following)

    def _in_union(self, commit: Commit, parent: str, now: Version, side: Version) -> list[Token]:
        """Return the acts of a side, less those that another side dropped since they parted; of REF's all."""
        if self._is_refs(parent):
            return tokens(side)
        return [token for token in tokens(side) if not self._is_union(commit, now.id, token, side.path)]

    def _refs(self, now: Version) -> set[Token]:
        """Return what REF holds of a promise, or held last; of one that stands there twice, in the same place."""
        if self.tip is None:
            return set()
        several = self.last_known(self.tip, now.id)
        if self._is_twofold(self.tip, now.id):
            several = [one for one in self.repo.world(self.tip).promises[now.id] if one.path == now.path]
        return {token for version in several for token in tokens(version)}

    def _can_follow(self, whole: list[Token], other: list[Token]) -> bool:
        """Whether a side's acts can follow those of the side that stands; each is lawful by itself."""
        left, right = ([json.loads(token[0]) for token in side] for side in (whole, other))
        are_lawful = stands(left) is not None and stands(right) is not None
        return are_lawful and order(left, right, []) is not None

    def _edits(self, old: list[Token], present: list[Token], before: set[Token]) -> dict[Token, Token]:
        """Return the acts that stand in the place of others, with those: edits, no new words. The nearest one counts.

        Nothing stands in the place of what a new `displaced` note holds.
        """
        found: dict[Token, Token] = {}
        fresh = [token for token in present if token not in before and not displaces(token)]
        notes = [token for token in present if token not in before and displaces(token)]
        aside = {text for note in notes for text in held_in(note)}
        for place, token in enumerate(old):
            if token[0] in aside:
                continue
            twins = [one for one in fresh if token not in present and is_twin(token, one)]
            if twins:
                nearest = min(twins, key=lambda one: abs(present.index(one) - place))
                fresh.remove(nearest)
                found[nearest] = token
        return found
