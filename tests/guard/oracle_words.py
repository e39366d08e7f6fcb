"""Whose word each act is that a commit brings, by the words of verdicts.md (PC211, PC406, PC501, PC503, PC509)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from .little_law import Stand, end_of, instant, speaker, stands
from .oracle_lines import Heard, tokens
from .oracle_losses import Losses
from .oracle_people import Base
from .oracle_reading import Version

RANK = ("info", "warning", "error")
REFUSED_OPENLY = ("renegotiate", "counter", "pause", "cancel", "revoke", "agree")


class Words(Losses):
    """Asks every act that was brought."""

    def _words(self) -> list[tuple[Heard, str, str]]:
        """Return what is to be said of each act, and note those that came in by an error."""
        told = []
        for heard in self.heard:
            self._free(heard)
            if not heard.is_asked and not self._was_lightly_edited(heard):
                continue
            asked = [(heard, code, severity) for code, severity in self._asked(heard)]
            is_on_the_way = not heard.is_asked and heard.token not in self._in_any_copy(heard.id)
            told += [] if is_on_the_way else asked
        return told

    def _was_lightly_edited(self, heard: Heard) -> bool:
        """Whether an act took the place of one whose loss is only a warning: then it is a new word, and is asked."""
        losses = [loss for loss in self.losses if loss.commit is heard.commit and loss.id == heard.id]
        losses = [loss for loss in losses if loss.instead == heard.token]
        if len(heard.commit.parents) > 1 or self._was_said_before(heard.commit, heard.id, heard.token):
            return False
        return any(self._is_light(loss) for loss in losses)

    def _free(self, heard: Heard) -> None:
        """Take back that a word is void which stands in the place of a void one: it answers for itself."""
        for loss in self.losses:
            is_place = loss.commit is heard.commit and loss.id == heard.id and loss.instead == heard.token
            if is_place and self._drops_void(loss) and not self._is_before_others(loss):
                self.void.get((heard.id, heard.token), set()).discard(heard.commit.id)

    def _tell_words(self, told: list[tuple[Heard, str, str]]) -> None:
        """Tell of each act once, with the most weight it has in any commit."""
        weights: dict[tuple[str, str, str], str] = {}
        for heard, code, severity in heaviest_of_whole(told):
            is_gone = not self._stands_somewhere(heard)
            stays = heard.is_whole and code == "PC406"
            light = "warning" if is_gone and severity == "error" and not stays else severity
            key = (code, heard.id, heard.token[0])
            weights[key] = max(weights.get(key, light), light, key=RANK.index)
        self.found |= {(code, id_, severity) for (code, id_, _), severity in weights.items()}

    def _stands_somewhere(self, heard: Heard) -> bool:
        """Whether an act stands at the head, in whatever copy, or in a note that set it aside, or cannot be looked for."""
        versions = self.repo.world(self.last).promises.get(heard.id, [])
        if any(heard.token in tokens(version) for version in versions):
            return True
        if self.void.get((heard.id, heard.token)):
            return False
        if heard.token[0] in self._set_aside_at_last(heard.id):
            return True
        return not versions

    def _asked(self, heard: Heard) -> Iterator[tuple[str, str]]:
        base = self.base_of(heard.commit)
        stand = self._stand_before(heard)
        who = speaker(heard.act)
        authors = base.authors(heard.commit)
        is_own = who in authors
        if not is_own and not self._is_traced(heard, who):
            if heard.act["act"] != "note" and not base.left(who, heard.act["at"]):
                yield from self._whose_word(heard, base, stand, authors)
            if base.level == "author" and self._asked_of(heard, base) not in authors:
                is_import = heard.is_whole and bool(authors & base.stewards)
                severity = "warning" if is_import else "error"
                self._mark(heard, severity)
                yield "PC501", severity
        elif self._may_be_hidden(heard, base, who):
            yield from self._hidden_committer(heard, base, stand)
        yield from self._left(heard, base, stand, authors)
        yield from self._across(heard, base, stand)

    def _may_be_hidden(self, heard: Heard, base: Base, who: str) -> bool:
        """Whether it is asked of her own word who committed it."""
        is_asked = heard.act["act"] != "note" and not heard.is_whole and not base.left(who, heard.act["at"])
        return is_asked and not self._is_traced(heard, who)

    def _asked_of(self, heard: Heard, base: Base) -> str:
        who = speaker(heard.act)
        is_handover = heard.act.get("via") == "handover" and base.left(who)
        return heard.act["by"] if is_handover else who

    def _mark(self, heard: Heard, severity: str) -> None:
        if severity == "error":
            self._make_void(heard.commit, heard.id, heard.token)

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
        """Whether a commit of hers brought this very act after the same acts, or REF holds it after them."""
        refs = self.last_known(self.tip, heard.id) if self.tip else []
        if any(stands_after(version, heard) for version in refs):
            return True
        for other in [*self.heard, *self.in_passing]:
            if other is heard or other.id != heard.id or other.token != heard.token:
                continue
            base = self.base_of(other.commit)
            is_hers = who in base.authors(other.commit)
            is_asked = other in self.heard and not other.is_whole
            is_hidden = is_asked and any(self._hidden_committer(other, base, self._stand_before(other)))
            if is_hers and not is_hidden and words_before(other) == words_before(heard):
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
        if not any(min(at, when) < end <= max(at, when) for end in ends):
            return
        severity = "warning"
        authors = base.authors(heard.commit)
        if (
            heard.is_whole
            and authors
            and not authors & (self._others(heard, stand) | {speaker(heard.act)} | base.stewards)
        ):
            end = stands(list(heard.version.acts))
            severity = "warning" if end is None or end.is_open else "info"
        yield "PC211", severity


def heaviest_of_whole(told: list[tuple[Heard, str, str]]) -> list[tuple[Heard, str, str]]:
    """Return what is told, of promises that came whole one PC406 a commit: the heaviest."""
    heaviest: dict[str, tuple[Heard, str, str]] = {}
    kept = []
    for one in told:
        heard, code, severity = one
        if code != "PC406" or not heard.is_whole:
            kept.append(one)
            continue
        known = heaviest.get(heard.commit.id)
        if known is None or RANK.index(severity) > RANK.index(known[2]):
            heaviest[heard.commit.id] = one
    return [*kept, *heaviest.values()]


def stands_after(version: Version, heard: Heard) -> bool:
    """Whether a version holds an act after the same acts."""
    texts = [token[0] for token in tokens(version)]
    words = [[text for text in texts[:place] if json.loads(text)["act"] != "note"] for place in range(len(texts))]
    return any(text == heard.token[0] and words[place] == words_before(heard) for place, text in enumerate(texts))


def words_before(heard: Heard) -> list[str]:
    texts = [token[0] for token in tokens(heard.version)[: heard.place]]
    return [text for text in texts if json.loads(text)["act"] != "note"]
