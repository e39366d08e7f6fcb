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

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .little_law import Act, Stand, answered, end_of, instant, orders, speaker, stands
from .oracle_people import Base
from .oracle_reading import MERGED, Commit, Repository, Version
from .oracle_registers import register_findings

Found = tuple[str, str, str]
Token = tuple[str, int]
REFUSED_OPENLY = ("renegotiate", "counter", "pause", "cancel", "revoke", "agree")


def judge(folder: Path, base: str | None = None, head: str = "HEAD") -> set[Found]:
    """Return what is found: of a branch since `base`, or of the whole history of `head`."""
    return _Judging(Repository(folder), head, base).findings()


@dataclass
class Heard:
    """An act that a commit brought to a promise."""

    commit: Commit
    id: str
    token: Token
    act: Act
    place: int
    version: Version
    parents: set[Token]
    is_whole: bool
    is_asked: bool = True


@dataclass
class Loss:
    """What a commit took from a promise, changed the order of, or put before others."""

    commit: Commit
    id: str
    kind: str
    token: Token
    old: list[Token]
    now: list[Token]
    is_merge: bool


@dataclass
class Gap:
    """A promise that a commit left without one readable version."""

    commit: Commit
    id: str
    kind: str
    old: list[Version]
    is_merge: bool


def tokens(version: Version | None) -> list[Token]:
    """Return the acts of a version, each with how often an equal one stands before it."""
    found: list[Token] = []
    counts: dict[str, int] = {}
    for act in version.acts if version else ():
        text = json.dumps(act, sort_keys=True)
        found.append((text, counts.get(text, 0)))
        counts[text] = counts.get(text, 0) + 1
    return found


@dataclass
class _Judging:
    repo: Repository
    head_name: str
    base_name: str | None
    known: dict[tuple[str, str], list[Version]] = field(default_factory=dict)
    heard: list[Heard] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    found: set[Found] = field(default_factory=set)
    void: set[tuple[str, Token]] = field(default_factory=set)
    aside: set[Token] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.head = self.repo.resolve(self.head_name)
        self.tip = self.repo.resolve(self.base_name) if self.base_name else None
        stretch = self.repo.reach(self.head)
        if self.tip:
            stretch -= self.repo.reach(self.tip)
        self.stretch = self.repo.order(stretch)
        self.last = self.head
        if self.tip and self.stretch and self.tip not in self.repo.reach(self.head):
            merged = self.repo.try_merge(self.tip, self.head)
            if merged is not None:
                self.stretch.append(MERGED)
                self.last = MERGED
        self.ids = self._all_ids()
        self.line = self._line(self.tip or self.head)

    def _all_ids(self) -> list[str]:
        every = self.repo.reach(self.head) | {self.last} | (self.repo.reach(self.tip) if self.tip else set())
        return sorted({id_ for oid in every for id_ in self.repo.world(oid).promises})

    def _line(self, oid: str) -> list[str]:
        """Return the line of first parents that ends in a commit, the first one first."""
        line = [oid]
        while self.repo.commit(line[-1]).parents:
            line.append(self.repo.commit(line[-1]).parents[0])
        return line[::-1]

    @property
    def is_published(self) -> bool:
        return self.tip is None

    def base_of(self, commit: Commit) -> Base:
        """Return by whose register a commit is judged."""
        if self.tip:
            older = [self.repo.world(oid).people for oid in self.repo.merge_bases(self.tip, self.head)]
            return Base(self.repo.world(self.tip), older)
        if not commit.parents:
            return Base(None, [])
        return Base(self.repo.world(commit.parents[0]), [])

    # Versions.

    def is_broken(self, oid: str, id_: str) -> bool:
        return any(path.endswith(f"/{id_}.yaml") for path in self.repo.world(oid).broken)

    def readable(self, oid: str, id_: str) -> Version | None:
        """Return the one version of a promise that a commit holds; None where it has none, or several."""
        several = self.repo.world(oid).promises.get(id_, [])
        return several[0] if len(several) == 1 and not self.is_broken(oid, id_) else None

    def last_known(self, oid: str, id_: str) -> list[Version]:
        """Return the version of a promise in a commit, else the last readable ones of each line before it."""
        key = (oid, id_)
        if key not in self.known:
            version = self.readable(oid, id_)
            found = [version] if version else []
            if version is None and not (self._is_refs(oid) and self._gap_kind(oid, id_) == "away"):
                for parent in self.repo.commit(oid).parents:
                    found += [one for one in self.last_known(parent, id_) if one not in found]
            self.known[key] = found
        return self.known[key]

    # The walk.

    def findings(self) -> set[Found]:
        for oid in self.stretch:
            for id_ in self.ids:
                self._follow(self.repo.commit(oid), id_)
        told = self._words()
        for loss in self.losses:
            self._tell_loss(loss)
        for gap in self.gaps:
            self._tell_gap(gap)
        self._tell_words(told)
        self._tell_silent_changes()
        for oid in self.stretch:
            commit = self.repo.commit(oid)
            self.found |= set(register_findings(self.repo, commit, self.base_of(commit)))
        return self.found

    def _follow(self, commit: Commit, id_: str) -> None:
        now = self.readable(commit.id, id_)
        olds = [self.last_known(parent, id_) for parent in commit.parents]
        if now is None:
            self._note_gap(commit, id_, olds)
            return
        lines = [tokens(version) for several in olds for version in several]
        before = {token for line in lines for token in line}
        present = tokens(now)
        is_whole = not before and not self._was_held(commit, id_)
        is_merge = len(commit.parents) > 1
        given_back = set()
        aside = self._set_aside(commit, id_, now, before) if is_merge else set()
        if is_merge:
            self._ask_order(commit, id_, olds, present)
        self.aside = aside
        for several in olds:
            for version in several:
                given_back |= self._compare(commit, id_, tokens(version), present, before, is_merge)
        edits = self._edits(lines[0], present, before) if lines and not is_merge else set()
        for place, token in enumerate(present):
            if token not in before and token not in given_back:
                act = now.acts[place]
                heard = Heard(commit, id_, token, act, place, now, before, is_whole)
                is_displaced = _displaces(token)
                heard.is_asked = is_displaced if is_merge else token not in edits
                self.heard.append(heard)
                self._ask_displaced(commit, id_, act, is_merge or token in edits)
                self._ask_evil(id_, token, is_merge)

    def _was_held(self, commit: Commit, id_: str) -> bool:
        """Whether REF, or a commit of the stretch before, held a promise in any form."""
        before = self.repo.reach(self.tip) if self.tip else set()
        place = self.stretch.index(commit.id)
        before |= set(self.stretch[:place])
        return any(self._holds(oid, id_) for oid in before)

    def _holds(self, oid: str, id_: str) -> bool:
        return id_ in self.repo.world(oid).promises or self.is_broken(oid, id_)

    def _note_gap(self, commit: Commit, id_: str, olds: list[list[Version]]) -> None:
        kind = self._gap_kind(commit.id, id_)
        old = [version for line in olds for version in line]
        was_gone = any(self._gap_kind(parent, id_) == kind for parent in commit.parents)
        was_gone = self._gone_already(commit, id_) if kind == "away" else was_gone
        if was_gone or (not old and kind == "away"):
            return
        self.gaps.append(Gap(commit, id_, kind, old, len(commit.parents) > 1))

    def _gap_kind(self, oid: str, id_: str) -> str:
        """Return why a commit has not one readable version of a promise; nothing where it has."""
        if self.is_broken(oid, id_):
            return "broken"
        count = len(self.repo.world(oid).promises.get(id_, []))
        return "away" if count == 0 else "doubled" if count > 1 else ""

    def _gone_already(self, commit: Commit, id_: str) -> bool:
        """Whether no parent of a commit has the promise, or one took it away that the other had from both."""
        holding = [parent for parent in commit.parents if self._holds(parent, id_)]
        if not holding:
            return True
        if len(commit.parents) < 2 or len(holding) == len(commit.parents):
            return False
        return any(self._holds(oid, id_) for oid in self._bases(commit))

    def _bases(self, commit: Commit) -> set[str]:
        return self.repo.merge_bases(*commit.parents[:2]) if len(commit.parents) > 1 else set()

    def _compare(
        self, commit: Commit, id_: str, old: list[Token], present: list[Token], before: set[Token], is_merge: bool
    ) -> set[Token]:
        """Note what a commit lost of one line; return the acts that it gave back."""
        missing = [token for token in old if token not in present and not self._is_union(commit, id_, token)]
        missing = [token for token in missing if token not in self.aside]
        heard = self._held_before(commit, id_)
        given_back = set()
        if not is_merge and all((id_, token) in self.void for token in missing):
            given_back = {token for token in present if token not in before and token in heard}
        for token in missing:
            self.losses.append(Loss(commit, id_, "lost", token, old, present, is_merge))
        standing = [token for token in old if token in present]
        if standing != [token for token in present if token in standing]:
            moved = next(one for one, other in zip(standing, present, strict=False) if one != other)
            self.losses.append(Loss(commit, id_, "moved", moved, old, present, is_merge))
        for token in _answering_others(old, present, is_merge):
            self.losses.append(Loss(commit, id_, "re-answered", token, old, present, is_merge))
        slipped = self._slipped(present, before, standing, is_merge) - given_back
        slipped -= self._edits(old, present, before)
        for token in slipped:
            self.losses.append(Loss(commit, id_, "slipped", token, old, present, is_merge))
        self.void |= {(id_, token) for token in slipped}
        if missing and not self._is_own(Loss(commit, id_, "lost", missing[0], old, present, is_merge)):
            replaced = [token for token in present[: len(old)] if token not in before and token not in given_back]
            self.void |= {(id_, token) for token in replaced}
        return given_back

    def _held_before(self, commit: Commit, id_: str) -> set[Token]:
        """Return the acts that any commit before one held."""
        before = self.repo.reach(commit.id) - {commit.id}
        return {token for oid in before for token in tokens(self.readable(oid, id_))}

    def _slipped(self, present: list[Token], before: set[Token], standing: list[Token], is_merge: bool) -> set[Token]:
        last = max((place for place, token in enumerate(present) if token in standing), default=-1)
        new = {token for token in present[: last + 1] if token not in before}
        return {token for token in new if not (is_merge and json.loads(token[0])["act"] == "note")}

    def _ask_order(self, commit: Commit, id_: str, olds: list[list[Version]], present: list[Token]) -> None:
        """In a merge one side's words stand, all others follow after its last one."""
        words = [token for token in present if _verb(token) != "note"]
        sides = [tokens(several[0]) for several in olds if several]
        steadfast = [tokens(several[0]) for oid, several in zip(commit.parents, olds, strict=True) if several and self._is_refs(oid)]
        for side in steadfast or sides:
            standing = [place for place, token in enumerate(words) if token in side]
            if standing == list(range(len(standing))):
                return
        if sides:
            self.losses.append(Loss(commit, id_, "mingled", words[-1], sides[0], present, is_merge=True))

    def _is_refs(self, oid: str) -> bool:
        return self.tip is not None and oid in self.repo.reach(self.tip)

    def _set_aside(self, commit: Commit, id_: str, now: Version, before: set[Token]) -> set[Token]:
        """Return the acts that new `displaced` notes of a merge hold, where they may."""
        sides = [tokens(version) for parent in commit.parents for version in self.last_known(parent, id_)[:1]]
        notes = [act for act in now.acts if act.get("kind") == "displaced" and (_text(act), 0) not in before]
        acts = [act for note in notes for act in note["acts"]]
        aside = {(_text(act), 0) for act in acts}
        if not aside:
            return set()
        is_kept = any(not aside & set(side) for side in sides) and not aside & self._refs(id_)
        if not aside <= before or not is_kept or self._can_be_ordered(commit, id_, sides):
            self.found.add(("PC404", id_, "error"))
        elif any(act["act"] == "agree" for act in acts):
            self.found.add(("PC404", id_, "warning"))
        return aside

    def _refs(self, id_: str) -> set[Token]:
        return set(tokens(self.readable(self.tip, id_))) if self.tip else set()

    def _can_be_ordered(self, commit: Commit, id_: str, sides: list[list[Token]]) -> bool:
        left, right = ([json.loads(token[0]) for token in side] for side in sides[:2])
        every = {token for side in sides for token in side}
        gone = [json.loads(token[0]) for token in every if self._is_union(commit, id_, token)]
        return bool(orders(left, right, gone))

    def _is_union(self, commit: Commit, id_: str, token: Token) -> bool:
        """Whether the three-way union of the parents leaves an act out: one of them dropped what a merge base had."""
        if len(commit.parents) < 2:
            return False
        had = any(self._has(oid, id_, token) for oid in self._bases(commit))
        return had and not all(self._has(parent, id_, token) for parent in commit.parents)

    def _has(self, oid: str, id_: str, token: Token) -> bool:
        return any(token in tokens(version) for version in self.last_known(oid, id_))

    def _edits(self, old: list[Token], present: list[Token], before: set[Token]) -> set[Token]:
        """Return the acts that stand in the place of others: they are told as edits, not as new words."""
        found: set[Token] = set()
        missing = [token for token in old if token not in present]
        for token in present:
            if token in before:
                continue
            twins = [one for one in missing if _is_twin(one, token)]
            if twins:
                missing.remove(twins[0])
                found.add(token)
        return found

    def _ask_displaced(self, commit: Commit, id_: str, act: Act, may: bool) -> None:
        if act.get("kind") == "displaced" and not may:
            self.found.add(("PC404", id_, "warning"))

    def _ask_evil(self, id_: str, token: Token, is_merge: bool) -> None:
        """A merge says nothing itself, but for what it sets aside."""
        if is_merge and not _displaces(token):
            self.found.add(("PC404", id_, "error"))
            self.void.add((id_, token))

    # Losses.

    def _final(self, id_: str) -> list[Token]:
        return tokens(self.readable(self.last, id_))

    def _tell_loss(self, loss: Loss) -> None:
        code = "PC404" if loss.is_merge and loss.kind != "slipped" else "PC402"
        is_light = self._is_given_back(loss) or self._drops_void(loss) or self._is_own(loss)
        self.found.add((code, loss.id, "warning" if is_light else "error"))

    def _is_given_back(self, loss: Loss) -> bool:
        final = self._final(loss.id)
        if loss.kind == "slipped":
            return loss.token not in final
        if loss.kind in ("re-answered", "mingled"):
            return False
        standing = [token for token in loss.old if token in final]
        return loss.token in final and standing == [token for token in final if token in standing]

    def _drops_void(self, loss: Loss) -> bool:
        return loss.kind == "lost" and (loss.id, loss.token) in self.void

    def _is_own(self, loss: Loss) -> bool:
        """Whether somebody changed her own last words, which no line of first parents held."""
        if loss.is_merge or loss.kind == "re-answered":
            return False
        if loss.kind == "slipped":
            after = loss.now[loss.now.index(loss.token) :]
            changed = [token for token in after if token in loss.old]
        else:
            changed = loss.old[loss.old.index(loss.token) :]
        return all(self._is_hers(loss, token) for token in changed)

    def _is_hers(self, loss: Loss, token: Token) -> bool:
        brought = [one for one in self.heard if one.id == loss.id and one.token == token]
        base = self.base_of(loss.commit)
        by = json.loads(token[0])["by"]
        handles = base.authors(loss.commit)
        is_hers = all(one.commit.author == loss.commit.author for one in brought)
        if handles and by not in handles:
            return False
        return bool(brought) and is_hers and all(self._is_off_the_line(loss, one) for one in brought)

    def _is_off_the_line(self, loss: Loss, brought: Heard) -> bool:
        holding = [oid for oid in self.line if oid != loss.commit.id and self._holds_token(oid, loss.id, brought.token)]
        if not holding or self.tip:
            return not holding
        if brought.commit.id not in self.line or loss.commit.id not in self.line:
            return False
        first, last = self.line.index(brought.commit.id), self.line.index(loss.commit.id)
        return len({self.repo.commit(oid).author for oid in self.line[first : last + 1]}) == 1

    def _holds_token(self, oid: str, id_: str, token: Token) -> bool:
        return token in tokens(self.readable(oid, id_))

    # Gaps.

    def _tell_gap(self, gap: Gap) -> None:
        code = {"broken": "PC101", "doubled": "PC105", "away": "PC404" if gap.is_merge else "PC403"}[gap.kind]
        is_light = self._is_whole_again(gap) or (gap.kind == "away" and self._was_ones_own(gap))
        self.found.add((code, gap.id, "warning" if is_light else "error"))

    def _is_whole_again(self, gap: Gap) -> bool:
        """Whether every act stands again, in its order, new ones only after the last."""
        final = self._final(gap.id)
        if self.readable(self.last, gap.id) is None:
            return False
        for version in gap.old:
            old = tokens(version)
            if [token for token in final if token in old] != old:
                return False
        return True

    def _was_ones_own(self, gap: Gap) -> bool:
        if gap.is_merge or not gap.old:
            return False
        old = [token for version in gap.old for token in tokens(version)]
        loss = Loss(gap.commit, gap.id, "lost", old[0], old, [], gap.is_merge)
        return all(self._is_hers(loss, token) for token in old)

    # Words.

    def _words(self) -> list[tuple[Heard, str, str]]:
        """Return what is to be said of each act, and note those that came in by an error."""
        told = []
        for heard in self.heard:
            if heard.is_asked or self._was_lightly_edited(heard):
                told += [(heard, code, severity) for code, severity in self._asked(heard)]
        return told

    def _was_lightly_edited(self, heard: Heard) -> bool:
        """Whether an act took the place of one whose loss is only a warning: then it is a new word, and is asked."""
        losses = [loss for loss in self.losses if loss.commit is heard.commit and loss.id == heard.id]
        losses = [loss for loss in losses if loss.kind == "lost" and _is_twin(loss.token, heard.token)]
        is_merge = len(heard.commit.parents) > 1
        return not is_merge and any(self._drops_void(loss) or self._is_own(loss) for loss in losses)

    def _tell_words(self, told: list[tuple[Heard, str, str]]) -> None:
        for heard, code, severity in _heaviest_of_whole(told):
            is_gone = (heard.id, heard.token) in self.void and not self._stands_somewhere(heard)
            light = "warning" if is_gone and severity == "error" else severity
            self.found.add((code, heard.id, light))

    def _stands_somewhere(self, heard: Heard) -> bool:
        """Whether an act stands at the head, in whatever copy."""
        versions = self.repo.world(self.last).promises.get(heard.id, [])
        return any(heard.token in tokens(version) for version in versions)

    def _asked(self, heard: Heard) -> Iterator[tuple[str, str]]:
        base = self.base_of(heard.commit)
        stand = self._stand_before(heard)
        who = speaker(heard.act)
        authors = base.authors(heard.commit)
        is_own = who in authors
        if not is_own and not self._is_traced(heard, who):
            if heard.act["act"] != "note":
                yield from self._whose_word(heard, base, stand, authors)
            if base.level == "author" and self._asked_of(heard, base) not in authors:
                is_import = heard.is_whole and bool(authors & base.stewards)
                severity = "warning" if is_import else "error"
                self._mark(heard, severity)
                yield "PC501", severity
        elif is_own and heard.act["act"] != "note" and not heard.is_whole:
            yield from self._hidden_committer(heard, base, stand)
        yield from self._left(heard, base, stand, authors)
        yield from self._across(heard, base, stand)

    def _asked_of(self, heard: Heard, base: Base) -> str:
        who = speaker(heard.act)
        is_handover = heard.act.get("via") == "handover" and base.left(who)
        return heard.act["by"] if is_handover else who

    def _mark(self, heard: Heard, severity: str) -> None:
        if severity == "error":
            self.void.add((heard.id, heard.token))

    def _stand_before(self, heard: Heard) -> Stand | None:
        return stands(list(heard.version.acts[: heard.place]))

    def _others(self, heard: Heard, stand: Stand | None) -> set[str]:
        """Return the other party: who has or gets a role, and the proposer, less the speaker."""
        roles = stand.roles() if stand else set()
        if stand is None:
            roles = {heard.version.head.get(role, "") for role in ("customer", "performer")}
        terms = heard.act.get("terms") or {}
        roles |= {terms[role] for role in ("customer", "performer") if role in terms}
        return roles - {speaker(heard.act), ""}

    def _is_traced(self, heard: Heard, who: str) -> bool:
        """Whether a commit of hers brought this very act after the same acts."""
        for other in self.heard:
            if other is heard or other.id != heard.id or other.token[0] != heard.token[0]:
                continue
            is_hers = who in self.base_of(other.commit).authors(other.commit)
            if is_hers and _words_before(other) == _words_before(heard):
                return True
        return False

    def _whose_word(
        self, heard: Heard, base: Base, stand: Stand | None, authors: set[str]
    ) -> Iterator[tuple[str, str]]:
        act, who = heard.act, speaker(heard.act)
        openly = act["by"] in authors and "for" in act and "via" in act
        others = authors & self._others(heard, stand)
        if heard.is_whole:
            if not openly:
                yield "PC406", self._whole_weight(heard, base, authors, bool(others))
            return
        code, severity = "PC406", "error"
        if openly and others:
            code, severity = self._recorded_by_other(heard, base, stand)
        elif openly:
            severity = "info"
        if severity == "error" and not base.can_speak(who):
            severity = "warning"
        if code == "PC406" and severity == "error" and base.level != "recorded":
            self._mark(heard, severity)
        if code == "PC406" and severity == "error" and self.is_published and base.level == "recorded":
            severity = "warning"
        yield code, severity

    def _recorded_by_other(self, heard: Heard, base: Base, stand: Stand | None) -> tuple[str, str]:
        verb = heard.act["act"]
        is_first = verb == "agree" and stand is not None and stand.state in ("requested", "offered")
        answers_older = is_first and self._terms_were_held(heard)
        if verb not in REFUSED_OPENLY or answers_older:
            return "PC503", "warning"
        return "PC406", "warning" if base.proxy_allowed else "error"

    def _terms_were_held(self, heard: Heard) -> bool:
        """Whether a parent held the terms that a first agreement answers."""
        before = tokens(heard.version)[: heard.place]
        asked = [token for token in before if json.loads(token[0])["act"] in ("request", "offer", "counter")]
        return bool(asked) and asked[-1] in heard.parents

    def _whole_weight(self, heard: Heard, base: Base, authors: set[str], is_party: bool) -> str:
        stand = stands(list(heard.version.acts))
        is_open = stand is None or stand.is_open
        severity = "error" if is_open else "warning"
        if authors and not is_party:
            severity = "warning" if is_open else "info"
        if authors & base.stewards:
            severity = "warning"
        if not base.can_speak(speaker(heard.act)) or (self.is_published and base.level == "recorded"):
            severity = "warning" if severity == "error" else severity
        return severity

    def _hidden_committer(self, heard: Heard, base: Base, stand: Stand | None) -> Iterator[tuple[str, str]]:
        """Her author line, the other party's committer line."""
        committers = base.of_address(heard.commit.committer)
        if speaker(heard.act) not in committers and committers & self._others(heard, stand):
            yield "PC406", "warning"

    def _left(self, heard: Heard, base: Base, stand: Stand | None, authors: set[str]) -> Iterator[tuple[str, str]]:
        who, by = speaker(heard.act), heard.act["by"]
        if heard.act["act"] == "note" or not base.left(who, heard.act["at"]):
            return
        severity = "error"
        if by != who and by in base.stewards and by in authors:
            if by not in self._others(heard, stand):
                return
            severity = "error" if base.stewards - {by} else "warning"
        self._mark(heard, severity)
        yield "PC509", severity

    def _across(self, heard: Heard, base: Base, stand: Stand | None) -> Iterator[tuple[str, str]]:
        """`at` on one side of a due, the commit on the other."""
        if stand is None or heard.act["act"] in ("note", "warn"):
            return
        at = instant(heard.act["at"])
        when = max(heard.commit.authored, heard.commit.committed)
        ends = [end_of(due) for due in stand.dues()]
        if not any(min(at, when) <= end < max(at, when) for end in ends):
            return
        severity = "warning"
        authors = base.authors(heard.commit)
        if heard.is_whole and authors and not authors & (self._others(heard, stand) | base.stewards):
            end = stands(list(heard.version.acts))
            severity = "warning" if end is None or end.is_open else "info"
        yield "PC211", severity

    # The net effect.

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


def _answering_others(old: list[Token], now: list[Token], is_merge: bool) -> list[Token]:
    """Return the answers that answer something else now; in one line of commits an edited proposal is told as that."""
    before, after = [json.loads(token[0]) for token in old], [json.loads(token[0]) for token in now]
    found = []
    for place, token in enumerate(old):
        asked = answered(before, place)
        if token not in now or asked == answered(after, now.index(token)):
            continue
        if is_merge or asked in after:
            found.append(token)
    return found


def _heaviest_of_whole(told: list[tuple[Heard, str, str]]) -> list[tuple[Heard, str, str]]:
    """Return what is told, of promises that came whole one PC406 a commit: the heaviest."""
    rank = ("info", "warning", "error")
    heaviest: dict[str, tuple[Heard, str, str]] = {}
    kept = []
    for one in told:
        heard, code, severity = one
        if code != "PC406" or not heard.is_whole:
            kept.append(one)
            continue
        known = heaviest.get(heard.commit.id)
        if known is None or rank.index(severity) > rank.index(known[2]):
            heaviest[heard.commit.id] = one
    return [*kept, *heaviest.values()]


def _is_twin(one: Token, other: Token) -> bool:
    old, new = json.loads(one[0]), json.loads(other[0])
    return all(old.get(key) == new.get(key) for key in ("act", "by", "for"))


def _displaces(token: Token) -> bool:
    """Whether an act is a note that sets others aside."""
    act = json.loads(token[0])
    return act.get("kind") == "displaced" and bool(act.get("acts"))


def _text(act: Act) -> str:
    return json.dumps(act, sort_keys=True)


def _verb(token: Token) -> str:
    return str(json.loads(token[0])["act"])


def _words_before(heard: Heard) -> list[str]:
    texts = [token[0] for token in tokens(heard.version)[: heard.place]]
    return [text for text in texts if json.loads(text)["act"] != "note"]


__all__ = ["judge"]
