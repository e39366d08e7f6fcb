"""What people do in a story, lawful and not: each move gives its words and its author, None where it cannot be made."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from datetime import datetime, timedelta

from .little_law import Act, Stand, speaker, stands
from .story_files import PEOPLE, SETTINGS, Broken, Doc, Made, Tree, all_docs, path_of

IDS = ("clm-aaaa1111", "clm-bbbb2222", "clm-cccc3333", "clm-dddd4444")
PARTIES = ("ana", "diego")
_VERBS = (
    "agree", "decline", "withdraw", "counter", "renegotiate", "renegotiate", "warn", "deliver", "accept", "reject",
    "cancel", "revoke",
)  # fmt: skip


class Moves:
    """The files as they are now, and what can be done to them."""

    random: random.Random
    now: datetime
    tree: Tree
    commits: list[Made]

    def _at(self) -> str:
        return (self.now - timedelta(minutes=5)).strftime("%Y-%m-%dT%H:%M:%SZ")

    def _request(self) -> Act:
        due = (self.now + timedelta(days=self.random.choice((1, 4, 30)))).date().isoformat()
        terms = {"what": "Inspect the vehicle", "performer": "diego", "due": due, "criteria": ["photos"]}
        return {"act": "request", "by": "ana", "at": self._at(), "terms": terms}

    def _docs(self) -> list[Doc]:
        found: list[Doc] = []
        for thing in self.tree.values():
            found += [thing] if isinstance(thing, Doc) else []
        return found

    def _paths(self) -> list[str]:
        return [path for path, thing in self.tree.items() if isinstance(thing, Doc)]

    def _one(self) -> tuple[str, Doc] | None:
        paths = self._paths()
        if not paths:
            return None
        path = self.random.choice(paths)
        return path, self.tree[path]

    def _add(self, doc: Doc, act: Act) -> None:
        doc.acts.append(act)
        doc.balance()

    def _somebody(self, *less: str) -> str:
        everybody = ["ana", "diego", "eva", "eva", "nobody"]
        return self.random.choice([who for who in everybody if who not in less])

    # Lawful moves.

    def _lawful(self) -> list[Callable[[], tuple[str, str] | None]]:
        say = [self._say] * 10
        return [
            *say,
            self._note,
            self._openly,
            self._open_new,
            self._restyle,
            self._move_back,
            self._mend,
            self._bring_back,
            self._own_edit,
        ]

    def _next_act(self, doc: Doc) -> Act | None:
        """Return some act that the law allows now."""
        stand = stands(doc.acts)
        if stand is None:
            return None
        acts = [act for verb in _VERBS for who in PARTIES for act in [self._act_of(verb, who, stand)] if act]
        lawful = [act for act in acts if stands([*doc.acts, act]) is not None]
        still_open = [act for act in lawful if act["act"] not in ("decline", "withdraw", "cancel", "revoke", "accept")]
        if still_open and self.random.random() < 0.8:
            lawful = still_open
        return self.random.choice(lawful) if lawful else None

    def _act_of(self, verb: str, who: str, stand: Stand) -> Act:
        act: Act = {"act": verb, "by": who, "at": self._at()}
        day = (self.now + timedelta(days=self.random.choice((2, 9, 40)))).date().isoformat()
        if verb in ("renegotiate", "counter"):
            act["terms"] = {"due": day}
        if verb in ("renegotiate", "warn", "cancel", "revoke"):
            act["reason"] = "supplier"
        if verb == "deliver":
            act["evidence"] = ["photos"]
        if verb == "reject":
            act["unmet"] = ["photos"]
        if verb == "accept" and stand.state == "promised":
            act["delivered-on"] = self.now.date().isoformat()
        if verb == "agree" and stand.proposal is not None and self.random.random() < 0.7:
            act["terms"] = dict(stand.proposal)
        return act

    def _say(self) -> tuple[str, str] | None:
        one = self._one()
        act = self._next_act(one[1]) if one else None
        if one is None or act is None:
            return None
        self._add(one[1], act)
        return f"{speaker(act)} says {act['act']} in {one[1].id}", speaker(act)

    def _note(self) -> tuple[str, str] | None:
        one = self._one()
        if one is None:
            return None
        who = self._somebody("nobody")
        self._add(one[1], {"act": "note", "by": who, "at": self._at(), "note": f"word {self.random.randrange(99)}"})
        return f"{who} notes in {one[1].id}", who

    def _openly(self) -> tuple[str, str] | None:
        one = self._one()
        act = self._next_act(one[1]) if one else None
        if one is None or act is None:
            return None
        who = self._somebody(speaker(act), "nobody")
        proxy = {"act": act["act"], "by": who, "at": act["at"], "for": speaker(act), "via": "phone"}
        self._add(one[1], proxy | {key: value for key, value in act.items() if key not in proxy})
        return f"{who} records {act['act']} for {speaker(act)} in {one[1].id}", who

    def _open_new(self) -> tuple[str, str] | None:
        held = {doc.id for commit in self.commits for doc in all_docs(commit.tree)}
        free = [name for name in IDS if name not in held]
        if not free:
            return None
        doc = Doc(free[0], {}, [self._request()])
        doc.balance()
        author = "ana"
        if self.random.random() < 0.4:
            doc.acts.append({"act": "agree", "by": "diego", "at": self._at()})
            author = self._somebody()
        if len(doc.acts) > 1 and self.random.random() < 0.5:
            doc.acts.append({"act": "cancel", "by": "ana", "at": self._at(), "reason": "other"})
        doc.balance()
        self.tree[path_of(free[0])] = doc
        return f"{author} brings {free[0]} with {len(doc.acts)} act(s)", author

    def _restyle(self) -> tuple[str, str] | None:
        one = self._one()
        if one is None:
            return None
        one[1].style = (one[1].style + 1) % 3
        who = self._somebody()
        return f"{who} writes {one[1].id} another way", who

    def _move_back(self) -> tuple[str, str] | None:
        one = self._one()
        if one is None:
            return None
        path, doc = one
        ledger = "work" if "claims" in path else "claims"
        if path_of(doc.id, ledger) in self.tree:
            return None
        self.tree[path_of(doc.id, ledger)] = self.tree.pop(path)
        who = self._somebody()
        return f"{who} moves {doc.id} to {ledger}", who

    def _mend(self) -> tuple[str, str] | None:
        broken = [path for path, thing in self.tree.items() if isinstance(thing, Broken)]
        if not broken:
            return None
        self.tree[broken[0]] = self.tree[broken[0]].doc
        who = self._somebody()
        return f"{who} mends {broken[0]}", who

    def _bring_back(self) -> tuple[str, str] | None:
        here = {doc.id for doc in all_docs(self.tree)}
        for commit in reversed(self.commits):
            for doc in all_docs(commit.tree):
                if doc.id not in here:
                    self.tree[path_of(doc.id)] = copy.deepcopy(doc)
                    who = self._somebody()
                    return f"{who} brings {doc.id} back", who
        return None

    def _own_edit(self) -> tuple[str, str] | None:
        one = self._one()
        if one is None or len(one[1].acts) < 2:
            return None
        act = one[1].acts[-1]
        act["note"] = f"mended {self.random.randrange(99)}"
        return f"{act['by']} edits the last act of {one[1].id}", act["by"]

    # Unlawful moves, and some that only look so.

    def _mischief(self) -> list[Callable[[], tuple[str, str] | None]]:
        return [
            self._in_her_name, self._in_her_name, self._edit, self._drop, self._swap, self._slip, self._silent,
            self._copy, self._remove, self._break, self._revert, self._unlawful, self._people, self._policy,
            self._mixed, self._again,
        ]  # fmt: skip

    def _in_her_name(self) -> tuple[str, str] | None:
        one = self._one()
        act = self._next_act(one[1]) if one else None
        if one is None or act is None:
            return None
        who = self._somebody(speaker(act))
        self._add(one[1], act)
        return f"{who} writes {act['act']} in the name of {speaker(act)} in {one[1].id}", who

    def _some_act(self) -> tuple[Doc, int, str] | None:
        one = self._one()
        if one is None or len(one[1].acts) < 2:
            return None
        return one[1], self.random.randrange(1, len(one[1].acts)), self._somebody()

    def _edit(self) -> tuple[str, str] | None:
        some = self._some_act()
        if some is None:
            return None
        doc, place, who = some
        doc.acts[place]["note"] = f"edited {self.random.randrange(99)}"
        return f"{who} edits act {place + 1} ({doc.acts[place]['act']}) of {doc.id}", who

    def _drop(self) -> tuple[str, str] | None:
        some = self._some_act()
        if some is None:
            return None
        doc, place, who = some
        gone = doc.acts.pop(place)
        doc.balance()
        return f"{who} drops act {place + 1} ({gone['act']}) of {doc.id}", who

    def _swap(self) -> tuple[str, str] | None:
        some = self._some_act()
        if some is None or some[1] < 2:
            return None
        doc, place, who = some
        doc.acts[place - 1], doc.acts[place] = doc.acts[place], doc.acts[place - 1]
        return f"{who} swaps acts {place} and {place + 1} of {doc.id}", who

    def _slip(self) -> tuple[str, str] | None:
        some = self._some_act()
        if some is None:
            return None
        doc, place, who = some
        verb = self.random.choice(("note", "warn"))
        by = who if verb == "note" and who != "nobody" else "diego"
        act = {"act": verb, "by": by, "at": doc.acts[place]["at"], "note": f"slipped {self.random.randrange(99)}"}
        doc.acts.insert(place, act | ({"reason": "supplier"} if verb == "warn" else {}))
        doc.balance()
        return f"{who} slips a {verb} of {by} in before act {place + 1} of {doc.id}", who

    def _silent(self) -> tuple[str, str] | None:
        one = self._one()
        if one is None:
            return None
        key = self.random.choice(("due", "what"))
        one[1].head[key] = "2027-01-01" if key == "due" else "Inspect another vehicle"
        who = self._somebody()
        return f"{who} changes {key} in the head of {one[1].id}", who

    def _copy(self) -> tuple[str, str] | None:
        one = self._one()
        if one is None:
            return None
        path, doc = one
        other = path_of(doc.id, "work" if "claims" in path else "claims")
        if other in self.tree:
            return None
        self.tree[other] = copy.deepcopy(doc)
        who = self._somebody()
        return f"{who} copies {doc.id} to {other}", who

    def _remove(self) -> tuple[str, str] | None:
        one = self._one()
        if one is None:
            return None
        del self.tree[one[0]]
        who = self._somebody()
        return f"{who} removes {one[0]}", who

    def _break(self) -> tuple[str, str] | None:
        one = self._one()
        if one is None:
            return None
        self.tree[one[0]] = Broken(one[1], self.random.randrange(3))
        who = self._somebody()
        return f"{who} breaks {one[0]}", who

    def _revert(self) -> tuple[str, str] | None:
        """Give a promise back as some commit had it."""
        one = self._one()
        if one is None:
            return None
        path, doc = one
        older = [other for commit in self.commits for other in all_docs(commit.tree) if other.id == doc.id]
        chosen = copy.deepcopy(self.random.choice(older))
        if chosen.acts == doc.acts:
            return None
        self.tree[path] = chosen
        who = self._somebody()
        return f"{who} gives {doc.id} back its {len(chosen.acts)} act(s) of before", who

    def _unlawful(self) -> tuple[str, str] | None:
        one = self._one()
        if one is None:
            return None
        act = {"act": "agree", "by": self.random.choice(PARTIES), "at": self._at()}
        if stands([*one[1].acts, act]) is not None:
            return None
        one[1].acts.append(act)
        return f"{act['by']} agrees to nothing in {one[1].id}", act["by"]

    def _mixed(self) -> tuple[str, str] | None:
        docs = self._docs()
        if len(docs) < 2:
            return None
        one, other = self.random.sample(docs, 2)
        act = copy.deepcopy(self.random.choice(other.acts))
        if act["at"] < one.acts[-1]["at"]:
            return None
        one.acts.append(act)
        one.balance()
        who = self._somebody()
        return f"{who} puts {act['act']} of {other.id} into {one.id}", who

    def _again(self) -> tuple[str, str] | None:
        one = self._one()
        if one is None:
            return None
        act = copy.deepcopy(one[1].acts[-1])
        self._add(one[1], act)
        who = self._somebody()
        return f"{who} says {act['act']} of {one[1].id} again, letter by letter", who

    def _people(self) -> tuple[str, str] | None:
        people = self.tree[PEOPLE]
        who, whom = self._somebody(), self.random.choice([*people])
        what = self.random.choice(("new", "gone", "email", "left", "name"))
        if what == "new":
            people[f"luis{len(self.commits)}"] = {"emails": [f"luis{len(self.commits)}@example.com"]}
        elif what == "gone":
            del people[whom]
        elif what == "email":
            people[whom]["emails"] = [*people[whom].get("emails", []), f"{whom}{len(self.commits)}@example.com"]
        else:
            people[whom][what] = self.now.date().isoformat() if what == "left" else "Another name"
        return f"{who} changes people: {what} {'' if what == 'new' else whom}", who

    def _policy(self) -> tuple[str, str] | None:
        settings = self.tree[SETTINGS]
        who = self._somebody()
        what = self.random.choice(("wip", "language", "stewards"))
        if what == "wip":
            settings["wip-limit"] = str(self.random.randrange(1, 9))
        elif what == "language":
            settings["language"] = "es" if settings.get("language") != "es" else "en"
        else:
            policy = dict(settings.get("policy", {}))
            policy["stewards"] = [self.random.choice(("ana", "diego", "eva"))]
            settings["policy"] = policy
        return f"{who} changes the settings: {what}", who
