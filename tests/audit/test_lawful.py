"""Lawful histories, by the hundred: each is clean, and any byte changed in an act of one is found.

What a byte means is read by another reader (PyYAML, every scalar a text), not by the one that is tested.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
import yaml

from promisectl.git.programs import git_available

from .history import FOLDER, PEOPLE, REGISTER, SETTINGS, History, path_of, settings

pytestmark = pytest.mark.skipif(not git_available(), reason="git is not installed")
BEGUN = datetime(2026, 3, 2, 9, tzinfo=UTC)
PACK = f"{FOLDER}/settled/2026-Q1.yaml"
WORDS = ("lift out of order", "Rosa’s “estimate”, 3 of 8", "it's due: soon", "naïve — ¿sí?", "100 %", "a # b", "-")


class Teller:
    """Says random things in a history of its own, on one branch or two; every act in a commit of its speaker."""

    def __init__(self, h: History, seed: int) -> None:
        self.h = h
        self.chance = random.Random(seed)
        self.now = BEGUN
        self.acts: dict[str, list[str]] = {}
        self.paths: dict[str, str] = {}
        self.packed: list[str] = []
        self.endings = {"\n": 5, "\r\n": 1}
        self.h.commit({SETTINGS: settings("trust: author"), PEOPLE: REGISTER}, at=self.now.isoformat())

    def later(self) -> str:
        self.now += timedelta(minutes=self.chance.randint(1, 400))
        return self.now.isoformat()

    def act(self, verb: str, by: str) -> str:
        at = self.now.isoformat()
        lines = [f"act: {verb}", f"by: {by}", f"at: {at}"]
        if verb == "request":
            lines += ["terms:", "  what: Inspect", "  performer: diego", "  due: 2026-03-06", "  criteria: [photos]"]
        if self.chance.random() < 0.5:
            lines.append(self.free())
        if self.chance.random() < 0.2:
            inside = ", ".join(line for line in lines[:3])
            return f"- {{{inside}}}\n"
        return "- " + "\n  ".join(lines) + "\n"

    def free(self) -> str:
        word = self.chance.choice(WORDS)
        written = (f'"{word}"', "'" + word.replace("'", "''") + "'", f"|\n    {word}\n    and more")
        return "note: " + self.chance.choice(written)

    def text(self, name: str) -> str:
        head = self.chance.choice(("", "tags: [vip]\n", "# by hand\n", "x-a: 1\n"))
        return f"id: {name}\nwhat: Inspect\n{head}state: promised\nhistory:\n" + "".join(self.acts[name])

    def files(self, name: str) -> dict[str, str | None]:
        return {self.paths[name]: self.text(name)}

    def open(self) -> None:
        name = f"clm-{len(self.acts):04d}aaaa"
        at = self.later()
        self.acts[name], self.paths[name] = [self.act("request", "ana")], path_of(name)
        self.h.commit(self.files(name), by="ana", at=at)

    def say(self) -> None:
        name, by = self.some(), self.chance.choice(("ana", "diego", "eva"))
        at = self.later()
        self.acts[name].append(self.act("note", by))
        self.h.commit(self.files(name), by=by, at=at)

    def move(self) -> None:
        name = self.some()
        old, new = self.paths[name], f"{FOLDER}/{self.chance.choice('abc')}/{name}.yaml"
        if old != new:
            self.paths[name] = new
            self.h.commit({old: None, **self.files(name)}, at=self.later())

    def reform(self) -> None:
        name = self.some()
        text = "# reformed\n" + self.text(name).replace("\n", self.chance.choice(("\n", "\r\n")))
        self.h.commit({self.paths[name]: text}, by="eva", at=self.later())

    def pack(self) -> None:
        name = self.some()
        if len(self.loose()) > 1:
            self.packed.append(name)
            pack = "".join("---\n" + self.text(one) for one in self.packed)
            self.h.commit({self.paths[name]: None, PACK: pack}, at=self.later())

    def merge(self) -> None:
        """Two branches: on each something is said in a promise of its own, or in the same one by turns."""
        base, names = self.h.count, [self.some(), self.some()]
        before = {name: list(self.acts[name]) for name in names}
        tips, said = [], []
        for name, by in zip(names, ("ana", "diego"), strict=True):
            at = self.later()
            act = self.act("note", by)
            self.acts[name] = [*before[name], act]
            tips.append(self.h.commit(self.files(name), by=by, at=at, parents=[base]))
            said.append((name, act))
        for name in names:
            self.acts[name] = before[name] + [act for other, act in said if other == name]
        merged = {path: text for name in names for path, text in self.files(name).items()}
        self.h.commit(merged, by="eva", at=self.later(), parents=tips)

    def loose(self) -> list[str]:
        return [name for name in self.acts if name not in self.packed]

    def some(self) -> str:
        return self.chance.choice(self.loose())

    def tell(self, count: int) -> None:
        self.open()
        ways = (self.open, self.say, self.say, self.say, self.move, self.reform, self.pack, self.merge)
        for _ in range(count):
            self.chance.choice(ways)()


def changed(text: str, chance: random.Random) -> bytes:
    """Return a text with one byte of its history changed for another, taken out or put in."""
    data = text.encode()
    place = chance.randrange(data.index(b"history:\n") + 9, len(data))
    byte = bytes([chance.choice(b" \n-:#'\"[]{},|>&*!%@abz019\xc3\x00")])
    how = chance.randrange(3)
    return data[:place] + (b"" if how == 0 else byte) + data[place + (how != 2) :]


def meaning(data: bytes) -> object:
    """Return what a promise says, by another reader; None where nobody can tell."""
    try:
        told = yaml.load(data.decode(), _Strict)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError):
        return None
    return (told.get("id"), told.get("history")) if isinstance(told, dict) else None


class _Strict(yaml.BaseLoader):
    """Every scalar a text; a key that stands twice is refused."""

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        if len(set(map(str, keys))) != len(keys):
            raise ValueError
        return super().construct_mapping(node, deep=True)


def prove(folder, seed: int, bytes_each: int) -> int:
    h = History(folder / str(seed), random.Random(seed).choice(("sha1", "sha256")))
    teller = Teller(h, seed)
    teller.tell(12)
    seen = h.audit()
    assert seen.findings == [] or {one.code for one in seen.findings} == {"PC504"}, (seed, seen.findings)
    assert {str(one.word) for one in seen.acts} == {"author"}
    assert len(seen.acts) == sum(map(len, teller.acts.values()))
    top, mark, found = seen.head, h.count, 0
    for _ in range(bytes_each):
        name = teller.some()
        said, text = teller.text(name), None
        text = changed(said, teller.chance)
        h.commit({teller.paths[name]: text}, at=teller.later(), parents=[mark])
        after = h.audit(since=top)
        same = meaning(text) == meaning(said.encode())
        assert same or not after.is_lawful, (seed, name, text.decode("utf-8", "replace"))
        found += not same
    return found


@pytest.mark.parametrize("seed", range(40))
def test_a_lawful_history_is_clean_and_a_changed_byte_is_found(tmp_path, seed):
    prove(tmp_path, seed, 3)


@pytest.mark.torture
@pytest.mark.parametrize("hundred", range(10))
def test_a_thousand_lawful_histories_are_clean_and_a_changed_byte_is_found(tmp_path, hundred):
    found = sum(prove(tmp_path, 1000 + hundred * 96 + seed, 5) for seed in range(96))
    assert found > 96 * 3
