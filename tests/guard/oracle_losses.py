"""What commits lose of what was said, put before others or set aside, and what became of it (PC101, PC105, PC402-404)."""

from __future__ import annotations

import json
from functools import cached_property

from .little_law import Act
from .oracle_lines import (
    Found,
    Gap,
    Heard,
    Loss,
    Token,
    answering_others,
    asked_by,
    displaces,
    held_in,
    in_order,
    text_of,
    tokens,
    verb_of,
)
from .oracle_merges import Merges
from .oracle_reading import Commit, Version


class Losses(Merges):
    """Holds each commit against its parents, promise by promise."""

    def findings(self) -> set[Found]:
        """Return what is found."""
        raise NotImplementedError

    def _follow(self, commit: Commit, id_: str) -> None:
        now = self.readable(commit.id, id_)
        olds = [self.last_known(parent, id_) for parent in commit.parents]
        self._note_broken(commit, id_, [version for line in olds for version in line])
        if now is None:
            self._note_gap(commit, id_, olds)
            self._follow_copies(commit, id_)
            self._hear_in_passing(commit, id_)
            return
        self._note_passing(commit, id_, now, olds)
        self._hold(commit, id_, now, olds)

    def _note_passing(self, commit: Commit, id_: str, now: Version, olds: list[list[Version]]) -> None:
        """Note what was said in a copy alone, and does not stand in the one version that is left."""
        present, is_merge = tokens(now), len(commit.parents) > 1
        before = {token for several in olds for version in several for token in tokens(version)}
        passing = {token for parent in commit.parents for token in self._in_copies(parent, id_)}
        told = {loss.token for loss in self.losses if loss.id == id_}
        for token in sorted(passing - before - told - set(present)):
            self.losses.append(Loss(commit, id_, "passing", token, [token], present, is_merge))

    def _hear_in_passing(self, commit: Commit, id_: str) -> None:
        """Keep what a commit says in a copy: nobody is asked for it, but it is a trace of hers."""
        known = [version for parent in commit.parents for version in self.repo.world(parent).promises.get(id_, [])]
        before = {token for version in known for token in tokens(version)}
        for copy in self.repo.world(commit.id).promises.get(id_, []):
            for place, token in enumerate(tokens(copy)):
                if token not in before:
                    heard = Heard(commit, id_, token, copy.acts[place], place, copy, before, is_whole=False)
                    self.in_passing.append(heard)

    def _follow_copies(self, commit: Commit, id_: str) -> None:
        """Hold each copy of a promise that REF holds twice against the parents' copies at its place."""
        if not self._is_twofold(commit.id, id_):
            return
        for copy in self.repo.world(commit.id).promises[id_]:
            olds = []
            for parent in commit.parents:
                several = self.repo.world(parent).promises.get(id_, [])
                olds.append([version for version in several if version.path == copy.path])
            self._hold(commit, id_, copy, olds)

    def _hold(self, commit: Commit, id_: str, now: Version, olds: list[list[Version]]) -> None:
        """Hold a version against those of each parent."""
        lines = [tokens(version) for several in olds for version in several]
        before = {token for line in lines for token in line}
        present = tokens(now)
        is_whole = not before and not self._was_held(commit, id_)
        is_merge = len(commit.parents) > 1
        given_back = set()
        aside = self._set_aside(commit, id_, now, olds) if is_merge else set()
        if is_merge:
            self._ask_order(commit, id_, olds, present)
        self.aside = aside
        for several in olds:
            for version in several:
                given_back |= self._compare(commit, now, version, present, before, is_merge)
        edits = set(self._edits(lines[0], present, before)) if lines and not is_merge else set()
        for place, token in enumerate(present):
            if token not in before and token not in given_back:
                act = now.acts[place]
                heard = Heard(commit, id_, token, act, place, now, before, is_whole)
                is_displaced = displaces(token)
                heard.is_asked = is_displaced if is_merge else token not in edits
                self.heard.append(heard)
                self._ask_displaced(id_, token, {one[0] for one in before - set(present)}, is_merge)
                self._ask_evil(commit, id_, token)

    def _was_held(self, commit: Commit, id_: str) -> bool:
        """Whether REF, or a commit of the stretch before, held a promise in any form."""
        before = {self.tip, *self.repo.merge_bases(self.tip, self.head)} if self.tip else set()
        place = self.stretch.index(commit.id)
        before |= set(self.stretch[:place])
        return any(self._holds(oid, id_) for oid in before)

    def _note_gap(self, commit: Commit, id_: str, olds: list[list[Version]]) -> None:
        kind = self._gap_kind(commit.id, id_)
        if kind == "broken" and self._left_its_file(commit, id_):
            self.gaps.append(Gap(commit, id_, "away", [version for line in olds for version in line], is_merge=True))
        old = [version for line in olds for version in line]
        if kind == "broken":
            return
        if self._is_twofold(commit.id, id_):
            return
        if kind == "away" and (self._gone_already(commit, id_) or not old):
            return
        was_gone = any(self._gap_kind(parent, id_) == kind for parent in commit.parents)
        if kind == "doubled" and was_gone:
            old = [version for parent in commit.parents for version in [self.readable(parent, id_)] if version]
            if not old:
                return
        self.gaps.append(Gap(commit, id_, kind, old, len(commit.parents) > 1))

    def _note_broken(self, commit: Commit, id_: str, old: list[Version]) -> None:
        """Note each place at which a file cannot be read any more."""
        for path in sorted(self.repo.world(commit.id).broken):
            if self._is_given(commit, path):
                continue
            if path.endswith(f"/{id_}.yaml"):
                self.gaps.append(Gap(commit, id_, "broken", old, len(commit.parents) > 1, path))

    def _is_given(self, commit: Commit, path: str) -> bool:
        """Whether a parent has a file exactly so, and no other one changed it since they parted."""
        now = self._blob(commit.id, path)
        taken = [parent for parent in commit.parents if self._blob(parent, path) == now]
        others = [parent for parent in commit.parents if parent not in taken]
        if not taken:
            return False
        bases = {oid for one in taken for other in others for oid in self.repo.merge_bases(one, other)}
        then = {self._blob(oid, path) for oid in bases}
        return all(self._blob(parent, path) in then for parent in others)

    def _blob(self, oid: str, path: str) -> str | None:
        return self.repo.files(self.repo.commit(oid).tree).get(path)

    def _left_its_file(self, commit: Commit, id_: str) -> bool:
        """Whether a merge takes a broken file, and drops the good one that a parent has in another place, and did not
        only leave there."""
        paths = set()
        for parent in commit.parents:
            version = self.readable(parent, id_)
            then = [tokens(old) for oid in self._bases(commit) for old in self.last_known(oid, id_)]
            paths |= {version.path} if version and tokens(version) not in then else set()
        return len(commit.parents) > 1 and bool(paths) and not paths & self.repo.world(commit.id).broken

    def _gone_already(self, commit: Commit, id_: str) -> bool:
        """Whether no parent of a commit has the promise, or one took it away that the other had from both."""
        holding = [parent for parent in commit.parents if self._holds(parent, id_)]
        if not holding:
            return True
        if len(commit.parents) < 2 or len(holding) == len(commit.parents):
            return False
        before = [version for oid in self._bases(commit) for version in self.last_known(oid, id_)]
        here = [version for parent in holding for version in self.last_known(parent, id_)]
        old = {token for version in before for token in tokens(version)}
        return bool(before) and all(set(tokens(version)) <= old for version in here)

    def _compare(
        self, commit: Commit, now: Version, line: Version, present: list[Token], before: set[Token], is_merge: bool
    ) -> set[Token]:
        """Note what a commit lost of one line; return the acts that it gave back."""
        id_, old = now.id, tokens(line)
        missing = [token for token in old if token not in present]
        missing = [token for token in missing if not self._is_union(commit, id_, token, line.path)]
        missing = [token for token in missing if token not in self.aside]
        heard = self._held_before(commit, id_)
        given_back = set()
        if not is_merge:
            aside = {text for token in before if displaces(token) for text in held_in(token)} - self._lost_texts(id_)
            given_back = {token for token in present if token not in before and token in heard}
            given_back = {token for token in given_back if token[0] not in aside}
            given_back -= self._taken_back(commit, id_)
        instead = {one: new for new, one in self._edits(old, present, before).items()}
        after_gap = any(self._is_gap(parent, id_) for parent in commit.parents)
        for token in missing:
            place = None if is_merge else instead.get(token)
            self.losses.append(Loss(commit, id_, "lost", token, old, present, is_merge, place, after_gap))
        standing = [token for token in old if token in present]
        order = [instead.get(token, token) for token in old]
        moved = _overtaken(order, old, present)
        if moved is not None and not self._is_others_order(commit, id_, order, present):
            self.losses.append(Loss(commit, id_, "moved", moved, order, present, is_merge))
        for token in self._under_others(commit, id_, old, present):
            self.losses.append(Loss(commit, id_, "re-answered", token, old, present, is_merge))
        slipped = self._slipped(present, before, standing, is_merge) - given_back
        slipped -= set(instead.values())
        for token in slipped:
            self.losses.append(Loss(commit, id_, "slipped", token, old, present, is_merge))
        losses = [Loss(commit, id_, "slipped", token, old, present, is_merge) for token in slipped]
        for loss in losses:
            if not self._is_own(loss):
                self._make_void(commit, id_, loss.token)
        if missing and not self._is_own(Loss(commit, id_, "lost", missing[0], old, present, is_merge)):
            for token in set(instead.values()) - given_back:
                self._make_void(commit, id_, token)
        return given_back

    def _is_others_order(self, commit: Commit, id_: str, order: list[Token], present: list[Token]) -> bool:
        """Whether another parent of a merge has what a side has, as the merge orders it: who moved it was told."""
        if len(commit.parents) < 2:
            return False
        standing = in_order(order, present)
        sides = [tokens(version) for parent in commit.parents for version in self.last_known(parent, id_)]
        return any({*standing} <= {*side} and in_order(present, side) == in_order(side, present) for side in sides)

    def _taken_back(self, commit: Commit, id_: str) -> set[Token]:
        """Return what its speaker took back herself before a commit, and REF does not hold: to say it after that is to
        say it."""
        losses = [*self.losses, *(self.older.losses if self.older else [])]
        losses = [loss for loss in losses if loss.id == id_ and loss.kind in ("lost", "aside")]
        losses = [loss for loss in losses if loss.commit.id in self._before(commit)]
        return {loss.token for loss in losses if self._is_speakers(loss)} - self._held_in_ref(id_)

    def _is_speakers(self, loss: Loss) -> bool:
        act = json.loads(loss.token[0])
        return act.get("for", act["by"]) in self.base_of(loss.commit).authors(loss.commit)

    def _lost_texts(self, id_: str) -> set[str]:
        """Return what was lost so far, as texts; what was lawfully set aside is not."""
        return {loss.token[0] for loss in self.losses if loss.id == id_ and loss.kind in ("lost", "aside")}

    def _under_others(self, commit: Commit, id_: str, old: list[Token], present: list[Token]) -> list[Token]:
        """Return the answers that answer something else now; in a merge, than any side had them answer."""
        sides = [tokens(version) for parent in commit.parents for version in self.last_known(parent, id_)]
        found = []
        for token in answering_others(old, present):
            asked = asked_by(present, token)
            if not any(token in side and asked_by(side, token) == asked for side in sides):
                found.append(token)
        return found

    def _slipped(self, present: list[Token], before: set[Token], standing: list[Token], is_merge: bool) -> set[Token]:
        last = max((place for place, token in enumerate(present) if token in standing), default=-1)
        new = {token for token in present[: last + 1] if token not in before}
        return {token for token in new if not (is_merge and json.loads(token[0])["act"] == "note")}

    def _ask_displaced(self, id_: str, token: Token, taken: set[str], may: bool) -> None:
        """A note of an ordinary commit that holds what nobody took away is a claim."""
        if displaces(token) and not may and not held_in(token) <= taken:
            self.light.append((id_, token))

    def _ask_evil(self, commit: Commit, id_: str, token: Token) -> None:
        """A merge says nothing itself, but for what it sets aside."""
        if len(commit.parents) > 1 and not displaces(token):
            stands = token in self._in_any_copy(id_)
            self.found.add(("PC404", id_, "error" if stands else "warning"))
            self._make_void(commit, id_, token)

    # What is told in the end.

    def _tell_losses(self) -> None:
        """Tell of each act once that it was lost, with the heaviest of what commits did to it."""
        heaviest: dict[tuple[str, str, str], bool] = {("PC404", id_, token[0]): False for id_, token in self.light}
        wrong: set[tuple[str, str]] = set()
        for loss in self.losses:
            if loss.kind == "re-answered" and not loss.is_merge:
                continue
            if loss.kind == "passing" and self._is_passing_by(loss):
                continue
            code = self._code_of(loss)
            key = (code, loss.id, loss.token[0])
            is_error = not self._is_light(loss)
            wrong |= {(loss.commit.id, loss.id)} if is_error else set()
            heaviest[key] = heaviest.get(key, False) or is_error
        for (code, id_, _), is_error in heaviest.items():
            self.found.add((code, id_, "error" if is_error else "warning"))
        self._tell_vanished()
        for loss in self.losses:
            is_asked = loss.kind == "re-answered" and not loss.is_merge and (loss.commit.id, loss.id) not in wrong
            if is_asked and self._answers_another(loss):
                self.found.add(("PC402", loss.id, "error"))

    def _tell_vanished(self) -> None:
        """What was rightly set aside must stand in a note at the last: whoever takes that away takes the words too."""
        told = {(loss.id, loss.token) for loss in self.losses}
        for id_, token in self.gave_way:
            is_here = token[0] in self._set_aside_at_last(id_) or token in self._in_any_copy(id_)
            is_hidden = not self.repo.world(self.last).promises.get(id_)
            if not (is_here or is_hidden or (id_, token) in told):
                self.found.add(("PC402", id_, "warning" if self.is_void(id_, token) else "error"))

    def _is_passing_by(self, loss: Loss) -> bool:
        """Whether what was said in a copy alone stands in a note at the last, or the copies stand there still."""
        if self.readable(self.last, loss.id) is None:
            return True
        return loss.token[0] in self._set_aside_at_last(loss.id)

    def _set_aside_at_last(self, id_: str) -> set[str]:
        """Return the acts, as texts, that stand in `displaced` notes at the last, be they notes in notes."""
        versions = self.repo.world(self.last).promises.get(id_, [])
        waiting = [act for version in versions for act in version.acts]
        aside: set[str] = set()
        while waiting:
            held = waiting.pop().get("acts") or []
            aside |= {text_of(act) for act in held}
            waiting += held
        return aside

    def _code_of(self, loss: Loss) -> str:
        """A merge's loss is PC404, as is what an ordinary commit sets aside in a note; all else is PC402."""
        if loss.is_merge and loss.kind != "passing":
            return "PC404"
        lines = [version for parent in loss.commit.parents for version in self.last_known(parent, loss.id)]
        before = {token for version in lines for token in tokens(version)}
        held = {text for note in loss.now if displaces(note) and note not in before for text in held_in(note)}
        return "PC404" if loss.kind == "lost" and loss.token[0] in held else "PC402"

    def _is_light(self, loss: Loss) -> bool:
        """Whether a loss is a warning."""
        if self._is_own(loss):
            return True
        if loss.instead in self._in_any_copy(loss.id) and self._is_before_others(loss):
            return False
        return self._is_given_back(loss) or self._drops_void(loss)

    def _is_before_others(self, loss: Loss) -> bool:
        """Whether what stands in the place of an act is a new word, and stands before words of others."""
        if loss.instead is None or self._was_said_before(loss.commit, loss.id, loss.instead):
            return False
        after = loss.old[loss.old.index(loss.token) + 1 :]
        standing = self._in_any_copy(loss.id)
        return any(token in standing and not self._is_hers(loss, token) for token in after)

    def _was_said_before(self, commit: Commit, id_: str, token: Token) -> bool:
        return token in self._held_before(commit, id_) - self._taken_back(commit, id_)

    def _answers_another(self, loss: Loss) -> bool:
        """Whether an answer stands at the last, and not under what it answered first."""
        final = self._final(loss.id)
        if loss.token not in final:
            return False
        return asked_by(final, loss.token) != self.first_asked[loss.id, loss.token]

    @property
    def first_asked(self) -> dict[tuple[str, Token], Act | None]:
        """What each answer answered before it came to stand under another proposal."""
        found: dict[tuple[str, Token], Act | None] = {}
        for loss in self.losses:
            if loss.kind == "re-answered" and not loss.is_merge:
                found.setdefault((loss.id, loss.token), asked_by(loss.old, loss.token))
        return found | (self.older.first_asked if self.older else {})

    def _is_given_back(self, loss: Loss) -> bool:
        final = self._final(loss.id)
        if loss.kind in ("slipped", "early"):
            return loss.token not in self._in_any_copy(loss.id)
        if loss.kind == "re-answered":
            return False
        standing = [token for token in loss.old if token in final]
        return loss.token in final and standing == [token for token in final if token in standing]

    def _drops_void(self, loss: Loss) -> bool:
        return loss.kind in ("lost", "aside") and self.is_void(loss.id, loss.token, loss.commit)

    def is_void(self, id_: str, token: Token, at: Commit | None = None) -> bool:
        """Whether an act came in by an error, in the stretch or, as an audit gives it, before; before a commit, where
        one is named. What REF holds did not, where it came there lawfully."""
        before = self._before(at) if at else {*self.stretch}
        was_void_in_ref = self.older is not None and bool(self.older.void.get((id_, token)))
        if not before.isdisjoint(self.void.get((id_, token), ())):
            return was_void_in_ref or token not in self._held_in_ref(id_)
        several = [heard for heard in self.heard if (heard.id, heard.token) == (id_, token)]
        return was_void_in_ref and not any(heard.commit.id in before for heard in several)

    def _held_in_ref(self, id_: str) -> set[Token]:
        refs = self.last_known(self.tip, id_) if self.tip else []
        return {token for version in refs for token in tokens(version)}

    @cached_property
    def older(self) -> Losses | None:
        """An audit of what lies before the stretch."""
        if self.tip is None:
            return None
        older = type(self)(self.repo, self.tip, None)
        older.findings()
        return older

    def _is_own(self, loss: Loss) -> bool:
        """Whether somebody changed her own last words, which no line of first parents held."""
        if loss.is_merge or loss.kind in ("re-answered", "passing", "aside"):
            return False
        if loss.kind == "slipped":
            after = loss.now[loss.now.index(loss.token) :]
            changed = [token for token in after if token in loss.old]
        else:
            changed = loss.old[loss.old.index(loss.token) :]
        return all(self._is_hers(loss, token) for token in changed)

    def _is_hers(self, loss: Loss, token: Token) -> bool:
        before = self.repo.reach(loss.commit.id)
        brought = [one for one in self.heard if one.id == loss.id and one.token == token and one.commit.id in before]
        base = self.base_of(loss.commit)
        by = json.loads(token[0])["by"]
        handles = base.authors(loss.commit)
        is_hers = all(one.commit.author == loss.commit.author for one in brought)
        if handles and by not in handles and verb_of(token) == "note":
            return False
        return bool(brought) and is_hers and all(self._is_off_the_line(loss, one) for one in brought)

    def _is_off_the_line(self, loss: Loss, brought: Heard) -> bool:
        if self.tip:
            return brought.token not in tokens(self.readable(self.tip, loss.id))
        are_on_it = [commit.id in self.line for commit in (brought.commit, loss.commit)]
        if not all(are_on_it):
            return not any(are_on_it) and self._landing(brought.commit) == self._landing(loss.commit)
        first, last = self.line.index(brought.commit.id), self.line.index(loss.commit.id)
        return len({self.repo.commit(oid).author for oid in self.line[first : last + 1]}) == 1

    def _landing(self, commit: Commit) -> str:
        """Return the first commit of the line that holds another one."""
        return next(oid for oid in self.line if commit.id in self.repo.reach(oid))

    def _tell_gaps(self) -> None:
        """Tell each gap once, with the most weight that a commit gave it; of files that cannot be read each place."""
        errors: dict[tuple[str, str, str], bool] = {}
        for gap in self.gaps:
            code = {"broken": "PC101", "doubled": "PC105", "away": "PC404" if gap.is_merge else "PC403"}[gap.kind]
            is_light = self._is_whole_again(gap) or (gap.kind == "away" and self._was_ones_own(gap))
            key = (code, gap.id, gap.path)
            errors[key] = errors.get(key, False) or not is_light
        for (code, id_, _), is_error in errors.items():
            self.found.add((code, id_, "error" if is_error else "warning"))

    def _is_whole_again(self, gap: Gap) -> bool:
        """Whether every act stands again, in its order, new ones only after the last."""
        final = self._final(gap.id)
        if gap.kind == "broken":
            if any(gap.path in self.repo.world(oid).broken for oid in (self.head, self.last)):
                return False
            after = [loss for loss in self.losses if loss.id == gap.id and loss.after_gap]
            after = [loss for loss in after if self._stands_at(loss.commit.id, gap)]
            return all(self._is_given_back(loss) or self._drops_void(loss) for loss in after)
        if self.readable(self.last, gap.id) is None:
            return False
        for version in gap.old:
            old = tokens(version)
            if [token for token in final if token in old] != old:
                return False
        return True

    def _stands_at(self, oid: str, gap: Gap) -> bool:
        """Whether a commit holds the promise in the file that could not be read."""
        version = self.readable(oid, gap.id)
        return version is not None and version.path == gap.path

    def _was_ones_own(self, gap: Gap) -> bool:
        if gap.is_merge or not gap.old:
            return False
        old = [token for version in gap.old for token in tokens(version)]
        loss = Loss(gap.commit, gap.id, "lost", old[0], old, [], gap.is_merge)
        return all(self._is_hers(loss, token) for token in old)


def _overtaken(order: list[Token], old: list[Token], present: list[Token]) -> Token | None:
    """Return the first act that another one came to stand before, changed or not; `order` is the old one, as now."""
    standing = in_order(order, present)
    for place, token in enumerate(standing):
        later = [present.index(one) for one in standing[place + 1 :]]
        if token in old and any(one < present.index(token) for one in later):
            return token
    return None
